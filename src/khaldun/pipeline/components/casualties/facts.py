"""What a sentence says of deaths, injuries, arrests, flight and attendance: a kind and the people it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from khaldun.codebooks.casualties import CasualtyBook, CountKind, CueRole
from khaldun.pipeline import syntax
from khaldun.pipeline.components.casualties.groups import Group, group_around
from khaldun.pipeline.components.casualties.mentions import Mention, Mentions

_BEFORE_OBJECT = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON"})
_REACH = 4
_FAR = 30
_RELATIVE = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`cue` is the token that says it; `total` marks a running total ("the toll rose to 41")."""

    kind: CountKind
    cue: int
    role: CueRole
    group: Group
    total: bool = False


class FactFinder:
    """Reads the facts of a sentence by the casualty words."""

    def __init__(self, mentions: Mentions, book: CasualtyBook) -> None:
        self.mentions = mentions
        self.book = book

    def of(self, doc: Doc, words: Sequence[str], start: int, end: int) -> list[Fact]:
        """The facts between two token indices, in text order of their cues."""
        cues = [i for i in range(start, end) if words[i] in self.book.cues]
        if not cues:
            return []
        people = self.mentions.of(doc, words, start, end)
        scene = Scene(doc=doc, words=words, start=start, end=end, people=people, book=self.book)
        found: list[Fact] = []
        for cue in cues:
            for kind, role in self.book.cues[words[cue]]:
                if not any(f.cue == cue and f.kind == kind for f in found):
                    found += scene.read(cue, kind=kind, role=role)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence with the people in it."""

    doc: Doc
    words: Sequence[str]
    start: int
    end: int
    people: list[Mention]
    book: CasualtyBook

    def read(self, cue: int, *, kind: CountKind, role: CueRole) -> list[Fact]:
        """The fact that a cue word tells in a role, if it does."""
        readers = {
            "object": self._of_verb,
            "subject": self._of_subject,
            "state": self._of_state,
            "noun": self._of_noun,
            "tally": self._of_tally,
            "toll": self._of_toll,
        }
        at = readers[role](cue)
        if at is None:
            return []
        group = group_around(self.words, self.people, at, book=self.book)
        if group is None:
            return []
        return [Fact(kind=kind, cue=cue, role=role, group=group, total=role == "toll")]

    # --- where the counted stands -------------------------------------------------------------------------

    def _of_verb(self, cue: int) -> int | None:
        if self._is_passive(cue):
            return self._subject(cue)
        if self._has_object(cue):
            return self._object(cue)
        return self._attached(cue)

    def _of_subject(self, cue: int) -> int | None:
        return self._subject(cue)

    def _of_state(self, cue: int) -> int | None:
        if self._is_passive(cue):
            return self._subject(cue)
        attached = self._attached(cue)
        return attached if attached is not None else self._right(cue + 1, _REACH)

    def _of_noun(self, cue: int) -> int | None:
        if self._word(cue + 1) == "of":
            return self._right(cue + 2, _REACH)
        if self._word(cue - 1) in {"'s", "’s", "'", "s"}:
            return self._ending_at(cue - 1)
        if self._word(cue - 1) in {"his", "her"}:
            return self._ending_at(cue)
        return None

    def _of_tally(self, cue: int) -> int | None:
        if self.words[cue] == "lives" and not self._near(cue, "lose"):
            return None
        for at, mention in enumerate(self.people):
            if mention.quantity is not None and mention.head == cue:
                return at
        return None

    def _of_toll(self, cue: int) -> int | None:
        i = cue + 1
        while i < self.end and self.words[i] in self.book.grammar["rise"]:
            i += 1
        return self._right(i, 1)

    # --- looking around -----------------------------------------------------------------------------------

    def _word(self, i: int) -> str:
        return self.words[i] if self.start <= i < self.end else ""

    def _near(self, i: int, name: str) -> bool:
        words = self.words[max(self.start, i - 8) : min(self.end, i + 4)]
        return any(word in self.book.grammar[name] for word in words)

    def _is_passive(self, cue: int) -> bool:
        """Whether a form of *be* makes this participle passive, over adverbs and participles of the same kind."""
        i = cue - 1
        while i >= self.start and (self.words[i] in self.book.grammar["adverbs"] or self.words[i] in self.book.cues):
            i -= 1
        return self._word(i) in self.book.grammar["passive"] and not self.words[cue].endswith("ing")

    def _has_object(self, cue: int) -> bool:
        i = cue + 1
        while i < self.end and self.words[i] in self.book.grammar["adverbs"]:
            i += 1
        if i >= self.end or self.doc[i].ent_type_ in {"DATE", "TIME"}:
            return False
        if any(m.start <= i < m.end for m in self.people):
            return True
        return self.doc[i].pos_ in _BEFORE_OBJECT and self.words[i] not in self.book.cues

    def _subject(self, cue: int) -> int | None:
        by_parse = self._containing(_subjects(self.doc[cue]))
        return by_parse if by_parse is not None else self._left(cue)

    def _object(self, cue: int) -> int | None:
        by_parse = self._containing(syntax.object_heads(self.doc[cue]))
        return by_parse if by_parse is not None else self._right(cue + 1, _REACH)

    def _attached(self, cue: int) -> int | None:
        """The mention that a participle or adjective follows directly, at most over "others" or "more"."""
        for at in range(len(self.people) - 1, -1, -1):
            gap = self.words[self.people[at].end : cue]
            if self.people[at].end <= cue:
                return at if len(gap) <= 1 and all(w in {"more", "others", "were", "was"} for w in gap) else None
        return None

    def _containing(self, heads: Sequence[Token]) -> int | None:
        for head in heads:
            for at, mention in enumerate(self.people):
                if mention.start <= head.i < mention.end:
                    return at
        return None

    def _ending_at(self, index: int) -> int | None:
        for at, mention in enumerate(self.people):
            if mention.end == index:
                return at
        return None

    def _right(self, index: int, reach: int) -> int | None:
        """The first mention that begins within `reach` words from an index, no barrier between."""
        for at, mention in enumerate(self.people):
            if mention.start >= index:
                gap = self.words[index : mention.start]
                clear = not any(w in self.book.grammar["barriers"] or w in {",", "in", "on", "at", "by"} for w in gap)
                return at if len(gap) < reach and clear else None
        return None

    def _left(self, index: int) -> int | None:
        """The nearest mention before an index in the same clause, that is no part named after "including"."""
        for at in range(len(self.people) - 1, -1, -1):
            mention = self.people[at]
            if mention.end > index or index - mention.end > _FAR:
                continue
            gap = self.words[mention.end : index]
            if any(w in self.book.grammar["barriers"] for w in gap):
                return None
            if not self._is_included(mention):
                return at
        return None

    def _is_included(self, mention: Mention) -> bool:
        before = self.words[max(self.start, mention.start - 3) : mention.start]
        return any(w in self.book.grammar["including"] for w in before)


def _subjects(verb: Token) -> list[Token]:
    """Heads of what a verb is said of: its subject, that of the verb it is coordinated with, or what it modifies."""
    found = syntax.subject_heads(verb)
    if not found and verb.dep_ == "conj":
        return _subjects(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else []
    if verb.dep_ in {"relcl", "acl"} and (not found or any(t.lower_ in _RELATIVE for t in found)):
        return [verb.head]
    return found
