"""Where a content begins and ends: what rules and reader offer, and the edges near by, weighed against each other.

A log-linear choice among the offers for one frame (conditional logit, McFadden 1974), after the rerankers of parsing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import HEAD
from spacy.tokens import Doc, Token

from khaldun.pipeline.cue_evidence import group_of
from khaldun.pipeline.read_speech import READ, Listener
from khaldun.pipeline.speakers import Range, subtract
from khaldun.pipeline.speech import WHOLE, Frame
from khaldun.pipeline.utterances import Margins, tidy

Content = tuple[Range, ...]
Names = dict[str, float]

#: Constructions whose content is no stretch beside the cue.
_KEPT = frozenset({"headline", "cited"})
_OWN_GROUPS = frozenset({"sentence", "quote", READ})
#: Logits beyond this say no more, and how many of them are one.
_BOUND, _UNIT = 6.0, 3.0
#: How far behind its beginning a content may begin instead, and how far ahead another cue is seen.
_REACH, _AHEAD = 12, 3
_PARTING = frozenset({",", ";", ":", "—", "–", "--"})
_OPENING = frozenset({"that", "to", "as", "how", "why", "what", "whether", "if"})
_FINAL = frozenset({".", "!", "?", "…"})
_WORD_CLASSES = {"WDT": "wh", "WP": "wh", "WRB": "wh"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A content that a frame may have, and what speaks for or against it."""

    content: Content
    names: Names

    def weigh(self, weights: Mapping[str, float]) -> float:
        """Sum of the weights of what holds."""
        return sum(weights.get(name, 0.0) * value for name, value in self.names.items())


@dataclass(frozen=True)
class Edges:
    """Moves the edges of contents in one Doc. `quoted`: which tokens stand in quotations."""

    doc: Doc
    listener: Listener
    quoted: Sequence[bool]

    def settle(self, frames: Sequence[Frame], weights: Mapping[str, float]) -> list[Frame]:
        """The frames with the likeliest of the contents that each may have."""
        return [self._settled(frame, frames, weights) for frame in frames]

    def _settled(self, frame: Frame, frames: Sequence[Frame], weights: Mapping[str, float]) -> Frame:
        offers = self.offers(frame, frames)
        if not offers:
            return frame
        return replace(frame, content=max(offers, key=lambda offer: offer.weigh(weights)).content)

    def offers(self, frame: Frame, frames: Sequence[Frame]) -> list[Offer]:
        """The contents that a frame may have, its own first; none where it has but one.

        That are constructions without a stretch of content beside the cue, and speech over sentences and paragraphs,
        whose marks the rules follow and the reader loses.
        """
        pivot = self.listener.pivot(frame.cue)
        if pivot is None or frame.complement in _KEPT or (frame.complement != READ and self._is_long(frame.content)):
            return []
        bases = list(self._bases(frame, pivot))
        return _Choice(self, frame, bases, self._logits(pivot), self._others(frame, frames)).offers()

    def _is_long(self, content: Content) -> bool:
        """Whether a content goes over several sentences."""
        first, last = self.following[content[0][0]], self.preceding[content[-1][1]]
        return 0 <= first < last and self.sentences[first] != self.sentences[last]

    def _bases(self, frame: Frame, pivot: int) -> Iterator[tuple[str, Content]]:
        if frame.complement != READ:
            yield "rule", frame.content
        for name, runs in self.listener.contents(pivot):
            if content := self.pieces(frame, runs):
                yield name, content

    def pieces(self, frame: Frame, spans: Iterable[Range]) -> Content:
        """Spans without cue and source, in fragments."""
        holes = [frame.cue]
        if frame.source and (frame.complement in WHOLE or not _share(frame.content, [frame.source])):
            holes.append(frame.source)
        return tuple(tidy(self.doc, [left for span in spans for left in subtract(span, holes)], self.margins))

    def _logits(self, pivot: int) -> NDArray[np.float64]:
        """The reader's scores by token; 0 for marks and white space."""
        reading = self.listener.reading
        found = np.zeros(len(self.doc))
        found[reading.tokens] = np.clip(reading.scores("content", pivot), -_BOUND, _BOUND) / _UNIT
        found[~self.words] = 0.0
        return found

    @staticmethod
    def _others(frame: Frame, frames: Sequence[Frame]) -> list[Frame]:
        return [other for other in frames if other.cue != frame.cue]

    @cached_property
    def words(self) -> NDArray[np.bool_]:
        """Which tokens hold a letter or digit."""
        return np.array([any(map(str.isalnum, token.text)) for token in self.doc], dtype=bool)

    @cached_property
    def margins(self) -> Margins:
        """Words, loose marks and line breaks of the Doc."""
        return Margins(self.doc, 0, len(self.doc))

    @cached_property
    def marks(self) -> list[int]:
        """How many quotation marks stand before each place."""
        return list(accumulate((token.is_quote for token in self.doc), initial=0))

    @cached_property
    def hangs(self) -> list[int]:
        """The word that each word hangs on; -1 for marks, roots and what hangs on a mark."""
        offsets = self.doc.to_array(HEAD).astype(np.int64)
        heads = (np.arange(len(self.doc)) + offsets).tolist()
        words = self.words.tolist()
        return [head if words[i] and words[head] and head != i else -1 for i, head in enumerate(heads)]

    @cached_property
    def sentences(self) -> list[Range]:
        """The sentence of each token."""
        return [(sentence.start, sentence.end) for sentence in self.doc.sents for _ in sentence]

    @cached_property
    def following(self) -> list[int]:
        """For each place the first word from it on."""
        found = [len(self.doc)] * (len(self.doc) + 1)
        for i in range(len(self.doc) - 1, -1, -1):
            found[i] = i if self.words[i] else found[i + 1]
        return found

    @cached_property
    def preceding(self) -> list[int]:
        """For each place the last word before it, -1 where there is none."""
        found = [-1] * (len(self.doc) + 1)
        for i in range(len(self.doc)):
            found[i + 1] = i if self.words[i] else found[i]
        return found

    @cached_property
    def openings(self) -> list[tuple[bool, bool]]:
        """For each token whether a content may begin at it, and behind it."""
        return [
            (
                token.is_quote or token.dep_ == "mark" or token.lower_ in _OPENING,
                token.text in _PARTING or token.is_quote or token.lower_ == "that",
            )
            for token in self.doc
        ]

    @cached_property
    def words_before(self) -> list[int]:
        """How many words stand before each place."""
        return [0, *np.cumsum(self.words).tolist()]

    @cached_property
    def breaks(self) -> dict[int, list[int]]:
        """By the start of a sentence: where in it a content may end."""
        found: dict[int, list[int]] = {}
        for sentence in self.doc.sents:
            places = {token.left_edge.i if token.dep_ == "npadvmod" else token.i for token in sentence if _parts(token)}
            found[sentence.start] = sorted(places)
        return found


def _parts(token: Token) -> bool:
    """Whether a content may end before a token: a mark, a clause that follows, a phrase of time or place."""
    if token.text in _PARTING or token.text == "-" or token.is_quote or token.dep_ == "npadvmod":
        return True
    if token.dep_ in ("cc", "prep"):
        return token.head.pos_ in ("VERB", "AUX")
    opens = token.dep_ in ("mark", "advmod", "relcl") and token.left_edge.i == token.i
    return opens and token.head.dep_ in ("advcl", "relcl") and token.i < token.head.i


class _Choice:
    """The offers for one frame: its bases, each with every first and last place."""

    def __init__(
        self,
        edges: Edges,
        frame: Frame,
        bases: Sequence[tuple[str, Content]],
        logits: NDArray[np.float64],
        others: Sequence[Frame],
    ) -> None:
        self.edges, self.frame, self.bases, self.logits = edges, frame, bases, logits
        self.doc, self.others = edges.doc, self._near(others)
        self.chained = [other for other in self.others if _share(frame.content, [other.cue])]
        head = self.doc[frame.head]
        self.group = frame.complement if frame.complement in _OWN_GROUPS else group_of(frame, head)
        self.cue = range(*frame.cue)
        self._first: dict[int, Names] = {}
        self._last: dict[int, Names] = {}

    def _near(self, others: Sequence[Frame]) -> list[Frame]:
        """Those whose cue an offer may hold, or have just behind it."""
        sentences = self.edges.sentences
        starts = [sentences[base[0][0]][0] for _, base in self.bases]
        ends = [sentences[base[-1][1] - 1][1] for _, base in self.bases]
        return [other for other in others if min(starts) <= other.cue[0] < max(ends) + _AHEAD] if starts else []

    def offers(self) -> list[Offer]:
        """Each content once, whatever marks stand at its edges."""
        found: dict[tuple[int, ...], Content] = {}
        for _, base in self.bases:
            for content in self._contents(base):
                if self._keeps_chains(content):
                    found.setdefault(self._key(content), content)
        return [Offer(content, self._names(content)) for content in found.values()]

    def _keeps_chains(self, content: Content) -> bool:
        """Whether a content that shares words with what another cue holds also has that cue, where the frame's own has.

        "The claim that troops fired was rejected": who rejects it speaks of the claim.
        """
        return all(_share(content, [other.cue]) or not _share(content, other.content) for other in self.chained)

    def _key(self, content: Content) -> tuple[int, ...]:
        """The words of a content, told by the first and last of each piece."""
        ends = self.edges
        return tuple(place for start, end in content for place in (ends.following[start], ends.preceding[end]))

    def _contents(self, base: Content) -> Iterator[Content]:
        yield base
        for start in self._starts(base[0]):
            for end in self._ends(base[-1]):
                spans = [(start, base[0][1]), *base[1:-1], (base[-1][0], end)] if len(base) > 1 else [(start, end)]
                if all(first < last for first, last in spans) and (content := self.edges.pieces(self.frame, spans)):
                    yield content

    def _starts(self, piece: Range) -> list[int]:
        start, end = piece
        sentence = self.edges.sentences[start][0]
        found = {start, sentence, *(base[0][0] for _, base in self.bases)}
        for place, (here, behind) in enumerate(self.edges.openings[sentence : min(end, start + _REACH)], sentence):
            if behind:
                found.add(place + 1)
            if here:
                found.add(place)
        return _first_of_each((place for place in found if place < end), self.edges.following)

    def _ends(self, piece: Range) -> list[int]:
        start, end = piece
        sentence, last = self.edges.sentences[end - 1]
        found = {end, last, *(base[-1][1] for _, base in self.bases), *self.edges.breaks[sentence]}
        return _first_of_each((place for place in found if place > start), self.edges.preceding)

    def _names(self, content: Content) -> Names:
        first, last = content[0][0], content[-1][1]
        if first not in self._first:
            self._first[first] = dict(self._at_start(first))
        if last not in self._last:
            self._last[last] = dict(self._at_end(last))
        names = {**self._first[first], **self._last[last]}
        names.update(self._of_bases(first, last))
        names.update(self._of_whole(content))
        return names

    def _at_start(self, start: int) -> Iterator[tuple[str, float]]:
        edges, quoted = self.edges, self.edges.quoted
        word, before = edges.following[start], edges.preceding[edges.following[start]]
        yield "first word", float(self.logits[word])
        yield "word before", self._outside(before)
        yield f"begins with {_class_of(self.doc[start])}", 1.0
        yield f"begins behind {_class_of(self.doc[start - 1]) if start else 'nothing'}", 1.0
        if word == edges.following[edges.sentences[word][0]]:
            yield "from the sentence on", 1.0
        if quoted[word] and before >= 0 and quoted[before]:
            yield "begins in a quotation", 1.0

    def _at_end(self, end: int) -> Iterator[tuple[str, float]]:
        edges, quoted = self.edges, self.edges.quoted
        word, behind = edges.preceding[end], edges.following[end]
        here = behind < len(self.doc) and edges.sentences[behind] == edges.sentences[word]
        yield "last word", float(self.logits[word])
        yield "word behind", self._outside(behind)
        yield f"ends with {_class_of(self.doc[end - 1])}", 1.0
        yield f"ends before {_class_of(self.doc[end]) if end < len(self.doc) else 'nothing'}", 1.0
        if not here:
            yield "to the end of the sentence", 1.0
        if behind < len(self.doc) and quoted[word] and quoted[behind]:
            yield "cuts a quotation" if here else "stops in a quotation", 1.0
        if any(behind <= other.cue[0] < behind + _AHEAD for other in self.others):
            yield "a cue behind", 1.0

    def _outside(self, word: int) -> float:
        """The score of a word just outside; that of a cue is none of the content."""
        if not 0 <= word < len(self.doc):
            return 0.0
        return -_BOUND / _UNIT if word in self.cue else float(self.logits[word])

    def _of_bases(self, first: int, last: int) -> Iterator[tuple[str, float]]:
        """Who begins and who ends there as well."""
        following = self.edges.following
        for name, base in self.bases:
            starts = following[base[0][0]] == following[first]
            ends = following[base[-1][1]] == following[last]
            if starts:
                yield f"{name} begins {self.group}", 1.0
            if ends:
                yield f"{name} ends {self.group}", 1.0
            if starts and ends:
                yield f"{name} both", 1.0

    def _of_whole(self, content: Content) -> Iterator[tuple[str, float]]:
        edges, first, last = self.edges, content[0][0], content[-1][1]
        begins, ends = edges.following[first], edges.preceding[last]
        if edges.sentences[begins] != edges.sentences[ends]:
            yield "several sentences", 1.0
        before = edges.words_before
        yield "length", float(np.log(sum(before[end] - before[start] for start, end in content)))
        yield "heads outside", float(min(3, self._hung_outside(content)))
        if edges.quoted[begins] and not edges.quoted[ends]:
            yield "out of a quotation", 1.0
        if sum(edges.marks[end] - edges.marks[start] for start, end in content) % 2:
            yield "odd marks", 1.0
        if left := self._left_out(first, last):
            yield f"leaves {left}", 1.0
        held = [other for other in self.others if any(start <= other.cue[0] < end for start, end in content)]
        if held:
            yield "holds a cue", float(min(2, len(held)))
        if any(self.doc[other.head].dep_ == "conj" for other in held):
            yield "holds a cue that goes on", 1.0

    def _hung_outside(self, content: Content) -> int:
        """How many words hang on a word outside, the cue aside."""
        first, last, hangs = content[0][0], content[-1][1], self.edges.hangs
        outside = (head for start, end in content for head in hangs[start:end] if 0 <= head < first or head >= last)
        return sum(head not in self.cue for head in outside)

    def _left_out(self, first: int, last: int) -> str:
        """How the word behind a content hangs on it; "" where it does not, or is of another sentence."""
        behind, sentences = self.edges.following[last], self.edges.sentences
        if behind >= len(self.doc) or sentences[behind] != sentences[self.edges.preceding[last]]:
            return ""
        token = self.doc[behind]
        while token.head.i != token.i:
            if first <= token.head.i < last:
                return str(token.dep_)
            token = token.head
        return ""


def _first_of_each(places: Iterable[int], words: Sequence[int]) -> list[int]:
    """The places in order, of those with the same word beside them the first."""
    found: dict[int, int] = {}
    for place in sorted(places):
        found.setdefault(words[place], place)
    return list(found.values())


def _share(content: Iterable[Range], spans: Sequence[Range]) -> bool:
    """Whether a token stands in both."""
    return any(start < last and first < end for start, end in content for first, last in spans)


def _class_of(token: Token) -> str:
    """The class of a word or mark at an edge."""
    if token.is_space:
        return "space"
    if token.is_quote:
        return "quote"
    if token.is_punct:
        return "final" if token.text in _FINAL else "comma" if token.text == "," else "mark"
    if token.lower_ in ("that", "to"):
        return str(token.lower_)
    if token.dep_ == "prep":
        return "ADP"
    if token.dep_ == "mark":
        return "SCONJ"
    return _WORD_CLASSES.get(token.tag_) or str(token.pos_)
