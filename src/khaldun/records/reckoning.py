"""What a time expression means on the calendar: its fields and the day it is counted from, to an interval.

A rule takes the fields that a pattern gave and a Situation, and returns a Reckoning; None refuses the words as no
time at all. Fields are plain values: `y` year, `m` month, `d` day, `wd` weekday, `u` unit, `n` number, `dir` and `sign`
direction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from khaldun.records import calendar
from khaldun.records.calendar import Interval
from khaldun.records.situation import STEP, Base, Fields, Reckoning, Situation, Tense, choose

#: Clock units in hours, and a number of units beyond which nobody counts.
_CLOCK = {"hour": 1, "minute": 1 / 60, "second": 1 / 3600}
_MANY = 2000


def reckon(rule: str, fields: Fields, situation: Situation) -> Reckoning | None:
    """Applies a rule by name; None where the words turn out to be no time expression."""
    return RULES[rule](fields, situation)


def calendar_date(fields: Fields, situation: Situation) -> Reckoning | None:
    """Any mixture of day, month and year; a missing year is the likeliest by tense and distance."""
    year, month, day = fields.get("y"), fields.get("m"), fields.get("d")
    if month is None:
        last = year_of_range(fields)
        return Reckoning(interval=last) if last else None
    if "yeardir" in fields and situation.anchor:
        year = situation.anchor.year + STEP[fields["yeardir"]]
    if year is not None:
        return _refuse(_month_or_day(year, month, fields), "anchor" if "yeardir" in fields else "words")
    base, kind = situation.base(fields)
    if base is None:
        return Reckoning(interval=None, base=kind) if day is None or _month_or_day(2000, month, fields) else None
    return _refuse(_likeliest(fields, base, situation.tense), kind)


def year_of_range(fields: Fields) -> Interval | None:
    """A year, or the years from one to another ("1995-96")."""
    first, last = calendar.year_of(fields["y"]), calendar.year_of(fields.get("y2", fields["y"]))
    if first is None or last is None or last.last < first.last:
        return None
    return first if first == last else Interval(first=first.first, last=last.last)


def numeric_date(fields: Fields, situation: Situation) -> Reckoning | None:
    """Three figures: month first as in the United States, unless dotted, no date, or the situation says otherwise."""
    a, b, c = fields["parts"]
    if a > 31:
        return _refuse(calendar.day_of(a, b, c), "words")
    year = calendar.full_year(fields["last_digits"])
    first, second = (a, b) if situation.month_first and "dotted" not in fields else (b, a)
    return _refuse(calendar.day_of(year, first, second) or calendar.day_of(year, second, first), "words")


def spelled_year(fields: Fields, _: Situation) -> Reckoning | None:
    """A year in words: "nineteen ninety-six", "the year two thousand"."""
    year = spelled_year_number(fields["spelled"])
    if year is None and "stated" in fields and fields["spelled"][:2] == [2, 1000]:
        year = 2000 + sum(fields["spelled"][2:])
    return None if year is None else _refuse(calendar.year_of(year), "words")


def spelled_year_number(numbers: list[int]) -> int | None:
    """19, 90, 6 is 1996; None for what is no year said in two halves."""
    if not numbers or numbers[0] not in (17, 18, 19, 20) or not 10 <= sum(numbers[1:]) < 100:
        return None
    return numbers[0] * 100 + sum(numbers[1:])


def told_part(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the 1989 period": that year's quarter of the number that the narrative is at, else the year."""
    told = situation.narrative
    if told is not None and told.unit == "quarter":
        return _refuse(calendar.part_of(fields["y"], (told.first.month + 2) // 3, "quarter"), "words")
    return _refuse(calendar.year_of(fields["y"]), "words")


def decade(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the 1990s", "the '80s", "the nineties"."""
    year = fields.get("decade", fields.get("y"))
    return _refuse(calendar.decade_of(year), "words") if year is not None and year % 10 == 0 else None


def century(fields: Fields, _: Situation) -> Reckoning | None:
    """ "the 20th century"."""
    return _refuse(calendar.century_of(fields["ord"]), "words")


def season(fields: Fields, situation: Situation) -> Reckoning | None:
    """A season, of a stated year or the likeliest one."""
    if "y" in fields:
        return _refuse(calendar.season_of(fields["y"], fields["s"]), "words")
    base, kind = situation.base(fields)
    if base is None:
        return Reckoning(interval=None, base=kind)
    spans = [calendar.season_of(base.year + step, fields["s"]) for step in (-2, -1, 0, 1)]
    return _refuse(choose(spans, fields, base, situation.tense), kind)


def year_part(fields: Fields, situation: Situation) -> Reckoning | None:
    """Quarters and halves of a year: stated, this, last or next year's, or the latest one by that number."""
    number, unit = _ordinal(fields), fields["u"]
    year = fields.get("lateyear", fields.get("y"))
    if year is not None:
        return _refuse(calendar.part_of(year, number, unit), "words")
    anchor = situation.anchor
    if anchor is None:
        return Reckoning(interval=None, base="anchor")
    if "yeardir" in fields:
        return _refuse(calendar.part_of(anchor.year + STEP[fields["yeardir"]], number, unit), "anchor")
    spans = [calendar.part_of(anchor.year + step, number, unit) for step in (-1, 0, 1)]
    known = [span for span in spans if span and (situation.tense == "future" or span.first <= anchor)]
    return _refuse(choose([*known], fields, anchor, situation.tense), "anchor")


def month_part(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the first week of March", "the last weekend of June": counted from the month's ends."""
    whole = calendar_date({k: v for k, v in fields.items() if k in ("y", "m")}, situation)
    if whole is None or whole.interval is None or fields["u"] not in ("week", "day", "weekend"):
        return whole
    first, last, number = whole.interval.first, whole.interval.last, _ordinal(fields)
    length = 1 if fields["u"] == "day" else 7
    start = last - timedelta(days=length - 1) if number == -1 else first + timedelta(days=length * (number - 1))
    end = min(last, start + timedelta(days=length - 1))
    if start > last:
        return whole
    return Reckoning(interval=Interval(first=start, last=end, unit=fields["u"]), base=whole.base)


def nth_weekday(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the first Sunday of March", "the last Friday of May 2025"."""
    whole = calendar_date({k: v for k, v in fields.items() if k in ("y", "m")}, situation)
    if whole is None or whole.interval is None:
        return whole
    number, month = _ordinal(fields), whole.interval
    if number < 0:
        day = calendar.nearest_weekday(month.last, fields["wd"], direction=-1)
    else:
        first = calendar.nearest_weekday(month.first, fields["wd"], direction=1)
        day = first and calendar.shift_day(first, number - 1, "week")
    return _refuse(calendar.one_day(day), whole.base) if day and day <= month.last else None


def week_of(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the week of March 6": the week that holds the day."""
    day = calendar_date(fields, situation)
    if day is None or day.interval is None:
        return day
    return Reckoning(interval=calendar.containing(day.interval.first, "week"), base=day.base)


def weekday(fields: Fields, situation: Situation) -> Reckoning | None:
    """A day of the week: by its direction, else by tense the last or the next one, the day of the report included."""
    base, kind = situation.base(fields)
    if base is None:
        return Reckoning(interval=None, base=kind)
    if "weekdir" in fields:
        week = calendar.containing(base + timedelta(days=7 * STEP[fields["weekdir"]]), "week")
        return Reckoning(
            interval=calendar.one_day(week.first + timedelta(days=fields["wd"])) if week else None, base=kind
        )
    day = _weekday_near(fields, base, situation.tense)
    return Reckoning(interval=calendar.one_day(day) if day else None, base=kind)


def _weekday_near(fields: Fields, base: date, tense: Tense) -> date | None:
    direction = fields.get("dir")
    if direction in ("last", "past", "previous"):
        return calendar.nearest_weekday(base - timedelta(days=1), fields["wd"], direction=-1)
    if direction in ("next", "following"):
        return calendar.nearest_weekday(base + timedelta(days=1), fields["wd"], direction=1)
    ahead = tense == "future" or (direction == "this" and tense != "past")
    return calendar.nearest_weekday(base, fields["wd"], direction=1 if ahead else -1)


def day_name(fields: Fields, situation: Situation) -> Reckoning | None:
    """Today, yesterday, tomorrow, tonight, and the day before or after them."""
    day = situation.anchor and calendar.shift_day(situation.anchor, fields["today"] + fields.get("sign", 0), "day")
    return Reckoning(interval=calendar.one_day(day) if day else None, base="anchor")


def day_part(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "last night" (the day before), "this morning", "the previous night", "that evening"."""
    base, kind = situation.base({"dir": "following"} if fields["dir"] == "next" else fields)
    day = base and calendar.shift_day(base, STEP[fields["dir"]], "day")
    return Reckoning(interval=calendar.one_day(day) if day else None, base=kind)


def clock_time(fields: Fields, situation: Situation) -> Reckoning | None:
    """A bare time of day falls on the narrative's day, else on the report's."""
    if situation.narrative is not None and situation.narrative.unit == "day":
        return Reckoning(interval=situation.narrative, base="narrative")
    day = situation.anchor
    return Reckoning(interval=calendar.one_day(day) if day else None, base="anchor")


def named_unit(fields: Fields, situation: Situation) -> Reckoning | None:
    """This, last, next, the previous, that … week, month, year, quarter, decade."""
    if fields.get("dir") == "latest" or fields["u"] == "period":
        return _told_unit(fields, situation)
    next_day = fields.get("dir") == "next" and fields["u"] == "day"
    base, kind = situation.base({"dir": "following"} if next_day else fields)
    if fields.get("dir") in ("same", "that") and kind == "anchor" and fields["u"] != "day":
        return Reckoning(interval=None, base=kind)
    unit = fields["u"]
    day = base and calendar.shift_day(base, STEP[fields["dir"]], unit if unit != "half" else "year")
    return Reckoning(interval=calendar.containing(day, unit) if day else None, base=kind)


def _told_unit(fields: Fields, situation: Situation) -> Reckoning | None:
    told = situation.narrative
    if told is not None and told.unit == "quarter" and fields["u"] in ("quarter", "period"):
        return Reckoning(interval=told, base="narrative")
    if fields["u"] == "period" or situation.anchor is None:
        return Reckoning(interval=None, base="narrative", kind="vague")
    day = calendar.shift_day(situation.anchor, -1 if fields["u"] == "quarter" else 0, fields["u"])
    return Reckoning(interval=calendar.containing(day, fields["u"]) if day else None, base="anchor")


def bare_unit(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the weekend": the last one, or the coming one; "the quarter": the one that the narrative is at."""
    if fields["u"] == "quarter":
        return _told_unit(fields, situation)
    if situation.anchor is None:
        return Reckoning(interval=None, base="anchor")
    back = 0 if situation.tense == "future" or situation.anchor.weekday() >= 5 else -7
    return Reckoning(interval=calendar.containing(situation.anchor + timedelta(days=back), "weekend"), base="anchor")


def next_unit(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the day before", "the day after": of the narrative."""
    told = situation.narrative
    day = told and calendar.shift_day(told.first, fields["sign"], fields["u"])
    return Reckoning(interval=calendar.one_day(day) if day else None, base="narrative")


def year_ago(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the year-earlier quarter": the narrative's quarter of the year before."""
    told = situation.narrative
    if told is not None and told.unit == "quarter":
        return Reckoning(interval=calendar.shift(told, -1, "year"), base="narrative")
    return distance({"n": 1, "u": "year", "sign": -1}, situation)


def distance(fields: Fields, situation: Situation) -> Reckoning | None:
    """So many units ago (of the anchor) or earlier and later (of the narrative), as exact as the unit is."""
    number, unit, sign = fields["n"], fields["u"], fields["sign"]
    told = situation.narrative
    from_anchor = "deictic" in fields or told is None
    if number == 1 and unit == "year" and told is not None and told.unit == "quarter":
        return Reckoning(interval=calendar.shift(told, sign, "year"), base="narrative")
    base = situation.anchor if from_anchor else told.first if told else None
    if unit == "quarter" or base is None or number != int(number) or number > _MANY:
        return Reckoning(interval=None, base="anchor" if from_anchor else "narrative")
    day = calendar.shift_day(base, sign * int(number), unit)
    grain = unit if unit in ("month", "year", "decade", "century") else "day"
    interval = calendar.containing(day, grain) if day else None
    return Reckoning(interval=interval, base="anchor" if from_anchor else "narrative")


def period(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the past two years", "the next three days": from the anchor back or on; without a number no interval."""
    number, unit, anchor = fields.get("n", 1), fields["u"], situation.anchor
    if unit in _CLOCK:
        number, unit = max(1, -(-number * _CLOCK[unit] // 24)), "day"
    vague_length = "vague" in fields or unit in ("quarter", "half", "period")
    if anchor is None or vague_length or number != int(number) or number > _MANY:
        return Reckoning(interval=None, kind="duration")
    sign = 1 if STEP[fields["dir"]] > 0 else -1
    other = calendar.shift_day(anchor, sign * int(number), unit)
    if other is None:
        return Reckoning(interval=None, kind="duration")
    return Reckoning(interval=Interval(first=min(anchor, other), last=max(anchor, other)), base="anchor")


def counted_day(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "the third straight day": the day that the narrative is at, else the report's."""
    return clock_time(fields, situation)


def holiday(fields: Fields, situation: Situation) -> Reckoning | None:
    """A holiday of a stated year, or the likeliest one; an event with one historic day is that day."""
    event = fields["h"]
    if event.historic is not None:
        return Reckoning(interval=event.in_year(event.historic.year))
    if "y" in fields:
        return _refuse(event.in_year(fields["y"]), "words")
    base, kind = situation.base(fields)
    if base is None:
        return Reckoning(interval=None, base=kind)
    spans = [event.in_year(base.year + step) for step in (-1, 0, 1)]
    return _refuse(choose(spans, fields, base, situation.tense), kind)


def duration(fields: Fields, situation: Situation) -> Reckoning | None:
    """So long: no interval."""
    return Reckoning(interval=None, kind="duration")


def repeated(fields: Fields, situation: Situation) -> Reckoning | None:
    """Every so often: no interval."""
    return Reckoning(interval=None, kind="set")


def vague(fields: Fields, situation: Situation) -> Reckoning | None:
    """ "recently", "months ago": a time, but none to state."""
    return Reckoning(interval=None, kind="vague")


def _ordinal(fields: Fields) -> int:
    """The number of an ordinal; -1 for "last", and where none is said."""
    number = fields.get("ord")
    return number if isinstance(number, int) else -1


def _refuse(interval: Interval | None, base: Base) -> Reckoning | None:
    return None if interval is None else Reckoning(interval=interval, base=base)


def _month_or_day(year: int, month: int, fields: Fields) -> Interval | None:
    if "d" not in fields:
        return calendar.months(year, month)
    first = calendar.day_of(year, month, fields["d"])
    last = calendar.day_of(year, month, fields["d2"]) if "d2" in fields else first
    if first is None or last is None or last.last < first.first:
        return None
    return first if last == first else Interval(first=first.first, last=last.last)


def _likeliest(fields: Fields, base: date, tense: Tense) -> Interval | None:
    spans = [_month_or_day(base.year + step, fields["m"], fields) for step in (-1, 0, 1)]
    if "wd" in fields:
        agreeing = [span for span in spans if span and span.first.weekday() == fields["wd"]]
        spans = [*agreeing] or spans
    return choose(spans, fields, base, tense)


RULES: dict[str, Callable[[Fields, Situation], Reckoning | None]] = {
    rule.__name__: rule
    for rule in (
        *(
            calendar_date,
            numeric_date,
            spelled_year,
            told_part,
            decade,
            century,
            season,
            year_part,
            month_part,
            nth_weekday,
            week_of,
            weekday,
        ),
        *(day_name, day_part, clock_time, named_unit, bare_unit, next_unit, year_ago, distance, period, counted_day),
        *(holiday, duration, repeated, vague),
    )
}
RULES["clock_distance"] = counted_day
