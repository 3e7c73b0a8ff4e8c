"""Reads codebook files: a header, then rows; every error names file, line and key.

Two forms. TOML: a table `[codebook]` with the header, then tables of the file's own. TSV and CSV: lines `# key: value`
with the header (further `#` lines are remarks), a line of column names, then rows. Every header states
`id`, `version`, `language`, `licence` and `origin`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import file_digest
from importlib.resources import files
from math import inf
from pathlib import Path
from typing import Any

from khaldun.errors import CodebookError

#: Endings of files of FollowTheMoney entities, which carry no header of their own.
ENTITY_SUFFIXES = (".json", ".jsonl", ".ndjson", ".ftm")
#: The id that such a file goes by.
ENTITIES = "actors-entities"
HEADER_KEYS = ("id", "version", "language", "licence", "origin")
_HEADER_LINE = re.compile(r"^#\s*(id|version|language|licence|origin):\s*(.*?)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookHeader:
    """What a codebook file says of itself."""

    id: str
    version: str
    language: str
    licence: str
    origin: str

    @property
    def label(self) -> str:
        """`id version`, as it stands in outputs."""
        return f"{self.id} {self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: its values by column and the line that it stands on (from 1)."""

    file: Path
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def number(self, column: str, low: float = -inf, high: float = inf) -> float:
        """The number in a column. Raises CodebookError for what is none, or lies outside `low` to `high`."""
        try:
            value = float(self.values[column])
        except ValueError as error:
            raise self.fail(f"not a number: {self.values[column]!r}", column) from error
        if not low <= value <= high:
            raise self.fail(f"{value} is not between {low} and {high}", column)
        return value

    def one_of(self, column: str, allowed: Collection[str]) -> str:
        """The value in a column. Raises CodebookError for one that is not allowed."""
        if self.values[column] not in allowed:
            raise self.fail(f"{self.values[column]!r} is none of {', '.join(sorted(allowed))}", column)
        return self.values[column]

    def fail(self, problem: str, key: str | None = None) -> CodebookError:
        """The error to raise when this row does not hold."""
        return CodebookError(problem, file=self.file, line=self.line, key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A codebook table: header and rows."""

    header: CodebookHeader
    rows: tuple[Row, ...]


def data_path(*parts: str) -> Path:
    """The path of a data file that ships with Khaldun."""
    return Path(str(files("khaldun"))).joinpath("data", *parts)


def read_table(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """A TSV or CSV codebook with the given columns; `optional` columns may be missing and read as "".

    Raises CodebookError for a missing file or header key, an unknown or missing column, a row of another length.
    """
    lines = _read_text(path).splitlines()
    header = _table_header(path, lines)
    delimiter = "," if path.suffix == ".csv" else "\t"
    rows = list(_numbered_rows(lines, delimiter))
    if not rows:
        raise CodebookError("no line of column names", file=path, line=len(lines))
    names_line, names = rows[0]
    _check_columns(path, names_line, names=names, columns=columns, optional=optional)
    return Table(header=header, rows=tuple(_rows(path, names, rows=rows[1:], optional=optional)))


def read_toml(path: Path) -> tuple[CodebookHeader, dict[str, Any]]:
    """A TOML codebook: its header and the rest of its content.

    Raises CodebookError for a missing file, for what is not TOML, and for a header that lacks a key or has another.
    """
    text = _read_text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise CodebookError(str(error), file=path, line=int(line[1]) if line else None) from error
    head = content.pop("codebook", None)
    if not isinstance(head, dict):
        raise CodebookError("no [codebook] table with the header", file=path, line=1)
    return _header_of(path, {str(k): str(v) for k, v in head.items()}), content


def read_header(path: Path) -> CodebookHeader:
    """The header of a codebook file of either form; that of a file of entities is made, its version a digest of it.

    Raises CodebookError for a missing file or a faulty header.
    """
    if is_entity_file(path):
        return _entities_header(path)
    if path.suffix == ".toml":
        return read_toml(path)[0]
    return _table_header(path, _read_text(path).splitlines())


def is_entity_file(path: Path) -> bool:
    """Whether a file holds FollowTheMoney entities, by its ending."""
    return path.suffix.lower() in ENTITY_SUFFIXES


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text file, one at a time. Raises CodebookError for a file that cannot be read or is not UTF-8."""
    try:
        with path.open(encoding="utf-8") as file:
            yield from file
    except UnicodeDecodeError as error:
        raise CodebookError(f"not UTF-8: {error.reason}", file=path) from error
    except OSError as error:
        raise CodebookError(_told(error), file=path) from error


def column_names(path: Path) -> tuple[str, ...]:
    """The columns of a TSV or CSV codebook. Raises CodebookError where there is no line of column names."""
    lines = _read_text(path).splitlines()
    for _, names in _numbered_rows(lines, "," if path.suffix == ".csv" else "\t"):
        return tuple(names)
    raise CodebookError("no line of column names", file=path, line=len(lines))


def line_of(path: Path, needle: str) -> int | None:
    """The first line of a file that holds `needle` (to name the place of an error in TOML), or None."""
    for number, line in enumerate(_read_text(path).splitlines(), 1):
        if needle in line:
            return number
    return None


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CodebookError(f"not UTF-8: {error.reason} at byte {error.start}", file=path) from error
    except OSError as error:
        raise CodebookError(_told(error), file=path) from error


def _told(error: OSError) -> str:
    return "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror or error)


@lru_cache
def _entities_header(path: Path) -> CodebookHeader:
    try:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CodebookError(_told(error), file=path) from error
    return CodebookHeader(id=ENTITIES, version=digest[:12], language="any", licence="not stated", origin=path.name)


def _table_header(path: Path, lines: Sequence[str]) -> CodebookHeader:
    found: dict[str, str] = {}
    for line in lines:
        if not line.startswith("#"):
            break
        if match := _HEADER_LINE.match(line):
            found.setdefault(match[1], match[2])
    return _header_of(path, found)


def _header_of(path: Path, found: dict[str, str]) -> CodebookHeader:
    for key in HEADER_KEYS:
        if not found.get(key):
            raise CodebookError("missing in the header", file=path, line=1, key=key)
    if unknown := sorted(set(found) - set(HEADER_KEYS)):
        raise CodebookError("unknown key in the header", file=path, line=line_of(path, unknown[0]), key=unknown[0])
    return CodebookHeader(**found)


def _numbered_rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, next(csv.reader([line])) if delimiter == "," else line.split(delimiter)


def _check_columns(
    path: Path, line: int, *, names: Sequence[str], columns: Sequence[str], optional: Sequence[str]
) -> None:
    for column in columns:
        if column not in names:
            raise CodebookError("missing column", file=path, line=line, key=column)
    for name in names:
        if name not in columns and name not in optional:
            raise CodebookError("unknown column", file=path, line=line, key=name)


def _rows(
    path: Path, names: Sequence[str], *, rows: Sequence[tuple[int, list[str]]], optional: Sequence[str]
) -> Iterator[Row]:
    missing = {name: "" for name in optional if name not in names}
    for line, cells in rows:
        if len(cells) > len(names):
            raise CodebookError(f"{len(cells)} cells for {len(names)} columns", file=path, line=line)
        cells += [""] * (len(names) - len(cells))
        yield Row(file=path, line=line, values={**missing, **dict(zip(names, map(str.strip, cells), strict=True))})
