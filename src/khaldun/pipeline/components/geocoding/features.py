"""Candidates of all senses of a report as arrays, and the features that do not depend on the other senses."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from khaldun.codebooks.gazetteer import Gazetteer, GazetteerEntry
from khaldun.codebooks.place_choice import PlaceChoice
from khaldun.codebooks.place_spelling import load_place_spelling
from khaldun.pipeline.components.geocoding.mentions import Sense

Numbers = NDArray[np.float64]
#: Where the point is only a middle, distance to it says little.
MIDDLES = frozenset({"country", "region"})


@dataclass(slots=True)
class Field:
    """Every candidate of every sense, in one row each: `sense[i]` is the sense that row i is a reading of."""

    entries: list[GazetteerEntry]
    sense: NDArray[np.intp]
    own: Numbers
    points: Numbers
    pointed: Numbers
    countries: NDArray[np.intp]
    units: NDArray[np.intp]


def lay_out(senses: list[Sense], gazetteer: Gazetteer, choice: PlaceChoice) -> Field:
    """The field of a report."""
    ranked = [_ranked(sense, gazetteer, choice) for sense in senses]
    most = int(choice.settings.most_candidates)
    if sum(min(len(readings), most) for readings in ranked) > choice.settings.most_rows:
        most = max(1, int(choice.settings.most_rows) // len(senses))
    rows = [(number, *reading) for number, readings in enumerate(ranked) for reading in readings[:most]]
    entries = [entry for _, _, entry in rows]
    return Field(
        entries=entries, sense=np.array([number for number, _, _ in rows], dtype=np.intp),
        own=np.array([score for _, score, _ in rows], dtype=np.float64),
        points=_unit_vectors(entries),
        pointed=np.array([entry.precision not in MIDDLES for entry in entries], dtype=np.float64),
        countries=_numbered([entry.country for entry in entries]),
        units=_numbered([entry.admin1_code for entry in entries]),
    )  # fmt: skip


def _ranked(sense: Sense, gazetteer: Gazetteer, choice: PlaceChoice) -> list[tuple[float, GazetteerEntry]]:
    scored = [(own_score(entry, sense, choice), entry) for entry in readings(sense, gazetteer, choice)]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].id))


def readings(sense: Sense, gazetteer: Gazetteer, choice: PlaceChoice) -> list[GazetteerEntry]:
    """What a sense may stand for: adjectives' places for adjectives; else places by name, codes only after a comma."""
    found = gazetteer.candidates(sense.name, "none")
    if sense.form == "adjective":
        return [entry for entry in found if entry.matched == "adjective"]
    named = [entry for entry in found if entry.matched not in ("adjective", "code")]
    return named or list(found) or _by_part(sense, gazetteer, choice) or _by_likeness(sense, gazetteer, choice)


def _by_part(sense: Sense, gazetteer: Gazetteer, choice: PlaceChoice) -> list[GazetteerEntry]:
    """Units by the name without its word of kind ("Nineveh Governorate"); parts of them ("northeast Georgia")."""
    spelling = load_place_spelling()
    plain = spelling.plain(sense.name)
    if short := spelling.stripped(plain):
        found = gazetteer.candidates(short, "none")
        return [entry for entry in found if entry.precision in ("admin1", "district") and entry.matched != "adjective"]
    direction, _, rest = plain.partition(" ")
    if not rest or direction not in choice.words.directions:
        return []
    found = gazetteer.candidates(rest, "none")
    return [
        replace(entry, precision="region") if entry.precision in ("country", "admin1") else entry
        for entry in found
        if entry.matched in ("name", "alias")
    ]


def _by_likeness(sense: Sense, gazetteer: Gazetteer, choice: PlaceChoice) -> list[GazetteerEntry]:
    least = choice.settings.least_fuzzy_population
    found = gazetteer.candidates(sense.name)
    return [entry for entry in found if entry.matched != "fuzzy" or entry.population >= least]


def own_score(entry: GazetteerEntry, sense: Sense, choice: PlaceChoice) -> float:
    """The sum of the features of one candidate that do not look at other senses."""
    weights = choice.weights
    score = weights[entry.precision] + weights.get(entry.matched, 0.0)
    score += weights["population"] * math.log10(_population(entry, choice))
    if entry.feature == "PPLC":
        score += weights["capital"]
    if any(mention.kind == entry.precision for mention in sense.mentions):
        score += weights["kind_agrees"]
    if sense.container and any(lies_in(entry, container) for container in sense.container):
        score += weights["in_container"]
    return score


def lies_in(entry: GazetteerEntry, container: GazetteerEntry) -> bool:
    """Whether an entry lies in another (a country, first-level unit, district, or region of one country)."""
    if entry.id == container.id or entry.country is None or entry.country != container.country:
        return False
    if container.precision == "country":
        return entry.precision != "country"
    if container.precision == "district":
        return entry.admin2 == container.admin2 and entry.precision in ("city", "point")
    if container.admin1_code is None:
        return entry.precision in ("city", "point", "district")
    return entry.admin1_code == container.admin1_code and entry.precision not in ("admin1", "country")


def contained_mentions(senses: list[Sense]) -> dict[str, list[int]]:
    """Container's folded name to the senses that name it as theirs."""
    found: dict[str, list[int]] = {}
    for number, sense in enumerate(senses):
        if sense.container_name:
            found.setdefault(sense.container_name, []).append(number)
    return found


def _population(entry: GazetteerEntry, choice: PlaceChoice) -> float:
    settings = choice.settings
    if entry.precision == "region" and entry.population == 0:
        return settings.population_of_region
    if entry.precision == "point":
        return settings.population_of_point
    return max(float(entry.population), settings.population_of_city)


def _unit_vectors(entries: list[GazetteerEntry]) -> Numbers:
    lat = np.radians(np.array([entry.lat for entry in entries], dtype=np.float64))
    lon = np.radians(np.array([entry.lon for entry in entries], dtype=np.float64))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _numbered(values: list[str | None]) -> NDArray[np.intp]:
    """Equal values get equal numbers; None gets a number of its own each time."""
    numbers: dict[str, int] = {}
    return np.array(
        [
            -index - 1 if value is None else numbers.setdefault(value, len(numbers))
            for index, value in enumerate(values)
        ],
        dtype=np.intp,
    )
