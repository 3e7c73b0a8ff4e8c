"""When two accounts agree on a field: dates, places, parties and figures, each compared for what it states."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, inf, radians, sin, sqrt

from khaldun.codebooks.agreement import AgreementRules
from khaldun.records.actor import Actor
from khaldun.records.place import Place
from khaldun.records.text import fold
from khaldun.records.when import EventDate

_EARTH_KM = 6371.0


def dates_meet(one: EventDate, other: EventDate) -> bool:
    """Whether two dates have a day in common."""
    return one.first <= other.last and other.first <= one.last


def figures_meet(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Whether two stated ranges have a number in common; a bound that is not stated is open."""
    (low, high), (other_low, other_high) = (_open_ended(*one), _open_ended(*other))
    return low <= other_high and other_low <= high


def places_meet(one: Place, other: Place, rules: AgreementRules) -> bool:
    """Whether two places are one, lie in one another, or are so near that they are told for one another."""
    if one.gazetteer_id is not None and one.gazetteer_id == other.gazetteer_id:
        return True
    finer, coarser = sorted((one, other), key=lambda place: fineness(place, rules))
    if coarser.precision in {"country", "region"} or finer.precision in {"country", "region"}:
        return not (one.country and other.country) or one.country == other.country
    if coarser.precision == "admin1" and finer.precision != "admin1":
        inside = {fold(coarser.name), fold(coarser.admin1 or coarser.name)}
        return finer.country == coarser.country and fold(finer.admin1 or "") in inside
    distance = kilometres(one, other)
    return fold(one.name) == fold(other.name) if distance is None else distance <= rules.near_km


def fineness(place: Place, rules: AgreementRules) -> int:
    """The rank of a place's precision: 0 is the finest, unresolved places come last."""
    known = place.precision in rules.precisions and place.gazetteer_id is not None
    return rules.precisions.index(str(place.precision)) if known else len(rules.precisions)


def kilometres(one: Place, other: Place) -> float | None:
    """The great-circle distance of two points, or None where one has none."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, other_north = radians(one.lat), radians(other.lat)
    half = sin((north - other_north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin(radians(one.lon - other.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


def parties_meet(one: Sequence[Actor], other: Sequence[Actor]) -> bool:
    """Whether two lists of parties share one, or too little is known of them to say that they differ."""
    return not one or not other or any(same_party(first, second) for first in one for second in other)


def same_party(one: Actor, other: Actor) -> bool:
    """Whether two parties can be one: the same entity or name, or codes that do not contradict each other."""
    if one.entity_id is not None and other.entity_id is not None:
        return one.entity_id == other.entity_id
    if fold(one.name) == fold(other.name):
        return True
    if one.country and other.country and one.country != other.country:
        return False
    return not one.sectors or not other.sectors or bool(set(one.sectors) & set(other.sectors))


def party_key(party: Actor) -> str:
    """What a party is counted by: its entity, else its codes as read, else its name."""
    if party.entity_id is not None:
        return party.entity_id
    return " ".join([party.country or "", *party.sectors]) if party.sectors else fold(party.name)


def _open_ended(low: int | None, high: int | None) -> tuple[float, float]:
    return (-inf if low is None else low, inf if high is None else high)
