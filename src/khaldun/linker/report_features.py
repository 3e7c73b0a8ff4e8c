"""What is compared of two reports: small named features, each 0 where nothing is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from khaldun.codebooks.linking import LinkingWeights
from khaldun.linker.blocking import candidates
from khaldun.linker.held import held_days, held_places
from khaldun.linker.likeness import Numbers, TermVectors
from khaldun.records.calendar import parse_day
from khaldun.records.fingerprint import Terms
from khaldun.records.linkable import LinkableReport

Pair = tuple[int, int]
Features = Mapping[str, float]
_EXACT = frozenset({"point", "city"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Likeness:
    """The likeness of the terms of two reports, layer by layer."""

    words: float
    names: float
    numbers: float
    opening: float


def compare_reports(reports: Sequence[LinkableReport], book: LinkingWeights) -> dict[Pair, Features]:
    """The features of each pair of reports worth comparing, by their numbers, the lower first."""
    limits = book.limits
    published = [_ordinal(report.published) for report in reports]
    likeness, crowds = _likenesses(reports, published, book)
    out = held_days([frozenset() if day is None else frozenset([day]) for day in published], limits["near_published"])
    told = held_days([event_days(report) for report in reports], limits["near_event"])
    where = held_places([event_points(report) for report in reports], limits["place_side"])
    compared: dict[Pair, Features] = {}
    for (one, other), terms in likeness.items():
        compared[one, other] = {
            **{field.name: getattr(terms, field.name) for field in fields(_Likeness)},
            "crowded": float(crowds[one] + crowds[other]),
            **out.compared(one, other, near="published_near", far="published_far"),
            **told.compared(one, other, near="same_day", far="days_apart"),
            **where.compared(one, other, near="same_place", far="places_apart"),
        }
    return compared


def event_days(report: LinkableReport) -> frozenset[int]:
    """The days on which its actual events happened, where the day is known."""
    known = (event.date for event in report.events if event.status == "actual" and event.date is not None)
    ordinals = (_ordinal(date.first) for date in known if date.precision == "day")
    return frozenset(day for day in ordinals if day is not None)


def event_points(report: LinkableReport) -> frozenset[tuple[float, float]]:
    """The points at which its actual events happened, where the town is known, or better."""
    known = (event.place for event in report.events if event.status == "actual" and event.place is not None)
    exact = (place for place in known if place.precision in _EXACT)
    return frozenset((place.lat, place.lon) for place in exact if place.lat is not None and place.lon is not None)


def _likenesses(
    reports: Sequence[LinkableReport], published: Sequence[int | None], book: LinkingWeights
) -> tuple[dict[Pair, _Likeness], Numbers]:
    """The likeness of each pair of candidates, and how crowded it is round each report."""
    limits = book.limits
    terms = [Terms() if report.fingerprint is None else report.fingerprint.terms for report in reports]
    layers = [_vectors(name, terms, book) for name in (field.name for field in fields(Terms))]
    words = layers[0]
    crowds = np.zeros(len(reports), dtype=np.float32)
    found: dict[Pair, _Likeness] = {}
    crowd = int(limits["crowd"])
    for number, others in candidates(words, published, limits):
        alike = words.cosines(number, others)
        missing = max(crowd - len(alike), 0)
        crowds[number] = (np.sort(alike)[-crowd:].sum() + missing * limits["usual_likeness"]) / crowd
        named = layers[1].cosines(number, others)
        kept = (alike >= limits["least_likeness"]) | (named >= limits["least_likeness"])
        rest = [layer.cosines(number, others[kept]) for layer in layers[2:]]
        rows = zip(alike[kept].tolist(), named[kept].tolist(), *(values.tolist() for values in rest), strict=True)
        for other, (of_words, of_names, of_numbers, of_opening) in zip(others[kept].tolist(), rows, strict=True):
            pair = (number, other) if number < other else (other, number)
            if pair not in found:
                found[pair] = _Likeness(words=of_words, names=of_names, numbers=of_numbers, opening=of_opening)
    return found, crowds


def _vectors(layer: str, terms: Sequence[Terms], book: LinkingWeights) -> TermVectors:
    """The vectors of one kind of terms; opening words are as common as words are."""
    common = book.common["words" if layer == "opening" else layer]
    counted = [getattr(one, layer) for one in terms]
    return TermVectors(counted, background=book.limits["background"], common=common)


def _ordinal(day: str | None) -> int | None:
    parsed = parse_day(day)
    return None if parsed is None else parsed.toordinal()
