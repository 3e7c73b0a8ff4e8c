"""Named actors: states and their bodies, persons, groups, international bodies, media, with dated affiliations.

All five tables have the same columns, and so has a user's CSV: any file with one of their ids adds entities, or
replaces all rows of an entity of ours. One entity has a row for each affiliation and period. A name that a user's CSV
gives is its entity's alone; one that only a file of FollowTheMoney entities gives yields to both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from khaldun.codebooks.coding_rules import CodingRules, load_coding_rules
from khaldun.codebooks.followthemoney import read_entities
from khaldun.codebooks.loading import Row, Table, data_path, is_entity_file
from khaldun.codebooks.name_keys import folded, folded_key, name_key, name_words, skeleton
from khaldun.codebooks.overlays import layered_table
from khaldun.codebooks.sectors import load_sectors
from khaldun.records import PartyKind

FILES = tuple(data_path("actors", f"{name}.csv") for name in ("states", "persons", "groups", "international", "media"))
COLUMNS = ("entity_id", "name", "aliases", "kind", "country", "sectors")
OPTIONAL = ("parent", "from", "to", "note", "affiliation", "affiliated_with")
KINDS: frozenset[str] = frozenset(get_args(PartyKind))
_LABEL = re.compile(r"\s*\([^()]*\)\s*$")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """What an entity is during a period (open where `since` or `until` is ""): one row of a table."""

    entity_id: str
    name: str
    kind: str
    country: str | None
    slot: str | None
    sectors: tuple[str, ...]
    parent: str
    since: str
    until: str
    note: str
    outlet: str
    outlet_of: str
    file: Path
    line: int

    def holds_on(self, day: str) -> bool:
        """Whether the period contains a day (ISO form, or only year and month)."""
        return (not self.since or self.since[: len(day)] <= day[: len(self.since)]) and (
            not self.until or day[: len(self.until)] <= self.until
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """Sector codes with the country-slot code (UNO, IGO, NGO, …) as records carry them: soldiers are MIL first."""
        if self.slot is None:
            return self.sectors
        return (*self.sectors, self.slot) if self.sectors[:1] == ("MIL",) else (self.slot, *self.sectors)


@dataclass(frozen=True)
class Actors:
    """All entities, and the entities of each name key.

    `guarded` holds names that namesakes share (labels with a bracket): they count only where the country agrees.
    """

    entities: Mapping[str, tuple[Affiliation, ...]]
    exact: Mapping[str, tuple[str, ...]]
    guarded: Mapping[str, tuple[str, ...]]
    longest: int
    rules: CodingRules

    @cached_property
    def folded(self) -> Mapping[str, tuple[str, ...]]:
        """Entities by key without regard to case and accents."""
        return _index((folded_key(key.split()), ids) for key, ids in self.exact.items())

    @cached_property
    def surnames(self) -> Mapping[str, tuple[str, ...]]:
        """Persons by the folded last word of their name: weak evidence, for use with a title or in their country."""
        persons = (
            (rows[0].name.split()[-1], (key,)) for key, rows in self.entities.items() if rows[0].kind == "person"
        )
        return _index((folded(word), ids) for word, ids in persons)

    @cached_property
    def skeletons(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Folded names with their entity by the skeleton that their transliterations share."""
        found: dict[str, list[tuple[str, str]]] = {}
        for key, ids in self.folded.items():
            if len(ids) != 1 or not self._is_romanised(ids[0]):
                continue
            bones = skeleton(tuple(key.split()), self.rules.spelling)
            if len(bones) >= 4:
                found.setdefault(bones, []).append((key, ids[0]))
        return MappingProxyType({bones: tuple(pairs) for bones, pairs in found.items()})

    def _is_romanised(self, entity_id: str) -> bool:
        """Whether a name comes to English through a transliteration, and is no outlet's."""
        row = self.entities[entity_id][0]
        told = row.slot == "IMG" if row.country is None else row.country in self.rules.spelling.romanised
        return told and row.kind != "state" and not row.outlet

    def affiliation(self, entity_id: str, on: str | None = None) -> tuple[Affiliation, str]:
        """The row of an entity that holds on a day, and why this one: "dated", "latest", "before" or "after".

        Without a day: the latest office, or the latest row at all. After the last row a person of politics is of the
        former elite ("after"); long before the first, only the country is known ("before").
        """
        rows = self.entities[entity_id]
        if on is None:
            return _latest(rows), "latest"
        holding = [row for row in rows if row.holds_on(on)]
        if holding:
            return max(holding, key=lambda row: row.since), "dated"
        past = [row for row in rows if row.until and row.until < on[: len(row.until)]]
        if past:
            return _out_of_office(max(past, key=lambda row: row.until)), "after"
        first = min(rows, key=lambda row: row.since)
        known = first.kind != "person" or self._is_soon(on, first.since)
        return first if known else replace(first, sectors=()), "before"

    def _is_soon(self, day: str, since: str) -> bool:
        """Whether an office begins so soon after a day that the person was already known for it."""
        return int(since[:4]) - int(day[:4]) <= self.rules.limits["known_before"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReading:
    """One way to read a name: the entity, how the name was found, the affiliation chosen, and why."""

    entity_id: str
    found_by: str
    affiliation: Affiliation
    reason: str


@lru_cache
def load_actors(overlays: tuple[Path, ...] = ()) -> Actors:
    """All actor tables with a user's files over them (ids `actors-states`, `actors-persons`, `actors-groups`,
    `actors-international`, `actors-media`). Raises CodebookError for a faulty file.
    """
    sectors, slots = load_sectors(overlays).allowed, load_sectors(overlays).slots
    entities: dict[str, list[Affiliation]] = {}
    exact: dict[str, dict[str, None]] = {}
    guarded: dict[str, dict[str, None]] = {}
    rows = [row for table in actor_tables(overlays) for row in table.rows]
    ours = frozenset(FILES)
    rank: dict[str, int] = {}
    states = tuple(f" {row['name']}" for row in rows if row["kind"] == "state")
    for row in rows:
        affiliation = _affiliation(row, sectors, slots=slots)
        entities.setdefault(affiliation.entity_id, []).append(affiliation)
        rank[affiliation.entity_id] = 1 if row.file in ours else 2 if is_entity_file(row.file) else 0
        for name in (row["name"], *row["aliases"].split("|")):
            bare = _LABEL.sub("", name)
            if _looks_possessive(bare):
                continue
            (exact if bare == name else guarded).setdefault(name_key(bare), {})[affiliation.entity_id] = None
            if short := _shared_short_form(name, states):
                guarded.setdefault(short, {})[affiliation.entity_id] = None
    return Actors(
        entities=MappingProxyType({key: tuple(rows) for key, rows in entities.items()}),
        exact=_index((key, _foremost(ids, rank)) for key, ids in exact.items() if key),
        guarded=_index((key, ids) for key, ids in guarded.items() if key),
        longest=max(key.count(" ") + 1 for key in exact),
        rules=load_coding_rules(overlays),
    )


def actor_tables(overlays: tuple[Path, ...] = ()) -> Iterator[Table]:
    """The five tables, one after the other, and behind them the entities of a user's FollowTheMoney files."""
    for path in FILES:
        yield layered_table(path, columns=COLUMNS, key=("entity_id",), optional=OPTIONAL, overlays=overlays)
    for path in overlays:
        if is_entity_file(path):
            yield read_entities(path, tuple(one for one in overlays if not is_entity_file(one)))


def explain_name(name: str, on: str | None = None, overlays: tuple[Path, ...] = ()) -> list[NameReading]:
    """Every entity that a name may stand for, with the affiliation on a day, best ground first.

    Found as written, else folded, else by the skeleton that transliterations share.
    """
    actors = load_actors(overlays)
    key, words = name_key(name), name_words(name)
    ways = (
        ("name as written", actors.exact.get(key, ())),
        ("name shared by namesakes", actors.guarded.get(key, ())),
        ("name without regard to case and accents", actors.folded.get(folded_key(words), ())),
        (
            "transliteration",
            tuple(pair[1] for pair in actors.skeletons.get(skeleton(words, actors.rules.spelling), ())),
        ),
    )
    found: dict[str, NameReading] = {}
    for way, ids in ways:
        for entity_id in ids if not found or way == ways[1][0] else ():
            affiliation, reason = actors.affiliation(entity_id, on)
            found.setdefault(
                entity_id,
                NameReading(entity_id=entity_id, found_by=way, affiliation=affiliation, reason=reason),
            )
    return list(found.values())


def _foremost(ids: Iterable[str], rank: Mapping[str, int]) -> list[str]:
    """Those entities of a name whose source goes first."""
    found = list(ids)
    first = min(rank[entity] for entity in found)
    return [entity for entity in found if rank[entity] == first]


def _looks_possessive(name: str) -> bool:
    """Whether a name is but one word with an 's, which no text can tell from a possessive ("McDonald's")."""
    return name.endswith(("'s", "’s")) and " " not in name


def _shared_short_form(name: str, states: tuple[str, ...]) -> str | None:
    """The short form of "EPL Colombia", which other bodies share, or None."""
    short, _, rest = name.partition(" ")
    return short if short.isupper() and rest and name.endswith(states) and f" {rest}" in states else None


def _out_of_office(row: Affiliation) -> Affiliation:
    in_office = row.kind == "person" and not {"REB", "CRM", "UAF"} & set(row.sectors)
    return replace(row, sectors=("ELI",)) if in_office else row


def _index(pairs: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, ids in pairs:
        found.setdefault(key, {}).update(dict.fromkeys(ids))
    return MappingProxyType({key: tuple(ids) for key, ids in found.items()})


def _latest(rows: tuple[Affiliation, ...]) -> Affiliation:
    offices = [row for row in rows if row.sectors != ("ELI",)] or list(rows)
    return max(offices, key=lambda row: (row.until or "9", row.since))


def _affiliation(row: Row, sectors: frozenset[str], *, slots: frozenset[str]) -> Affiliation:
    _check(row, sectors, slots=slots)
    country = row["country"]
    return Affiliation(
        entity_id=row["entity_id"],
        name=_LABEL.sub("", row["name"]),
        kind=row["kind"],
        country=None if country in slots or not country else country,
        slot=country if country in slots else None,
        sectors=tuple(filter(None, row["sectors"].split("|"))),
        parent=row["parent"],
        since=row["from"],
        until=row["to"],
        note=row["note"],
        outlet=row["affiliation"],
        outlet_of=row["affiliated_with"],
        file=row.file,
        line=row.line,
    )


def _check(row: Row, sectors: frozenset[str], *, slots: frozenset[str]) -> None:
    if not row["entity_id"] or not row["name"]:
        raise row.fail("an actor needs an entity_id and a name", "entity_id" if not row["entity_id"] else "name")
    row.one_of("kind", KINDS)
    for code in filter(None, row["sectors"].split("|")):
        if code not in sectors or code in slots:
            raise row.fail(f"no such sector: {code}", "sectors")
    country = row["country"]
    if country and country not in slots and not (len(country) == 3 and country.isalpha() and country.isupper()):
        raise row.fail(f"neither an ISO 3166 alpha-3 code nor a country-slot code: {country}", "country")
    for column in ("from", "to"):
        if row[column] and not _DATE.match(row[column]):
            raise row.fail(f"a date is YYYY, YYYY-MM or YYYY-MM-DD: {row[column]}", column)
