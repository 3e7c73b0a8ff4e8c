"""Holidays to days."""

from __future__ import annotations

from datetime import date

import pytest

from khaldun.codebooks.holidays import easter, load_holidays


@pytest.mark.parametrize(
    ("year", "day"),
    [(1998, date(1998, 4, 12)), (2000, date(2000, 4, 23)), (2024, date(2024, 3, 31)), (2026, date(2026, 4, 5))],
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("christmas day", 2025, "2025-12-25", "2025-12-25"),
        ("new year 's eve", 1999, "1999-12-31", "1999-12-31"),
        ("good friday", 2026, "2026-04-03", "2026-04-03"),
        ("holy week", 2026, "2026-03-29", "2026-04-05"),
        ("thanksgiving", 2025, "2025-11-27", "2025-11-27"),
        ("election day", 2024, "2024-11-05", "2024-11-05"),
        ("memorial day", 2025, "2025-05-26", "2025-05-26"),
        ("9/11", 2020, "2001-09-11", "2001-09-11"),
    ],
)
def test_days_of_a_year(name: str, year: int, first: str, last: str) -> None:
    interval = load_holidays()[tuple(name.split())].in_year(year)
    assert interval is not None
    assert (interval.first.isoformat(), interval.last.isoformat()) == (first, last)


def test_every_holiday_has_a_day_in_any_year() -> None:
    for holiday in load_holidays().values():
        assert all(holiday.in_year(year) is not None for year in (1990, 2000, 2023, 2024))
