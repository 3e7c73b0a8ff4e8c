"""Cuts a text at the borders of marks that may overlap in any way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from khaldun.records import TextSpan
from khaldun.rendering.fields import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A piece of text within which the marks do not change; `opening` are the numbers of the marks that begin here."""

    start: int
    text: str
    marks: tuple[int, ...] = ()
    opening: tuple[int, ...] = ()


def cut(text: str, spans: Sequence[TextSpan]) -> list[Segment]:
    """The whole text in segments; marks are named by their number in `spans`, the longer first.

    Spans that do not lie within the text are left out.
    """
    size = len(text)
    fitting = [number for number, span in enumerate(spans) if 0 <= span.start < span.end <= size]
    fitting.sort(key=lambda number: (spans[number].start, -spans[number].end, number))
    borders = sorted({0, size, *(edge for n in fitting for edge in (spans[n].start, spans[n].end))})
    active: list[list[int]] = [[] for _ in borders]
    for number in fitting:
        first, last = bisect_left(borders, spans[number].start), bisect_left(borders, spans[number].end)
        for place in range(first, last):
            active[place].append(number)
    return [
        Segment(
            start=start,
            text=text[start:end],
            marks=tuple(active[place]),
            opening=tuple(number for number in active[place] if spans[number].start == start),
        )
        for place, (start, end) in enumerate(pairwise(borders))
    ]


def nest(marks: Iterable[Mark]) -> list[Mark]:
    """Marks in reading order that lie in one another or apart; one that crosses the end of another is parted there."""
    waiting = sorted(marks, key=_reading_order, reverse=True)
    nested: list[Mark] = []
    open_ends: list[int] = []
    while waiting:
        mark = waiting.pop()
        while open_ends and open_ends[-1] <= mark.span.start:
            open_ends.pop()
        if open_ends and mark.span.end > open_ends[-1]:
            waiting += [_between(mark, open_ends[-1], mark.span.end), _between(mark, mark.span.start, open_ends[-1])]
            waiting.sort(key=_reading_order, reverse=True)
            continue
        nested.append(mark)
        open_ends.append(mark.span.end)
    return nested


def _reading_order(mark: Mark) -> tuple[int, int, str]:
    return mark.span.start, -mark.span.end, mark.label


def _between(mark: Mark, start: int, end: int) -> Mark:
    text = mark.span.text[start - mark.span.start : end - mark.span.start]
    return replace(mark, span=TextSpan(start=start, end=end, text=text))
