"""A sentence with the people in it, and questions about who stands where around a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from khaldun.codebooks.casualties import CasualtyBook
from khaldun.pipeline import syntax
from khaldun.pipeline.components.casualties.mentions import Mention, Mentions, named

#: Words that may lie between a word and the people it counts, to the right and to the left.
REACH = 6
_FAR = 30
QUOTES = frozenset({'"', "'", "''", "``", "“", "”", "‘", "’"})
_BEFORE_OBJECT = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON"})
_CORE = frozenset({"dobj", "nsubj", "nsubjpass"})
_RELATIVE = frozenset({"WDT", "WP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence with the people in it; each question gives an index into `people`, or None."""

    doc: Doc
    words: Sequence[str]
    start: int
    end: int
    people: list[Mention]
    book: CasualtyBook
    finder: Mentions

    def word(self, i: int) -> str:
        """The lower-case word at an index, "" outside the sentence."""
        return self.words[i] if self.start <= i < self.end else ""

    def is_near(self, i: int, name: str) -> bool:
        """Whether a word of a list of the grammar stands around an index."""
        words = self.words[max(self.start, i - 8) : min(self.end, i + 4)]
        return any(word in self.book.grammar[name] for word in words)

    def is_passive(self, cue: int) -> bool:
        """Whether a form of *be* makes this participle passive, over adverbs and participles of the same kind."""
        i = cue - 1
        grammar, cues = self.book.grammar, self.book.cues
        over = grammar["adverbs"] | grammar["links"] | QUOTES
        while i >= self.start and (self.words[i] in over or self.words[i] in cues):
            i -= 1
        return self.word(i) in self.book.grammar["passive"] and not self.words[cue].endswith("ing")

    def has_object(self, cue: int) -> bool:
        """Whether what follows a verb can be its object."""
        i = self.after_verb(cue)
        if i >= self.end or self.doc[i].ent_type_ in {"DATE", "TIME"}:
            return False
        if any(m.start <= i < m.end for m in self.people):
            return True
        return self.doc[i].pos_ in _BEFORE_OBJECT and self.words[i] not in self.book.cues

    def after_verb(self, cue: int) -> int:
        """Where the object can begin: behind adverbs, and behind a second verb ("captured and blindfolded 10")."""
        i = cue + 1
        while i < self.end and self.words[i] in self.book.grammar["adverbs"]:
            i += 1
        second = self.word(i) in self.book.grammar["binding"] and self.word(i + 1).endswith("ed")
        return i + 2 if second else i

    def subject(self, cue: int) -> int | None:
        """The people that a verb is said of, by the parse, else the nearest before it."""
        by_parse = self.containing(_subjects(self.doc[cue]))
        return by_parse if by_parse is not None else self.left(cue)

    def object(self, cue: int, *, skip: int) -> int | None:
        """The people that a verb has as its object, by the parse, else the nearest behind it and `skip` words."""
        by_parse = self.containing(syntax.object_heads(self.doc[cue]))
        return by_parse if by_parse is not None else self.right(self.after_verb(cue + skip), REACH)

    def attached(self, cue: int) -> int | None:
        """The mention that a participle or adjective follows directly, at most over "others" or "more"."""
        found = self._last_before(cue)
        if found is None:
            return None
        gap = self.words[self.people[found].end : cue]
        if list(gap) == [","] and self.word(cue + 1) in self.book.grammar["describing"]:
            return found
        return found if len(gap) <= 4 and all(w in self.book.grammar["state_links"] for w in gap) else None

    def governed(self, cue: int) -> int | None:
        """The people of whom a verb says that they are in a state: "eight suspects will remain in custody"."""
        preposition = self.doc[cue].head
        if self.word(cue - 1) not in self.book.grammar["into"] or preposition.pos_ != "ADP":
            return None
        return self.containing(_subjects(preposition.head))

    def adjacent(self, cue: int) -> int | None:
        """A counted mention with at most auxiliaries between it and a participle: then no parse is asked."""
        found = self._last_before(cue)
        if found is None or self.people[found].quantity is None or self.words[cue].endswith("ing"):
            return None
        gap = self.words[self.people[found].end : cue]
        clear = all(w in self.book.grammar["auxiliaries"] or w in self.book.grammar["adverbs"] for w in gap)
        passive = any(w in self.book.grammar["passive"] for w in gap) or not self.has_object(cue)
        return found if clear and passive and not self.is_included(self.people[found]) else None

    def _last_before(self, cue: int) -> int | None:
        return next((at for at in range(len(self.people) - 1, -1, -1) if self.people[at].end <= cue), None)

    def containing(self, heads: Sequence[Token]) -> int | None:
        """The people that one of these tokens belongs to, or whose name it is."""
        for head in heads:
            for at, mention in enumerate(self.people):
                if mention.start <= head.i < mention.end:
                    return at
        return self._by_name(heads)

    def _by_name(self, heads: Sequence[Token]) -> int | None:
        """A person whose name no entity marks, put among the people of the sentence."""
        for head in heads:
            if self._is_bracketed(head.i):
                continue
            if self.start <= head.i < self.end and self.finder.is_name_word(self.doc, self.words, head.i):
                end = self.finder.name_end(self.doc, self.words, head.i, end=self.end)
                return self._add(named(self.finder.name_start(self.doc, self.words, end, start=self.start), end))
        return None

    def _is_bracketed(self, index: int) -> bool:
        """Whether a word stands in brackets, where abbreviations are spelled out."""
        before = self.words[self.start : index]
        return before.count("(") + before.count("[") > before.count(")") + before.count("]")

    def named_from(self, index: int) -> int | None:
        """A name that begins at an index, put among the people of the sentence."""
        if index >= self.end or not self.finder.is_name_word(self.doc, self.words, index):
            return None
        last = self.finder.name_end(self.doc, self.words, index, end=self.end)
        return None if self._is_taken(index, last) else self._add(named(index, last))

    def beginning_at(self, index: int) -> int | None:
        """The people from an index on: those who begin there, else a name that no entity marks, else the next ones."""
        found = self.right(index, REACH)
        if found is not None and self.people[found].start == index:
            return found
        name = self.named_from(index)
        return name if name is not None else found

    def with_names_beside(self, at: int) -> int:
        """Adds names that no entity marks to the list that a person stands in; the person's new index."""
        anchor = self.people[at]
        if anchor.named or self._is_second(anchor):
            self._add_left(anchor)
        member = anchor if anchor.known else self._name_behind(anchor)
        while member.is_one:
            self._add_right(member)
            following = self.people.index(member) + 1
            if following == len(self.people) or not self._goes_on(member, self.people[following]):
                break
            member = self.people[following]
        return self.people.index(anchor)

    def _name_behind(self, anchor: Mention) -> Mention:
        """The name right behind people of unknown number ("the reporters Ana Ruiz and ..."), else these people."""
        found = self.named_from(anchor.end)
        return anchor if found is None else self.people[found]

    def _is_second(self, anchor: Mention) -> bool:
        """Whether "and" joins people to a name that is a subject or an object: "killed Ana Ruiz and two guards"."""
        before = anchor.start - 2
        return self.word(anchor.start - 1) == "and" and before > self.start and self.doc[before].dep_ in _CORE

    def _goes_on(self, left: Mention, right: Mention) -> bool:
        """Whether a list goes on from one person to the next, over an age."""
        gap = self.words[left.end : right.start]
        return 0 < len(gap) <= REACH and all(w in {",", ";", "and"} or w.isdigit() for w in gap)

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
        i = self._behind_age(anchor.end) if anchor.named else anchor.end
        while i < self.end - 1 and self.words[i] in {"and", ",", ";"}:
            after_and = "and" in self.words[i : i + 2]
            i += 1 + (self.words[i + 1] == "and")
            last = self.finder.name_end(self.doc, self.words, i, end=self.end)
            if last - i < 2 - after_and or self._is_taken(i, last):
                return
            self._add(named(i, last))
            i = self._behind_age(last)

    def _behind_age(self, i: int) -> int:
        """Behind ", 42" after a name."""
        return i + 2 if self.word(i) == "," and self.word(i + 1).isdigit() else i

    def _is_taken(self, start: int, end: int) -> bool:
        return any(m.start < end and start < m.end for m in self.people)

    def _add(self, mention: Mention) -> int:
        """Puts a mention in its place among the people of the sentence."""
        at = sum(1 for other in self.people if other.start < mention.start)
        self.people.insert(at, mention)
        return at

    def ending_at(self, index: int) -> int | None:
        """The people whose phrase or name ends at an index."""
        for at, mention in enumerate(self.people):
            if index <= mention.end <= index + 1 and mention.start < index:
                return at
        first = self.finder.name_start(self.doc, self.words, index, start=self.start)
        return self._add(named(first, index)) if first < index else None

    def right(self, index: int, reach: int) -> int | None:
        """The first mention that begins within `reach` words from an index, no barrier between."""
        for at, mention in enumerate(self.people):
            if mention.start >= index:
                gap = self.words[index : mention.start]
                grammar = self.book.grammar
                clear = not any(w in grammar["barriers"] or w in grammar["away"] for w in gap)
                second = "and" in gap and any(w in self.book.cues for w in gap[gap.index("and") :])
                return at if len(gap) < reach and clear and not second else None
        return None

    def left(self, index: int) -> int | None:
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
            if not self.is_included(mention):
                return at
        return None

    def whole(self, at: int) -> int:
        """The counted people that those of unknown number only describe: "11 leaders of the students"."""
        while at > 0 and self.people[at].quantity is None and self.people[at - 1].quantity is not None:
            gap = self.words[self.people[at - 1].end : self.people[at].start]
            if gap[:1] != ["of"] or any(
                w == "," or w in self.book.grammar["binding"] or w in self.book.cues for w in gap
            ):
                break
            at -= 1
        return at

    def is_included(self, mention: Mention) -> bool:
        """Whether this is a part named after "including"."""
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
    if not found and verb.dep_ in {"xcomp", "oprd", "acomp"} and verb.head.i != verb.i:
        return _subjects(verb.head)
    if verb.dep_ in {"relcl", "acl"} and (not found or any(t.tag_ in _RELATIVE for t in found)):
        return [verb.head]
    return found
