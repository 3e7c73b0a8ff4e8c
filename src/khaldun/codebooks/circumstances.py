"""Words and event types that tie times and places to events."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import data_path, line_of, read_toml
from khaldun.errors import CodebookError


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceWords:
    """The sets of `rules.toml`, named as there."""

    deeds: frozenset[str]
    carried: frozenset[str]
    retold: frozenset[str]
    news: frozenset[str]
    locatives: frozenset[str]
    inner: frozenset[str]
    here: frozenset[str]
    since: frozenset[str]
    areas: frozenset[str]
    definite: frozenset[str]


@lru_cache(maxsize=1)
def load_circumstances(overlays: tuple[Path, ...] = ()) -> CircumstanceWords:
    """The shipped sets; raises CodebookError for an unknown or missing one."""
    path = data_path("circumstances", "rules.toml")
    _, content = read_toml(path)
    words = content.get("words", {})
    for name in sorted({field.name for field in fields(CircumstanceWords)} ^ set(words)):
        raise CodebookError("unknown or missing set", file=path, line=line_of(path, name), key=name)
    return CircumstanceWords(**{name: frozenset(words[name]) for name in words})
