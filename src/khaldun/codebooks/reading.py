"""What the readers know: column names, forms of dates, first bytes of files that are no text, elements of mark-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import data_path, read_table
from khaldun.records.report import REPORT_KEYS

MARKUP_KINDS = ("inline", "left-out", "void")
FIELDS = REPORT_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingCodebook:
    """Column names by field of a report (best first), forms of dates, (first bytes, what it is), elements by kind."""

    columns: dict[str, tuple[str, ...]]
    date_forms: tuple[str, ...]
    signatures: tuple[tuple[bytes, str], ...]
    markup: dict[str, frozenset[str]]
    codebooks: tuple[str, ...]


@lru_cache
def load_reading(overlays: tuple[Path, ...] = ()) -> ReadingCodebook:
    """The readers' codebook; `overlays` are not used yet.

    Raises CodebookError for a faulty file.
    """
    columns, column_book = _load_columns(data_path("readers", "columns.tsv"))
    forms = read_table(data_path("readers", "date_forms.tsv"), ["form"])
    signatures, signature_book = _load_signatures(data_path("readers", "signatures.tsv"))
    markup, markup_book = _load_markup(data_path("readers", "markup.tsv"))
    return ReadingCodebook(
        columns=columns,
        date_forms=tuple(row["form"] for row in forms.rows),
        signatures=signatures,
        markup=markup,
        codebooks=(column_book, forms.header.label, signature_book, markup_book),
    )


def _load_columns(path: Path) -> tuple[dict[str, tuple[str, ...]], str]:
    table = read_table(path, ["field", "column"])
    found: dict[str, tuple[str, ...]] = dict.fromkeys(FIELDS, ())
    for row in table.rows:
        if row["field"] not in found:
            raise row.fail(f"no field of a report: {row['field']!r}", "field")
        found[row["field"]] += (row["column"],)
    return found, table.header.label


def _load_signatures(path: Path) -> tuple[tuple[tuple[bytes, str], ...], str]:
    table = read_table(path, ["bytes", "what"])
    found: list[tuple[bytes, str]] = []
    for row in table.rows:
        try:
            found.append((bytes.fromhex(row["bytes"]), row["what"]))
        except ValueError as error:
            raise row.fail("not hexadecimal", "bytes") from error
    return tuple(found), table.header.label


def _load_markup(path: Path) -> tuple[dict[str, frozenset[str]], str]:
    table = read_table(path, ["element", "kind"])
    for row in table.rows:
        if row["kind"] not in MARKUP_KINDS:
            raise row.fail(f"unknown kind: {row['kind']!r}", "kind")
    kinds = {kind: frozenset(row["element"] for row in table.rows if row["kind"] == kind) for kind in MARKUP_KINDS}
    return kinds, table.header.label
