"""Events to acts: which events of the reports of one happening are the same act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from khaldun.codebooks.linking import LinkingWeights
from khaldun.linker.clustering import grouped
from khaldun.linker.event_features import EventKey, Features, compare_events, key_of
from khaldun.linker.scoring import reasons_of, score_of
from khaldun.records.judgement import Judgement
from khaldun.records.linkable import LinkableEvent

Pair = tuple[int, int]
#: The score of the reports of two events, by the ids of the reports.
Alike = Callable[[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Events that are one act, in the order given, and the judgements that tie them."""

    events: tuple[LinkableEvent, ...]
    judgements: tuple[Judgement, ...]


def find_acts(
    events: Sequence[LinkableEvent],
    book: LinkingWeights,
    alike: Alike,
    *,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> list[Act]:
    """The acts among the events of one happening; `same` and `different` are pairs of numbers that people judged."""
    compared = dict(event_pairs(events, book, alike))
    scores = {pair: score_of(features, book.events) for pair, features in compared.items()}
    groups = grouped(len(events), scores, book.events.threshold, same=same, different=different)
    return [
        Act(
            events=tuple(events[number] for number in group),
            judgements=tuple(_ties(group, events, scores=scores, compared=compared, book=book)),
        )
        for group in groups
    ]


def event_pairs(events: Sequence[LinkableEvent], book: LinkingWeights, alike: Alike) -> Iterator[tuple[Pair, Features]]:
    """The pairs that share a word or a type, by their numbers, with their features."""
    keys = [key_of(event, book) for event in events]
    shelves: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        for shelf in (f"word {key.stem}", f"type {key.event.type}"):
            shelves.setdefault(shelf, []).append(number)
    pairs = {(one, other) for held in shelves.values() for at, other in enumerate(held) for one in held[:at]}
    for one, other in sorted(pairs):
        yield (one, other), _features(keys[one], keys[other], book, alike)


def _features(one: EventKey, other: EventKey, book: LinkingWeights, alike: Alike) -> Features:
    likeness = 1.0 if one.event.report == other.event.report else alike(one.event.report, other.event.report)
    return {**compare_events(one, other, book.limits), "report_likeness": likeness}


def _ties(
    group: Sequence[int],
    events: Sequence[LinkableEvent],
    *,
    scores: Mapping[Pair, float],
    compared: Mapping[Pair, Features],
    book: LinkingWeights,
) -> Iterator[Judgement]:
    """For each event after the first its best pair with an earlier one: what an act hangs together by."""
    for at, number in enumerate(group):
        earlier = [(scores[one, number], -one) for one in group[:at] if (one, number) in scores]
        if not earlier:
            continue
        score, one = max(earlier)
        first, second = sorted((events[-one].id, events[number].id))
        yield Judgement(
            pair=(first, second),
            decision="same",
            score=round(score, 4),
            reasons=reasons_of(compared[-one, number], book.events),
        )
