"""How parties are coded: groups of sectors, small words, spellings, limits and weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import data_path, line_of
from khaldun.codebooks.overlays import layered_toml
from khaldun.errors import CodebookError

FILE = data_path("actors", "rules.toml")
_KEYS = {
    "sectors": ("offices", "armed", "people", "international", "not_a_group", "institutional"),
    "words": ("acting", "male", "female", "plural", "neuter", "pointers", "institutions"),
    "spelling": ("articles", "pairs", "letters", "silent", "romanised"),
    "limits": (
        "shortest_folded", "shortest_respelled", "alike", "alike_alone", "length", "known_before", "description",
        "pronoun", "upper", "lower",
    ),
    "main_country": ("word", "body", "dateline", "share"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spelling:
    """What transliterations of one name exchange, join and leave out.

    Two are equal only when they are one object, so that keys can be kept by it.
    """

    articles: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    letters: Mapping[int, str]
    silent: Mapping[int, int | None]
    romanised: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRules:
    """`sectors` and `words` are sets by name, `limits` and `main_country` numbers by name; see the file for each."""

    sectors: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    plurals: Mapping[str, str]
    spelling: Spelling
    limits: Mapping[str, float]
    main_country: Mapping[str, float]


@lru_cache
def load_coding_rules(overlays: tuple[Path, ...] = ()) -> CodingRules:
    """The rules with a user's file over them (id `actors-rules`). Raises CodebookError for a faulty file."""
    content = layered_toml(FILE, check=_check, overlays=overlays)[1]
    spelling = content["spelling"]
    return CodingRules(
        sectors={name: frozenset(codes) for name, codes in content["sectors"].items()},
        words={name: frozenset(words) for name, words in content["words"].items()},
        plurals=content["plurals"],
        spelling=Spelling(
            articles=frozenset(spelling["articles"]),
            pairs=tuple((old, new) for old, new in spelling["pairs"]),
            letters=str.maketrans(dict(spelling["letters"])),
            romanised=frozenset(spelling["romanised"]),
            silent=str.maketrans("", "", spelling["silent"]),
        ),
        limits=content["limits"],
        main_country=content["main_country"],
    )


def _check(path: Path, content: Mapping[str, Any]) -> None:
    for table, entries in content.items():
        if table != "plurals" and table not in _KEYS:
            raise CodebookError("unknown table", file=path, line=line_of(path, f"[{table}]"), key=table)
        for key in entries:
            if table in _KEYS and key not in _KEYS[table]:
                raise CodebookError("unknown key", file=path, line=line_of(path, key), key=f"{table}.{key}")
