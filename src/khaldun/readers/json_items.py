"""One JSON value to one Report: by the names of its keys, or as ninjs where it is that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from khaldun.readers.base import ReadOptions
from khaldun.readers.columns import choose_columns, pick_values, unknown_columns
from khaldun.readers.items import bad_item, kind_of, make_report
from khaldun.readers.ninjs_item import is_ninjs, ninjs_values
from khaldun.readers.sources import Source
from khaldun.records import Report


class SeenColumns:
    """Which mapped columns occurred in any object of a source, to name at its end those that never did."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = dict(mapping)
        self._missing = dict(mapping)
        self._keys: dict[str, None] = {}

    def note(self, keys: Mapping[str, object]) -> None:
        """Takes note of the keys of one object."""
        if not self._missing:
            return
        self._missing = {field: column for field, column in self._missing.items() if column not in keys}
        if len(self._keys) < 100:
            self._keys.update(dict.fromkeys(keys))

    def problem(self) -> str | None:
        """The problem to name at the end of the source, or None."""
        if not self._missing or not self._keys:
            return None
        return unknown_columns(self._keys, self._missing)


def parse_json(text: str) -> tuple[Any, str | None]:
    """A JSON value, or what is wrong with it."""
    try:
        return json.loads(text), None
    except json.JSONDecodeError as error:
        return None, f"not JSON: {error.msg.removesuffix(' at')} at character {error.colno}" + (
            f" of line {error.lineno}" if error.lineno > 1 else ""
        )
    except (ValueError, RecursionError) as error:
        return None, f"JSON that cannot be read: {str(error).partition(';')[0]}"


def report_of_object(
    source: Source, value: object, options: ReadOptions, *, seen: SeenColumns, problem: str | None = None
) -> Report:
    """The report that a JSON value holds, or the report that stands for it where it is no object."""
    if not isinstance(value, dict):
        return bad_item(source, f"not a JSON object but {kind_of(value)}")
    seen.note(value)
    if not options.mapping and is_ninjs(value):
        return make_report(source, ninjs_values(value), options, problem=problem)
    columns = choose_columns(value, options.mapping)
    return make_report(source, pick_values(value, columns), options, problem=problem)
