"""What time expressions are counted from, what comes out, and the choice among the years that a date may belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from khaldun.records.calendar import Interval

Fields = Mapping[str, Any]
Tense = Literal["past", "future", "none"]
Kind = Literal["date", "duration", "set", "vague"]
Base = Literal["words", "anchor", "narrative"]
#: How much farther a day in the less likely direction looks: calibrated on month names without a year in TimeBank.
_DISLIKE = {"past": (1.0, 3.0), "future": (3.0, 1.0), "none": (1.0, 1.5)}
STEP = {
    "last": -1,
    "previous": -1,
    "before last": -2,
    "next": 1,
    "following": 1,
    "this": 0,
    "latest": 0,
    "same": 0,
    "that": 0,
    "past": -1,
}
_NARRATIVE = frozenset({"previous", "following", "same", "that"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What relative expressions count from: the report's day, the time that the narrative is at, the clause's tense."""

    anchor: date | None = None
    narrative: Interval | None = None
    tense: Tense = "none"
    month_first: bool = True

    def base(self, fields: Fields) -> tuple[date | None, Base]:
        """The day to count from: the narrative's for *previous*, *following*, *that*, else the anchor."""
        if fields.get("dir") in _NARRATIVE and self.narrative is not None:
            return self.narrative.first, "narrative"
        return self.anchor, "anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoning:
    """The interval (None where there is none to give) and what it was counted from."""

    interval: Interval | None
    base: Base = "words"
    kind: Kind = "date"


def choose(spans: list[Interval | None], fields: Fields, base: date, tense: Tense) -> Interval | None:
    """The candidate that the direction asks for, else the nearest with the unlikely direction made to look farther."""
    known = [span for span in spans if span is not None]
    step = STEP.get(fields.get("dir", ""))
    if step == -1:
        month_before = base.replace(day=1) - timedelta(days=1)
        known = [span for span in known if span.last < (month_before if span.unit == "month" else base)]
    elif step == 1:
        known = [span for span in known if span.first > base]
    elif fields.get("dir") == "this":
        known = [span for span in known if base.year in (span.first.year, span.last.year)] or known
    return min(known, key=lambda span: (_farness(span, base, tense), span.first), default=None)


def _farness(span: Interval, base: date, tense: Tense) -> float:
    back, ahead = _DISLIKE[tense]
    if span.last < base:
        return back * (base - span.last).days
    return ahead * max(0, (span.first - base).days)
