"""Flat events as CSV: nested fields spread over columns, lists joined with `;`.

Columns that tell of one list (`actor_names`, `actor_countries`, `actor_sectors`) have as many parts as the list has
members, so the first name goes with the first country; the sectors of one actor are joined with a blank.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from khaldun.exporters.base import move_into_place
from khaldun.records import CodedReport
from khaldun.records.encoding import COUNTS
from khaldun.records.event import Confidences
from khaldun.records.flat_event import flat_events

_REPORT = ("report_id", "published", "publisher", "url")
_PARTY = ("names", "countries", "sectors", "kinds", "entity_ids")
_DATE = ("from", "to", "precision", "basis", "text")
_PLACE = ("text", "name", "lat", "lon", "country", "admin1", "gazetteer_id", "precision")
_COUNT = ("low", "high", "best", "exact", "text")
_ATTRIBUTION = ("sources", "source_countries", "cues", "stances", "kinds", "accounts")
_CONFIDENCES = tuple(Confidences.__dataclass_fields__)
COLUMNS = (
    *_REPORT,
    *("event_id", "type", "mode", "contexts", "trigger", "sentence", "sentence_start", "sentence_end"),
    *(f"actor_{name}" for name in _PARTY),
    *(f"recipient_{name}" for name in _PARTY),
    "reciprocal",
    *(f"date_{name}" for name in _DATE),
    *(f"place_{name}" for name in _PLACE),
    *(f"{count}_{name}" for count in COUNTS for name in _COUNT),
    *("weapons", "status", "factuality"),
    *(f"attribution_{name}" for name in _ATTRIBUTION),
    *("quad", "score", "cameo", "goldstein", "acled_event_type", "acled_sub_event_type"),
    "confidence",
    *(f"confidence_{name}" for name in _CONFIDENCES),
    *("rule", "codebooks", "khaldun"),
)
#: The writer quotes cells that hold one of these; a row itself ends in a line feed.
_LINE_ENDS = "\r\n"
Cells = dict[str, object]
Nested = Mapping[str, Any]


class EventsCsv:
    """One row an event, in UTF-8 with a header row; what is unknown is an empty cell."""

    name = "events-csv"
    suffix = ".csv"

    def head(self) -> bytes:
        """The header row."""
        return _line(COLUMNS)

    def encode(self, coded: CodedReport) -> bytes:
        """The rows of the report's events."""
        rows = (flatten(event) for event in flat_events(coded))
        return b"".join(_line([row[column] for column in COLUMNS]) for row in rows)

    def finish(self, aside: Path, target: Path) -> None:
        """The aside file is the output."""
        move_into_place(aside, target)


def flatten(event: Nested) -> Cells:
    """A flat event record as one value a column."""
    cells: Cells = {key: event[key] for key in (*_REPORT, "type", "mode", "status", "factuality", "rule", "khaldun")}
    cells |= {key: event[key] for key in ("quad", "score", "cameo", "goldstein", "confidence", "reciprocal")}
    cells |= {"event_id": event["id"], "trigger": event["trigger"]["text"], **_sentence(event["sentence"])}
    cells |= {key: _join(event[key]) for key in ("contexts", "codebooks")}
    cells["weapons"] = _join(span["text"] for span in event["weapons"])
    cells |= _parties("actor", event["actor"]) | _parties("recipient", event["recipient"])
    cells |= _spread("date", event["date"], _DATE) | _spread("place", event["place"], _PLACE)
    for count in COUNTS:
        cells |= _spread(count, event[count], _COUNT)
    cells |= _spread("acled", event["acled"], ("event_type", "sub_event_type"))
    cells |= _spread("confidence", event["confidences"], _CONFIDENCES)
    return cells | _attributions(event["attribution"])


def _sentence(span: Nested) -> Cells:
    """The sentence without the line breaks behind it."""
    text = span["text"].rstrip("\r\n")
    return {"sentence": text, "sentence_start": span["start"], "sentence_end": span["start"] + len(text)}


def _line(cells: Iterable[object]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=_LINE_ENDS).writerow([_cell(value) for value in cells])
    return f"{buffer.getvalue().removesuffix(_LINE_ENDS)}\n".encode("utf-8", "backslashreplace")


def _cell(value: object) -> object:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


def _join(values: Iterable[object]) -> str:
    return ";".join("" if value is None else str(value).replace(";", ",") for value in values)


def _spread(prefix: str, nested: Nested | None, keys: tuple[str, ...]) -> Cells:
    return {f"{prefix}_{key}": None if nested is None else nested[key] for key in keys}


def _parties(prefix: str, parties: list[Nested]) -> Cells:
    return {
        f"{prefix}_names": _join(party["name"] for party in parties),
        f"{prefix}_countries": _join(party["country"] for party in parties),
        f"{prefix}_sectors": _join(" ".join(party["sectors"]) for party in parties),
        f"{prefix}_kinds": _join(party["kind"] for party in parties),
        f"{prefix}_entity_ids": _join(party["entity_id"] for party in parties),
    }


def _attributions(attributions: list[Nested]) -> Cells:
    sources = [attribution["source"] or {} for attribution in attributions]
    cues = [attribution["cue"] or {} for attribution in attributions]
    return {
        "attribution_sources": _join(source.get("name") for source in sources),
        "attribution_source_countries": _join(source.get("country") for source in sources),
        "attribution_cues": _join(cue.get("text") for cue in cues),
        "attribution_stances": _join(attribution["stance"] for attribution in attributions),
        "attribution_kinds": _join(attribution["kind"] for attribution in attributions),
        "attribution_accounts": _join(attribution["account"] for attribution in attributions),
    }
