"""Records from their exchange form: what `encoding.py` writes, read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from khaldun.records.actor import Actor
from khaldun.records.attribution import Attribution
from khaldun.records.coded_report import CodedReport, Issue
from khaldun.records.counts import CountRange
from khaldun.records.encoding import COUNTS
from khaldun.records.event import AcledView, Confidences, Event, Trigger
from khaldun.records.place import Place, PlaceCandidate
from khaldun.records.report import REPORT_KEYS, Report
from khaldun.records.spans import TextSpan
from khaldun.records.when import EventDate

Part = Mapping[str, Any]
Made = TypeVar("Made")
_PLAIN_KEYS = (
    "id", "type", "mode", "reciprocal", "status", "factuality", "quad", "score", "cameo", "goldstein", "confidence",
    "rule",
)  # fmt: skip


def coded_report_from_dict(record: Part, report: Report | None = None) -> CodedReport:
    """A coded report from the record of `khaldun annotate`, which holds no text: `report` brings it, if it is at hand.

    Raises KeyError, TypeError or ValueError for what is no record.
    """
    known: dict[str, Any] = {key: record.get(key) for key in REPORT_KEYS if key not in ("id", "text")}
    return CodedReport(
        report=report or Report(id=record["id"], text="", **known),
        language=record["language"],
        events=_all(event_from_dict, record["events"]),
        triggers=_all(trigger_from_dict, record["triggers"]),
        entities=_all(party_from_dict, record["entities"]),
        places=_all(place_from_dict, record["places"]),
        times=_all(date_from_dict, record["times"]),
        attributions=_all(attribution_from_dict, record["attributions"]),
        issues=tuple(Issue(component=issue["component"], message=issue["message"]) for issue in record["issues"]),
        codebooks=tuple(record["codebooks"]),
    )


def event_from_dict(part: Part) -> Event:
    """An event. Raises KeyError, TypeError or ValueError for what is none."""
    acled = part["acled"]
    counts: dict[str, Any] = {name: maybe(count_from_dict, part[name]) for name in COUNTS}
    return Event(
        **{key: part[key] for key in _PLAIN_KEYS},
        **counts,
        contexts=tuple(part["contexts"]),
        trigger=span_from_dict(part["trigger"]),
        sentence=span_from_dict(part["sentence"]),
        actor=_all(party_from_dict, part["actor"]),
        recipient=_all(party_from_dict, part["recipient"]),
        place=maybe(place_from_dict, part["place"]),
        date=maybe(date_from_dict, part["date"]),
        weapons=_all(span_from_dict, part["weapons"]),
        attribution=_all(attribution_from_dict, part["attribution"]),
        acled=None if acled is None else AcledView(**acled),
        confidences=Confidences(**part["confidences"]),
        evidence=_all(span_from_dict, part["evidence"]),
        provenance=tuple(part["provenance"].items()),
    )


def span_from_dict(part: Part) -> TextSpan:
    """A span."""
    return TextSpan(start=part["start"], end=part["end"], text=part["text"])


def party_from_dict(part: Part) -> Actor:
    """A party."""
    return Actor(
        span=span_from_dict(part),
        name=part["name"],
        kind=part["kind"],
        country=part["country"],
        sectors=tuple(part["sectors"]),
        entity_id=part["entity_id"],
        inferred=tuple(part["inferred"]),
    )


def place_from_dict(part: Part) -> Place:
    """A place."""
    return Place(
        span=span_from_dict(part),
        **{key: part[key] for key in ("name", "lat", "lon", "country", "admin1", "gazetteer_id", "precision")},
        alternatives=tuple(PlaceCandidate(**other) for other in part["alternatives"]),
        rule=part["rule"],
    )


def date_from_dict(part: Part) -> EventDate:
    """A time; its span is None where no words name it."""
    span = None if part["start"] is None else span_from_dict(part)
    return EventDate(first=part["from"], last=part["to"], precision=part["precision"], basis=part["basis"], span=span)


def count_from_dict(part: Part) -> CountRange:
    """A count."""
    return CountRange(span=span_from_dict(part), **{key: part[key] for key in ("low", "high", "best", "exact")})


def attribution_from_dict(part: Part) -> Attribution:
    """An attribution."""
    return Attribution(
        source=maybe(party_from_dict, part["source"]),
        cue=maybe(span_from_dict, part["cue"]),
        content=_all(span_from_dict, part["content"]),
        kind=part["kind"],
        stance=part["stance"],
        via=maybe(party_from_dict, part["via"]),
    )


def trigger_from_dict(part: Part) -> Trigger:
    """A trigger."""
    return Trigger(span=span_from_dict(part), **{key: part[key] for key in ("type", "status", "factuality", "event")})


def maybe(decode: Callable[[Part], Made], part: Part | None) -> Made | None:
    """A part, or None for null."""
    return None if part is None else decode(part)


def _all(decode: Callable[[Part], Made], parts: Sequence[Part]) -> tuple[Made, ...]:
    return tuple(map(decode, parts))
