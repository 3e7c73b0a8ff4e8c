"""Reads numbers, ranges, bounds and vague quantities from a list of lower-case words, by the quantity tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from khaldun.codebooks.quantities import BoundPhrase, QuantityBook

_FIGURE = re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\+?$")
_DASHES = frozenset({"-", "–", "—"})
_JOINS = frozenset({"to", "or", *_DASHES})
#: Beyond this a figure is a telephone number or a code, and no count.
_LARGEST = 10**13


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number as read from words `start` to `end`; `exact` only where one figure is given without a hedge.

    `best` is None where the words say too little to stand as a count.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    best: float | None
    exact: bool

    @property
    def is_whole(self) -> bool:
        """Whether every figure is a whole number."""
        return all(value is None or value == int(value) for value in (self.low, self.high, self.best))


def read_numeral(words: Sequence[str], start: int, *, book: QuantityBook) -> Numeral | None:
    """The number that begins at a word, with the bounds and the range around it, or None where none begins."""
    numeral = _vague(words, start, book) or _figures(words, start, book)
    return None if numeral is None else _bounded(words, numeral, book)


def may_start(word: str, book: QuantityBook) -> bool:
    """Whether a number can begin with this lower-case word (cheap, to pass over all others)."""
    return word in book.numbers or word in book.vague or ("0" <= word[:1] <= "9" and bool(_FIGURE.match(word)))


def _vague(words: Sequence[str], start: int, book: QuantityBook) -> Numeral | None:
    for quantity in book.vague.get(words[start], ()):
        if tuple(words[start : start + len(quantity.words)]) == quantity.words:
            low, high = quantity.low, quantity.high
            best = (low if low is not None else high) if quantity.report else None
            exact = quantity.report and low == high
            return Numeral(start=start, end=start + quantity.keep, low=low, high=high, best=best, exact=exact)
    return None


def _figures(words: Sequence[str], start: int, book: QuantityBook) -> Numeral | None:
    first = _value(words, start, book)
    if first is None or first[0] > _LARGEST:
        return None
    value, end = first
    single = Numeral(start=start, end=end, low=value, high=value, best=value, exact=True)
    return _ranged(words, single, book) or single


def _ranged(words: Sequence[str], first: Numeral, book: QuantityBook) -> Numeral | None:
    """The range that a first figure opens: "10 to 15", "10-15", "three or four", "between 10 and 15"."""
    join = words[first.end] if first.end < len(words) else ""
    between = first.start > 0 and words[first.start - 1] == "between"
    from_to = first.start > 0 and words[first.start - 1] == "from" and join == "to"
    if from_to or not (join in _JOINS or (between and join == "and")):
        return None
    second = _value(words, first.end + 1, book)
    if second is None or first.low is None:
        return None
    low, high = _same_scale(words, first, second, book), second[0]
    if not low < high:
        return None
    start = first.start - between
    return Numeral(start=start, end=second[1], low=low, high=high, best=low, exact=False)


def _same_scale(words: Sequence[str], first: Numeral, high: tuple[float, int], book: QuantityBook) -> float:
    """The low figure of a range; "2 to 3 million" says two million, as the first takes the scale of the second."""
    low, last = first.low or 0.0, book.numbers.get(words[high[1] - 1])
    alone = first.end - first.start == 1
    if alone and last is not None and last.kind == "scale" and low < high[0] / last.value:
        return low * last.value
    return low


def _value(words: Sequence[str], start: int, book: QuantityBook) -> tuple[float, int] | None:
    """Value and end of the plain number at a word."""
    if start >= len(words):
        return None
    word = words[start]
    if _FIGURE.match(word):
        return _scaled(float(word.rstrip("+").replace(",", "")), words, start + 1, book)
    number = book.numbers.get(word)
    if number is None:
        return None
    if number.kind in {"half", "article"}:
        return _of_scale(words, start, book)
    if number.kind == "scale":
        return None
    return _spelled(words, start, book)


def _scaled(value: float, words: Sequence[str], end: int, book: QuantityBook) -> tuple[float, int]:
    while end < len(words) and (scale := book.numbers.get(words[end])) is not None and scale.kind == "scale":
        value *= scale.value
        end += 1
    return value, end


def _of_scale(words: Sequence[str], start: int, book: QuantityBook) -> tuple[float, int] | None:
    """ "a dozen", "half a million", "a hundred and fifty"."""
    factor, at = book.numbers[words[start]].value, start + 1
    if factor < 1 and at < len(words) and words[at] in {"a", "-"}:
        at += 1
    value, end = _scaled(factor, words, at, book)
    if end == at:
        return None
    return _plus_rest(value, words, end, book)


def _spelled(words: Sequence[str], start: int, book: QuantityBook) -> tuple[float, int]:
    value, end = _tens(words, start, book)
    value, after = _scaled(value, words, end, book)
    return _plus_rest(value, words, after, book) if after > end else (value, after)


def _tens(words: Sequence[str], start: int, book: QuantityBook) -> tuple[float, int]:
    """ "twenty", "twenty-three", "twenty three", "seven"."""
    number = book.numbers[words[start]]
    end = start + 1
    if number.kind != "ten":
        return number.value, end
    after = end + 1 if end < len(words) and words[end] in _DASHES else end
    unit = book.numbers.get(words[after]) if after < len(words) else None
    if unit is not None and unit.kind == "unit" and 0 < unit.value < 10:
        return number.value + unit.value, after + 1
    return number.value, end


def _plus_rest(value: float, words: Sequence[str], end: int, book: QuantityBook) -> tuple[float, int]:
    """ "two thousand five hundred", "a hundred and five": what follows a scale adds up when it is smaller."""
    at = end + 1 if end < len(words) and words[end] == "and" else end
    number = book.numbers.get(words[at]) if at < len(words) else None
    if number is None or number.kind not in {"unit", "ten"} or value < 100:
        return value, end
    rest, after = _spelled(words, at, book)
    return (value + rest, after) if rest < _smallest_scale(words[end - 1], book) else (value, end)


def _smallest_scale(word: str, book: QuantityBook) -> float:
    number = book.numbers.get(word)
    return number.value if number is not None else 0.0


def _bounded(words: Sequence[str], numeral: Numeral, book: QuantityBook) -> Numeral:
    """The numeral with the bounds that stand beside it taken in, the one before it first."""
    found = _with_plus(words, numeral)
    for phrase in book.bounds_after.get(words[numeral.end], ()) if numeral.end < len(words) else ():
        if tuple(words[numeral.end : numeral.end + len(phrase.words)]) == phrase.words:
            found = replace(_apply(found, phrase), end=numeral.end + len(phrase.words))
            break
    while before := _before(words, found.start, book):
        found = replace(_apply(found, before), start=found.start - len(before.words))
    return found


def _with_plus(words: Sequence[str], numeral: Numeral) -> Numeral:
    open_end = words[numeral.start].endswith("+") and numeral.end == numeral.start + 1
    return replace(numeral, high=None, exact=False) if open_end else numeral


def _before(words: Sequence[str], start: int, book: QuantityBook) -> BoundPhrase | None:
    if start == 0:
        return None
    for phrase in book.bounds_before.get(words[start - 1], ()):
        if tuple(words[max(0, start - len(phrase.words)) : start]) == phrase.words:
            return phrase
    return None


def _apply(numeral: Numeral, phrase: BoundPhrase) -> Numeral:
    if phrase.bound == "least":
        return replace(numeral, high=None, exact=False)
    if phrase.bound == "most":
        high = numeral.high if numeral.high is not None else numeral.low
        return replace(numeral, low=None, high=high, best=numeral.best and high, exact=False)
    return replace(numeral, exact=False) if phrase.bound == "about" else numeral
