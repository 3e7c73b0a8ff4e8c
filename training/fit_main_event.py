"""Fits the weights of `data/triggers/main_event.tsv`: which of a report's events is the one that it is about?

    khaldun annotate ../shared/bench/events/muc4_facts/train/reports.jsonl -o coded.jsonl
    python training/fit_main_event.py ../shared/bench coded.jsonl

Examples: the attacks that Khaldun codes in reports with exactly one incident (`events/muc4_facts/train`). The more of
its deaths, injuries, day, country and place an event has right, the likelier it shall be first: softmax over a report's
events, with the event's confidence as it is, an L2 penalty, by Adam. The confidences of `coded.jsonl` must be those
without this table: code with an overlay that sets its weights to 0, or before it was there.
Prints the mean of the five figures over four folds, with the highest confidence first as it was and as fitted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from khaldun.codebooks.loading import data_path
from khaldun.pipeline.confidence import bare
from khaldun.pipeline.main_event import Count, Told, features_beside
from khaldun.records.text import fold

Vector = npt.NDArray[np.float64]
#: How much a figure counts: few reports tell of injuries, and each counts as much in the mean.
WORTH = {"deaths": 1.2, "injuries": 2.5, "date": 1.0, "country": 1.0, "place": 1.0}
#: `SHARE` is that of the confidence; a smaller one gives the table more room.
SHARE, L2, SHARPNESS, LEAST, FOLDS, STEPS, RATE = 0.7, 1.0, 2.0, 15, 4, 150, 0.08


@dataclass(frozen=True, slots=True)
class Example:
    """A report's attacks: their features, log odds, and which figures each has right; and which gold has."""

    report: str
    features: list[list[str]]
    odds: Vector
    right: list[dict[str, bool]]
    asked: list[str]


def told_of(event: dict[str, Any]) -> Told:
    """An event of `khaldun annotate` as the package sees it in the Doc."""
    place, date = event["place"], event["date"]
    return Told(
        sentence=event["sentence"]["start"],
        place=str(place["precision"] or "unresolved") if place else "none",
        date=date["precision"] if date else "none",
        basis=date["basis"] if date else "none",
        victims=frozenset(party["text"].lower().split()[-1] for party in event["recipient"]),
        deaths=_count(event["deaths"]),
        injuries=_count(event["injuries"]),
    )


def _count(value: dict[str, Any] | None) -> Count | None:
    return None if value is None else Count(low=value["low"], high=value["high"], exact=value["exact"])


def _figure(value: dict[str, Any] | None) -> int:
    return 0 if value is None else value["low"] or value["high"] or 0


def right_in(event: dict[str, Any], gold: dict[str, Any]) -> dict[str, bool]:
    """Which of the figures that gold gives an event has right."""
    found = {kind: _figure(event[kind]) == gold[kind] for kind in ("deaths", "injuries") if gold[kind]}
    place, date = event["place"] or {}, event["date"] or {}
    if gold["date"]:
        found["date"] = [date.get("from"), date.get("to")] == gold["date"]
    if gold["country"]:
        found["country"] = place.get("country") == gold["country"]
    if gold["place"]:
        names = [fold(place[key]) for key in ("text", "name") if place.get(key)]
        found["place"] = any(name in fold(one) or fold(one) in name for name in names for one in gold["place"])
    return found


def is_attack(event: dict[str, Any]) -> bool:
    """Whether an event may be the incident of such a report."""
    abducts = event["type"] == "COERCE" and event["mode"] in ("seize", "destroy", "abduct")
    return event["status"] not in ("negated", "hypothetical") and (event["type"] == "ASSAULT" or abducts)


def read_examples(bench: Path, coded: Path) -> list[Example]:
    """One example a report with attacks."""
    path = bench / "events" / "muc4_facts" / "train" / "gold.jsonl"
    gold = {row["id"]: row["gold"] for row in map(json.loads, path.read_text("utf-8").splitlines())}
    found = []
    for row in map(json.loads, coded.read_text("utf-8").splitlines()):
        names = features_beside([told_of(event) for event in row["events"]])
        attacks = [(n, event) for n, event in enumerate(row["events"]) if is_attack(event)]
        if row["id"] in gold:
            found.append(
                Example(
                    row["id"],
                    [names[n] for n, _ in attacks],
                    np.array([_odds(bare(event["confidence"])) for _, event in attacks]),
                    [right_in(event, gold[row["id"]]) for _, event in attacks],
                    [figure for figure in WORTH if gold[row["id"]][figure]],
                )
            )
    return found


def _odds(confidence: float) -> float:
    inside = min(max(confidence, 0.02), 0.98)
    return math.log(inside / (1 - inside))


def fit(examples: Sequence[Example], names: Sequence[str]) -> Vector:
    """The weights, in the scale of log odds."""
    rows: list[tuple[Vector, Vector, Vector]] = []
    for example in examples:
        worth = np.array([sum(WORTH[k] for k, ok in right.items() if ok) for right in example.right])
        if len(worth) > 1 and worth.max() > worth.min():
            goal = np.exp(SHARPNESS * worth)
            rows.append((_matrix(example, names), SHARE * example.odds, goal / goal.sum()))
    weights, slope, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        gradient = -L2 * weights
        for matrix, odds, goal in rows:
            score = matrix @ weights + odds
            chance = np.exp(score - score.max())
            gradient += matrix.T @ (goal - chance / chance.sum())
        slope, square = 0.9 * slope + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        weights += RATE * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights / SHARE


def _matrix(example: Example, names: Sequence[str]) -> Vector:
    return np.array([[name in features for name in names] for features in example.features], dtype=float)


def known_names(examples: Sequence[Example]) -> list[str]:
    """The features that stand often enough to be weighed."""
    counts = Counter(name for e in examples for features in e.features for name in features)
    return sorted(name for name, n in counts.items() if n >= LEAST)


def mean_right(examples: Sequence[Example], score: Callable[[Example], Vector]) -> float:
    """Mean over the figures of the share that the first event has right, in percent."""
    asked: Counter[str] = Counter(figure for e in examples for figure in e.asked)
    hits: Counter[str] = Counter()
    for example in examples:
        if example.features:
            first = example.right[int(np.argmax(score(example)))]
            hits.update(figure for figure, ok in first.items() if ok)
    return 100 * sum(hits[figure] / n for figure, n in asked.items()) / len(asked)


def validate(examples: Sequence[Example]) -> tuple[float, float]:
    """The figure with the confidence alone, and that of held-out folds with the weights."""
    fold_of = [int(hashlib.sha1(e.report.encode()).hexdigest(), 16) % FOLDS for e in examples]
    fitted: dict[str, Vector] = {}
    for number in range(FOLDS):
        inside = [e for e, n in zip(examples, fold_of, strict=True) if n != number]
        names = known_names(inside)
        weights = fit(inside, names)
        for example in (e for e, n in zip(examples, fold_of, strict=True) if n == number and e.features):
            fitted[example.report] = _matrix(example, names) @ weights + example.odds
    return mean_right(examples, lambda e: e.odds), mean_right(examples, lambda e: fitted[e.report])


def write(names: Sequence[str], weights: Vector) -> None:
    """Writes the table."""
    head = (
        "# id: khaldun-main-event\n# version: 0.1.0\n# language: en\n# licence: Apache-2.0\n"
        "# origin: fitted by training/fit_main_event.py on a TRAIN part; weights of features, no text of any corpus\n"
        "# Added to the log odds of an event's confidence, less their mean over the report's events.\n"
        "feature\tweight\n"
    )
    rows = [f"{name}\t{value:.3f}" for name, value in zip(names, weights, strict=True)]
    data_path("triggers", "main_event.tsv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Reads, validates, fits, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("coded", type=Path)
    options = parser.parse_args()
    examples = read_examples(options.bench, options.coded)
    before, after = validate(examples)
    Path("/dev/stdout").write_text(f"{len(examples)} reports: mean right {before:.1f} before, {after:.1f} fitted\n")
    names = known_names(examples)
    write(names, fit(examples, names))


if __name__ == "__main__":
    main()
