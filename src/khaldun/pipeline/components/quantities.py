"""Marks how many: numbers in figures and words with ranges and bounds, what is counted, and of what sort it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Token

from khaldun.codebooks.numerals import Numeral, may_start, read_numeral
from khaldun.codebooks.quantities import QuantityBook, UnitWord, load_quantities
from khaldun.pipeline import extensions
from khaldun.pipeline.extensions import QuantityValues

NAME = "khaldun_quantities"
Unit = Literal["people", "money", "measure", "time", "other"]
#: Tokens that may lie between a number and the noun it counts.
_REACH = 7
#: Words of the units table that are units of a quantity whatever noun follows.
_SORTS: dict[str, Unit] = {"money": "money", "measure": "measure", "time": "time"}
#: Parts of speech of what is counted, and of what may stand before it.
_NOMINAL = frozenset({"NOUN", "PROPN"})
_PARTICIPLES = frozenset({"VBN", "VBG"})
_WITHIN = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "ADV"})


@Language.factory(
    NAME, assigns=["doc._.quantities"], requires=["token.dep", "token.tag"], default_config={"overlays": []}
)
def create_quantities(nlp: Language, name: str, overlays: list[str]) -> Callable[[Doc], Doc]:
    """The component that marks quantities, with the tables that ship with Khaldun."""
    return QuantityFinder(load_quantities(tuple(Path(path) for path in overlays)))


class QuantityFinder:
    """Finds quantities by the quantity tables and writes them to the layer `quantities`."""

    def __init__(self, book: QuantityBook) -> None:
        self.book = book
        self._counted = book.people | book.tallies
        self._starts = frozenset({*book.numbers, *book.vague, *book.words["determiners"], *(z[0] for z in book.zeros)})

    def __call__(self, doc: Doc) -> Doc:
        """Adds every quantity of the text; numbers in dates, ages, shares and names are no quantities."""
        words = [token.lower_ for token in doc]
        dates = _date_tokens(doc)
        at = 0
        while at < len(words):
            if words[at] in self._starts or "0" <= words[at][0] <= "9":
                at = max(at + 1, self._read(doc, words, at=at, dates=dates))
            else:
                at += 1
        return doc

    def _read(self, doc: Doc, words: list[str], *, at: int, dates: set[int]) -> int:
        """Reads the quantity at a word, if there is one, and gives the index to go on from."""
        if end := self._zero(doc, words, at):
            return end
        if at in dates or not may_start(words[at], self.book):
            return at + 1
        numeral = read_numeral(words, at, book=self.book)
        if numeral is None:
            return at + 1
        beside = self._beside(words, numeral)
        if beside in {"share", "name"} or _is_age(doc, words, numeral):
            return numeral.end
        noun = self._noun(doc, words, numeral)
        unit = _SORTS.get(beside or "") or self._unit(doc, words, end=numeral.end, noun=noun)
        if not (self._is_weak(words, numeral, noun) or _is_no_count(words, numeral, unit)):
            _write(doc, numeral, noun=noun, unit=unit)
        return numeral.end

    def _zero(self, doc: Doc, words: list[str], at: int) -> int:
        """Writes "no one", "none", "no casualties" as 0 people and gives the end of it; 0 where it is not that."""
        for phrase in self.book.zeros:
            if tuple(words[at : at + len(phrase)]) == phrase:
                _write(doc, _zero_at(at, at + len(phrase)), noun=-1, unit="people")
                return at + len(phrase)
        if words[at] not in self.book.words["determiners"]:
            return 0
        noun = self._after_bridge(words, at + 1)
        if noun < 0:
            return 0
        _write(doc, _zero_at(at, noun + 1), noun=noun, unit="people")
        return noun + 1

    def _after_bridge(self, words: list[str], at: int) -> int:
        """Index of the noun for people that "no" denies, or -1."""
        book = self.book
        for i in range(at, min(at + _REACH, len(words))):
            follows = words[i + 1] if i + 1 < len(words) else ""
            if words[i] in self._counted:
                if follows not in self._counted:
                    return i
            elif words[i] not in book.words["bridges"]:
                return i if i > at and words[i] in book.units["after"] and words[i - 1] in {"dead", "wounded"} else -1
        return -1

    def _beside(self, words: list[str], numeral: Numeral) -> UnitWord | None:
        """What a number is, by the word before it, behind it, or joined to it with a hyphen."""
        units = self.book.units
        before = words[numeral.start - 1] if numeral.start else ""
        counts = numeral.end < len(words) and words[numeral.end] in self._counted
        after_day = counts and numeral.start > 1 and words[numeral.start - 2].isdigit()
        figure = words[numeral.start][0].isdigit() and not after_day
        if (unit := units["before"].get(before)) and (unit == "money" or figure):
            return unit
        behind = words[numeral.end : numeral.end + 4]
        if behind[:1] == ["-"] and len(behind) > 1:
            unit = units["part"].get(behind[1])
            return "share" if unit == "time" and "old" in behind else unit
        if not behind:
            return None
        if behind[0] == "may" and numeral.exact and (numeral.high or 0) <= 31 and words[numeral.start].isdigit():
            return "name"
        if units["after"].get(behind[0]) == "time" and behind[1:2] == ["old"]:
            return "share"
        return units["after"].get(behind[0])

    def _noun(self, doc: Doc, words: list[str], numeral: Numeral) -> int:
        """Index of the noun that is counted, by the parse where it fits the words, else by the words; -1: none."""
        at = numeral.end
        if words[at : at + 1] == ["-"]:
            return at + 1 if at + 1 < len(words) else -1
        if words[at : at + 1] == ["of"]:
            at += 1
            while at < len(words) and words[at] in self.book.words["counted_determiners"]:
                at += 1
        if self._is_bare(doc, words, at):
            return -1
        found = self._by_words(doc, words, at)
        if found >= 0 and words[found] in self._counted:
            return found
        head = _by_parse(doc, numeral)
        return head if head >= 0 and self.book.units["after"].get(words[head]) != "people" else found

    def _is_bare(self, doc: Doc, words: list[str], at: int) -> bool:
        """Whether "dead" or "wounded" follows a number and modifies nothing: then no noun is counted."""
        return self._says_people(words, at) and not self._modifies(doc, words, at)

    def _says_people(self, words: list[str], i: int) -> bool:
        return (
            i < len(words) and self.book.units["after"].get(words[i]) == "people" and words[i] not in self.book.people
        )

    def _by_words(self, doc: Doc, words: list[str], start: int) -> int:
        """The last noun of the run that starts here; a run ends at a verb, a preposition, a comma, "dead", "were"."""
        found = -1
        for i in range(start, min(start + _REACH, len(words))):
            token = doc[i]
            if self._is_bare(doc, words, i):
                break
            if words[i] in self._counted:
                found = i
            elif not _may_stand_within(token) or (found >= 0 and token.tag_ in _PARTICIPLES):
                break
            elif token.pos_ in _NOMINAL and (found < 0 or not token.is_upper):
                found = i
        return found

    def _modifies(self, doc: Doc, words: list[str], i: int) -> bool:
        """Whether a word such as "wounded" stands right before a noun for people ("two wounded soldiers")."""
        return i + 1 < len(words) and words[i + 1] in self._counted and doc[i].pos_ != "AUX"

    def _unit(self, doc: Doc, words: list[str], *, end: int, noun: int) -> Unit:
        if noun < 0:
            behind = words[end] if end < len(words) else ""
            return "people" if self.book.units["after"].get(behind) == "people" else "other"
        word = words[noun]
        if word in self._counted or doc[noun].ent_type_ == "NORP":
            return "people"
        return _SORTS.get(self.book.units["after"].get(word, ""), "other")

    def _is_weak(self, words: list[str], numeral: Numeral, noun: int) -> bool:
        """Whether this is a mere "one" or "both", that counts nothing."""
        if words[numeral.start] not in self.book.words["weak"] or numeral.end - numeral.start > 1:
            return False
        behind = words[numeral.end] if numeral.end < len(words) else ""
        if behind in self.book.words["not_after_weak"]:
            return True
        return noun < 0 and behind != "of" and self.book.units["after"].get(behind) != "people"


def _may_stand_within(token: Token) -> bool:
    """Whether a token may belong to the noun phrase behind a number."""
    return (
        token.pos_ in _WITHIN
        or token.tag_ in _PARTICIPLES
        or token.tag_ in {"HYPH", "POS"}
        or token.text in {"-", "/", "'"}
    )


def _by_parse(doc: Doc, numeral: Numeral) -> int:
    """The noun that the parser hangs the number on, if it stands close behind the number."""
    for i in range(numeral.start, numeral.end):
        head = doc[i].head
        if numeral.end <= head.i < numeral.end + _REACH and head.pos_ in _NOMINAL and doc[i].dep_ in {"nummod", "amod"}:
            return int(head.i)
    return -1


def _date_tokens(doc: Doc) -> set[int]:
    """Tokens of dates, which hold no quantities; durations do."""
    values = extensions.values_of(doc, "timexes")
    return {
        i
        for span in extensions.spans_of(doc, "timexes")
        if values.get(span.id_, {}).get("kind") == "date"
        for i in range(span.start, span.end)
    }


def _is_age(doc: Doc, words: list[str], numeral: Numeral) -> bool:
    """A lone figure between commas behind a name is an age: "Ana Ruiz, 41, ..."."""
    start, end = numeral.start, numeral.end
    if start < 2 or words[start - 1] not in {",", "("} or end >= len(words) or words[end] not in {",", ".", ")", ";"}:
        return False
    return numeral.exact and (numeral.low or 0) < 120 and doc[start - 2].pos_ == "PROPN"


def _is_no_count(words: list[str], numeral: Numeral, unit: str) -> bool:
    """Whether a figure is a year, or has a broken part that no count of people can have."""
    if not numeral.is_whole:
        return unit in {"people", "other"}
    figures = [word for word in words[numeral.start : numeral.end] if word.isdigit()]
    return unit == "other" and bool(figures) and all(len(word) == 4 and "1500" <= word < "2100" for word in figures)


def _zero_at(start: int, end: int) -> Numeral:
    return Numeral(start=start, end=end, low=0, high=0, best=0, exact=True)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _write(doc: Doc, numeral: Numeral, *, noun: int, unit: Unit) -> None:
    values: QuantityValues = {
        "low": _whole(numeral.low),
        "high": _whole(numeral.high),
        "best": _whole(numeral.best),
        "exact": numeral.exact,
        "noun": noun,
        "unit": unit,
    }
    extensions.add(doc, "quantities", numeral.start, numeral.end, values=values)
