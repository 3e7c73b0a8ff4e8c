"""What codebooks there are, what a code means, and whether a user's codebook file holds."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

import khaldun.codebooks
from khaldun.codebooks.loading import (
    CodebookHeader,
    Row,
    column_names,
    data_path,
    is_entity_file,
    line_of,
    read_header,
    read_table,
    read_toml,
)
from khaldun.codebooks.overlays import overlays_for
from khaldun.errors import CodebookError

SUFFIXES = (".csv", ".toml", ".tsv")
#: Columns besides the first in which a code may stand.
_CODE_COLUMNS = ("event_type", "sub_event_type", "name", "aliases")
#: So alike, of 100, a code must be to be offered.
_NEAR = 75
_NO_CODE = frozenset({"country", "type"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A codebook file that ships with Khaldun: its header and its place under `data/`."""

    header: CodebookHeader
    path: Path
    name: str

    @property
    def entries(self) -> int:
        """How many entries it has."""
        if self.path.suffix == ".toml":
            return sum(1 for _ in _named_tables(read_toml(self.path)[1]))
        return len(read_table(self.path, column_names(self.path)).rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry that a code was found in: where it stands and what it says."""

    label: str
    file: str
    line: int | None
    values: Mapping[str, str]


@lru_cache
def shipped() -> tuple[Codebook, ...]:
    """All codebook files that ship with Khaldun, by name."""
    root = data_path()
    paths = sorted(path for path in root.rglob("*") if path.suffix in SUFFIXES)
    return tuple(
        Codebook(header=read_header(path), path=path, name=path.relative_to(root).as_posix()) for path in paths
    )


def labels(overlays: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """`id version` of every codebook in use, sorted: ours and the user's over them."""
    return tuple(sorted({*(book.header.label for book in shipped()), *(read_header(path).label for path in overlays)}))


def find_code(code: str, overlays: tuple[Path, ...] = ()) -> list[Entry]:
    """Every entry that defines a code, in our codebooks and the user's over them.

    A code is a PLOVER type, mode or context, a sector, a CAMEO code, an ACLED type, an entity's id or name, a trigger's
    lemma or whole pattern, a codebook's id, or a rule as outputs name it (`id version: pattern`); case does not matter.
    """
    only, wanted = _parts_of_rule(code.strip().casefold())
    found: list[Entry] = []
    for book in shipped():
        if only and book.header.id.casefold() != only:
            continue
        for path in (*overlays_for(book.header.id, overlays), book.path):
            found += _entries_in(path, wanted, book.name if path == book.path else str(path))
    return found


def near_codes(code: str) -> list[str]:
    """Up to three codes of ours that are spelt much like this one, nearest first."""
    known: dict[str, str] = {}
    for book in shipped():
        for name in (book.header.id, *_all_codes(book.path)):
            known.setdefault(name.casefold(), name)
    found = process.extract(code.strip().casefold(), sorted(known), scorer=fuzz.ratio, limit=3, score_cutoff=_NEAR)
    return [known[name] for name, _, _ in found]


def check(path: Path) -> list[str]:
    """What is wrong with a user's codebook file, as sentences that name file, line and key; [] when it holds."""
    try:
        verify((path,))
    except CodebookError as error:
        return [str(error)]
    return []


def verify(overlays: Sequence[Path]) -> None:
    """Raises CodebookError for the first fault in a user's codebook files: header, unknown id, columns, or content."""
    ours = {book.header.id: book for book in shipped()}
    for path in overlays:
        header = read_header(path)
        if is_entity_file(path):
            continue
        if header.id not in ours:
            raise CodebookError(
                f"no codebook of ours has the id {header.id!r} (see `khaldun codebook list`)",
                file=path,
                line=line_of(path, "id"),
                key="id",
            )
        _check_form(path, ours[header.id].path)
    for load in loaders():
        load(tuple(overlays))


@lru_cache
def loaders() -> tuple[Callable[[tuple[Path, ...]], object], ...]:
    """The functions of this package that load a codebook with a user's files over it."""
    found: list[Callable[[tuple[Path, ...]], object]] = []
    for module in sorted(pkgutil.iter_modules(khaldun.codebooks.__path__), key=lambda module: module.name):
        content = vars(importlib.import_module(f"{khaldun.codebooks.__name__}.{module.name}"))
        for name, value in sorted(content.items()):
            if name.startswith("load_") and value not in found and "overlays" in inspect.signature(value).parameters:
                found.append(value)
    return tuple(found)


def _check_form(path: Path, ours: Path) -> None:
    if (path.suffix == ".toml") != (ours.suffix == ".toml"):
        form = "TOML" if ours.suffix == ".toml" else "a table (.tsv or .csv)"
        raise CodebookError(f"this codebook is {form}", file=path)
    if path.suffix == ".toml":
        read_toml(path)
    else:
        columns = column_names(ours)
        read_table(path, columns[:1], columns[1:])


def _parts_of_rule(code: str) -> tuple[str | None, str]:
    """The id of the codebook and the pattern in a rule as outputs name it; any other code alone."""
    label, parted, pattern = code.partition(": ")
    known = {book.header.id.casefold() for book in shipped()}
    if parted and label.split(" ")[0] in known:
        return label.split(" ")[0], pattern.partition("; ")[0]
    return None, code


def _all_codes(path: Path) -> Iterator[str]:
    if path.suffix == ".toml":
        yield from (str(table["name"]) for _, table in _named_tables(read_toml(path)[1]))
        return
    columns = column_names(path)
    for row in read_table(path, columns).rows if len(columns) > 1 else ():
        yield from (choice for choice in row[columns[0]].split("|") if choice)


def _entries_in(path: Path, wanted: str, name: str) -> Iterator[Entry]:
    if wanted not in path.read_text("utf-8").casefold():
        return
    header = read_header(path)
    if header.id.casefold() == wanted:
        said = {"language": header.language, "licence": header.licence, "origin": header.origin}
        yield Entry(label=header.label, file=name, line=line_of(path, "id"), values=said)
    if path.suffix == ".toml":
        for trail, table in _named_tables(read_toml(path)[1]):
            if str(table["name"]).casefold() == wanted:
                plain = {key: _shown(value) for key, value in table.items() if not _is_tables(value)}
                line = line_of(path, f'name = "{table["name"]}"')
                yield Entry(label=header.label, file=name, line=line, values={"of": trail, **plain} if trail else plain)
        return
    columns = column_names(path)
    for row in read_table(path, columns).rows if len(columns) > 1 else ():
        if wanted in _codes(row, columns[0]):
            filled = {key: value for key, value in row.values.items() if value}
            yield Entry(label=header.label, file=name, line=row.line, values=filled)


def _codes(row: Row, first: str) -> Iterator[str]:
    """What a row can be found by: each choice in its first column (up to its conditions), and its names."""
    for column in (first, *_CODE_COLUMNS):
        if column in _NO_CODE or column not in row.values:
            continue
        yield row[column].casefold()
        for choice in row[column].split("|"):
            yield choice.casefold()
            yield choice.partition(" ")[0].casefold() if column == "pattern" else choice.casefold()


def _named_tables(content: Mapping[str, Any], trail: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every table with a `name` in an array of tables, at any depth, with the names above it."""
    for value in content.values():
        for table in value if _is_tables(value) else ():
            if "name" in table:
                yield trail, table
            yield from _named_tables(table, str(table.get("name", trail)))


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _shown(value: object) -> str:
    return "; ".join(str(item) for item in value) if isinstance(value, list) else str(value)
