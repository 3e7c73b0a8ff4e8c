"""What the actor tables know of a name: the entities it may be, with their rows; words that are none; near names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from khaldun.codebooks.actors import Actors, Affiliation, NameReading, explain_name
from khaldun.codebooks.loading import data_path
from khaldun.codebooks.name_keys import folded_key, name_words
from khaldun.codebooks.naming import Match, NameReader, load_names

#: So alike, of 100, a name must be to be offered as a near one; so many are offered.
_NEAR, _OFFERED = 75, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity that a name may be: how it was found, its rows in order of time, and which holds on the day."""

    reading: NameReading
    rows: tuple[Affiliation, ...]

    def is_chosen(self, row: Affiliation) -> bool:
        """Whether a row is the one that holds."""
        return (row.file, row.line) == (self.reading.affiliation.file, self.reading.affiliation.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReading:
    """Words of the name that are a role or stand for a country, and what they say."""

    words: str
    sort: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearName:
    """A name of the tables that is spelt much like this one, and how alike, of 100."""

    name: str
    entity_id: str
    alike: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCoding:
    """How a name by itself is coded, and the rules that decided."""

    kind: str | None
    country: str | None
    sectors: tuple[str, ...]
    entity_id: str | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReport:
    """All that `khaldun actors find` tells of a name."""

    name: str
    on: str | None
    coding: NameCoding
    candidates: tuple[Candidate, ...]
    words: tuple[WordReading, ...]
    near: tuple[NearName, ...]

    @property
    def is_known(self) -> bool:
        """Whether any table knows anything of it."""
        return bool(self.candidates or self.words)


def find_candidates(name: str, on: str | None, overlays: tuple[Path, ...] = ()) -> tuple[Candidate, ...]:
    """Every entity that a name may stand for, best ground first."""
    actors = load_names(overlays).actors
    return tuple(
        Candidate(reading=reading, rows=tuple(sorted(actors.entities[reading.entity_id], key=lambda row: row.since)))
        for reading in explain_name(name, on, overlays)
    )


def read_words(reader: NameReader, words: tuple[str, ...]) -> list[Match]:
    """What the tables make of the words of a name, as in a text where it stands alone."""
    return reader.read(words, names=[word[:1].isupper() for word in words])


def word_readings(matches: list[Match], words: tuple[str, ...]) -> Iterator[WordReading]:
    """The role words and demonyms among the matches."""
    for match in matches:
        text = " ".join(words[match.start : match.end])
        if match.role is not None:
            codes = [*match.role.sectors, *([match.role.slot] if match.role.slot else [])]
            yield WordReading(words=text, sort="role word", says="|".join(codes) or "no sector")
        for demonym in match.demonyms:
            also = f" (also {', '.join(demonym.also)})" if demonym.also else ""
            yield WordReading(words=text, sort=f"demonym ({demonym.form})", says=f"{demonym.country}{also}")


def near_names(actors: Actors, name: str, known: Collection[str] = ()) -> tuple[NearName, ...]:
    """Names of entities that are spelt much like this one, without those that are `known`, nearest first."""
    key = folded_key(name_words(name))
    near: dict[str, NearName] = {}
    for spelt, score, _ in process.extract(
        key, sorted(actors.folded), scorer=fuzz.ratio, limit=4 * _OFFERED, score_cutoff=_NEAR
    ):
        for entity in actors.folded[spelt]:
            if entity not in known:
                name = actors.entities[entity][0].name
                near.setdefault(entity, NearName(name=name, entity_id=entity, alike=round(score)))
    return tuple(near.values())[:_OFFERED]


def place_of(row: Affiliation) -> str:
    """File and line of a row, as a reader finds it."""
    root = data_path()
    file = row.file.relative_to(root).as_posix() if row.file.is_relative_to(root) else str(row.file)
    return f"{file}:{row.line}"
