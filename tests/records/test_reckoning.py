"""Rules that make intervals out of fields: what they count from, and what they refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from khaldun.records.calendar import Interval, part_of
from khaldun.records.reckoning import reckon
from khaldun.records.situation import Situation

WEDNESDAY = date(2026, 3, 4)
TOLD = Interval(first=date(2026, 2, 20), last=date(2026, 2, 20), unit="day")


def row(name: str, rule: str, expected: str | None, *, tense: str, **fields: Any) -> Any:
    return pytest.param(rule, fields, tense, expected, id=name)


@pytest.mark.parametrize(
    ("rule", "fields", "tense", "expected"),
    [
        pytest.param(
            "calendar_date", {"m": 11}, "past", "2025-11-01 2025-11-30 anchor", id="past month is the last one"
        ),
        pytest.param(
            "calendar_date", {"m": 11}, "future", "2026-11-01 2026-11-30 anchor", id="future month is the next"
        ),
        row("nearest year", "calendar_date", "2025-12-15 2025-12-15 anchor", tense="none", m=12, d=15),
        pytest.param(
            "calendar_date", {"m": 2, "dir": "last"}, "none", "2025-02-01 2025-02-28 anchor", id="last February"
        ),
        pytest.param(
            "calendar_date", {"m": 3, "d": 5, "wd": 2}, "past", "2025-03-05 2025-03-05 anchor", id="by weekday"
        ),
        row("no such day is no date", "calendar_date", None, tense="past", m=2, d=30),
        row("a range runs forward", "calendar_date", None, tense="none", y=1995, y2=1994),
        pytest.param(
            "numeric_date",
            {"parts": [3, 4, 98], "last_digits": "98"},
            "none",
            "1998-03-04 1998-03-04 words",
            id="month first",
        ),
        pytest.param(
            "numeric_date",
            {"parts": [30, 4, 1998], "last_digits": "1998"},
            "none",
            "1998-04-30 1998-04-30 words",
            id="unless it is none",
        ),
        row("the day of the report itself", "weekday", "2026-03-04 2026-03-04 anchor", tense="past", wd=2),
        row("last Wednesday", "weekday", "2026-02-25 2026-02-25 anchor", tense="past", wd=2, dir="last"),
        row("a weekday to come", "weekday", "2026-03-06 2026-03-06 anchor", tense="future", wd=4),
        pytest.param(
            "weekday", {"wd": 4, "dir": "previous"}, "none", "2026-02-13 2026-02-13 narrative", id="the previous Friday"
        ),
        pytest.param(
            "day_part", {"dir": "last", "part": "night"}, "none", "2026-03-03 2026-03-03 anchor", id="last night"
        ),
        pytest.param(
            "day_part",
            {"dir": "previous", "part": "night"},
            "none",
            "2026-02-19 2026-02-19 narrative",
            id="the previous night",
        ),
        pytest.param(
            "distance",
            {"n": 3, "u": "week", "sign": -1, "deictic": 1},
            "none",
            "2026-02-11 2026-02-11 anchor",
            id="three weeks ago",
        ),
        pytest.param(
            "distance",
            {"n": 5, "u": "year", "sign": -1, "deictic": 1},
            "none",
            "2021-01-01 2021-12-31 anchor",
            id="as exact as its unit",
        ),
        pytest.param(
            "distance", {"n": 2, "u": "day", "sign": 1}, "none", "2026-02-22 2026-02-22 narrative", id="two days later"
        ),
        pytest.param(
            "named_unit", {"dir": "next", "u": "day"}, "none", "2026-02-21 2026-02-21 narrative", id="the next day"
        ),
        pytest.param(
            "named_unit", {"dir": "last", "u": "week"}, "none", "2026-02-23 2026-03-01 anchor", id="last week"
        ),
        pytest.param(
            "period",
            {"dir": "past", "n": 2, "u": "year"},
            "none",
            "2024-03-04 2026-03-04 anchor",
            id="the past two years",
        ),
        row("the weekend behind", "bare_unit", "2026-02-28 2026-03-01 anchor", tense="past", u="weekend"),
        row("the weekend to come", "bare_unit", "2026-03-07 2026-03-08 anchor", tense="future", u="weekend"),
        pytest.param(
            "nth_weekday",
            {"ord": "last", "wd": 4, "m": 5, "y": 2025},
            "none",
            "2025-05-30 2025-05-30 words",
            id="last Friday of May",
        ),
        pytest.param(
            "spelled_year", {"spelled": [19, 90, 6]}, "none", "1996-01-01 1996-12-31 words", id="nineteen ninety-six"
        ),
        row("twenty-four is no year", "spelled_year", None, tense="none", spelled=[20, 4]),
        row("1996 is no decade", "decade", None, tense="none", y=1996),
    ],
)
def test_rules(rule: str, fields: dict[str, Any], tense: Any, expected: str | None) -> None:
    reckoning = reckon(rule, fields, Situation(anchor=WEDNESDAY, narrative=TOLD, tense=tense))
    if expected is None:
        assert reckoning is None
    else:
        assert reckoning is not None
        assert reckoning.interval is not None
        interval = reckoning.interval
        assert f"{interval.first} {interval.last} {reckoning.base}" == expected


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("calendar_date", {"m": 3, "d": 4}),
        ("weekday", {"wd": 1}),
        ("season", {"s": "summer"}),
        ("year_part", {"ord": 1, "u": "quarter"}),
        ("day_name", {"today": -1}),
        ("day_part", {"dir": "last", "part": "night"}),
        ("clock_time", {}),
        ("named_unit", {"dir": "last", "u": "week"}),
        ("bare_unit", {"u": "weekend"}),
        ("next_unit", {"u": "day", "sign": -1}),
        ("distance", {"n": 2, "u": "day", "sign": -1, "deictic": 1}),
        ("period", {"dir": "past", "n": 2, "u": "year"}),
    ],
)
def test_without_anchor_nothing_is_guessed(rule: str, fields: dict[str, Any]) -> None:
    reckoning = reckon(rule, fields, Situation())
    assert reckoning is not None
    assert reckoning.interval is None


def test_year_ago_keeps_to_the_quarter_of_the_narrative() -> None:
    told = part_of(2025, 3, "quarter")
    reckoning = reckon("year_ago", {"sign": -1}, Situation(anchor=WEDNESDAY, narrative=told))
    assert reckoning is not None
    assert reckoning.interval == part_of(2024, 3, "quarter")
