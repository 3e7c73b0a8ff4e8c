"""Role words: what people and bodies without a name are, and the words that change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from khaldun.codebooks.coding_rules import load_coding_rules
from khaldun.codebooks.loading import CodebookHeader, Row, data_path
from khaldun.codebooks.name_keys import folded_key, name_words
from khaldun.codebooks.overlays import layered_table
from khaldun.codebooks.sectors import load_sectors

FILE = data_path("actors", "agents.csv")
WORDS_FILE = data_path("actors", "role_words.tsv")
COLUMNS = ("lemma", "sector", "sector2", "country_slot", "kind", "armed")
KINDS = frozenset({"person", "body", "object"})
EFFECTS = frozenset(
    {"former", "opposition", "rebel", "armed", "unknown", "loyal", "member", "backed", "title", "place", "ordinary"}
    | {"several", "body", "female", "male", "adjective", "famous"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role word (`key`: its folded singular) with its sectors, main one first; `slot` is a country-slot code.

    `armed`: it bears arms by definition. `plural`: this entry is the plural form. `capitals`: it counts only when
    written in capitals.
    """

    lemma: str
    key: str
    sectors: tuple[str, ...]
    slot: str | None
    kind: str
    armed: bool
    plural: bool
    capitals: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agents:
    """The role words by folded key, singular and plural, and the effects of the words that change them."""

    header: CodebookHeader
    roles: Mapping[str, Role]
    effects: Mapping[str, frozenset[str]]

    def role(self, key: str, as_written: str = "") -> Role | None:
        """The role of a folded key, or None; `as_written` shows whether a capitals-only word stands in capitals."""
        role = self.roles.get(key)
        if role is not None and role.capitals and not as_written.isupper():
            return None
        return role

    def has_effect(self, key: str, effect: str) -> bool:
        """Whether a word changes a role in this way."""
        return effect in self.effects.get(key, ())


@lru_cache
def load_agents(overlays: tuple[Path, ...] = ()) -> Agents:
    """Role words with a user's files over them (ids `actors-agents`, `actors-role-words`).

    Raises CodebookError for a faulty file.
    """
    table = layered_table(FILE, columns=COLUMNS, key=("lemma",), optional=("note",), overlays=overlays)
    sectors, slots = load_sectors(overlays).allowed, load_sectors(overlays).slots
    plurals = load_coding_rules(overlays).plurals
    roles: dict[str, Role] = {}
    for row in table.rows:
        _check(row, sectors, slots=slots)
        for key, role in _entries(row, plurals):
            roles.setdefault(key, role)
    return Agents(header=table.header, roles=MappingProxyType(roles), effects=_effects(overlays, plurals))


def plural_of(word: str, plurals: Mapping[str, str]) -> str:
    """The plural of an English noun by the usual rules; `plurals` has the endings that keep to none."""
    for singular, plural in plurals.items():
        if word.endswith(singular):
            return word.removesuffix(singular) + plural
    if word.endswith(("s", "x", "ch", "sh", "z")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _entries(row: Row, plurals: Mapping[str, str]) -> Iterator[tuple[str, Role]]:
    words = name_words(row["lemma"])
    given = [row["sector"], row["sector2"]]
    for plural in (False, True):
        parts = _plural(words, plurals) if plural else words
        yield (
            folded_key(parts),
            Role(
                lemma=row["lemma"],
                key=folded_key(words),
                sectors=tuple(filter(None, given)),
                slot=row["country_slot"] or None,
                kind=row["kind"],
                armed=row["armed"] == "1",
                plural=plural,
                capitals="capitals only" in row["note"],
            ),
        )


def _plural(words: tuple[str, ...], plurals: Mapping[str, str]) -> tuple[str, ...]:
    """The plural stands at the last word, or before *of* ("members of parliament")."""
    at = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
    return (*words[:at], plural_of(words[at], plurals), *words[at + 1 :])


def _check(row: Row, sectors: frozenset[str], *, slots: frozenset[str]) -> None:
    if not row["lemma"]:
        raise row.fail("no word", "lemma")
    for column in ("sector", "sector2"):
        if row[column] and row[column] not in sectors:
            raise row.fail(f"no such sector: {row[column]}", column)
    if row["country_slot"] and row["country_slot"] not in slots:
        raise row.fail(f"no such country-slot code: {row['country_slot']}", "country_slot")
    row.one_of("kind", KINDS)


def _effects(overlays: tuple[Path, ...], plurals: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    table = layered_table(WORDS_FILE, columns=("word", "effect"), key=("word", "effect"), overlays=overlays)
    found: dict[str, set[str]] = {}
    for row in table.rows:
        row.one_of("effect", EFFECTS)
        words = name_words(row["word"])
        for key in (folded_key(words), folded_key(_plural(words, plurals))):
            found.setdefault(key, set()).add(row["effect"])
    return MappingProxyType({key: frozenset(effects) for key, effects in found.items()})
