"""Which column holds which field of a report: as the user maps it, else by usual names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from khaldun.codebooks.reading import FIELDS, load_reading

Candidates = dict[str, tuple[str, ...]]


def choose_columns(names: Iterable[str], mapping: Mapping[str, str]) -> Candidates:
    """For each field the columns that may hold it, best first; a mapped column, where it is there, is the only one."""
    return _choose(tuple(names), tuple(sorted(mapping.items())))


def table_columns(names: Sequence[str], mapping: Mapping[str, str]) -> tuple[Candidates, str | None]:
    """The columns of a table by field, and the problem to name: a mapped column is missing, or none holds the text."""
    columns, problem = choose_columns(names, mapping), unknown_columns(names, mapping)
    if problem is None and not columns["text"]:
        problem = f"no column holds the text; there are: {', '.join(names)}"
    return columns, problem


def unknown_columns(names: Iterable[str], mapping: Mapping[str, str]) -> str | None:
    """The problem to name when mapped columns are not among these, or None."""
    known = list(names)
    missing = [f"{column!r} (for {field})" for field, column in sorted(mapping.items()) if column not in known]
    if not missing:
        return None
    there = ", ".join(known[:20]) + (", …" if len(known) > 20 else "")
    usual = choose_columns(known, {})
    instead = "; the usual names are used instead" if any(usual[field] for field in mapping) else ""
    return f"no column {', '.join(missing)}; there are: {there or 'none'}{instead}"


def pick_values(row: Mapping[str, object], columns: Candidates) -> dict[str, object]:
    """The fields of a report out of a row: of several columns the first that is filled."""
    values: dict[str, object] = {}
    for field, names in columns.items():
        filled = (row[name] for name in names if row.get(name) not in (None, ""))
        values[field] = next(filled, None)
    return values


@lru_cache(maxsize=1024)
def _choose(names: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> Candidates:
    usual = load_reading().columns
    by_plain: dict[str, str] = {}
    for name in names:
        by_plain.setdefault(_plain(name), name)
    found: Candidates = {}
    mapped = {field: column for field, column in mapping if column in names}
    for field in FIELDS:
        if field in mapped:
            found[field] = (mapped[field],)
        else:
            found[field] = tuple(by_plain[name] for name in usual[field] if name in by_plain)
    return found


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_").replace(".", "_")
