"""What is compared of two events: one small comparison a function, each empty where nothing is known."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from khaldun.codebooks.linking import LinkingWeights
from khaldun.linker.fields import figures_meet
from khaldun.linker.fields import parties_meet as parties_can_be_one
from khaldun.records.actor import Actor
from khaldun.records.calendar import parse_day
from khaldun.records.counts import CountRange
from khaldun.records.linkable import LinkableEvent
from khaldun.records.place import Place
from khaldun.records.text import fold

Features = dict[str, float]
_EARTH_KM = 6371.0
#: A count so many times as high is another one altogether.
_MANY = 4
#: Days after which a gap is no late or loose dating any more.
_MONTH = 30
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
        **parties_meet("actor", one, other),
        **parties_meet("recipient", one, other),
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
    else:
        found["other_type"] = 1.0
    return found


def dates_meet(one: EventKey, other: EventKey, near: float) -> Features:
    """Whether their intervals of days overlap, else how wide the gap is: a month counts 1.

    A gap of `near` days says nothing, for a night has two days.
    """
    if one.days is None or other.days is None:
        return {}
    gap = max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])
    if gap <= 0:
        return {"same_day": 1.0}
    return {"days_apart": min(1.0, math.log(gap) / math.log(_MONTH))} if gap > near else {}


def places_meet(one: Place | None, other: Place | None, near_km: float) -> Features:
    """Whether they lie together, as far as the precision of both goes; one country, or a region, says too little."""
    if one is None or other is None:
        return {}
    if one.country and other.country and one.country != other.country:
        return {"place_far": 1.0}
    if one.precision not in _REACH_KM or other.precision not in _REACH_KM:
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
    """Whether a count that both give is the same, or how far the nearest are apart: four times as many is 1."""
    theirs = dict(other.counts)
    apart = [_apart(count, theirs[name]) for name, count in one.counts if name in theirs]
    known = [steps for steps in apart if steps is not None]
    if not known:
        return {}
    return {"count_other": min(known)} if min(known) else {"count_equal": 1.0}


def _apart(one: CountRange, other: CountRange) -> float | None:
    """0 for the same figure, nothing where both can hold, else the steps between them, 1 at the most."""
    if one.best is None or other.best is None:
        return None
    if one.best == other.best:
        return 0.0
    if figures_meet((one.low, one.high), (other.low, other.high)):
        return None
    low, high = sorted((one.best, other.best))
    return min(1.0, math.log((high + 1) / (low + 1)) / math.log(_MANY))


def parties_meet(role: str, one: EventKey, other: EventKey) -> Features:
    """Whether their actors, or recipients, share a name; else also whether they cannot be one by what they are."""
    mine, theirs = getattr(one, f"{role}s"), getattr(other, f"{role}s")
    if not mine or not theirs:
        return {}
    if mine & theirs:
        return {f"{role}_shared": 1.0}
    alike = parties_can_be_one(getattr(one.event, role), getattr(other.event, role))
    return {f"{role}_other": 1.0} if alike else {f"{role}_other": 1.0, f"{role}_unlike": 1.0}


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
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > least and word[-1] == word[-2] else word
