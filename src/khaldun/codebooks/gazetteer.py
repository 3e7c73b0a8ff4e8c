"""The gazetteer: place names to candidate entries, over a read-only SQLite index that is built once."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

from rapidfuzz.distance import OSA

from khaldun.codebooks.gazetteer_build import ensure_index
from khaldun.codebooks.gazetteer_sources import NAME_KINDS
from khaldun.codebooks.place_spelling import PlaceSpelling, load_place_spelling
from khaldun.records.place import PlacePrecision

Match = Literal["name", "alias", "short", "code", "adjective", "loose", "fuzzy"]
#: How far a name may differ from the gazetteer's spelling.
Tolerance = Literal["none", "spelling", "likeness"]
_COLUMNS = "id, name, lat, lon, country, admin1, admin1_code, admin2, precision, population, feature"
_EXACT = f"SELECT n.kind, {_COLUMNS} FROM name n JOIN entry e ON e.eid = n.eid WHERE n.key = ?"
_LOOSE = f"SELECT NULL, {_COLUMNS} FROM loose l JOIN entry e ON e.eid = l.eid WHERE l.key = ?"
_BY_ID = f"SELECT 0, {_COLUMNS} FROM entry WHERE id = ?"
_NEIGHBOURS = "SELECT DISTINCT key FROM loose WHERE key >= ? AND key < ? AND length(key) BETWEEN ? AND ?"
#: A loose or fuzzy look-up of shorter names finds mostly chance likeness.
_LOOSE_LENGTH, _FUZZY_LENGTH = 5, 7
#: So many letters may differ between a name and the entry's own, whatever their loose keys are.
_MOST_SLIPS = 2
_CACHED_NAMES = 8192
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerEntry:
    """A place that a name may stand for.

    `country` is ISO 3166 alpha-3; `admin1` and `admin2` the names of the units it lies in (or is); `matched` says how
    the name led here. Where `precision` is country or region the point is only a middle.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    admin1_code: str | None
    admin2: str | None
    precision: PlacePrecision
    population: int
    feature: str
    matched: Match = "name"


class Gazetteer:
    """Look-ups in one index file; safe to copy to other processes, each opens the file for itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._spelling: PlaceSpelling = load_place_spelling()
        self._base: sqlite3.Connection | None = None
        self._process = -1
        self._cached = lru_cache(maxsize=_CACHED_NAMES)(self._look_up)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        return Gazetteer, (self.path,)

    def candidates(self, name: str, tolerance: Tolerance = "likeness") -> tuple[GazetteerEntry, ...]:
        """What a name may stand for: exact matches without regard to case and accents, most likely kind first.

        Where there are none, `tolerance` allows other spellings of a transliterated name ("spelling"), then also names
        of seven letters or more that differ in one or two ("likeness"). The order is fixed (match, population, id).
        """
        writable = name[:_LONGEST_NAME].encode("utf-8", "ignore").decode("utf-8")
        key = self._spelling.plain(writable)
        return self._cached(key, tolerance) if key else ()

    def by_id(self, identifier: str) -> GazetteerEntry | None:
        """The entry with this id, or None."""
        rows = self._query(_BY_ID, identifier)
        return _entry(rows[0], "name") if rows else None

    def _look_up(self, key: str, tolerance: Tolerance) -> tuple[GazetteerEntry, ...]:
        found = [_entry(row, cast("Match", NAME_KINDS[cast("int", row[0])])) for row in self._query(_EXACT, key)]
        if not found and tolerance != "none" and len(key) >= _LOOSE_LENGTH:
            found = self._look_up_loosely(key, likeness=tolerance == "likeness")
        return tuple(sorted(found, key=_order))

    def _look_up_loosely(self, key: str, *, likeness: bool) -> list[GazetteerEntry]:
        loose = self._spelling.loose(key)
        found = [_entry(row, "loose") for row in self._query(_LOOSE, loose)] if len(loose) >= 4 else []
        if not found and likeness and len(loose) >= _FUZZY_LENGTH:
            near = [_entry(row, "fuzzy") for like in self._near_keys(loose) for row in self._query(_LOOSE, like)]
            found = [entry for entry in near if OSA.distance(key, self._spelling.plain(entry.name)) <= _MOST_SLIPS]
        return found

    def _near_keys(self, loose: str) -> list[str]:
        allowed = 1 if len(loose) < 10 else 2
        start, length = loose[:2], len(loose)
        rows = self._query(_NEIGHBOURS, start, start + "\U0010ffff", length - allowed, length + allowed)
        distances = {str(row[0]): OSA.distance(loose, str(row[0]), score_cutoff=allowed) for row in rows}
        best = min(distances.values(), default=allowed + 1)
        return sorted(key for key, distance in distances.items() if distance == best <= allowed)

    def _query(self, sql: str, *values: object) -> Sequence[tuple[object, ...]]:
        if self._base is None or self._process != os.getpid():
            self._base = sqlite3.connect(f"{self.path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._process = os.getpid()
        return self._base.execute(sql, values).fetchall()


@lru_cache(maxsize=1)
def open_gazetteer() -> Gazetteer:
    """The gazetteer over the index for the installed sources; builds the index first where there is none."""
    return Gazetteer(ensure_index().resolve())


def _entry(row: Sequence[object], matched: Match) -> GazetteerEntry:
    _, identifier, name, lat, lon, country, admin1, admin1_code, admin2, precision, population, feature = row
    return GazetteerEntry(
        id=cast("str", identifier),
        name=cast("str", name),
        lat=cast("float", lat),
        lon=cast("float", lon),
        country=cast("str | None", country),
        admin1=cast("str | None", admin1),
        admin1_code=cast("str | None", admin1_code),
        admin2=cast("str | None", admin2),
        precision=cast("PlacePrecision", precision),
        population=cast("int", population),
        feature=cast("str", feature),
        matched=matched,
    )


def _order(entry: GazetteerEntry) -> tuple[bool, int, str]:
    return entry.matched not in ("name", "alias"), -entry.population, entry.id
