"""How news writes its words: which are common words, and which names are written in capitals throughout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.actors import load_actors
from khaldun.codebooks.loading import data_path, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class CasingCodebook:
    """How words are cased, by their lower-case form.

    `common`: words written in lower case; `acronyms`: names all of capitals; `names`: names of several words, at most
    `longest`, in their usual case.
    """

    common: frozenset[str]
    acronyms: frozenset[str]
    names: dict[str, str]
    longest: int
    label: str


@lru_cache
def load_casing(overlays: tuple[Path, ...] = ()) -> CasingCodebook:
    """Common words from their table, acronyms from the aliases of the actor tables.

    Raises CodebookError for a faulty file.
    """
    table = read_table(data_path("casing", "common_words.tsv"), ["word"])
    common = frozenset(row["word"] for row in table.rows)
    known = load_actors(overlays).exact
    single = (name for key in known for name in key.split())
    acronyms = frozenset(name.lower() for name in single if len(name) > 1 and name.isupper() and name.isalpha())
    names = {key.lower(): key for key in known if " " in key and not key.islower()}
    longest = max(key.count(" ") + 1 for key in names)
    label = table.header.label
    return CasingCodebook(common=common, acronyms=acronyms - common, names=names, longest=longest, label=label)
