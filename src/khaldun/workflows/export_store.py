"""Writes all that a store keeps as JSON Lines, in a form that can be read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from khaldun.errors import ExportError
from khaldun.exporters.base import move_into_place
from khaldun.records import dump_line, to_dict
from khaldun.store import KeptReport, Store, StoreView
from khaldun.workflows.aside import part_of

Line = dict[str, Any]


def export(store: Store, folder: Path) -> Iterator[tuple[Path, int]]:
    """Writes each file, of one state of the store, whole or not at all; its path and number of lines.

    Raises ExportError when a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=folder) from error
    with store.view() as view:
        for name, lines in _files(view):
            yield folder / name, _write(folder / name, lines)


def _files(view: StoreView) -> Iterator[tuple[str, Iterable[Line]]]:
    yield "reports.jsonl", (to_dict(kept.report) for kept in view.reports())
    yield "coded.jsonl", (_record(kept) for kept in view.reports() if kept.record is not None)
    yield "earlier.jsonl", ({**to_dict(kept.report), "version": kept.version} for kept in view.earlier())
    yield "incidents.jsonl", view.incidents()
    yield (
        "judgements.jsonl",
        (
            {"pair": list(one.pair), "decision": one.decision, "by": one.by, "at": one.at, "reasons": list(one.reasons)}
            for one in view.judgements()
        ),
    )
    yield "deleted.jsonl", ({"report": report, "deleted_at": at} for report, at in view.tombstones().items())


def _record(kept: KeptReport) -> Line:
    coding = kept.coding
    made = {} if coding is None else {"codebooks": list(coding.codebooks), "khaldun": coding.khaldun}
    return {**(kept.record or {}), **made}


def _write(target: Path, lines: Iterable[Line]) -> int:
    aside, number = part_of(target), 0
    try:
        with aside.open("w", encoding="utf-8", newline="") as file:
            for line in lines:
                file.write(dump_line(line) + "\n")
                number += 1
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=aside) from error
    move_into_place(aside, target)
    return number
