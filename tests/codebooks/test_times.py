"""The grammar of times: what fits, what the words are worth, and that its files agree."""

from __future__ import annotations

from typing import Any

import pytest

from khaldun.codebooks.time_usage import load_time_usage
from khaldun.codebooks.times import TimeMatch, load_times
from khaldun.pipeline.components.timexes.guards import GUARDS


def first_match(text: str) -> tuple[str, str, dict[str, Any]] | None:
    words, found = text.split(), []

    def accept(match: TimeMatch) -> bool:
        found.append(match)
        return True

    load_times().find(words, accept)
    return (" ".join(words[found[0].start : found[0].end]), found[0].rule, found[0].fields) if found else None


@pytest.mark.parametrize(
    ("text", "words", "rule", "fields"),
    [
        ("on march 3 , 2026 they", "march 3 , 2026", "calendar_date", {"m": 3, "d": 3, "y": 2026}),
        ("on 15 jan 90 they", "15 jan 90", "calendar_date", {"d": 15, "m": 1, "y": 1990}),
        ("on 2026 - 03 - 05", "2026 - 03 - 05", "calendar_date", {"y": 2026, "m": 3, "d": 5}),
        ("march 2,1990 was", "march 2,1990", "calendar_date", {"m": 3, "d": 2, "y": 1990}),
        ("in late february they", "late february", "calendar_date", {"m": 2}),
        ("january this year", "january this year", "calendar_date", {"m": 1, "yeardir": "this"}),
        (
            "the third quarter of 1990",
            "the third quarter of 1990",
            "year_part",
            {"ord": 3, "u": "quarter", "lateyear": 1990},
        ),
        ("two days earlier ,", "two days earlier", "distance", {"n": 2, "u": "day", "sign": -1}),
        (
            "twenty - four years ago",
            "twenty - four years ago",
            "distance",
            {"n": 24, "u": "year", "sign": -1, "deictic": 1},
        ),
        ("new year 's day 1998", "new year 's day 1998", "holiday", None),
        ("every tuesday morning", "every tuesday", "repeated", {}),
        ("in nineteen ninety - one", "nineteen ninety - one", "spelled_year", {"spelled": [19, 90, 1]}),
    ],
)
def test_longest_match(text: str, words: str, rule: str, fields: dict[str, Any] | None) -> None:
    found = first_match(text)
    assert found is not None
    assert found[:2] == (words, rule)
    assert fields is None or found[2] == fields


@pytest.mark.parametrize("text", ["they sent 300 men to the border", "the united states of america", "", "3 , 4 , 5"])
def test_no_match(text: str) -> None:
    assert first_match(text) is None


def test_what_is_refused_leaves_room_for_the_next() -> None:
    offered: list[str] = []
    words = ["last", "friday"]

    def accept(match: TimeMatch) -> bool:
        offered.append(" ".join(words[match.start : match.end]))
        return False

    load_times().find(words, accept)
    assert offered[0] == "last friday"
    assert "friday" in offered


def test_every_guard_of_the_patterns_is_known() -> None:
    assert {pattern.guard for pattern in load_times().patterns} <= {"", *GUARDS}


def test_usage_words_are_in_lower_case() -> None:
    usage = load_time_usage()
    for name in usage.__dataclass_fields__:
        assert all(word == word.lower() for word in getattr(usage, name)), name
