"""What a sentence says of deaths, injuries, arrests, flight and attendance: a kind and the people it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from khaldun.codebooks.casualties import CasualtyBook, CountKind, CueRole
from khaldun.pipeline.components.casualties.groups import Group, group_around
from khaldun.pipeline.components.casualties.mentions import Mentions, Page
from khaldun.pipeline.components.casualties.roles import READERS
from khaldun.pipeline.components.casualties.scene import REACH, Scene

#: Words after a verb in which "along with" still adds to its people.
_BESIDE = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`cue` is the token that says it; `total` marks a running total ("the toll rose to 41").

    `own`: the word counts only for an event whose trigger it is; `near`: only for an event of the same sentence;
    `more`: it adds to those told before ("two guards were also killed").
    """

    kind: CountKind
    cue: int
    role: CueRole
    group: Group
    total: bool = False
    own: bool = False
    near: bool = False
    more: bool = False


class FactFinder:
    """Reads the facts of a sentence by the casualty words."""

    def __init__(self, mentions: Mentions, book: CasualtyBook) -> None:
        self.mentions = mentions
        self.book = book

    def page(self, doc: Doc) -> Page:
        """A report made ready to be read sentence by sentence."""
        return self.mentions.page(doc)

    def of(self, page: Page, start: int, end: int) -> list[Fact]:
        """The facts between two token indices, in text order of their cues."""
        cues = [i for i in range(start, end) if page.words[i] in self.book.cues]
        if not cues:
            return []
        scene = self.scene(page, start, end)
        found: list[Fact] = []
        for cue in cues:
            for kind, role in self.book.cues[page.words[cue]]:
                if not any(f.cue == cue and f.kind == kind for f in found):
                    found += read_fact(scene, cue, kind=kind, role=role)
        return found

    def scene(self, page: Page, start: int, end: int) -> Scene:
        """The sentence between two token indices with the people in it."""
        return Scene(
            doc=page.doc,
            words=page.words,
            start=start,
            end=end,
            people=self.mentions.of(page, start, end),
            book=self.book,
            finder=self.mentions,
        )


def read_fact(scene: Scene, cue: int, *, kind: CountKind, role: CueRole) -> list[Fact]:
    """The fact that a cue word tells in a role, if it does."""
    if is_wish(scene, cue) or _is_denied(scene, cue) or _is_month(scene, cue):
        return []
    at = READERS[role](scene, cue)
    if at is None:
        return []
    anchor = scene.with_names_beside(scene.whole(at))
    group = group_around(scene.words, scene.people, anchor, book=scene.book)
    if group is None or _is_excluded(scene, group):
        return []
    group = _with_those_beside(scene, cue, group)
    if _is_either(scene, cue) and group.high != 0:
        group = replace(group, low=None, exact=False, quantity=None)
    if group.low is None and group.high is None:
        return []
    own = scene.words[cue] in scene.book.grammar["own"]
    more = any(word in scene.book.grammar["more"] for word in scene.words[max(scene.start, cue - 2) : cue])
    near = role == "noun" or scene.words[group.start] in scene.book.grammar["pronouns"]
    return [Fact(kind=kind, cue=cue, role=role, group=group, total=role == "toll", own=own, near=near, more=more)]


def is_wish(scene: Scene, cue: int) -> bool:
    """Whether an infinitive tells what was meant to happen: "tried to kill him", "a plan to kidnap two"."""
    i = cue - 1
    while i >= scene.start and scene.words[i] in scene.book.grammar["adverbs"]:
        i -= 1
    return scene.word(i) == "to" and scene.doc[cue].tag_ != "VBN" and not scene.words[cue].endswith(("ed", "s"))


def _is_month(scene: Scene, cue: int) -> bool:
    """Whether this is "March 2", "2 March"."""
    named_number = scene.finder.book.units["before"].get(scene.words[cue]) == "name"
    return named_number and (scene.word(cue - 1)[:1].isdigit() or scene.word(cue + 1)[:1].isdigit())


def _is_denied(scene: Scene, cue: int) -> bool:
    before = scene.words[max(scene.start, cue - 2) : cue]
    return any(word in scene.book.grammar["negations"] for word in before)


def _with_those_beside(scene: Scene, cue: int, group: Group) -> Group:
    """The group and those that "along with" adds to it further on in the clause."""
    start = max(cue, group.end)
    for i in range(start, min(start + _BESIDE, scene.end - 1)):
        if scene.words[i] in scene.book.grammar["including"]:
            return group
        if f"{scene.words[i]} {scene.words[i + 1]}" not in scene.book.grammar["beside"]:
            continue
        at = scene.right(i + 2 + (scene.word(i + 2) == "as"), REACH)
        other = None if at is None else group_around(scene.words, scene.people, at, book=scene.book)
        return group if other is None or other.start < group.end else group.plus(other)
    return group


def _is_excluded(scene: Scene, group: Group) -> bool:
    """ "neither the deputy nor his wife were hurt"."""
    before = scene.words[max(scene.start, group.start - 1) : group.start]
    return any(word in scene.book.grammar["negations"] for word in before)


def _is_either(scene: Scene, cue: int) -> bool:
    """Whether the people are one of two things: "13 soldiers were either killed or wounded"."""
    either, cues = scene.book.grammar["either"], scene.book.cues
    return (scene.word(cue + 1) in either and scene.word(cue + 2) in cues) or (
        scene.word(cue - 1) in either and scene.word(cue - 2) in cues
    )
