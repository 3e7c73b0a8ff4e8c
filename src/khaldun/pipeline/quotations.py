"""Quotation marks to quotations: which tokens stand inside quotation marks, however odd or unbalanced the marks are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

#: Double marks by what they may do; the straight ones may do both. Two single marks in a row are a double one.
_OPENERS = frozenset("“„«‟〝「『《")
_CLOSERS = frozenset("”»〞」』》")
_MARK = re.compile(r"``|''|‘‘|’’|[\"“”„«»‟〝〞＂「」『』《》]|\n\s*\n|(?<=[.!?\"”'’])[ \t]*\r?\n(?=[\"“„])")
_SINGLE = re.compile(r"(?<![\w’'])['‘](?=\w)(?P<body>[^\n'‘’\"“”]*(?:\w['’]\w[^\n'‘’\"“”]*)*?)(?<=[\w.,!?…])['’](?!\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Tokens `start` to `end` (exclusive), quotation marks included.

    `closed` is False where no closing mark follows (a paragraph whose quotation goes on in the next one). `single` says
    that the marks are single ones, as headlines and British papers have them.
    """

    start: int
    end: int
    closed: bool = True
    single: bool = False


def find_quotations(doc: Doc) -> list[Quotation]:
    """The outermost quotations of a Doc in text order; none of them crosses a paragraph break."""
    text = doc.text
    double = list(_double_ranges(text))
    single = [(m.start(), m.end()) for m in _SINGLE.finditer(text) if "'" in m[0] or "’" in m[0]]
    if not double and not single:
        return []
    starts = [token.idx for token in doc]
    found = [_quotation(starts, start, end=end, closed=closed) for start, end, closed in double]
    for start, end in single:
        if not any(a < end and start < b for a, b, _ in double):
            found.append(_quotation(starts, start, end=end, single=True))
    return sorted((q for q in found if q.end > q.start), key=lambda q: (q.start, q.end))


def touching(quotations: Sequence[Quotation], start: int, end: int) -> Sequence[Quotation]:
    """Those of the quotations of a Doc that share a token with the range `start` to `end`."""
    first = bisect_right(quotations, start, key=lambda quotation: quotation.end)
    last = bisect_left(quotations, end, key=lambda quotation: quotation.start)
    return quotations[first:last]


def _quotation(starts: list[int], start: int, *, end: int, closed: bool = True, single: bool = False) -> Quotation:
    first = bisect_right(starts, start) - 1
    return Quotation(start=max(first, 0), end=bisect_left(starts, end), closed=closed, single=single)


def _double_ranges(text: str) -> Iterator[tuple[int, int, bool]]:
    """Character ranges between double marks, and whether each was closed."""
    opened, depth = -1, 0
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if "\n" in mark:
            if opened >= 0:
                yield opened, at, False
            opened, depth = -1, 0
        elif opened < 0:
            if _opens(text, mark, start=at, end=match.end()):
                opened, depth = at, 1
        else:
            depth += _step(text, mark, start=at, end=match.end())
            if depth <= 0:
                yield opened, match.end(), True
                opened = -1
    if opened >= 0:
        yield opened, len(text.rstrip()), False


def _opens(text: str, mark: str, *, start: int, end: int) -> bool:
    if mark in _OPENERS:
        return True
    if mark in _CLOSERS:
        return False
    return _looks_opening(text, start, end) or start == 0


def _step(text: str, mark: str, *, start: int, end: int) -> int:
    """What a mark inside a quotation does to its depth."""
    return 1 if mark in _OPENERS and not text[start - 1 : start].strip() and text[end : end + 1].strip() else -1


def _looks_opening(text: str, start: int, end: int) -> bool:
    """Whether white space or a bracket stands before a mark and none behind it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (not before or before.isspace() or before in "([{—–-―/") and bool(after) and not after.isspace()
