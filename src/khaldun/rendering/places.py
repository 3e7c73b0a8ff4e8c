"""What a person sees of a report's places: a view for each, with all its toponyms and what happened there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khaldun.records import CodedReport, Event, Place
from khaldun.rendering.words import type_words

#: Precisions whose point is only a middle for reckoning: areas without a point.
AREAS = ("country", "region")
NO_POINT = "area, no point"
NOT_RESOLVED = "not resolved"
EventNumber = tuple[int, Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place of a report: `mentions` are its toponyms in text order, `events` what happened there, by number."""

    key: str
    mentions: tuple[Place, ...]
    events: tuple[EventNumber, ...] = ()

    @property
    def place(self) -> Place:
        """The place, as at its first mention."""
        return self.mentions[0]

    @property
    def is_resolved(self) -> bool:
        """Whether a gazetteer entry was chosen."""
        return self.place.precision is not None and self.place.lat is not None and self.place.lon is not None

    @property
    def toponyms(self) -> str:
        """The toponyms as written, each once, with how often where it is more than once."""
        texts = [place.span.text for place in self.mentions]
        return ", ".join(f"{text} ×{texts.count(text)}" if texts.count(text) > 1 else text for text in unique(texts))

    @property
    def name(self) -> str:
        """The name of the chosen entry, or that none was chosen."""
        return self.place.name if self.is_resolved else NOT_RESOLVED

    @property
    def coordinates(self) -> str:
        """The point in degrees; of an area that it has none; of a first-level unit that the point is its middle."""
        place = self.place
        if place.lat is None or place.lon is None:
            return ""
        if place.precision in AREAS:
            return NO_POINT
        return f"{place.lat:.2f}, {place.lon:.2f}" + (" (middle)" if place.precision == "admin1" else "")

    @property
    def happenings(self) -> str:
        """The events that happened there, with their numbers."""
        return "; ".join(f"{number} {type_words(event)}" for number, event in self.events)

    @property
    def rules(self) -> str:
        """What decided, for every mention."""
        return "; ".join(unique(place.rule for place in self.mentions if place.rule))

    @property
    def alternatives(self) -> str:
        """The readings that were not chosen, with their scores."""
        others = (
            f"{other.name} [{', '.join(filter(None, [other.country, other.gazetteer_id]))}] {other.score:.2f}"
            for other in self.place.alternatives
        )
        return "; ".join(unique(others))


def place_views(coded: CodedReport, prefix: str = "") -> list[PlaceView]:
    """The places of a report in the order of their first mention; keys are `prefix` and `p1`, `p2` …"""
    gathered: dict[str, list[Place]] = {}
    for place in sorted(coded.places, key=lambda place: place.span.start):
        gathered.setdefault(_identity(place), []).append(place)
    events: dict[str, list[EventNumber]] = {}
    for number, event in enumerate(coded.events, 1):
        if event.place is not None:
            events.setdefault(_identity(event.place), []).append((number, event))
            gathered.setdefault(_identity(event.place), [event.place])
    return [
        PlaceView(key=f"{prefix}p{number}", mentions=tuple(mentions), events=tuple(events.get(identity, ())))
        for number, (identity, mentions) in enumerate(gathered.items(), 1)
    ]


def unique(values: Iterable[str]) -> Sequence[str]:
    """Each value once, in the order of the first."""
    return tuple(dict.fromkeys(values))


def _identity(place: Place) -> str:
    return place.gazetteer_id or f"name {place.name.casefold()}"
