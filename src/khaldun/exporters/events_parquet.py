"""Flat events as Parquet: nesting kept, the schema fixed, so that every file of every run has the same columns."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from khaldun.errors import ExportError
from khaldun.exporters.base import move_into_place
from khaldun.exporters.events_jsonl import EventsJsonl
from khaldun.records import SCHEMA_VERSION, CodedReport
from khaldun.records.encoding import COUNTS
from khaldun.records.event import Confidences
from khaldun.records.software import software_version

#: Rows of one row group: whole groups are held in memory while the file is made.
ROWS_PER_GROUP = 10_000

_TEXT, _FLOAT, _INT, _FLAG = pa.string(), pa.float64(), pa.int64(), pa.bool_()
_TEXTS = pa.list_(_TEXT)
_SPAN_FIELDS = [("start", _INT), ("end", _INT), ("text", _TEXT)]
_SPAN = pa.struct(_SPAN_FIELDS)
_PARTY = pa.struct([
    *_SPAN_FIELDS,
    *[("name", _TEXT), ("kind", _TEXT), ("country", _TEXT), ("sectors", _TEXTS), ("entity_id", _TEXT)],
    ("inferred", _TEXTS),
])
_CANDIDATE = pa.struct([("gazetteer_id", _TEXT), ("name", _TEXT), ("country", _TEXT), ("score", _FLOAT)])
_PLACE = pa.struct([
    *_SPAN_FIELDS,
    *[("name", _TEXT), ("lat", _FLOAT), ("lon", _FLOAT), ("country", _TEXT), ("admin1", _TEXT)],
    *[("gazetteer_id", _TEXT), ("precision", _TEXT), ("alternatives", pa.list_(_CANDIDATE))],
    ("rule", _TEXT),
])
_DATE = pa.struct([*_SPAN_FIELDS, ("from", _TEXT), ("to", _TEXT), ("precision", _TEXT), ("basis", _TEXT)])
_COUNT = pa.struct([("low", _INT), ("high", _INT), ("best", _INT), ("exact", _FLAG), *_SPAN_FIELDS])
_OUTLET = pa.struct([("standing", _TEXT), ("owner", _TEXT)])
_ATTRIBUTION = pa.struct([
    *[("source", _PARTY), ("cue", _SPAN), ("content", pa.list_(_SPAN)), ("kind", _TEXT), ("stance", _TEXT)],
    *[("via", _PARTY), ("account", _TEXT), ("source_outlet", _OUTLET), ("via_outlet", _OUTLET)],
])
_ACLED = pa.struct([("event_type", _TEXT), ("sub_event_type", _TEXT)])
_CONFIDENCES = pa.struct([(name, _FLOAT) for name in Confidences.__dataclass_fields__])
SCHEMA = pa.schema([
    *[("report_id", _TEXT), ("published", _TEXT), ("publisher", _TEXT), ("url", _TEXT)],
    *[("id", _TEXT), ("type", _TEXT), ("mode", _TEXT), ("contexts", _TEXTS), ("trigger", _SPAN), ("sentence", _SPAN)],
    *[("actor", pa.list_(_PARTY)), ("recipient", pa.list_(_PARTY)), ("reciprocal", _FLAG)],
    *[("place", _PLACE), ("date", _DATE), *[(name, _COUNT) for name in COUNTS]],
    *[("weapons", pa.list_(_SPAN)), ("status", _TEXT), ("factuality", _FLOAT)],
    *[("attribution", pa.list_(_ATTRIBUTION)), ("quad", _TEXT), ("score", _FLOAT), ("cameo", _TEXT)],
    *[("goldstein", _FLOAT), ("acled", _ACLED), ("confidence", _FLOAT), ("confidences", _CONFIDENCES)],
    *[("rule", _TEXT), ("evidence", pa.list_(_SPAN)), ("provenance", pa.map_(_TEXT, _TEXT))],
    *[("codebooks", _TEXTS), ("khaldun", _TEXT)],
])


class EventsParquet:
    """One row an event; the aside file holds JSON Lines, from which the Parquet file is made at the end."""

    name = "events-parquet"
    suffix = ".parquet"

    def head(self) -> bytes:
        """Nothing."""
        return b""

    def encode(self, coded: CodedReport) -> bytes:
        """The report's events, as in JSON Lines."""
        return EventsJsonl().encode(coded)

    def finish(self, aside: Path, target: Path) -> None:
        """Makes the Parquet file beside the target, then moves it there."""
        made = target.with_name(target.name + ".whole")
        try:
            write_parquet(aside, made)
        except OSError as error:
            raise ExportError(error.strerror or str(error), file=made) from error
        move_into_place(made, target)
        aside.unlink()


def write_parquet(lines: Path, target: Path) -> None:
    """A Parquet file of flat event records that stand in a JSON Lines file."""
    metadata = {"khaldun": software_version(), "khaldun.schema": str(SCHEMA_VERSION)}
    schema = SCHEMA.with_metadata(metadata)
    with (
        lines.open(encoding="utf-8") as source,
        pq.ParquetWriter(target, schema, compression="zstd", store_schema=True) as writer,
    ):
        codebooks: set[str] = set()
        records = map(_parse, source)
        while group := list(islice(records, ROWS_PER_GROUP)):
            codebooks.update(label for record in group for label in record["codebooks"])
            writer.write_table(pa.Table.from_pylist(group, schema=schema), row_group_size=ROWS_PER_GROUP)
        writer.add_key_value_metadata({"khaldun.codebooks": "; ".join(sorted(codebooks))})


def _parse(line: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(line)
    if "\\ud" in line:
        record = cast("dict[str, Any]", _without_lone_surrogates(record))
    record["provenance"] = list(record["provenance"].items())
    return record


def _without_lone_surrogates(value: object) -> object:
    """The value with U+FFFD for each lone surrogate: JSON can hold them (escaped), Parquet cannot."""
    if isinstance(value, dict):
        return {key: _without_lone_surrogates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_lone_surrogates(item) for item in value]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value
