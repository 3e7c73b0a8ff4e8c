"""Which of a report's events is its main one: how fully each is told, and how early, beside the others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from khaldun.codebooks.relevance import RelevanceCodebook
from khaldun.pipeline import extensions as ext

#: Upper bounds of how many sentences with events stand before one, and their names.
_PLACES = ((1, "1"), (2, "2"), (5, "3-5"), (10, "6-10"))
_MOST_RETOLD = 3
#: Events of fewer sentences have no main one among them.
_LEAST_SENTENCES = 2
_HARM = ("deaths", "injuries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count of an event."""

    low: int | None
    high: int | None
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a report tells of one event. `sentence` orders; `place`, `date` are precisions, "none" where there is none.

    `victims` are the last words of its recipients, `deaths` and `injuries` None where no number is told.
    """

    sentence: int
    place: str
    date: str
    basis: str
    victims: frozenset[str]
    deaths: Count | None
    injuries: Count | None


def features_beside(events: Sequence[Told]) -> list[list[str]]:
    """Names of the features of each of a report's events, in their order."""
    order = sorted({event.sentence for event in events})
    retold = Counter(word for event in events for word in event.victims)
    most = {kind: max((_figure(getattr(event, kind)) for event in events), default=0) for kind in _HARM}
    return [_features(event, order.index(event.sentence), retold, most) for event in events]


def _features(event: Told, before: int, retold: Counter[str], most: dict[str, int]) -> list[str]:
    times = max((retold[word] - 1 for word in event.victims), default=0)
    names = [
        f"told={next((name for bound, name in _PLACES if before < bound), 'later')}",
        f"place={event.place}",
        f"date={event.date}",
        f"basis={event.basis}",
        f"retold={min(times, _MOST_RETOLD)}",
    ]
    for kind in _HARM:
        count: Count | None = getattr(event, kind)
        names.append(f"{kind}={_sort(count)}")
        if _figure(count) and _figure(count) == most[kind]:
            names.append(f"{kind}=most")
    return names


def _sort(count: Count | None) -> str:
    if count is None:
        return "none"
    if count.high == 0:
        return "zero"
    return "exact" if count.exact else "about"


def _figure(count: Count | None) -> int:
    if count is None:
        return 0
    return count.low if count.low is not None else count.high or 0


def shifts(events: Sequence[Told], book: RelevanceCodebook) -> list[float]:
    """What to add to the log odds of each event: nothing on the whole, and nothing where one sentence tells them all.

    The weights are of whole reports; in sentences alone they made the type of the first event worse (PLOVER records).
    """
    if len({event.sentence for event in events}) < _LEAST_SENTENCES:
        return [0.0] * len(events)
    sums = [book.logit(names) for names in features_beside(events)]
    mean = sum(sums) / len(sums)
    return [value - mean for value in sums]


def shifted(confidence: float, shift: float) -> float:
    """A confidence with something added to its log odds."""
    if confidence in (0.0, 1.0):
        return confidence
    return 1 / (1 + math.exp(-math.log(confidence / (1 - confidence)) - shift))


def told_in(doc: Doc, trigger: Span) -> Told:
    """What a Doc holds of the event of a trigger."""
    circumstances = ext.values_of(doc, "circumstances").get(trigger.id_, {})
    parties = ext.values_of(doc, "participants").get(trigger.id_, {"recipient": []})
    timex = ext.values_of(doc, "timexes").get(circumstances.get("timex") or "", {})
    date = circumstances if circumstances.get("first") else timex
    dated = bool(date.get("first"))
    return Told(
        sentence=trigger.sent.start,
        place=_precision(doc, circumstances.get("toponym")),
        date=str(date["precision"]) if dated else "none",
        basis=str(date["basis"]) if dated else "none",
        victims=frozenset(ext.span_by_id(doc, party)[-1].lower_ for party in parties["recipient"]),
        deaths=_count(doc, trigger, "deaths"),
        injuries=_count(doc, trigger, "injuries"),
    )


def _precision(doc: Doc, toponym: str | None) -> str:
    if toponym is None:
        return "none"
    return str(ext.values_of(doc, "places").get(toponym, {}).get("precision") or "unresolved")


def _count(doc: Doc, trigger: Span, kind: str) -> Count | None:
    quantity = ext.values_of(doc, "casualties").get(trigger.id_, {}).get(kind)
    if quantity is None:
        return None
    values: ext.QuantityValues = ext.values_of(doc, "quantities")[quantity]
    return Count(low=values["low"], high=values["high"], exact=values["exact"])
