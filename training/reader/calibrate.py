"""How far the reader's scores can be taken as chances, before and after calibration, with a reliability plot.

Scores of words: whether a word begins or goes on with a cue, tells of an event (ECB+, DEV), tells of a political event,
has this status, stands in a relation to a pivot. Calibration is Platt's (1999): a slope and a shift on the logit,
fitted on four folds of the reports and judged on the fifth. The expected calibration error (Naeini et al. 2015) is
over ten bins of equal width.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from khaldun.pipeline.reading import Reading

from .corpora import Example
from .network import RELATIONS

Vector = NDArray[np.float64]
FOLDS, BINS = 5, 10
_LEAST = 1e-8
Sample = tuple[str, str, Vector, NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Of one head: slope and shift over all folds, the error before and after, and the shares by bin (after)."""

    slope: float
    shift: float
    before: float
    after: float
    said: Vector
    true: Vector
    words: int


def samples(examples: Sequence[Example], found: Sequence[Reading]) -> Iterator[Sample]:
    """Head, report, logits and truth of all words that have gold."""
    for example, reading in zip(examples, found, strict=True):
        if example.cue is not None:
            scores = reading.columns("cue").astype(np.float64)
            yield "cue", example.id, np.logaddexp(scores[:, 1], scores[:, 2]) - scores[:, 0], example.cue > 0
        if example.event is not None:
            kept = example.event >= 0
            yield "event", example.id, reading.columns("event")[kept, 0].astype(np.float64), example.event[kept] > 0
        if example.type is not None and (example.type >= 0).all():
            yield "type", example.id, political(reading), example.type > 0
        for relation, pivot, marks in example.pairs:
            scores = reading.related(relation, pivot).astype(np.float64)
            near = np.flatnonzero(scores > -15)
            yield relation, example.id, scores[near], marks[near]


def political(reading: Reading) -> Vector:
    """The logit that a word tells of a political event of any type."""
    scores = reading.columns("type").astype(np.float64)
    rest = scores[:, 1:]
    most = rest.max(1)
    found: Vector = most + np.log(np.exp(rest - most[:, None]).sum(1)) - scores[:, 0]
    return found


def calibrate(found: Sequence[Sample]) -> dict[str, Calibration]:
    """Each head's calibration."""
    by_head: dict[str, list[Sample]] = defaultdict(list)
    for sample in found:
        by_head[sample[0]].append(sample)
    return {head: _calibration(items) for head, items in sorted(by_head.items())}


def _calibration(items: Sequence[Sample]) -> Calibration:
    fold = np.concatenate([np.full(len(logits), _fold(report)) for _, report, logits, _ in items])
    logits = np.concatenate([logits for _, _, logits, _ in items])
    true = np.concatenate([true for _, _, _, true in items]).astype(np.float64)
    chance = np.zeros(len(logits))
    for number in range(FOLDS):
        slope, shift = platt(logits[fold != number], true[fold != number])
        chance[fold == number] = _sigmoid(slope * logits[fold == number] + shift)
    slope, shift = platt(logits, true)
    said, share, _ = bins(chance, true)
    return Calibration(
        slope=slope,
        shift=shift,
        before=error(_sigmoid(logits), true),
        after=error(chance, true),
        said=said,
        true=share,
        words=len(true),
    )


def _fold(report: str) -> int:
    return hashlib.sha1(report.encode()).digest()[2] % FOLDS


def platt(logits: Vector, true: Vector) -> tuple[float, float]:
    """Slope and shift of the logistic regression of truth on a logit, by Newton's method with halved steps."""
    weights = np.array([1.0, 0.0])
    design = np.stack([logits, np.ones_like(logits)], axis=1)
    for _ in range(30):
        chance = _sigmoid(design @ weights)
        gradient = design.T @ (chance - true)
        curvature = (design.T * (chance * (1 - chance))) @ design + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        before = _cost(design @ weights, true)
        while _cost(design @ (weights - step), true) > before and np.abs(step).max() > _LEAST:
            step = step / 2
        weights -= step
        if np.abs(step).max() < _LEAST:
            break
    return float(weights[0]), float(weights[1])


def _cost(logits: Vector, true: Vector) -> float:
    return float((np.logaddexp(0, logits) - true * logits).sum())


def error(chance: Vector, true: Vector) -> float:
    """The expected calibration error, 0 to 1."""
    said, share, size = bins(chance, true)
    return float((size * np.abs(said - share)).sum() / max(size.sum(), 1))


def bins(chance: Vector, true: Vector) -> tuple[Vector, Vector, Vector]:
    """Mean chance, share that is true, and size of each bin of equal width that is not empty."""
    number = np.minimum((chance * BINS).astype(int), BINS - 1)
    size = np.bincount(number, minlength=BINS).astype(np.float64)
    kept = size > 0
    said = np.bincount(number, chance, minlength=BINS)[kept] / size[kept]
    share = np.bincount(number, true, minlength=BINS)[kept] / size[kept]
    return said, share, size[kept]


def _sigmoid(x: Vector) -> Vector:
    found: Vector = 1 / (1 + np.exp(-np.clip(x, -50, 50)))
    return found


def plot(found: dict[str, Calibration], path: Path) -> None:
    """The reliability plot: for each head, what share is true of what it says with a chance."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "khaldun"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for head, one in found.items():
        axes.plot(one.said, one.true, marker="o", markersize=3, linewidth=1, label=head)
    axes.set_xlabel("chance that the reader gives (calibrated)")
    axes.set_ylabel("share that is true")
    axes.legend(fontsize=8)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def write(found: dict[str, Calibration], path: Path) -> None:
    """The figures as JSON."""
    rows = {
        head: {
            "slope": round(one.slope, 4),
            "shift": round(one.shift, 4),
            "error_before": round(one.before, 4),
            "error_after": round(one.after, 4),
            "words": one.words,
        }
        for head, one in found.items()
    }
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


HEADS = ("cue", "event", "type", *RELATIONS)
