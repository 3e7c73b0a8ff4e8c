"""What speaks for and against a name being a toponym: word lists and weights, and the adjectives of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from khaldun.codebooks.gazetteer_sources import ADJECTIVE_COLUMNS
from khaldun.codebooks.loading import CodebookHeader, data_path, line_of, read_table, read_toml
from khaldun.errors import CodebookError

PATH = data_path("gazetteer", "toponyms.toml")
ADJECTIVES = data_path("gazetteer", "adjectives.tsv")
#: Lists that are compared without regard to case.
_LOWERED = ("institutions", "not_places", "kinds_after")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToponymWords:
    """The word lists of `toponyms.toml`; what each holds stands there."""

    links: frozenset[str]
    joining: frozenset[str]
    after_heads: frozenset[str]
    prepositions: frozenset[str]
    directions: frozenset[str]
    kinds_before: frozenset[str]
    kinds_directly_before: frozenset[str]
    kinds_after: frozenset[str]
    kinds_after_list: frozenset[str]
    kinds_of_names: frozenset[str]
    natural_kinds: frozenset[str]
    natural_before: frozenset[str]
    unit_kinds: frozenset[str]
    institutions: frozenset[str]
    sites: frozenset[str]
    streets: frozenset[str]
    titles: frozenset[str]
    saying: frozenset[str]
    generic: frozenset[str]
    never_alone: frozenset[str]
    not_places: frozenset[str]
    language_before: frozenset[str]
    language_after: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToponymCodebook:
    """Words, weights of features, and the adjectives (one or more words each) with their places."""

    header: CodebookHeader
    words: ToponymWords
    sizes: dict[str, float]
    weights: dict[str, float]
    adjectives: dict[str, str]


@lru_cache(maxsize=1)
def load_toponyms() -> ToponymCodebook:
    """The codebook of toponym finding that ships with Khaldun."""
    header, content = read_toml(PATH)
    lists = content.get("words", {})
    known = [field.name for field in fields(ToponymWords)]
    if wrong := sorted(set(known) ^ set(lists)):
        raise CodebookError("unknown or missing list", file=PATH, line=line_of(PATH, wrong[0]), key=wrong[0])
    table = read_table(ADJECTIVES, ADJECTIVE_COLUMNS)
    return ToponymCodebook(
        header=header,
        words=ToponymWords(**{name: _words(name, lists[name]) for name in known}),
        sizes=_numbers(content.get("sizes", {})),
        weights=_numbers(content.get("weights", {})),
        adjectives={row["word"]: row["place"] for row in table.rows},
    )


def _numbers(found: dict[str, object]) -> dict[str, float]:
    for key, value in found.items():
        if not isinstance(value, int | float):
            raise CodebookError("not a number", file=PATH, line=line_of(PATH, key), key=key)
    return {key: float(value) for key, value in found.items() if isinstance(value, int | float)}


def _words(name: str, values: Sequence[Any]) -> frozenset[str]:
    return frozenset(str(value).lower() if name in _LOWERED else str(value) for value in values)
