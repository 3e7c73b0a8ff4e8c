"""Who is quoted on what, how often, on which side: over reports, or over what `khaldun annotate` made of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from khaldun.codebooks.sides import load_sides
from khaldun.errors import ExportError, ReaderError
from khaldun.exporters.base import move_into_place
from khaldun.records import SCHEMA_VERSION, to_dict
from khaldun.records.encoding import JsonObject, dump_line
from khaldun.records.source_line import SourceLine
from khaldun.rendering.sources_page import sources_page
from khaldun.workflows.aside import part_of
from khaldun.workflows.code_corpus import code_reports
from khaldun.workflows.config import RunConfig
from khaldun.workflows.tally_sources import SourceTally

COLUMNS = tuple(SourceLine.__dataclass_fields__)
_KEYS = frozenset({"id", "schema", "events", "attributions"})
_LINES = (".jsonl", ".ndjson")


def list_sources(config: RunConfig) -> list[SourceLine]:
    """The sources of all inputs, the most quoted first; an input that holds coded records is not coded again.

    Raises ReaderError when an input cannot be read, or a record in it is none of this schema.
    """
    tally = SourceTally(load_sides(config.codebooks))
    for given in config.inputs:
        for record in _records(config, given):
            tally.add(record)
    return tally.lines()


def write_sources(lines: Sequence[SourceLine], target: Path) -> None:
    """Writes the lines to a .csv, .jsonl or .html file, whole or not at all.

    Raises ExportError when the ending is another or the file cannot be written.
    """
    make = {".csv": _csv, ".jsonl": _jsonl, ".html": sources_page, ".htm": sources_page}.get(target.suffix.lower())
    if make is None:
        raise ExportError("sources are written as .csv, .jsonl or .html", file=target)
    made = part_of(target)
    try:
        made.write_bytes(make(lines).encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=target) from error
    move_into_place(made, target)


def _records(config: RunConfig, given: str) -> Iterator[JsonObject]:
    path = Path(given)
    if path.suffix.lower() in _LINES and path.is_file() and _is_coded(path):
        return _read_coded(path)
    return (to_dict(coded) for coded in code_reports(replace(config, inputs=(given,))))


def _is_coded(path: Path) -> bool:
    """Whether the first line of a file is a record of `khaldun annotate`."""
    with path.open("rb") as file:
        try:
            first = json.loads(file.readline())
        except ValueError:
            return False
    return isinstance(first, dict) and first.keys() >= _KEYS


def _read_coded(path: Path) -> Iterator[JsonObject]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            yield _record(path, number, line)


def _record(path: Path, number: int, line: bytes) -> JsonObject:
    try:
        record: JsonObject = json.loads(line)
    except ValueError as error:
        raise ReaderError("no JSON: the output of `khaldun annotate` is wanted", file=path, line=number) from error
    said = record.get("attributions") if isinstance(record, dict) and record.get("schema") == SCHEMA_VERSION else None
    if said is None or any("account" not in one for one in said):
        problem = f"no record of schema {SCHEMA_VERSION} of this version: annotate the reports anew"
        raise ReaderError(problem, file=path, line=number)
    return record


def _jsonl(lines: Sequence[SourceLine]) -> str:
    return "".join(f"{dump_line(line.to_dict())}\n" for line in lines)


def _csv(lines: Sequence[SourceLine]) -> str:
    """A row a source; lists are joined with `;`, counted names as `name:number`."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow([_cell(value) for value in line.to_dict().values()])
    return buffer.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, dict):
        return ";".join(f"{name.replace(';', ',')}:{number}" for name, number in value.items())
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else value
