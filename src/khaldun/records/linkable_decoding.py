"""Linkable reports: from the record of `khaldun annotate`, or from a coded report at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from khaldun.records.coded_report import CodedReport
from khaldun.records.decoding import (
    attribution_from_dict,
    count_from_dict,
    date_from_dict,
    maybe,
    party_from_dict,
    place_from_dict,
    span_from_dict,
)
from khaldun.records.encoding import COUNTS
from khaldun.records.event import Event
from khaldun.records.fingerprint import fingerprint_from_dict
from khaldun.records.linkable import LinkableEvent, LinkableReport
from khaldun.records.place import Place

Part = Mapping[str, Any]
T = TypeVar("T")


def linkable_from_dict(record: Part) -> LinkableReport:
    """What the linker keeps of a record of `khaldun annotate`.

    Raises KeyError, TypeError or ValueError for what is no such record; one without a fingerprint (coded before there
    were any) is taken, and is linked by its events' own fields alone.
    """
    return LinkableReport(
        id=record["id"],
        published=record.get("published"),
        publisher=record.get("publisher"),
        fingerprint=fingerprint_from_dict(record.get("fingerprint")),
        events=tuple(_event(record["id"], part) for part in record["events"]),
        places=_each_once(place_from_dict({**part, "alternatives": []}) for part in record["places"]),
    )


def linkable_from_coded(coded: CodedReport) -> LinkableReport:
    """What the linker keeps of a coded report."""
    return LinkableReport(
        id=coded.report.id,
        published=coded.report.published,
        publisher=coded.report.publisher,
        fingerprint=coded.fingerprint,
        events=tuple(_linkable(coded.report.id, event) for event in coded.events),
        places=_each_once(replace(place, alternatives=()) for place in coded.places),
    )


def _event(report: str, part: Part) -> LinkableEvent:
    place = part["place"]
    return LinkableEvent(
        **{key: part[key] for key in ("id", "type", "mode", "status", "factuality", "confidence")},
        report=report,
        trigger=span_from_dict(part["trigger"]),
        actor=_all(party_from_dict, part["actor"]),
        recipient=_all(party_from_dict, part["recipient"]),
        place=None if place is None else place_from_dict({**place, "alternatives": []}),
        date=maybe(date_from_dict, part["date"]),
        counts=tuple((name, count_from_dict(part[name])) for name in COUNTS if part[name] is not None),
        attribution=tuple(attribution_from_dict({**said, "content": []}) for said in part["attribution"]),
    )


def _linkable(report: str, event: Event) -> LinkableEvent:
    counts = ((name, getattr(event, name)) for name in COUNTS)
    keys = ("id", "type", "mode", "status", "factuality", "confidence", "trigger", "actor", "recipient", "date")
    return LinkableEvent(
        **{key: getattr(event, key) for key in keys},
        report=report,
        place=None if event.place is None else replace(event.place, alternatives=()),
        counts=tuple((name, count) for name, count in counts if count is not None),
        attribution=tuple(replace(said, content=()) for said in event.attribution),
    )


def _all(make: Callable[[Part], T], parts: Sequence[Part]) -> tuple[T, ...]:
    return tuple(make(part) for part in parts)


def _each_once(places: Iterable[Place]) -> tuple[Place, ...]:
    """The first mention of each place that was resolved."""
    found: dict[str, Place] = {}
    for place in places:
        if place.gazetteer_id is not None:
            found.setdefault(place.gazetteer_id, place)
    return tuple(found.values())
