"""Reports to happenings: which reports tell of the same, by their words, days and publication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khaldun.codebooks.linking import LinkingWeights
from khaldun.linker.clustering import grouped
from khaldun.linker.report_features import Features, Pair, compare_reports
from khaldun.linker.scoring import score_of
from khaldun.records.linkable import LinkableReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """Groups of reports by their numbers, and the scores of the pairs that were compared."""

    groups: tuple[tuple[int, ...], ...]
    scores: Mapping[Pair, float]
    features: Mapping[Pair, Features]


def find_happenings(
    reports: Sequence[LinkableReport],
    book: LinkingWeights,
    *,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> Happenings:
    """The happenings that reports tell of; `same` are pairs of numbers that are one, `different` such that are not."""
    features = compare_reports(reports, book)
    scores = {pair: score_of(values, book.reports) for pair, values in features.items()}
    groups = grouped(len(reports), scores, book.reports.threshold, same=same, different=different)
    return Happenings(groups=tuple(groups), scores=scores, features=features)
