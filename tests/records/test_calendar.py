"""Intervals of days and how they are counted."""

from __future__ import annotations

from datetime import date

import pytest

from khaldun.records import calendar
from khaldun.records.calendar import Interval


def days(interval: Interval | None) -> tuple[str, str, str] | None:
    return interval and (interval.first.isoformat(), interval.last.isoformat(), interval.precision)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(calendar.day_of(2024, 2, 29), ("2024-02-29", "2024-02-29", "day"), id="leap day"),
        pytest.param(calendar.day_of(2026, 2, 30), None, id="no such day"),
        pytest.param(calendar.day_of(2026, 13, 1), None, id="no such month"),
        pytest.param(calendar.months(2026, 2), ("2026-02-01", "2026-02-28", "month"), id="month"),
        pytest.param(calendar.months(2025, 13), ("2026-01-01", "2026-01-31", "month"), id="month 13 is next January"),
        pytest.param(calendar.year_of(1996), ("1996-01-01", "1996-12-31", "year"), id="year"),
        pytest.param(calendar.year_of(0), None, id="no year 0"),
        pytest.param(calendar.year_of(9999), None, id="the last year has no day after it"),
        pytest.param(calendar.season_of(1994, "winter"), ("1994-12-01", "1995-02-28", "season"), id="winter begins in"),
        pytest.param(calendar.decade_of(1990), ("1990-01-01", "1999-12-31", "range"), id="decade is a range"),
        pytest.param(calendar.century_of(20), ("1900-01-01", "1999-12-31", "range"), id="20th century"),
        pytest.param(calendar.part_of(2025, 3, "quarter"), ("2025-07-01", "2025-09-30", "season"), id="quarter"),
        pytest.param(calendar.part_of(2025, -1, "half"), ("2025-07-01", "2025-12-31", "range"), id="last half"),
        pytest.param(calendar.part_of(2025, 5, "quarter"), None, id="no fifth quarter"),
        pytest.param(calendar.containing(date(2026, 3, 4), "week"), ("2026-03-02", "2026-03-08", "week"), id="week"),
        pytest.param(
            calendar.containing(date(2026, 3, 4), "weekend"), ("2026-03-07", "2026-03-08", "range"), id="weekend"
        ),
        pytest.param(
            calendar.containing(date(1996, 5, 1), "decade"), ("1990-01-01", "1999-12-31", "range"), id="of 1996"
        ),
    ],
)
def test_units(made: Interval | None, expected: tuple[str, str, str] | None) -> None:
    assert days(made) == expected


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        (-1, "day", "2026-03-30"),
        (2, "week", "2026-04-14"),
        (1, "fortnight", "2026-04-14"),
        (-1, "month", "2026-02-28"),
        (-3, "year", "2023-03-31"),
        (1, "quarter", "2026-06-30"),
        (-100_000, "century", None),
        (10_000_000, "day", None),
    ],
)
def test_shifted_days_keep_to_the_calendar(number: int, unit: str, expected: str | None) -> None:
    shifted = calendar.shift_day(date(2026, 3, 31), number, unit)
    assert (shifted and shifted.isoformat()) == expected


def test_a_quarter_shifts_as_a_quarter() -> None:
    quarter = calendar.part_of(1989, 3, "quarter")
    assert quarter is not None
    assert days(calendar.shift(quarter, -1, "year")) == ("1988-07-01", "1988-09-30", "season")


@pytest.mark.parametrize(
    ("weekday", "direction", "expected"),
    [(2, 1, "2026-03-04"), (2, -1, "2026-03-04"), (1, -1, "2026-03-03"), (1, 1, "2026-03-10")],
    ids=["today ahead", "today back", "yesterday", "next Tuesday"],
)
def test_nearest_weekday(weekday: int, direction: int, expected: str) -> None:
    found = calendar.nearest_weekday(date(2026, 3, 4), weekday, direction=direction)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("2026-03-04T10:00:00Z", date(2026, 3, 4)),
        ("2026-02-30", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_day(text: str | None, expected: date | None) -> None:
    assert calendar.parse_day(text) == expected


@pytest.mark.parametrize(("digits", "year"), [("98", 1998), ("03", 2003), ("1874", 1874), ("30", 1930)])
def test_full_year(digits: str, year: int) -> None:
    assert calendar.full_year(digits) == year
