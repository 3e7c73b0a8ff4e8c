"""What a sentence says of deaths, injuries, arrests, flight and attendance: a kind and the people it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from khaldun.codebooks.casualties import CasualtyBook, CountKind, CueRole
from khaldun.pipeline import syntax
from khaldun.pipeline.components.casualties.groups import Group, group_around
from khaldun.pipeline.components.casualties.mentions import Mention, Mentions, named

_BEFORE_OBJECT = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON"})
_REACH = 6
_FAR = 30
_BESIDE = 15
_QUOTES = frozenset({'"', "'", "''", "”", "’"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`cue` is the token that says it; `total` marks a running total ("the toll rose to 41").

    `own`: the word counts only for an event whose trigger it is; `near`: only for an event of the same sentence.
    """

    kind: CountKind
    cue: int
    role: CueRole
    group: Group
    total: bool = False
    own: bool = False
    near: bool = False


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
        scene = self.scene(doc, words, start, end)
        found: list[Fact] = []
        for cue in cues:
            for kind, role in self.book.cues[words[cue]]:
                if not any(f.cue == cue and f.kind == kind for f in found):
                    found += scene.read(cue, kind=kind, role=role)
        return found

    def scene(self, doc: Doc, words: Sequence[str], start: int, end: int) -> Scene:
        """The sentence between two token indices with the people in it."""
        people = self.mentions.of(doc, words, start, end)
        return Scene(doc=doc, words=words, start=start, end=end, people=people, book=self.book, finder=self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence with the people in it."""

    doc: Doc
    words: Sequence[str]
    start: int
    end: int
    people: list[Mention]
    book: CasualtyBook
    finder: Mentions

    def read(self, cue: int, *, kind: CountKind, role: CueRole) -> list[Fact]:
        """The fact that a cue word tells in a role, if it does."""
        if self._is_wish(cue) or self._is_denied(cue) or self._is_month(cue):
            return []
        readers = {
            "object": self._of_verb,
            "subject": self._of_subject,
            "state": self._of_state,
            "result": self._of_result,
            "noun": self._of_noun,
            "tally": self._of_tally,
            "toll": self._of_toll,
        }
        at = readers[role](cue)
        if at is None:
            return []
        group = group_around(self.words, self.people, self._with_names_beside(self._whole(at)), book=self.book)
        if group is None or self._is_excluded(group):
            return []
        group = self._with_those_beside(cue, group)
        group = replace(group, low=None, exact=False) if self._is_either(cue) else group
        own = self.words[cue] in self.book.grammar["own"]
        near = role == "noun" or self.words[group.start] in self.book.grammar["pronouns"]
        return [Fact(kind=kind, cue=cue, role=role, group=group, total=role == "toll", own=own, near=near)]

    def _is_wish(self, cue: int) -> bool:
        """Whether an infinitive tells what was meant to happen: "tried to kill him", "a plan to kidnap two"."""
        i = cue - 1
        while i >= self.start and self.words[i] in self.book.grammar["adverbs"]:
            i -= 1
        return self._word(i) == "to" and self.doc[cue].tag_ != "VBN" and not self.words[cue].endswith(("ed", "s"))

    def _is_month(self, cue: int) -> bool:
        """Whether this is "March 2", "2 March"."""
        named_number = self.finder.book.units["before"].get(self.words[cue]) == "name"
        return named_number and (self._word(cue - 1)[:1].isdigit() or self._word(cue + 1)[:1].isdigit())

    def _is_denied(self, cue: int) -> bool:
        before = self.words[max(self.start, cue - 2) : cue]
        return any(word in self.book.grammar["negations"] for word in before)

    def _with_those_beside(self, cue: int, group: Group) -> Group:
        """The group and those that "along with" adds to it further on in the clause."""
        start = max(cue, group.end)
        for i in range(start, min(start + _BESIDE, self.end - 1)):
            if f"{self.words[i]} {self.words[i + 1]}" not in self.book.grammar["beside"]:
                continue
            at = self._right(i + 2 + (self._word(i + 2) == "as"), _REACH)
            other = None if at is None else group_around(self.words, self.people, at, book=self.book)
            return group if other is None or other.start < group.end else group.plus(other)
        return group

    def _is_excluded(self, group: Group) -> bool:
        """ "neither the deputy nor his wife were hurt"."""
        before = self.words[max(self.start, group.start - 1) : group.start]
        return any(word in self.book.grammar["negations"] for word in before)

    def _is_either(self, cue: int) -> bool:
        """Whether the people are one of two things: "13 soldiers were either killed or wounded"."""
        either, cues = self.book.grammar["either"], self.book.cues
        return (self._word(cue + 1) in either and self._word(cue + 2) in cues) or (
            self._word(cue - 1) in either and self._word(cue - 2) in cues
        )

    # --- where the counted stands -------------------------------------------------------------------------

    def _of_verb(self, cue: int, skip: int = 0) -> int | None:
        adjacent = self._adjacent(cue)
        if adjacent is not None or self._word(cue - 1) in {"the", "a", "an"}:
            return adjacent
        if self._word(cue + 1) in {"was", "were"}:
            found = self._right(cue + 2, _REACH)
            return found if found is not None else self._named_from(cue + 2)
        if self._is_passive(cue):
            return self._subject(cue)
        if self._has_object(cue + skip):
            return self._object(cue, skip=skip)
        return self._attached(cue)

    def _of_subject(self, cue: int) -> int | None:
        adjacent = self._adjacent(cue)
        return adjacent if adjacent is not None else self._subject(cue)

    def _of_state(self, cue: int) -> int | None:
        if self._is_passive(cue):
            return self._subject(cue)
        attached = self._attached(cue)
        return attached if attached is not None else self._right(cue + 1, _REACH)

    def _of_result(self, cue: int) -> int | None:
        behind = self.words[cue + 1 : min(cue + 3, self.end)]
        if any(word in self.book.grammar["resultative"] for word in behind):
            return self._of_verb(cue, skip=1 + ("to" in behind))
        found = self._of_verb(cue)
        after = self.people[found].end if found is not None else cue
        behind = self.words[after : min(after + 2, self.end)]
        return found if any(word in self.book.grammar["resultative"] for word in behind) else None

    def _of_noun(self, cue: int) -> int | None:
        at = self._of_after(cue)
        if at is not None:
            found = self._right(at + 1, _REACH)
            return found if found is not None else self._named_from(at + 1)
        if self._word(cue - 1) in {"'s", "’s", "'", "s"}:
            return self._ending_at(cue - 1)
        if self._word(cue - 1) in {"his", "her"}:
            return self._ending_at(cue)
        return None

    def _of_after(self, cue: int) -> int | None:
        """Index of the "of" that belongs to a noun, over a time or place: "the killing on Monday in Lima of two"."""
        for i in range(cue + 1, min(cue + _REACH + 2, self.end)):
            if self.words[i] == "of":
                return i
            if self.doc[i].pos_ in {"VERB", "AUX", "PUNCT", "CCONJ"} and self.words[i] not in _QUOTES:
                return None
        return None

    def _of_tally(self, cue: int) -> int | None:
        if self.words[cue] == "lives" and not self._near(cue, "lose"):
            return None
        zero_only = self.words[cue] in self.book.grammar["zero_only"]
        for at, mention in enumerate(self.people):
            if mention.quantity is not None and mention.head == cue:
                return at if not zero_only or mention.high == 0 else None
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
        grammar, cues = self.book.grammar, self.book.cues
        while i >= self.start and (
            self.words[i] in grammar["adverbs"] or self.words[i] in grammar["links"] or self.words[i] in cues
        ):
            i -= 1
        return self._word(i) in self.book.grammar["passive"] and not self.words[cue].endswith("ing")

    def _has_object(self, cue: int) -> bool:
        i = self._after_verb(cue)
        if i >= self.end or self.doc[i].ent_type_ in {"DATE", "TIME"}:
            return False
        if any(m.start <= i < m.end for m in self.people):
            return True
        return self.doc[i].pos_ in _BEFORE_OBJECT and self.words[i] not in self.book.cues

    def _after_verb(self, cue: int) -> int:
        """Where the object can begin: behind adverbs, and behind a second verb ("captured and blindfolded 10")."""
        i = cue + 1
        while i < self.end and self.words[i] in self.book.grammar["adverbs"]:
            i += 1
        second = self._word(i) in {"and", "or"} and self._word(i + 1).endswith("ed")
        return i + 2 if second else i

    def _subject(self, cue: int) -> int | None:
        by_parse = self._containing(_subjects(self.doc[cue]))
        return by_parse if by_parse is not None else self._left(cue)

    def _object(self, cue: int, *, skip: int) -> int | None:
        by_parse = self._containing(syntax.object_heads(self.doc[cue]))
        return by_parse if by_parse is not None else self._right(self._after_verb(cue + skip), _REACH)

    def _attached(self, cue: int) -> int | None:
        """The mention that a participle or adjective follows directly, at most over "others" or "more"."""
        found = self._last_before(cue)
        if found is None:
            return None
        gap = self.words[self.people[found].end : cue]
        return found if len(gap) <= 4 and all(w in self.book.grammar["state_links"] for w in gap) else None

    def _adjacent(self, cue: int) -> int | None:
        """A counted mention with at most auxiliaries between it and a participle: then no parse is asked."""
        found = self._last_before(cue)
        if found is None or self.people[found].quantity is None or self.words[cue].endswith("ing"):
            return None
        gap = self.words[self.people[found].end : cue]
        clear = all(w in self.book.grammar["auxiliaries"] or w in self.book.grammar["adverbs"] for w in gap)
        passive = any(w in self.book.grammar["passive"] for w in gap) or not self._has_object(cue)
        return found if clear and passive and not self._is_included(self.people[found]) else None

    def _last_before(self, cue: int) -> int | None:
        return next((at for at in range(len(self.people) - 1, -1, -1) if self.people[at].end <= cue), None)

    def _containing(self, heads: Sequence[Token]) -> int | None:
        for head in heads:
            for at, mention in enumerate(self.people):
                if mention.start <= head.i < mention.end:
                    return at
        return self._by_name(heads)

    def _by_name(self, heads: Sequence[Token]) -> int | None:
        """A person whose name no entity marks, put among the people of the sentence."""
        for head in heads:
            if self.start <= head.i < self.end and self.finder.is_name_word(self.doc, self.words, head.i):
                end = self.finder.name_end(self.doc, self.words, head.i, end=self.end)
                return self._add(named(self.finder.name_start(self.doc, self.words, end, start=self.start), end))
        return None

    def _named_from(self, index: int) -> int | None:
        """A name that begins at an index, put among the people of the sentence."""
        if index >= self.end or not self.finder.is_name_word(self.doc, self.words, index):
            return None
        return self._add(named(index, self.finder.name_end(self.doc, self.words, index, end=self.end)))

    def _with_names_beside(self, at: int) -> int:
        """Adds names that no entity marks to the list that a person stands in; the person's new index."""
        anchor = self.people[at]
        if anchor.named:
            self._add_right(anchor)
            self._add_left(anchor)
        return self.people.index(anchor)

    def _add_left(self, anchor: Mention) -> None:
        i = anchor.start
        while i > self.start + 1 and self.words[i - 1] in {"and", ","}:
            i -= 1 + (self.words[i - 2] == ",")
            first = self.finder.name_start(self.doc, self.words, i, start=self.start)
            if i - first < 2 or self._is_taken(first, i):
                return
            self._add(named(first, i))
            i = first

    def _add_right(self, anchor: Mention) -> None:
        i = anchor.end
        while i < self.end - 1 and self.words[i] in {"and", ","}:
            after_and = "and" in self.words[i : i + 2]
            i += 1 + (self.words[i + 1] == "and")
            last = self.finder.name_end(self.doc, self.words, i, end=self.end)
            if last - i < 2 - after_and or self._is_taken(i, last):
                return
            self._add(named(i, last))
            i = last

    def _is_taken(self, start: int, end: int) -> bool:
        return any(m.start < end and start < m.end for m in self.people)

    def _add(self, mention: Mention) -> int:
        """Puts a mention in its place among the people of the sentence."""
        at = sum(1 for other in self.people if other.start < mention.start)
        self.people.insert(at, mention)
        return at

    def _ending_at(self, index: int) -> int | None:
        for at, mention in enumerate(self.people):
            if index <= mention.end <= index + 1 and mention.start < index:
                return at
        first = self.finder.name_start(self.doc, self.words, index, start=self.start)
        return self._add(named(first, index)) if first < index else None

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
            inside = self.words[mention.end : index]
            if inside.count(")") + inside.count("]") > inside.count("(") + inside.count("["):
                continue
            gap = _outside_brackets(inside)
            if any(w in self.book.grammar["barriers"] for w in gap):
                return None
            if not self._is_included(mention):
                return at
        return None

    def _whole(self, at: int) -> int:
        """The counted people that those of unknown number only describe: "11 leaders of the association of students"."""
        while at > 0 and self.people[at].quantity is None and self.people[at - 1].quantity is not None:
            gap = self.words[self.people[at - 1].end : self.people[at].start]
            if gap[:1] != ["of"] or any(w in {",", "and"} or w in self.book.cues for w in gap):
                break
            at -= 1
        return at

    def _is_included(self, mention: Mention) -> bool:
        before = self.words[max(self.start, mention.start - 3) : mention.start]
        return any(w in self.book.grammar["including"] or w in self.book.grammar["parts"] for w in before)


def _outside_brackets(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    depth = 0
    for word in words:
        depth += (word in {"(", "["}) - (word in {")", "]"})
        if depth <= 0:
            kept.append(word)
    return kept


def _subjects(verb: Token) -> list[Token]:
    """Heads of what a verb is said of: its subject, that of the verb it is coordinated with, or what it modifies."""
    found = syntax.subject_heads(verb)
    if not found and verb.dep_ == "conj":
        return _subjects(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else []
    if verb.dep_ in {"relcl", "acl"} and (not found or any(t.lower_ in _RELATIVE for t in found)):
        return [verb.head]
    return found
