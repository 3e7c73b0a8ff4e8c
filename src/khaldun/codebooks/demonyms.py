"""Adjectives and people's names of countries, their capitals, seats of government and parliaments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from khaldun.codebooks.loading import CodebookHeader, Row, data_path
from khaldun.codebooks.name_keys import name_key
from khaldun.codebooks.overlays import layered_table

FILE = data_path("actors", "demonyms.csv")
COLUMNS = (
    "country", "adjective", "noun_singular", "noun_plural", "capital", "capital_aliases", "seats", "legislature",
    "currency_adjectives",
)  # fmt: skip
DemonymForm = Literal["adjective", "people", "person", "capital", "seat", "legislature"]
#: Which column gives which form; where two forms share a word, the earlier one in this order is kept.
_FORMS: tuple[tuple[str, DemonymForm], ...] = (
    ("adjective", "adjective"),
    ("noun_plural", "people"),
    ("noun_singular", "person"),
    ("capital", "capital"),
    ("capital_aliases", "capital"),
    ("seats", "seat"),
    ("legislature", "legislature"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonym:
    """A word that stands for a country; `also` are countries that share it."""

    country: str
    form: DemonymForm
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonyms:
    """The demonym codebook by name key, with the forms a word has (*Chinese* is adjective and people)."""

    header: CodebookHeader
    words: Mapping[str, tuple[Demonym, ...]]

    def country_of(self, key: str) -> str | None:
        """The country of a word that stands for just one country, or for one first of all."""
        found = self.words.get(key)
        return found[0].country if found else None


@lru_cache
def load_demonyms(overlays: tuple[Path, ...] = ()) -> Demonyms:
    """Demonyms with a user's files over them (id `actors-demonyms`). Raises CodebookError for a faulty file."""
    table = layered_table(FILE, columns=COLUMNS, key=("country", "adjective", "capital"), overlays=overlays)
    words: dict[str, list[Demonym]] = {}
    for column, form in _FORMS:
        for row in table.rows:
            for name in filter(None, _checked(row)[column].split("|")):
                _add(words.setdefault(name_key(name), []), row["country"], form)
    return Demonyms(header=table.header, words={key: tuple(found) for key, found in words.items()})


def _checked(row: Row) -> Row:
    code = row["country"]
    if not (len(code) == 3 and code.isalpha() and code.isupper()):
        raise row.fail("a country is an ISO 3166 alpha-3 code", code)
    return row


def _add(found: list[Demonym], country: str, form: DemonymForm) -> None:
    for place, known in enumerate(found):
        if known.form == form:
            if known.country != country:
                found[place] = Demonym(country=known.country, form=form, also=(*known.also, country))
            return
    found.append(Demonym(country=country, form=form))
