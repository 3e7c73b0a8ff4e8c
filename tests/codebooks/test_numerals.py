"""Reading numbers from words: value, range, bound, and where it ends."""

from __future__ import annotations

import pytest

from khaldun.codebooks.numerals import may_start, read_numeral
from khaldun.codebooks.quantities import load_quantities

BOOK = load_quantities()

# words, start, (low, high, exact), words that the numeral covers
CASES = [
    pytest.param("12 people", 0, (12, 12, True), "12", id="figure"),
    pytest.param("1,200 people", 0, (1200, 1200, True), "1,200", id="thousands-separator"),
    pytest.param("2.5 million people", 0, (2_500_000, 2_500_000, True), "2.5 million", id="broken-figure-with-scale"),
    pytest.param("twenty - three men", 0, (23, 23, True), "twenty - three", id="hyphened-words"),
    pytest.param("two hundred and five men", 0, (205, 205, True), "two hundred and five", id="rest-after-hundred"),
    pytest.param(
        "three thousand two hundred men", 0, (3200, 3200, True), "three thousand two hundred", id="two-scales"
    ),
    pytest.param("a dozen men", 0, (12, 12, True), "a dozen", id="article-and-dozen"),
    pytest.param("half a million men", 0, (500_000, 500_000, True), "half a million", id="half"),
    pytest.param("half a dozen men", 0, (6, 6, True), "half a dozen", id="half-a-dozen"),
    pytest.param("5 crore people", 0, (50_000_000, 50_000_000, True), "5 crore", id="indian-scale"),
    pytest.param("10 to 15 men", 0, (10, 15, False), "10 to 15", id="range-with-to"),
    pytest.param("10 - 15 men", 0, (10, 15, False), "10 - 15", id="range-with-hyphen"),
    pytest.param("between 10 and 15 men", 1, (10, 15, False), "between 10 and 15", id="range-with-between"),
    pytest.param("three or four men", 0, (3, 4, False), "three or four", id="range-with-or"),
    pytest.param("2 to 3 million men", 0, (2_000_000, 3_000_000, False), "2 to 3 million", id="shared-scale"),
    pytest.param("from 10 to 15", 1, (10, 10, True), "10", id="from-to-is-a-change-and-no-range"),
    pytest.param("15 to 10", 0, (15, 15, True), "15", id="falling-is-no-range"),
    pytest.param("at least 12 men", 2, (12, None, False), "at least 12", id="at-least"),
    pytest.param("no fewer than 12 men", 3, (12, None, False), "no fewer than 12", id="no-fewer-than"),
    pytest.param("more than a hundred men", 2, (100, None, False), "more than a hundred", id="more-than"),
    pytest.param("up to 40 men", 2, (None, 40, False), "up to 40", id="up-to"),
    pytest.param("as many as 40 men", 3, (None, 40, False), "as many as 40", id="as-many-as"),
    pytest.param("fewer than 20 men", 2, (None, 20, False), "fewer than 20", id="fewer-than"),
    pytest.param("about 27 men", 1, (27, 27, False), "about 27", id="about"),
    pytest.param("nearly 300 men", 1, (300, 300, False), "nearly 300", id="nearly"),
    pytest.param("some 200 men", 1, (200, 200, False), "some 200", id="some"),
    pytest.param("30 or more men", 0, (30, None, False), "30 or more", id="or-more"),
    pytest.param("a dozen or so men", 0, (12, 12, False), "a dozen or so", id="or-so"),
    pytest.param("50+ men", 0, (50, None, False), "50+", id="plus-sign"),
    pytest.param("dozens of men", 0, (24, None, False), "dozens", id="dozens"),
    pytest.param("hundreds of men", 0, (200, 999, False), "hundreds", id="hundreds"),
    pytest.param("several hundred men", 0, (200, 999, False), "several hundred", id="several-hundred"),
    pytest.param("tens of thousands of men", 0, (20_000, 99_999, False), "tens of thousands", id="tens-of-thousands"),
    pytest.param("scores of men", 0, (40, None, False), "scores", id="scores-without-of"),
]


@pytest.mark.parametrize(("text", "start", "figures", "covered"), CASES)
def test_read_numeral(text: str, start: int, figures: tuple[object, object, bool], covered: str) -> None:
    words = text.split()
    numeral = read_numeral(words, start, book=BOOK)
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.exact) == figures
    assert " ".join(words[numeral.start : numeral.end]) == covered


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("26th", id="ordinal"),
        pytest.param("people", id="noun"),
        pytest.param("tenth", id="ordinal-word"),
        pytest.param("20-kg", id="compound"),
        pytest.param("1.2.3", id="version"),
    ],
)
def test_what_is_no_number(word: str) -> None:
    assert not may_start(word, BOOK)
    assert read_numeral([word], 0, book=BOOK) is None


def test_several_says_too_little_to_report() -> None:
    numeral = read_numeral(["several", "men"], 0, book=BOOK)
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.best) == (3, None, None)


@pytest.mark.parametrize(
    "text", ["a", "half", "dozen", "between", "12 to", "at least", "no fewer than", "two hundred and"]
)
def test_broken_ends_do_not_fail(text: str) -> None:
    words = text.split()
    for start in range(len(words)):
        numeral = read_numeral(words, start, book=BOOK)
        assert numeral is None or 0 <= numeral.start < numeral.end <= len(words)
