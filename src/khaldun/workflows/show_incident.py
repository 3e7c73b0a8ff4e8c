"""Looks an incident up, in a store or in a file that `khaldun link` wrote, and makes a page of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from khaldun.errors import ExportError, ReaderError, StoreError
from khaldun.exporters.base import move_into_place
from khaldun.records import CodedReport
from khaldun.records.decoding import coded_report_from_dict
from khaldun.records.encoding import JsonObject
from khaldun.rendering.incident_page import incident_page
from khaldun.rendering.incident_view import ShownIncident
from khaldun.store import Store, StoreView
from khaldun.workflows.aside import part_of

_KEYS = frozenset({"incident_id", "events", "reports", "accounts", "judgements"})


def kept_incidents(store: Store, name: str) -> list[ShownIncident]:
    """The incident of this id, or those of an event or a report of this id, with their reports.

    Raises StoreError where the store has none.
    """
    with store.view() as view:
        whole = view.incident(name)
        rows = [whole] if whole is not None else [row for row in view.incidents() if _holds(row, name)]
        if not rows:
            raise StoreError(f"no incident, and no event or report of one, has the id {name!r}", store=store.name)
        return [ShownIncident(row=row, reports=dict(_reports(view, row["reports"]))) for row in rows]


def incidents_of_file(path: Path, name: str) -> list[ShownIncident]:
    """The same out of a file that `khaldun link` wrote; it holds no texts.

    Raises ReaderError where the file cannot be read, holds something else, or has none.
    """
    rows = list(_rows_of(path))
    found = [row for row in rows if row["incident_id"] == name] or [row for row in rows if _holds(row, name)]
    if not found:
        raise ReaderError(f"no incident, and no event or report of one, has the id {name!r}", file=path)
    return [ShownIncident(row=row, reports={}) for row in found]


def write_page(incidents: Sequence[ShownIncident], target: Path) -> None:
    """Writes a page of these incidents, whole or not at all.

    Raises ExportError when the ending is none of a page, or the file cannot be written.
    """
    if target.suffix.lower() not in (".html", ".htm"):
        raise ExportError("an incident is written as .html", file=target)
    made = part_of(target)
    try:
        made.write_bytes(incident_page(incidents).encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=target) from error
    move_into_place(made, target)


def _holds(row: JsonObject, name: str) -> bool:
    return name in row["events"] or name in row["reports"]


def _reports(view: StoreView, names: Iterable[str]) -> Iterator[tuple[str, CodedReport]]:
    """Those that are still kept; only events are taken from their records."""
    for name in names:
        kept = view.report(name)
        if kept is not None and kept.record is not None:
            yield name, coded_report_from_dict({"codebooks": (), **kept.record}, kept.report)


def _rows_of(path: Path) -> Iterator[JsonObject]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReaderError(f"cannot be read: {getattr(error, 'strerror', None) or error}", file=path) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row_of(path, number, line)


def _row_of(path: Path, number: int, line: str) -> JsonObject:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReaderError(f"no JSON: {error.msg}", file=path, line=number) from error
    if not isinstance(row, dict) or not row.keys() >= _KEYS:
        raise ReaderError("no incident of `khaldun link`", file=path, line=number)
    return row
