"""People as one sentence names them: counted, single, named or of unknown number, and how they stand in lists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Span

from khaldun.codebooks.casualties import CasualtyBook
from khaldun.codebooks.quantities import QuantityBook
from khaldun.pipeline import extensions
from khaldun.pipeline.extensions import QuantityValues

#: How far before its noun a determiner may stand.
_REACH = 7
_NOMINAL = frozenset({"NOUN", "PROPN"})
#: Entity types that a word of a person's name may be given: the model takes many foreign names for organisations.
_NAME_ENTITIES = frozenset({"", "PERSON", "ORG"})
#: At most so many words stand between a person and the name behind "known as".
_CALLED = 4
_POSSESSIVE = frozenset({"'s", "’s"})
#: At most so many words lie between an owner and those who are his: "the agent's 2 - year - old son".
_OWNED = 7
#: Tags that the tagger gives to names in text that is all capitals.
_CAPITALS = frozenset({"PROPN", "NOUN", "ADJ", "X", "INTJ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """People in tokens `start` to `end`; `known` tells whether their number is; `quantity` is its id in the layer.

    `loose`: a bare number, that counts people only where a verb says so ("killed 12").
    """

    start: int
    end: int
    head: int
    low: int | None
    high: int | None
    best: int | None
    exact: bool
    known: bool = True
    named: bool = False
    quantity: str | None = None
    loose: bool = False

    @property
    def is_one(self) -> bool:
        """Whether this is a single person that no number word counts."""
        return self.quantity is None and self.known


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A report: its Doc, its words in lower case, the people marked in it and where each begins."""

    doc: Doc
    words: list[str]
    marked: list[Mention]
    starts: list[int]


class Mentions:
    """Finds the people of a sentence."""

    def __init__(self, quantities: QuantityBook, casualties: CasualtyBook) -> None:
        self.book = quantities
        self.grammar = casualties.grammar
        grammar = casualties.grammar
        self.stops = frozenset(casualties.cues) | grammar["passive"] | grammar["adverbs"] | grammar["barriers"]
        self.stops |= grammar["joins"] | grammar["auxiliaries"] | grammar["including"]
        self.verbs = frozenset(
            form for form, told in casualties.cues.items() if any(role == "object" for _, role in told)
        )

    def page(self, doc: Doc) -> Page:
        """A report's words with the people that earlier components marked, in text order."""
        words = [t.lower_ for t in doc]
        marked = sorted([*_counted(doc), *self._named(doc, words)], key=lambda m: (m.start, -m.end))
        return Page(doc=doc, words=words, marked=marked, starts=[m.start for m in marked])

    def of(self, page: Page, start: int, end: int) -> list[Mention]:
        """Mentions between two token indices, in text order, none within another."""
        marked = page.marked[bisect_left(page.starts, start) : bisect_left(page.starts, end)]
        found = [*marked, *self._nouns(page.doc, page.words, start, end)]
        found.sort(key=lambda m: (m.start, -m.end))
        kept: list[Mention] = []
        for mention in found:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
            elif kept[-1].quantity is None and mention.quantity is not None:
                kept[-1] = mention
        kept = [m for m in kept if not self._is_share(page.words, m, kept) and not self._is_of_kin(page.words, m)]
        return self._with_names(page.words, self._without_owners(page.words, kept))

    def _without_owners(self, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions without those whose people are counted: "the cook's daughter" is the daughter."""
        kept: list[Mention] = []
        for mention in mentions:
            last = kept[-1] if kept else None
            if (
                last is not None
                and last.is_one
                and words[last.end] in _POSSESSIVE
                and mention.start - last.end <= _OWNED
            ):
                gap = words[last.end + 1 : mention.start]
                if mention.is_one and not any(word in self.stops for word in gap):
                    mention = replace(mention, start=last.start, named=False)
                    kept.pop()
            kept.append(mention)
        return kept

    def _is_share(self, words: Sequence[str], mention: Mention, others: Sequence[Mention]) -> bool:
        """Whether this is a part told beside its whole: "six priests, five of them Spaniards"."""
        if mention.quantity is None or mention.start < 2 or words[mention.start - 1] not in {",", "("}:
            return False
        shares = any(
            first == "of" and second in self.grammar["parts"]
            for first, second in pairwise(words[mention.start + 1 : mention.end + 2])
        )
        return shares and any(m.quantity is not None and m.end <= mention.start <= m.end + 2 for m in others)

    def _is_of_kin(self, words: Sequence[str], mention: Mention) -> bool:
        """Whether a bare number counts somebody's children: "the mother of three"."""
        before = words[max(0, mention.start - 2) : mention.start]
        return mention.loose and before[1:] == ["of"] and before[0] in self.book.one_person

    def _with_names(self, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions; one "known as" a name is one with that name."""
        kept: list[Mention] = []
        for mention in mentions:
            gap = words[kept[-1].end : mention.start] if kept else []
            called = 0 < len(gap) <= _CALLED and all(word in self.grammar["called"] for word in gap)
            if called and mention.named and kept[-1].is_one:
                kept[-1] = _single(kept[-1].start, mention.end, kept[-1].head)
            else:
                kept.append(mention)
        return kept

    def _nouns(self, doc: Doc, words: Sequence[str], start: int, end: int) -> list[Mention]:
        found: list[Mention] = []
        for i in range(start, end):
            word = words[i]
            if word in self.grammar["pronouns"]:
                found += [] if doc[i].tag_ == "PRP$" or doc[i].dep_ == "poss" else [_single(i, i + 1, i)]
            elif word == "one" and self._is_bare_one(words, i, end=end):
                found.append(_single(i, i + 1, i))
            elif word in self.book.people and not self._is_modifier(doc, words, i):
                found.append(self._noun(doc, words, i, start=start, end=end))
        return found

    def _is_bare_one(self, words: Sequence[str], i: int, *, end: int) -> bool:
        """Whether "one" alone is what a verb counts: "killing one and wounding three", "one killed"."""
        behind = words[i + 1] if i + 1 < end else ""
        told = i > 0 and words[i - 1] in self.verbs
        return (told and (behind in self.grammar["binding"] or not behind.isalnum())) or (
            behind in self.verbs and words[i - 1 : i] not in (["that"], ["no"], ["the"])
        )

    def _noun(self, doc: Doc, words: Sequence[str], i: int, *, start: int, end: int) -> Mention:
        """A noun for people: one person with what stands before it and the name behind it, or an unknown number."""
        first = self._determiner(doc, words, i, start)
        if words[i] not in self.book.one_person or (first < 0 and doc[i].pos_ not in _NOMINAL and not doc[i].is_upper):
            return _unknown(i)
        after = i + 1 + (i + 1 < end and doc[i + 1].ent_type_ == "GPE" and doc[i + 1].is_upper)
        last = self.name_end(doc, words, after, end=end)
        last = last if last > after else i + 1
        begin = first if first >= 0 else self._modifiers(doc, words, i, start)
        return _single(begin, last, i, named=last > i + 1 and words[begin] not in self.grammar["indefinite"])

    def _modifiers(self, doc: Doc, words: Sequence[str], noun: int, start: int) -> int:
        """Where the words before a noun without determiner begin ("leftist Salvadoran leader")."""
        i = noun
        while i > start and i > noun - _REACH and doc[i - 1].pos_ in {"ADJ", "NOUN", "PROPN"}:
            if words[i - 1] in self.stops:
                break
            i -= 1
        return i

    def _named(self, doc: Doc, words: Sequence[str]) -> list[Mention]:
        """Persons called by name: named entities, and parties that are persons; titles alone are no names."""
        spans = {
            (e.start, e.end, e.root.i) for e in doc.ents if e.label_ == "PERSON" and not any(t.like_num for t in e)
        }
        values = extensions.values_of(doc, "parties")
        for party in extensions.spans_of(doc, "parties"):
            value = values[party.id_]
            if value["kind"] == "person" and doc[value["head"]].pos_ == "PROPN":
                spans.add((party.start, party.end, value["head"]))
        return [
            _single(first, last, head, named=words[head] not in self.book.people) for first, last, head in sorted(spans)
        ]

    def name_end(self, doc: Doc, words: Sequence[str], index: int, *, end: int) -> int:
        """Where the run of proper nouns ends that begins at an index."""
        last = min(end, index + _REACH)
        while index < last and self.is_name_word(doc, words, index):
            index += 1
        return index

    def name_start(self, doc: Doc, words: Sequence[str], index: int, *, start: int) -> int:
        """Where the run of proper nouns begins that ends before an index."""
        first = max(start, index - _REACH)
        while index > first and self.is_name_word(doc, words, index - 1):
            index -= 1
        return index

    def is_name_word(self, doc: Doc, words: Sequence[str], i: int) -> bool:
        """Whether a word may belong to a person's name; among capitals the tagger is not believed."""
        token = doc[i]
        if words[i] in self.stops or words[i] in self.book.people or not words[i][0].isalpha():
            return False
        if token.is_upper and len(token) > 1:
            return token.pos_ in _CAPITALS and token.ent_type_ not in {"GPE", "LOC", "NORP", "DATE", "TIME"}
        return token.pos_ == "PROPN" and token.ent_type_ in _NAME_ENTITIES and token.tag_ != "NNPS"

    def _is_modifier(self, doc: Doc, words: Sequence[str], i: int) -> bool:
        """Whether a noun for people only modifies the next noun ("police officer", "rebel positions")."""
        if i + 1 >= len(words):
            return False
        following = doc[i + 1]
        if words[i + 1] in self.book.people or words[i + 1] == "-":
            return True
        return (
            doc[i].dep_ in {"compound", "amod"}
            and doc[i].head.i == i + 1
            and following.ent_type_ != "PERSON"
            and not following.is_upper
        )

    def _determiner(self, doc: Doc, words: Sequence[str], noun: int, start: int) -> int:
        """Index of the word that makes a noun one person, or -1."""
        for i in range(noun - 1, max(start, noun - _REACH) - 1, -1):
            if words[i] in self.grammar["one"]:
                return i
            if words[i] in self.stops or doc[i].pos_ in {"ADP", "AUX", "PRON", "CCONJ"}:
                break
            if doc[i].is_punct and words[i] != "-":
                break
        return -1


def _counted(doc: Doc) -> list[Mention]:
    """People that a quantity counts."""
    values = extensions.values_of(doc, "quantities")
    found: list[Mention] = []
    for span in extensions.spans_of(doc, "quantities"):
        value = values[span.id_]
        if not _counts_people(doc, span, value):
            continue
        head = value["noun"] if value["noun"] >= span.start else span.end - 1
        found.append(
            Mention(
                start=span.start,
                end=max(span.end, head + 1),
                head=head,
                low=value["low"],
                high=value["high"],
                best=value["best"],
                exact=value["exact"],
                known=value["best"] is not None,
                quantity=span.id_,
                loose=value["unit"] == "other",
            )
        )
    return found


def _counts_people(doc: Doc, span: Span, value: QuantityValues) -> bool:
    """Whether a quantity may count people: by its noun, or as a bare number that numbers no paragraph."""
    if value["unit"] == "people":
        return True
    follows = doc[span.end].text if span.end < len(doc) else ""
    return (
        value["unit"] == "other" and value["noun"] < 0 and not (doc[span.start].is_sent_start and follows in {".", ")"})
    )


def named(start: int, end: int) -> Mention:
    """A person called by the name in tokens `start` to `end`."""
    return _single(start, end, end - 1, named=True)


def _single(start: int, end: int, head: int, *, named: bool = False) -> Mention:
    return Mention(start=start, end=end, head=head, low=1, high=1, best=1, exact=True, named=named)


def _unknown(i: int) -> Mention:
    return Mention(start=i, end=i + 1, head=i, low=None, high=None, best=None, exact=False, known=False)
