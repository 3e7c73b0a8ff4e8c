"""Holidays and days that have a name: their rules to days of a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import Row, data_path, read_table
from khaldun.records.calendar import Interval, day_of, months, one_day, parse_day

_FIXED = re.compile(r"(\d\d)-(\d\d)$")
_EASTER = re.compile(r"easter([+-]\d+)$")
_NTH = re.compile(r"(\d\d)/(-?\d)/([0-6])(?:\+(\d+))?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A named day: `rule` is that of the data file; `historic` is the day where it names one day of history."""

    rule: str
    historic: date | None = None

    def in_year(self, year: int) -> Interval | None:
        """The day, or days, of this holiday in a year."""
        if self.historic is not None:
            return one_day(self.historic)
        first, _, last = self.rule.partition("..")
        start, end = _day(first, year), _day(last or first, year)
        if start is None or end is None:
            return None
        return one_day(start) if start == end else Interval(first=start, last=end)


@lru_cache(maxsize=4)
def load_holidays(overlays: tuple[Path, ...] = ()) -> dict[tuple[str, ...], Holiday]:
    """Names of holidays, as tuples of lower-case words, to their rules."""
    names: dict[tuple[str, ...], Holiday] = {}
    for row in read_table(data_path("times", "holidays.tsv"), ["rule", "names"]).rows:
        holiday = _holiday(row)
        for name in row["names"].split("|"):
            names[tuple(_words(name))] = holiday
    return names


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _words(name: str) -> list[str]:
    """A name as spaCy cuts it: the possessive is a token of its own."""
    return re.sub(r"('s|(?<=s)')(?=\s|$)", r" \1", name).split()


def _holiday(row: Row) -> Holiday:
    historic = parse_day(row["rule"])
    holiday = Holiday(rule=row["rule"], historic=historic)
    if historic is None and not all(_rule_holds(part) for part in row["rule"].split("..")):
        raise row.fail("no rule for a day", key="rule")
    return holiday


def _rule_holds(rule: str) -> bool:
    return any(form.match(rule) for form in (_FIXED, _EASTER, _NTH))


def _day(rule: str, year: int) -> date | None:
    if match := _FIXED.match(rule):
        fixed = day_of(year, int(match[1]), int(match[2]))
        return fixed.first if fixed else None
    if match := _EASTER.match(rule):
        return easter(year) + timedelta(days=int(match[1]))
    match = _NTH.match(rule)
    return _nth_weekday(year, match) if match else None


def _nth_weekday(year: int, match: re.Match[str]) -> date | None:
    month = months(year, int(match[1]))
    if month is None:
        return None
    number, weekday, more = int(match[2]), int(match[3]), int(match[4] or 0)
    if number < 0:
        back = (month.last.weekday() - weekday) % 7
        return month.last - timedelta(days=back + 7 * (-number - 1) - more)
    ahead = (weekday - month.first.weekday()) % 7
    return month.first + timedelta(days=ahead + 7 * (number - 1) + more)
