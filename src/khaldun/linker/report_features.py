"""What is compared of two reports: small named features, each 0 where nothing is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from khaldun.linker.blocking import candidates
from khaldun.linker.likeness import Numbers, TermVectors
from khaldun.records.calendar import parse_day
from khaldun.records.fingerprint import Terms
from khaldun.records.linkable import LinkableReport

Pair = tuple[int, int]
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Likeness:
    """The likeness of the terms of two reports, layer by layer."""

    words: float
    names: float
    numbers: float
    opening: float


def compare_reports(reports: Sequence[LinkableReport], limits: Mapping[str, float]) -> dict[Pair, Features]:
    """The features of each pair of reports worth comparing, by their numbers, the lower first."""
    published = [_ordinal(report.published) for report in reports]
    likeness, crowds = _likenesses(reports, published, limits)
    days = [event_days(report) for report in reports]
    near = [frozenset(day + step for day in own for step in _steps(limits["near_event"])) for own in days]
    compared: dict[Pair, Features] = {}
    for (one, other), terms in likeness.items():
        compared[one, other] = {
            **{field.name: getattr(terms, field.name) for field in fields(_Likeness)},
            "crowded": float(crowds[one] + crowds[other]),
            **_published_apart(published[one], published[other], limits["near_published"]),
            **_days_apart(days[one], near[other]),
        }
    return compared


def event_days(report: LinkableReport) -> frozenset[int]:
    """The days on which its actual events happened, where the day is known."""
    known = (event.date for event in report.events if event.status == "actual" and event.date is not None)
    ordinals = (_ordinal(date.first) for date in known if date.precision == "day")
    return frozenset(day for day in ordinals if day is not None)


def _likenesses(
    reports: Sequence[LinkableReport], published: Sequence[int | None], limits: Mapping[str, float]
) -> tuple[dict[Pair, _Likeness], Numbers]:
    """The likeness of each pair of candidates, and how crowded it is round each report."""
    terms = [Terms() if report.fingerprint is None else report.fingerprint.terms for report in reports]
    words = TermVectors([one.words for one in terms])
    layers = [words, *(TermVectors([getattr(one, name) for one in terms]) for name in ("names", "numbers", "opening"))]
    crowds = np.zeros(len(reports), dtype=np.float32)
    found: dict[Pair, _Likeness] = {}
    crowd = min(int(limits["crowd"]), max(len(reports) - 1, 1))
    for number, others in candidates(words, published, limits):
        alike = words.cosines(number, others)
        crowds[number] = np.sort(alike)[-crowd:].sum() / crowd
        named = layers[1].cosines(number, others)
        kept = (alike >= limits["least_likeness"]) | (named >= limits["least_likeness"])
        rest = [layer.cosines(number, others[kept]) for layer in layers[2:]]
        rows = zip(alike[kept].tolist(), named[kept].tolist(), *(values.tolist() for values in rest), strict=True)
        for other, (of_words, of_names, of_numbers, of_opening) in zip(others[kept].tolist(), rows, strict=True):
            pair = (number, other) if number < other else (other, number)
            if pair not in found:
                found[pair] = _Likeness(words=of_words, names=of_names, numbers=of_numbers, opening=of_opening)
    return found, crowds


def _published_apart(one: int | None, other: int | None, near: float) -> Features:
    """Whether they came out within a few days of each other; nothing where a day is not known."""
    if one is None or other is None:
        return {}
    return {"published_near": 1.0} if abs(one - other) <= near else {"published_far": 1.0}


def _days_apart(days: frozenset[int], near: frozenset[int]) -> Features:
    """Whether an event of the one happened on the day of one of the other, or about then."""
    if not days or not near:
        return {}
    return {"days_apart": 1.0} if days.isdisjoint(near) else {"same_day": 1.0}


def _steps(near: float) -> range:
    return range(-int(near), int(near) + 1)


def _ordinal(day: str | None) -> int | None:
    parsed = parse_day(day)
    return None if parsed is None else parsed.toordinal()
