"""What a sentence says of deaths, injuries, arrests, flight and attendance: a kind and the people it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from khaldun.codebooks.casualties import CasualtyBook, CountKind, CueRole
from khaldun.pipeline import extensions
from khaldun.pipeline.components.casualties.extending import with_the_rest
from khaldun.pipeline.components.casualties.groups import Group, group_around
from khaldun.pipeline.components.casualties.mentions import Mention, Mentions, Page
from khaldun.pipeline.components.casualties.roles import READERS
from khaldun.pipeline.components.casualties.scene import Scene
from khaldun.pipeline.extensions import QuantityValues

#: From "one" to the word in "one of the persons wounded" there are at most so many words.
_PART = 6
#: Stands for members that cannot be told apart from others.
OTHERS = ("+",)
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_SEVERAL = 2
_RELATIVE = frozenset({"who", "that"})
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`cue` is the token that says it; `total` marks a running total ("the toll rose to 41", "killed since May").

    `own`: the word counts only for an event whose trigger it is; `near`: only for an event of the same sentence;
    `more`: it adds to those told before ("two guards were also killed"); `there`: its sentence names
    no place of its own. `who` tells the members apart, each by the words of its name, or by its number with each of its
    nouns.
    """

    kind: CountKind
    cue: int
    role: CueRole
    group: Group
    total: bool = False
    own: bool = False
    near: bool = False
    more: bool = False
    there: bool = False
    who: frozenset[tuple[str, ...]] = frozenset()


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
                    facts = read_fact(scene, cue, kind=kind, role=role)
                    found += [fact for fact in facts if not _is_told_part(scene, fact, found)]
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
    if is_wish(scene, _verb_of(scene, cue, role)) or _is_denied(scene, cue) or _is_month(scene, cue):
        return []
    at = READERS[role](scene, cue)
    if at is None:
        return []
    anchor = scene.with_names_beside(scene.whole(at))
    _tell_of_all(scene, anchor)
    _number_again(scene, anchor)
    group = group_around(scene.words, scene.people, anchor, book=scene.book)
    if group is None or _is_excluded(scene, group) or _is_one_of(scene, cue, group):
        return []
    group = with_the_rest(scene, cue, group=group, at=anchor)
    if _is_either(scene, cue) and group.high != 0:
        group = replace(group, low=None, exact=False, quantity=None)
    if group.low is None and group.high is None:
        return []
    own = scene.words[cue] in scene.book.grammar["own"]
    before, inside = scene.words[max(scene.start, cue - 2) : cue], scene.words[group.start : group.end + 1]
    more = any(w in scene.book.grammar["more"] for w in before) or any(
        w in scene.book.grammar["others"] for w in inside
    )
    near = role == "noun" or scene.words[group.start] in scene.book.grammar["pronouns"]
    there = more and not any(scene.doc[i].ent_type_ in _PLACES for i in range(scene.start, scene.end))
    total = role == "toll" or _is_cumulative(scene)
    fact = Fact(kind=kind, cue=cue, role=role, group=group, total=total, own=own, near=near, more=more)
    return [replace(fact, there=there, who=_who(scene, group))]


def _who(scene: Scene, group: Group) -> frozenset[tuple[str, ...]]:
    """Names, or numbers with nouns, of a group's members; OTHERS for who can be anyone ("a soldier")."""
    members = [m for m in scene.people if group.start <= m.start and m.end <= group.end]
    return frozenset(_key_of(scene, member) for member in members)


def _key_of(scene: Scene, member: Mention) -> tuple[str, ...]:
    if member.quantity is not None:
        nouns = [i for i in range(member.start, member.end) if scene.doc[i].pos_ in _NOUNS and i >= member.start]
        return tuple(f"{member.low} {scene.words[i].removesuffix('s')}" for i in nouns) or (f"{member.low}",)
    finder = scene.finder
    if not finder.is_name_word(scene.doc, scene.words, member.end - 1):
        return OTHERS
    first = finder.name_start(scene.doc, scene.words, member.end, start=member.start)
    return tuple(scene.words[first : member.end])


def is_same_member(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two keys of members can be those of the same: "Oqueli" and "Hector Oqueli", "6 priests" and again so."""
    if OTHERS in (first, second):
        return False
    if first[0][0].isdigit() or second[0][0].isdigit():
        return bool(set(first) & set(second))
    return first[-1] in second or second[-1] in first


def is_wish(scene: Scene, cue: int) -> bool:
    """Whether an infinitive tells what was meant to happen: "tried to kill him", "a plan to kidnap two"."""
    i = cue - 1
    while i >= scene.start and scene.words[i] in scene.book.grammar["adverbs"]:
        i -= 1
    if scene.word(i) != "to" or scene.word(i - 1) in scene.book.grammar["achieved"]:
        return False
    return scene.doc[cue].tag_ != "VBN" and not scene.words[cue].endswith(("ed", "s"))


def _verb_of(scene: Scene, cue: int, role: CueRole) -> int:
    """The verb that may be an infinitive: a state has that of its own verb ("to take him hostage")."""
    if role != "state":
        return cue
    head = scene.doc[cue].head
    return head.i if head.pos_ == "VERB" and scene.start <= head.i < cue else cue


def _is_cumulative(scene: Scene) -> bool:
    """Whether a sentence adds up what happened over a long time: "in the past ten years", "since 11 November"."""
    grammar, words = scene.book.grammar, scene.words[scene.start : scene.end]
    if any(word in grammar["since"] for word in words):
        return True
    periods = [i for i, word in enumerate(words) if word in grammar["periods"]]
    return any(word in grammar["over"] for i in periods for word in words[max(0, i - 5) : i])


def _is_month(scene: Scene, cue: int) -> bool:
    """Whether this is "March 2", "2 March"."""
    named_number = scene.finder.book.units["before"].get(scene.words[cue]) == "name"
    return named_number and (scene.word(cue - 1)[:1].isdigit() or scene.word(cue + 1)[:1].isdigit())


def _is_denied(scene: Scene, cue: int) -> bool:
    before = scene.words[max(scene.start, cue - 2) : cue]
    return any(word in scene.book.grammar["negations"] for word in before)


def _is_excluded(scene: Scene, group: Group) -> bool:
    """ "neither the deputy nor his wife were hurt"."""
    before = scene.words[max(scene.start, group.start - 1) : group.start]
    return any(word in scene.book.grammar["negations"] for word in before)


def _is_one_of(scene: Scene, cue: int, group: Group) -> bool:
    """ "one of the wounded is a nun": no count of the wounded."""
    partitive = scene.word(group.start + 1) == "of" and scene.word(group.start + 2) in scene.book.grammar["definite"]
    return partitive and 0 < cue - group.start <= _PART and not scene.is_passive(cue) and group.low == 1


def _tell_of_all(scene: Scene, at: int) -> None:
    """Puts those of whom one speaks in his place: "one of the two women who were injured" tells of two injured."""
    one = scene.people[at]
    of_them = scene.word(one.start + 1) == "of" and scene.word(one.start + 2) in scene.book.grammar["definite"]
    if one.low != 1 or not of_them or scene.word(one.end) not in _RELATIVE:
        return
    values = extensions.values_of(scene.doc, "quantities")
    for span in extensions.spans_of(scene.doc, "quantities"):
        if one.start < span.start < one.end:
            told = values[span.id_]
            scene.people[at] = replace(
                one,
                start=span.start,
                low=told["low"],
                high=told["high"],
                best=told["best"],
                exact=told["exact"],
                quantity=span.id_,
            )


def _number_again(scene: Scene, at: int) -> None:
    """Gives "the priests" the number that the text told before, where it told but one: "six Jesuit priests"."""
    mention = scene.people[at]
    definite = scene.book.grammar["definite"]
    first = next((i for i in range(mention.start - 1, mention.start - 4, -1) if scene.word(i) in definite), -1)
    broken = any(scene.words[i] in scene.finder.stops for i in range(first + 1, mention.start))
    if mention.known or first < 0 or broken or not scene.words[mention.end - 1].endswith("s"):
        return
    values = extensions.values_of(scene.doc, "quantities")
    told = [
        values[span.id_]
        for span in extensions.spans_of(scene.doc, "quantities")
        if span.end <= first and _counts_noun(scene, span, values[span.id_], scene.words[mention.end - 1])
    ]
    if len({value["low"] for value in told}) == 1:
        low = told[0]["low"]
        scene.people[at] = replace(mention, start=first, low=low, high=low, best=low, exact=True, known=True)


def _counts_noun(scene: Scene, span: Span, value: QuantityValues, noun: str) -> bool:
    """Whether a quantity counts several people by a noun, or by one that it describes ("six Jesuit priests")."""
    if value["unit"] != "people" or not value["exact"] or (value["low"] or 0) < _SEVERAL or value["noun"] < span.end:
        return False
    return any(scene.words[i].removesuffix("s") == noun.removesuffix("s") for i in range(span.end, value["noun"] + 1))


def _is_told_part(scene: Scene, fact: Fact, told: Sequence[Fact]) -> bool:
    """Whether a fact counts some of those just counted: "86 were injured, including 6 who were seriously injured"."""
    inside = scene.words[max(scene.start, fact.group.start - 2) : fact.group.start]
    included = any(word in scene.book.grammar["including"] for word in inside)
    return included and any(other.kind == fact.kind and other.group.end <= fact.group.start for other in told)


def _is_either(scene: Scene, cue: int) -> bool:
    """Whether the people are one of two things: "13 soldiers were either killed or wounded"."""
    either, cues = scene.book.grammar["either"], scene.book.cues
    return (scene.word(cue + 1) in either and scene.word(cue + 2) in cues) or (
        scene.word(cue - 1) in either and scene.word(cue - 2) in cues
    )
