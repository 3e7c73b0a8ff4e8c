"""Classes and values of the words that times are made of."""

from __future__ import annotations

import re

import pytest

from khaldun.codebooks.time_words import CONTINUED, NO_CLASS, load_time_words


def has_class(word: str, name: str) -> bool:
    words = load_time_words()
    return re.fullmatch(words.characters(name), words.encode([word])) is not None


@pytest.mark.parametrize(
    ("word", "classes"),
    [
        ("march", ["MONTH"]),
        ("sept.", ["MONTH", "ABBREVIATED"]),
        ("second", ["ORDINAL"]),
        ("12", ["DAY", "TWO", "NUMBER", "MONTHNUM"]),
        ("1996", ["YEAR"]),
        ("1990s", ["DECADE"]),
        ("'98", ["SHORTYEAR"]),
        ("10:30", ["CLOCK"]),
        ("mid-1994", ["MIDYEAR"]),
        ("2,1990", ["DAYYEAR"]),
        ("q3", ["PARTCODE"]),
    ],
)
def test_classes(word: str, classes: list[str]) -> None:
    assert all(has_class(word, name) for name in classes)


def test_words_outside_the_grammar_have_no_class() -> None:
    assert load_time_words().encode(["gunmen", "", "x1y2"]) == NO_CLASS * 3


def test_a_holiday_of_several_words_is_one_unit() -> None:
    words = load_time_words()
    assert words.encode(["good", "friday"]) == words.holiday_code + CONTINUED


@pytest.mark.parametrize(
    ("text", "number"),
    [("two", 2), ("twenty - four", 24), ("two hundred", 200), ("1,500", 1500), ("2 1/2", 2.5), ("a", 1), ("of", None)],
)
def test_number(text: str, number: float | None) -> None:
    assert load_time_words().number(text.split()) == number
