"""Actors from FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them: to rows of the tables.

The shape is that of followthemoney's `EntityProxy.to_dict`: `id`, `schema`, `properties` with a list of values each;
values may be entities themselves (files of nested entities). Read by its JSON alone, without the library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.agents import Agents, load_agents
from khaldun.codebooks.loading import Row, Table, data_path, read_header, read_lines, read_table, read_toml
from khaldun.codebooks.name_keys import folded_key, name_words
from khaldun.codebooks.sectors import load_sectors
from khaldun.errors import CodebookError

FILE = data_path("actors", "followthemoney.toml")
_DAY = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?$")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
#: A name is no longer than this; longer ones are titles and addresses that no report writes.
_LONGEST_NAME = 80
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An entity of the stream: the line that it stands on, and its properties as strings."""

    id: str
    schema: str
    line: int
    properties: Mapping[str, tuple[str, ...]]

    def values(self, names: Iterable[str]) -> list[str]:
        """The values of these properties, in their order."""
        return [value for name in names for value in self.properties.get(name, ())]

    def first(self, name: str) -> str:
        """The first value of a property, or ""."""
        return next(iter(self.properties.get(name, ())), "")


def read_entities(path: Path, overlays: tuple[Path, ...] = ()) -> Table:
    """The actors of a file as a table with the columns of `actors-persons`; `line` is that of the JSON object.

    Raises CodebookError for what is no entity, an actor without a name, an unknown country, a faulty date.
    """
    stream: dict[str, Entity] = {}
    for line, text in enumerate(read_lines(path), 1):
        if text.strip():
            for entity in _entities(path, line, text):
                stream[entity.id] = entity
    return Table(header=read_header(path), rows=tuple(_Reader(path, stream, overlays).rows()))


def _entities(path: Path, line: int, text: str) -> Iterator[Entity]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise CodebookError(f"not JSON: {error.msg}", file=path, line=line) from error
    yield from _entity(path, line, content)


def _entity(path: Path, line: int, content: object, holder: Mapping[str, str] | None = None) -> Iterator[Entity]:
    """An entity, before it those that stand in its properties; `holder` gives a nested relation its other end."""
    if not isinstance(content, dict):
        raise CodebookError("an entity is a JSON object", file=path, line=line)
    for key, sort in (("id", str), ("schema", str), ("properties", dict)):
        if not content.get(key) or not isinstance(content[key], sort):
            raise CodebookError("missing, or not as FollowTheMoney has it", file=path, line=line, key=key)
    properties: dict[str, tuple[str, ...]] = {key: (value,) for key, value in (holder or {}).items()}
    for key, values in content["properties"].items():
        if not isinstance(values, list):
            raise CodebookError("the value of a property is a list", file=path, line=line, key=f"properties.{key}")
        for value in values:
            if isinstance(value, dict):
                yield from _entity(path, line, value, _end_of(key, content["id"]))
        properties[key] = tuple(str(value["id"] if isinstance(value, dict) else value) for value in values)
    yield Entity(id=content["id"], schema=content["schema"], line=line, properties=properties)


def _end_of(key: str, entity_id: str) -> dict[str, str]:
    """What a relation that is nested under this property of an entity knows of it."""
    return {ends["who"]: entity_id for ends in _rules()["relations"].values() if ends["nested"] == key}


@lru_cache
def _rules() -> Mapping[str, Any]:
    return read_toml(FILE)[1]


@lru_cache
def _iso3() -> Mapping[str, str]:
    table = read_table(
        data_path("gazetteer", "countries.tsv"),
        ["iso3", "iso2", "id", "name", "aliases", "lat", "lon", "population", "capitals"],
    )
    return {row["iso2"].lower(): row["iso3"] for row in table.rows if row["iso2"]}


class _Reader:
    """Makes the rows of one file."""

    def __init__(self, path: Path, stream: Mapping[str, Entity], overlays: tuple[Path, ...]) -> None:
        self.path, self.stream, self.rules = path, stream, _rules()
        self.agents: Agents = load_agents(overlays)
        self.slots = load_sectors(overlays).slots
        self.held: dict[str, list[tuple[Entity, Mapping[str, str]]]] = {}
        for entity in stream.values():
            if ends := self.rules["relations"].get(entity.schema):
                for who in entity.properties.get(ends["who"], ()):
                    self.held.setdefault(who, []).append((entity, ends))

    def rows(self) -> Iterator[Row]:
        """Every actor with a row for each affiliation, or one row alone."""
        for entity in self.stream.values():
            if entity.schema in self.rules["kinds"]:
                yield from self._rows_of(entity)

    def _rows_of(self, entity: Entity) -> Iterator[Row]:
        names = self._names(entity)
        if not names:
            return
        common = {
            "entity_id": entity.id,
            "name": names[0],
            "aliases": "|".join(names[1:]),
            "kind": self.rules["kinds"][entity.schema],
            "affiliation": "",
            "affiliated_with": "",
        }
        told = [self._affiliation(entity, relation, ends) for relation, ends in self.held.get(entity.id, ())]
        for values in [values for values in told if values] or [self._alone(entity)]:
            yield Row(file=self.path, line=entity.line, values={**common, **values})

    def _names(self, entity: Entity) -> list[str]:
        """The names that a report in English may write, without repetitions.

        A single small or short word is none, nor is a person's single name where there is a longer one.
        """
        given = entity.values(self.rules["properties"]["names"])
        if not given:
            raise self._fail("an actor needs a name", entity, "properties.name")
        names = list(dict.fromkeys(" ".join(name.replace("|", " ").split()) for name in given))
        names = [name for name in names if _LATIN.match(name) and _SHORTEST_NAME <= len(name) <= _LONGEST_NAME]
        names = [name for name in names if " " in name or not name.islower()]
        if self.rules["kinds"][entity.schema] == "person":
            names = [name for name in names if " " in name] or names
        return names

    def _affiliation(self, entity: Entity, relation: Entity, ends: Mapping[str, str]) -> dict[str, str] | None:
        """What an entity is by one relation; None where that is over, no one knows since when, or says no sector."""
        target = self.stream.get(relation.first(ends["what"]))
        until = self._day(relation, "until", latest=True)
        status = {value.casefold() for value in relation.values(self.rules["properties"]["status"])}
        if not until and not status.isdisjoint(self.rules["properties"]["over"]):
            return None
        said = [*relation.values([ends["words"]]), *(target.values(["name"]) if target else [])]
        sectors = self._sectors(target, said) if target else self._sectors_of_words(said)
        if not sectors:
            return None
        known = self._country(target) if target else ""
        is_body = target is not None and target.schema in self.rules["kinds"]
        return {
            **self._place(known or self._country(entity), sectors),
            "parent": target.id if target is not None and is_body else "",
            "from": self._day(relation, "since"),
            "to": until,
            "note": "; ".join(said),
        }

    def _alone(self, entity: Entity) -> dict[str, str]:
        """What an entity is by its own properties."""
        words = entity.values(self.rules["properties"]["words"])
        is_person = self.rules["kinds"][entity.schema] == "person"
        sectors = (self._sectors_of_words(words) if is_person else []) or self._sectors(entity, words)
        return {
            **self._place(self._country(entity), sectors),
            "parent": "",
            "from": "" if is_person else self._day(entity, "since"),
            "to": self._day(entity, "until", latest=True),
            "note": "; ".join(words),
        }

    def _place(self, country: str, sectors: list[str]) -> dict[str, str]:
        """Country and sectors; a country-slot code among the sectors stands in the place of the country."""
        slot = next((code for code in sectors if code in self.slots), "")
        return {"country": slot or country, "sectors": "|".join(code for code in sectors if code not in self.slots)}

    def _sectors(self, entity: Entity, words: Iterable[str]) -> list[str]:
        """The sector of the most telling topic, else of a sure schema, else of the words, else of the schema."""
        topics = frozenset(entity.properties.get("topics", ()))
        told = [code for topic, code in self.rules["topics"].items() if topic in topics]
        schema = self.rules["schemata"].get(entity.schema, "")
        if told or entity.schema in self.rules["properties"]["sure"]:
            return (told or [schema])[:1]
        return self._sectors_of_words(words) or ([schema] if schema else [])

    def _sectors_of_words(self, texts: Iterable[str]) -> list[str]:
        """The sectors of the first role word in a text ("*Minister* of Health"), longest words first."""
        for text in texts:
            for words in _runs(name_words(text)):
                role = self.agents.role(folded_key(words), " ".join(words))
                if role is not None and role.sectors[:1] not in ((), ("UNK",)):
                    return list(role.sectors)
        return []

    def _country(self, entity: Entity) -> str:
        """The country of the first property that names just one, as ISO 3166 alpha-3 or a country-slot code."""
        for name in self.rules["properties"]["countries"]:
            codes = {self._iso3(entity, name, code) for code in entity.properties.get(name, ())} - {""}
            if len(codes) == 1:
                return codes.pop()
        return ""

    def _iso3(self, entity: Entity, name: str, code: str) -> str:
        small = code.lower()
        for candidate in (small, small.partition("-")[0]):
            if candidate in self.rules["countries"]:
                return str(self.rules["countries"][candidate])
            if candidate in _iso3():
                return _iso3()[candidate]
        raise self._fail(f"unknown country code {code!r}", entity, f"properties.{name}")

    def _day(self, entity: Entity, bound: str, *, latest: bool = False) -> str:
        """The first (or latest) day of these properties, or ""."""
        days: list[str] = []
        for name in self.rules["properties"][bound]:
            for value in entity.properties.get(name, ()):
                match = _DAY.match(value)
                if match is None:
                    raise self._fail(f"a date is YYYY, YYYY-MM or YYYY-MM-DD: {value}", entity, f"properties.{name}")
                days.append(match[1])
        return "" if not days else max(days) if latest else min(days)

    def _fail(self, problem: str, entity: Entity, key: str) -> CodebookError:
        return CodebookError(f"{problem} (entity {entity.id})", file=self.path, line=entity.line, key=key)


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All runs of words, those that begin first and are longest before the others."""
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            yield words[start:end]
