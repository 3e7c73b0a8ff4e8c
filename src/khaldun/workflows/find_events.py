"""Asks a store for events: rows to show, how many there are, all of them into a file."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from khaldun.errors import ExportError
from khaldun.exporters.base import move_into_place
from khaldun.exporters.events_csv import COLUMNS, flatten
from khaldun.records.encoding import JsonObject, dump_line
from khaldun.store import Query, Store
from khaldun.workflows.aside import part_of


def event_rows(store: Store, query: Query, *, limit: int, offset: int = 0) -> list[Mapping[str, Any]]:
    """A page of what a query finds."""
    with store.view() as view:
        return list(view.find(query, limit=limit, offset=offset))


def count_events(store: Store, query: Query) -> int:
    """How many events a query finds."""
    with store.view() as view:
        return view.count(query)


def write_events(store: Store, query: Query, target: Path) -> int:
    """Writes all that a query finds to a file, whole or not at all; says how many events.

    Raises ExportError when the ending is not known or the file cannot be written.
    """
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise ExportError(f"events are written as {' or '.join(_WRITERS)}", file=target)
    aside, number = part_of(target), 0
    try:
        with aside.open("w", encoding="utf-8", newline="") as file, store.view() as view:
            write = writer(file)
            for event in view.flat_events(query):
                write(event)
                number += 1
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=aside) from error
    move_into_place(aside, target)
    return number


def _csv_writer(file: IO[str]) -> Callable[[JsonObject], object]:
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    return lambda event: writer.writerow(flatten(event))


def _lines_writer(file: IO[str]) -> Callable[[JsonObject], object]:
    return lambda event: file.write(dump_line(event) + "\n")


_WRITERS: Mapping[str, Callable[[IO[str]], Callable[[JsonObject], object]]] = {
    ".jsonl": _lines_writer,
    ".csv": _csv_writer,
}
