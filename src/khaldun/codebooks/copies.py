"""The bounds by which two reports are copies of one text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import data_path, line_of
from khaldun.codebooks.overlays import layered_toml
from khaldun.errors import CodebookError

PATH = data_path("sketches", "copies.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyBounds:
    """Numbers of `copies.toml`, where each is explained; `label` is the file's id and version."""

    label: str
    least_contained: float
    least_lead: float
    least_share: float
    least_agreement: float
    least_agreeing: float
    least_contained_nameless: float
    least_linked: float


_TABLES = {
    "overlap": ("least_contained", "least_lead", "least_share"),
    "names": ("least_agreement", "least_agreeing", "least_contained_nameless"),
    "groups": ("least_linked",),
}


@lru_cache
def load_copy_bounds(overlays: tuple[Path, ...] = ()) -> CopyBounds:
    """The bounds, with a user's over them. Raises CodebookError for an unknown, missing or wrong key."""
    header, content = layered_toml(PATH, check=_check, overlays=overlays)
    return CopyBounds(
        label=header.label, **{key: float(content[table][key]) for table, keys in _TABLES.items() for key in keys}
    )


def _check(path: Path, content: dict[str, Any]) -> None:
    for table, values in content.items():
        if table not in _TABLES:
            raise CodebookError("unknown table", file=path, line=line_of(path, f"[{table}]"), key=table)
        for key, value in values.items():
            if key not in _TABLES[table]:
                raise CodebookError("unknown key", file=path, line=line_of(path, key), key=f"{table}.{key}")
            if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
                raise CodebookError("not a number from 0 on", file=path, line=line_of(path, key), key=f"{table}.{key}")
