"""Cutting a text at marks that overlap in any way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.records import TextSpan
from khaldun.rendering.fields import Mark
from khaldun.rendering.segments import cut, nest

LETTERS = "abcdefghij"
BORDERS = st.tuples(st.integers(0, 10), st.integers(0, 10))


def spans(*borders: tuple[int, int]) -> list[TextSpan]:
    return [TextSpan(start=start, end=end, text=LETTERS[start:end]) for start, end in borders]


@pytest.mark.parametrize(
    ("borders", "expected"),
    [
        ([], [("abcdefghij", ())]),
        ([(2, 4)], [("ab", ()), ("cd", (0,)), ("efghij", ())]),
        ([(0, 10), (2, 4)], [("ab", (0,)), ("cd", (0, 1)), ("efghij", (0,))]),
        ([(0, 4), (2, 6)], [("ab", (0,)), ("cd", (0, 1)), ("ef", (1,)), ("ghij", ())]),
        ([(2, 4), (2, 4)], [("ab", ()), ("cd", (0, 1)), ("efghij", ())]),
        ([(4, 4), (8, 12)], [("abcdefghij", ())]),
    ],
    ids=["none", "one", "one in another", "crossing", "two alike", "empty and outside are left out"],
)
def test_cut(borders, expected):
    assert [(segment.text, segment.marks) for segment in cut(LETTERS, spans(*borders))] == expected


@given(st.lists(BORDERS, max_size=8))
def test_nothing_of_the_text_is_lost(borders):
    assert "".join(segment.text for segment in cut(LETTERS, spans(*borders))) == LETTERS


@given(st.lists(BORDERS.filter(lambda pair: pair[0] < pair[1]), max_size=8))
def test_nested_marks_lie_in_one_another_or_apart(borders):
    nested = nest(Mark(span, "f", "what", "w") for span in spans(*borders))
    for number, first in enumerate(nested):
        for second in nested[number + 1 :]:
            apart = not first.span.overlaps(second.span)
            assert apart or first.span.covers(second.span) or second.span.covers(first.span)
    covered = {place for start, end in borders for place in range(start, end)}
    assert covered == {place for mark in nested for place in range(mark.span.start, mark.span.end)}
