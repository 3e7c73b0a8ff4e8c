"""What is compared of two events: one small comparison a function, each empty where nothing is known."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from khaldun.codebooks.linking import LinkingWeights
from khaldun.records.actor import Actor
from khaldun.records.calendar import parse_day
from khaldun.records.linkable import LinkableEvent
from khaldun.records.place import Place
from khaldun.records.text import fold

Features = dict[str, float]
_EARTH_KM = 6371.0
#: Kilometres that a place of each precision may stretch from its point.
_REACH_KM = {"point": 5.0, "city": 20.0, "district": 50.0, "admin1": 250.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKey:
    """An event with what is compared of it made ready."""

    event: LinkableEvent
    stem: str
    actors: frozenset[str]
    recipients: frozenset[str]
    days: tuple[int, int] | None
    sources: frozenset[str]


def key_of(event: LinkableEvent, book: LinkingWeights) -> EventKey:
    """An event made ready for comparison."""
    sources = (said.source for said in event.attribution if said.source is not None)
    return EventKey(
        event=event,
        stem=stem_of(event.trigger.text, book.endings, book.least_stem),
        actors=_names(event.actor),
        recipients=_names(event.recipient),
        days=_days(event),
        sources=_names(sources),
    )


@lru_cache(maxsize=1 << 16)
def stem_of(words: str, endings: tuple[str, ...], least: int) -> str:
    """The words of a trigger with their endings set aside, so that *killed* and *killing* are one."""
    return " ".join(_stem(word, endings, least) for word in fold(words).split())


def compare_events(one: EventKey, other: EventKey, limits: Mapping[str, float]) -> Features:
    """The features of two events."""
    return {
        **same_act(one, other),
        **dates_meet(one, other, limits["near_event"]),
        **places_meet(one.event.place, other.event.place, limits["near_km"]),
        **_meet("actor", one.actors, other.actors),
        **_meet("recipient", one.recipients, other.recipients),
        **counts_meet(one.event, other.event),
        **({"same_source": 1.0} if one.sources & other.sources else {}),
        **({"same_report": 1.0} if one.event.report == other.event.report else {}),
        **({"other_status": 1.0} if one.event.status != other.event.status else {}),
    }


def same_act(one: EventKey, other: EventKey) -> Features:
    """Whether they are told with one word, and are of one type and mode."""
    found: Features = {}
    if one.stem == other.stem:
        found["same_word"] = 1.0
    if one.event.type == other.event.type:
        found["same_type"] = 1.0
        if one.event.mode == other.event.mode:
            found["same_mode"] = 1.0
    return found


def dates_meet(one: EventKey, other: EventKey, near: float) -> Features:
    """Whether their intervals of days overlap, or nearly."""
    if one.days is None or other.days is None:
        return {}
    gap = max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])
    return {"same_day": 1.0} if gap <= near else {"days_apart": 1.0}


def places_meet(one: Place | None, other: Place | None, near_km: float) -> Features:
    """Whether they lie together, as far as the precision of both goes; countries and regions say too little."""
    if one is None or other is None or one.precision not in _REACH_KM or other.precision not in _REACH_KM:
        return {}
    if one.gazetteer_id == other.gazetteer_id:
        return {"place_near": 1.0}
    reach = near_km + _REACH_KM[one.precision] + _REACH_KM[other.precision]
    return {"place_near": 1.0} if distance_km(one, other) <= reach else {"place_far": 1.0}


def distance_km(one: Place, other: Place) -> float:
    """The distance of two places on the globe; endless where a point is not known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    south, north = math.radians(one.lat), math.radians(other.lat)
    across = math.radians(other.lon - one.lon)
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(across / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def counts_meet(one: LinkableEvent, other: LinkableEvent) -> Features:
    """Whether a count that both give is the same, or another."""
    theirs = dict(other.counts)
    pairs = [(count, theirs[name]) for name, count in one.counts if name in theirs]
    if not pairs:
        return {}
    equal = any(mine.best == yours.best for mine, yours in pairs)
    return {"count_equal": 1.0} if equal else {"count_other": 1.0}


def _meet(role: str, mine: frozenset[str], theirs: frozenset[str]) -> Features:
    if not mine or not theirs:
        return {}
    return {f"{role}_shared": 1.0} if mine & theirs else {f"{role}_other": 1.0}


def _names(parties: Iterable[Actor]) -> frozenset[str]:
    """What parties may be known by: their ids, the last word of their names."""
    found: set[str] = set()
    for party in parties:
        words = fold(party.name).split()
        found.update([party.entity_id] if party.entity_id else [], words[-1:])
    return frozenset(found)


def _days(event: LinkableEvent) -> tuple[int, int] | None:
    if event.date is None:
        return None
    first, last = parse_day(event.date.first), parse_day(event.date.last)
    return None if first is None or last is None else (first.toordinal(), last.toordinal())


def _stem(word: str, endings: tuple[str, ...], least: int) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            root = word[: -len(ending)]
            return root[:-1] if len(root) > least and root[-1] == root[-2] else root
    return word
