"""Whether one event meets a condition of a query: what the language means, said without a database."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from khaldun.records import Report
from khaldun.records.encoding import COUNTS, JsonObject
from khaldun.records.text import fold
from khaldun.store.base import Coding
from khaldun.store.query import FIELDS, Condition, first_day, last_day
from khaldun.store.terms import terms_of, words_of

COMPARED: Mapping[str, Callable[[Any, Any], Any]] = {
    ":": operator.eq,
    "=": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An event with all that conditions can be about."""

    report: Report
    version: int
    coding: Coding
    event: JsonObject
    incident: str | None
    number: int

    @property
    def day(self) -> int:
        """The ordinal of the first day, 0 where it is unknown."""
        when = self.event["date"]
        return date.fromisoformat(when["from"]).toordinal() if when else 0

    def row(self) -> JsonObject:
        """The few columns that tables show."""
        when, place, deaths = self.event["date"] or {}, self.event["place"] or {}, self.event["deaths"] or {}
        return {
            "event_id": self.event["id"],
            "report_id": self.report.id,
            "version": self.version,
            **{name: self.event[name] for name in ("type", "mode", "status")},
            "date_from": when.get("from"),
            "date_to": when.get("to"),
            "actors": "; ".join(party["name"] for party in self.event["actor"]),
            "actor_codes": _codes(self.event["actor"]),
            "recipients": "; ".join(party["name"] for party in self.event["recipient"]),
            "recipient_codes": _codes(self.event["recipient"]),
            "place": place.get("name"),
            "country": place.get("country"),
            **{f"deaths_{bound}": deaths.get(bound) for bound in ("low", "high", "best")},
        }


def meets(found: Found, condition: Condition) -> bool:
    """Whether the event meets the condition; what is unknown meets none, and so meets its contrary."""
    holds = _MEETS[FIELDS[condition.field].kind]
    return any(holds(found, condition, value) for value in condition.values) != condition.negated


def _meets_name(found: Found, condition: Condition, value: str) -> bool:
    terms = {word for field, word in terms_of(found.event) if field == condition.field}
    words = words_of(value)
    return fold(value) in terms or (bool(words) and set(words) <= terms)


def _meets_day(found: Found, condition: Condition, value: str) -> bool:
    when = found.event["date"]
    if not when:
        return False
    if condition.field == "after":
        return bool(when["from"] >= first_day(value))
    if condition.field == "before":
        return bool(when["to"] <= last_day(value))
    return bool(when["from"] <= last_day(value) and when["to"] >= first_day(value))


def _meets_number(found: Found, condition: Condition, value: str) -> bool:
    figure = found.event[condition.field]
    if condition.field in COUNTS:
        figure = figure and figure["best"]
    return figure is not None and bool(COMPARED[condition.operator](figure, float(value)))


def _meets_words(found: Found, condition: Condition, value: str) -> bool:
    if condition.field == "sentence":
        return value.lower() in found.event["sentence"]["text"].lower()
    text = " ".join(_words(f"{found.report.title or ''} . {found.report.text}"))
    return f" {' '.join(_words(value))} " in f" {text} "


def _meets_code(found: Found, condition: Condition, value: str) -> bool:
    told = found.report.publisher if condition.field == "publisher" else found.event[condition.field]
    return told is not None and bool(told.lower() == value.lower())


def _meets_id(found: Found, condition: Condition, value: str) -> bool:
    ids = {"report": found.report.id, "event": found.event["id"], "incident": found.incident}
    return bool(ids[condition.field] == value)


_MEETS: Mapping[str, Callable[[Found, Condition, str], bool]] = {
    "name": _meets_name,
    "day": _meets_day,
    "number": _meets_number,
    "words": _meets_words,
    "code": _meets_code,
    "id": _meets_id,
}


def _codes(parties: list[JsonObject]) -> str:
    return "; ".join(" ".join(filter(None, (party["country"], *party["sectors"]))) for party in parties)


def _words(text: str) -> list[str]:
    return [word for piece in fold(text).split() for word in words_of(piece)]
