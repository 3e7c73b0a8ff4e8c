"""Weights that turn the features of a coded event into a confidence, and the score below which it is not coded."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import data_path
from khaldun.codebooks.overlays import layered_table

#: The row whose weight is no feature's but the least confidence of an event that is coded.
THRESHOLD = "threshold"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelevanceCodebook:
    """Weights by feature name (log odds) and the threshold (0 to 1)."""

    weights: dict[str, float]
    threshold: float
    label: str

    def confidence(self, features: Iterable[str]) -> float:
        """How likely a coder would code this event with this type: the logistic of the weights that hold."""
        return 1 / (1 + math.exp(-self.logit(features)))

    def logit(self, features: Iterable[str]) -> float:
        """The sum of the weights that hold."""
        return sum(self.weights.get(name, 0.0) for name in features)

    def against(self, features: Iterable[str], most: int = 3) -> list[str]:
        """The features that speak most against it, strongest first."""
        found = sorted((self.weights[name], name) for name in features if self.weights.get(name, 0.0) < 0)
        return [name for _, name in found[:most]]


@lru_cache
def load_relevance(overlays: tuple[Path, ...] = ()) -> RelevanceCodebook:
    """The weights, with a user's rows over them. Raises CodebookError for what is no number."""
    return _load("relevance.tsv", overlays)


@lru_cache
def load_main_event(overlays: tuple[Path, ...] = ()) -> RelevanceCodebook:
    """The weights that tell a report's main event from its others; they have no threshold. Raises as above."""
    return _load("main_event.tsv", overlays)


@lru_cache
def load_retellings(overlays: tuple[Path, ...] = ()) -> RelevanceCodebook:
    """The weights that say whether two tellings are of one event, and the least chance that joins. Raises as above."""
    return _load("retellings.tsv", overlays)


def _load(name: str, overlays: tuple[Path, ...]) -> RelevanceCodebook:
    path = data_path("triggers", name)
    table = layered_table(path, columns=["feature", "weight"], key=["feature"], overlays=overlays)
    weights = {row["feature"]: row.number("weight") for row in table.rows}
    return RelevanceCodebook(threshold=weights.pop(THRESHOLD, 0.0), weights=weights, label=table.header.label)
