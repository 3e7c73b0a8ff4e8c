"""A user's codebook files, laid over ours: same header with the `id` of one of ours, rows that override or are added.

In a table, the user's rows replace every row of ours with the same key, in its place; new keys follow at the end, or
stand at the head where the first row that fits is taken.
In TOML, tables are merged key by key, and arrays of tables by their `name`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeGuard

from khaldun.codebooks.loading import CodebookHeader, Row, Table, line_of, read_header, read_table, read_toml
from khaldun.errors import CodebookError

Content = dict[str, Any]
#: Raises CodebookError for what a file may not hold.
Check = Callable[[Path, Content], None]


def overlays_for(identifier: str, overlays: Sequence[Path]) -> tuple[Path, ...]:
    """Those of a user's codebook files that lie over the codebook with this id, in the order given."""
    return tuple(path for path in overlays if read_header(path).id == identifier)


def layered_table(
    path: Path,
    *,
    columns: Sequence[str],
    key: Sequence[str],
    optional: Sequence[str] = (),
    overlays: Sequence[Path] = (),
    new_first: bool = False,
) -> Table:
    """A table of ours with the user's rows over it; rows with equal values in the columns `key` are one entry.

    Raises CodebookError for a fault in either file, naming it.
    """
    table = read_table(path, columns, optional)
    for overlay in overlays_for(table.header.id, overlays):
        table = _lay_over(table, read_table(overlay, columns, optional), key=key, new_first=new_first)
    return table


def layered_toml(
    path: Path, *, check: Check | None = None, overlays: Sequence[Path] = ()
) -> tuple[CodebookHeader, Content]:
    """A TOML codebook of ours with the user's entries over it; `check` is called on each file before they are merged.

    Raises CodebookError for a fault in either file, naming it.
    """
    header, content = read_toml(path)
    if check:
        check(path, content)
    for overlay in overlays_for(header.id, overlays):
        added = read_toml(overlay)[1]
        _check_shapes(overlay, added, ours=content, beside=[content])
        if check:
            check(overlay, added)
        content = _merge(content, added)
    return header, content


def _lay_over(base: Table, added: Table, *, key: Sequence[str], new_first: bool) -> Table:
    entries, new = _by_key(base.rows, key), _by_key(added.rows, key)
    if new_first:
        entries = {**{name: rows for name, rows in new.items() if name not in entries}, **entries}
    entries.update(new)
    return Table(header=base.header, rows=tuple(row for rows in entries.values() for row in rows))


def _by_key(rows: Sequence[Row], key: Sequence[str]) -> dict[tuple[str, ...], list[Row]]:
    entries: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        entries.setdefault(tuple(row[column] for column in key), []).append(row)
    return entries


def _check_shapes(path: Path, added: Content, *, ours: Content, beside: Sequence[Content]) -> None:
    """Raises CodebookError where a user's value is of another sort than ours under the same key.

    A key that is new must be of a sort that stands in one of the tables `beside` (ours and those on its level).
    """
    known = {_shape(value) for table in beside for value in table.values()}
    for key, value in added.items():
        sorts = {_shape(ours[key])} if key in ours else known
        if _shape(value) not in sorts and [] not in (value, ours.get(key)):
            problem = f"{_shape(value)}, where ours is {' or '.join(sorted(sorts))}"
            raise CodebookError(problem, file=path, line=line_of(path, key), key=key)
        like = {name: entry for table in _tables_in(ours.get(key)) for name, entry in table.items()}
        below = [table for one in beside for entry in one.values() for table in _tables_in(entry)]
        for inner in _tables_in(value):
            _check_shapes(path, inner, ours=like, beside=below)


def _shape(value: object) -> str:
    """The sort of a TOML value, in words."""
    if isinstance(value, list):
        return f"a list of {' and '.join(sorted({_shape(item) for item in value})) or 'nothing'}"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a table" if isinstance(value, dict) else "a string" if isinstance(value, str) else type(value).__name__


def _tables_in(value: object) -> list[Content]:
    """A table itself, or the tables of a list."""
    return [table for table in (value if isinstance(value, list) else [value]) if isinstance(table, dict)]


def _merge(base: Content, added: Content) -> Content:
    merged = dict(base)
    for key, value in added.items():
        merged[key] = _merge_value(merged.get(key), value)
    return merged


def _merge_value(old: object, new: object) -> object:
    if isinstance(old, dict) and isinstance(new, dict):
        return _merge(old, new)
    if _is_named(old) and _is_named(new):
        return _merge_named(old, new)
    return new


def _is_named(value: object) -> TypeGuard[list[Content]]:
    return isinstance(value, list) and all(isinstance(item, dict) and "name" in item for item in value)


def _merge_named(old: list[Content], new: list[Content]) -> list[Content]:
    entries = {str(item["name"]): item for item in old}
    for item in new:
        name = str(item["name"])
        entries[name] = _merge(entries[name], item) if name in entries else item
    return list(entries.values())
