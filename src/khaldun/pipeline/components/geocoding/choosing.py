"""Chooses among the candidates of all senses together: likely readings of the others support a reading."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khaldun.codebooks.gazetteer import GazetteerEntry
from khaldun.codebooks.place_choice import PlaceChoice
from khaldun.pipeline.components.geocoding.features import Field, Numbers, contained_mentions, lies_in
from khaldun.pipeline.components.geocoding.mentions import Mention, Sense
from khaldun.records.text import fold

_EARTH_KM = 6371.0
_UNITS = frozenset({"district", "admin1"})
#: Precisions of places that hardly anybody writes of from abroad.
_SMALL = frozenset({"city", "point", "district"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate with its likelihood among those of its sense and the part of each feature."""

    entry: GazetteerEntry
    likelihood: float
    parts: dict[str, float]


def choose(senses: list[Sense], field: Field, choice: PlaceChoice) -> list[list[Reading]]:
    """For each sense its readings, the likeliest first."""
    if not field.entries:
        return [[] for _ in senses]
    kernels = _kernels(senses, field, choice)
    holds = _holds_named(senses, field)
    likelihood = _softmax(field.own, field.sense)
    parts: dict[str, Numbers] = {}
    for _ in range(int(choice.settings.rounds)):
        parts = {name: choice.weights[name] * (kernel @ likelihood) for name, kernel in kernels.items()}
        parts["holds_named"] = choice.weights["holds_named"] * (holds @ likelihood)
        likelihood = _softmax(field.own + sum(parts.values()), field.sense)
    return _readings(len(senses), field, likelihood=likelihood, parts=parts)


def _kernels(senses: list[Sense], field: Field, choice: PlaceChoice) -> dict[str, Numbers]:
    """For each feature how much row j, if true, supports row i."""
    other = (field.sense[:, None] != field.sense[None, :]).astype(np.float64)
    other /= max(1, len(senses) - 1)
    same_country = (field.countries[:, None] == field.countries[None, :]) * other
    same_unit = (field.units[:, None] == field.units[None, :]) * other
    angles = np.arccos(np.clip(field.points @ field.points.T, -1.0, 1.0))
    near = np.exp(-angles * _EARTH_KM / choice.settings.reach_km) * other
    near *= field.pointed[:, None] * field.pointed[None, :]
    together = _shared_sentences(senses)[np.ix_(field.sense, field.sense)]
    dateline = np.array([any(m.dateline for m in sense.mentions) for sense in senses], dtype=np.float64)[field.sense]
    bonds = same_unit + near + 0.5 * same_country
    count = max(1, len(senses) - 1)
    return {
        "same_admin1": same_unit,
        "same_country": same_country,
        "nearby": near,
        "sentence": bonds * together * count,
        "dateline": bonds * dateline[None, :] * count,
    }


def _shared_sentences(senses: list[Sense]) -> Numbers:
    """Share of a sense's mentions with another sense in the same sentence, at most 1 over all others."""
    table = np.zeros((len(senses), len(senses)))
    sentences = [{mention.sentence for mention in sense.mentions} for sense in senses]
    for i, mine in enumerate(sentences):
        for j, others in enumerate(sentences):
            if i != j and mine & others:
                table[i, j] = 1.0
    totals = table.sum(axis=1, keepdims=True)
    return np.asarray(table / np.maximum(totals, 1.0), dtype=np.float64)


def _holds_named(senses: list[Sense], field: Field) -> Numbers:
    """Row i is named as the container of row j and holds it: a share of all that name it."""
    named = contained_mentions(senses)
    table = np.zeros((len(field.entries), len(field.entries)))
    if not named:
        return table
    rows_of: list[list[int]] = [[] for _ in senses]
    for row, number in enumerate(field.sense):
        rows_of[number].append(row)
    for number, sense in enumerate(senses):
        inside = named.get(fold(sense.name), [])
        held = [row for other in inside for row in rows_of[other]]
        for row, holder in ((row, field.entries[row]) for row in rows_of[number] if held):
            table[row, [other for other in held if lies_in(field.entries[other], holder)]] = 1.0 / len(inside)
    return table


def _softmax(scores: Numbers, sense: NDArray[np.intp]) -> Numbers:
    top = np.full(int(sense.max()) + 1, -np.inf)
    np.maximum.at(top, sense, scores)
    weights = np.exp(scores - top[sense])
    totals = np.zeros_like(top)
    np.add.at(totals, sense, weights)
    return np.asarray(weights / totals[sense], dtype=np.float64)


def _readings(count: int, field: Field, *, likelihood: Numbers, parts: dict[str, Numbers]) -> list[list[Reading]]:
    found: list[list[Reading]] = [[] for _ in range(count)]
    for row, entry in enumerate(field.entries):
        features = {name: round(float(values[row]), 3) for name, values in parts.items()}
        found[int(field.sense[row])].append(Reading(entry, round(float(likelihood[row]), 4), features))
    for readings in found:
        readings.sort(key=lambda reading: (-reading.likelihood, reading.entry.id))
    return found


def without_strangers(readings: list[Reading], countries: frozenset[str | None], known: float) -> list[Reading]:
    """Only readings in these countries, where every one is a small place under another name than its own.

    `countries` are those that the report names: behind the name, or in a report with a dateline anywhere; from `known`
    people on a place is not small.
    """
    if not readings or not countries or readings[0].entry.country in countries:
        return readings
    if any(_is_known(reading.entry, known) for reading in readings):
        return readings
    return [reading for reading in readings if reading.entry.country in countries]


def _is_known(entry: GazetteerEntry, population: float) -> bool:
    return entry.matched == "name" or entry.precision not in _SMALL or entry.population >= population


def settle_on_town(readings: list[Reading], mention: Mention, reach: float) -> list[Reading]:
    """A town in place of the unit of its name around it, where no word of kind beside the name asks for the unit.

    `reach` is how far the town may lie from the unit's middle, in km.
    """
    if not readings or readings[0].entry.precision not in _UNITS or mention.kind == readings[0].entry.precision:
        return readings
    unit = readings[0]
    for town in readings[1:]:
        if town.entry.precision == "city" and _is_heart_of(town.entry, unit.entry, reach):
            both = Reading(town.entry, round(town.likelihood + unit.likelihood, 4), unit.parts)
            return [both, *(reading for reading in readings[1:] if reading is not town)]
    return readings


def _is_heart_of(town: GazetteerEntry, unit: GazetteerEntry, reach: float) -> bool:
    if town.country != unit.country or town.admin1_code != unit.admin1_code:
        return False
    north = math.radians(town.lat - unit.lat)
    east = math.radians(town.lon - unit.lon) * math.cos(math.radians(unit.lat))
    return math.hypot(north, east) * _EARTH_KM <= reach
