"""Interval: closed intervals of days (day, week, month, season, year …) and how one is counted from another."""

from __future__ import annotations

import calendar as _calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from khaldun.records.when import Precision

Unit = Literal["day", "week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade", "century"]
#: Season to its first month on the northern half of the world, by the meteorologists' quarters.
_SEASON_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
#: Years that dates may fall in: inside the limits of `date`, so that counting a few units on cannot leave them.
_YEARS = range(100, 9000)
_UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_PRECISION: dict[str, Precision] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "season",
    "season": "season",
    "year": "year",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Days `first` to `last`, both inclusive; `unit` is the calendar unit that they make, or "range"."""

    first: date
    last: date
    unit: str = "range"

    @property
    def precision(self) -> Precision:
        """The precision of the record contract: halves, decades and the like are ranges."""
        return _PRECISION.get(self.unit, "range")


def day_of(year: int, month: int, day: int) -> Interval | None:
    """One day, or None where the calendar has no such day (30 February)."""
    if not (year in _YEARS and 1 <= month <= 12 and 1 <= day <= _calendar.monthrange(year, month)[1]):
        return None
    return one_day(date(year, month, day))


def one_day(day: date) -> Interval:
    """A day as an interval."""
    return Interval(first=day, last=day, unit="day")


def months(year: int, month: int, *, count: int = 1, unit: str = "month") -> Interval | None:
    """`count` months from the first of `month` on; months beyond 12 or below 1 run into other years."""
    first, after = _month_start(year, month), _month_start(year, month + count)
    if first is None or after is None:
        return None
    return Interval(first=first, last=after - timedelta(days=1), unit=unit)


def year_of(year: int) -> Interval | None:
    """A calendar year."""
    return months(year, 1, count=12, unit="year")


def season_of(year: int, season: str) -> Interval | None:
    """A northern season; winter is named by the year in which it begins."""
    return months(year, _SEASON_MONTH[season], count=3, unit="season")


def decade_of(year: int) -> Interval | None:
    """The ten years from a year that ends in 0."""
    return months(year, 1, count=120, unit="decade")


def century_of(number: int) -> Interval | None:
    """The 20th century is 1900 to 1999, as people say it."""
    return months((number - 1) * 100, 1, count=1200, unit="century")


def part_of(year: int, number: int, unit: str) -> Interval | None:
    """The n-th quarter or half of a year; -1 is the last one."""
    length = _UNIT_MONTHS[unit]
    count = 12 // length
    number = count if number == -1 else number
    return months(year, 1 + (number - 1) * length, count=length, unit=unit) if 1 <= number <= count else None


def containing(day: date, unit: str) -> Interval | None:
    """The calendar unit that holds a day: weeks run from Monday to Sunday, a weekend is that week's end."""
    if unit in ("day", "weekend", "week", "fortnight"):
        return _week_part(day, unit)
    length = _UNIT_MONTHS[unit]
    if unit in ("decade", "century"):
        return months(day.year - day.year % (length // 12), 1, count=length, unit=unit)
    return months(day.year, day.month - (day.month - 1) % length, count=length, unit=unit)


def _week_part(day: date, unit: str) -> Interval:
    monday = day - timedelta(days=day.weekday())
    if unit == "weekend":
        return Interval(first=monday + timedelta(days=5), last=monday + timedelta(days=6), unit="weekend")
    if unit == "week":
        return Interval(first=monday, last=monday + timedelta(days=6), unit="week")
    return one_day(day)


def shift_day(day: date, number: int, unit: str) -> date | None:
    """A day `number` units on; the 31st becomes the last day of a shorter month. None beyond the calendar's ends."""
    if unit in _UNIT_DAYS:
        return _add_days(day, number * _UNIT_DAYS[unit])
    start = _month_start(day.year, day.month + number * _UNIT_MONTHS[unit])
    if start is None:
        return None
    return start.replace(day=min(day.day, _calendar.monthrange(start.year, start.month)[1]))


def shift(interval: Interval, number: int, unit: str) -> Interval | None:
    """The interval of the same kind `number` units on: a month earlier than the third quarter is refused (None)."""
    first = shift_day(interval.first, number, unit)
    after = shift_day(interval.last + timedelta(days=1), number, unit)
    if first is None or after is None or after <= first:
        return None
    return Interval(first=first, last=after - timedelta(days=1), unit=interval.unit)


def nearest_weekday(day: date, weekday: int, *, direction: int) -> date | None:
    """The first such weekday from `day` on (direction 1) or back (direction -1), `day` itself included."""
    steps = (weekday - day.weekday()) % 7 if direction > 0 else -((day.weekday() - weekday) % 7)
    return _add_days(day, steps)


def parse_day(text: str | None) -> date | None:
    """The day of an ISO date or date-time; None for anything else."""
    if not text or len(text) < 10:
        return None
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if day.year in _YEARS else None


def full_year(digits: str) -> int:
    """A year written with two or four figures; two figures fall between 1930 and 2029."""
    number = int(digits)
    return number if len(digits) > 2 else number + (1900 if number >= 30 else 2000)


def _month_start(year: int, month: int) -> date | None:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1) if year in _YEARS else None


def _add_days(day: date, days: int) -> date | None:
    ordinal = day.toordinal() + days
    inside = date(_YEARS.start, 1, 1).toordinal() <= ordinal < date(_YEARS.stop, 1, 1).toordinal()
    return date.fromordinal(ordinal) if inside else None
