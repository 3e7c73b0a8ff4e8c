"""Fits the weights of the linker on the TRAIN part of ECB+ and prints them, or writes them into their codebook.

    khaldun annotate BENCH/linking/train.reports.jsonl -o train.coded.jsonl
    python training/fit_linking.py BENCH/linking/train.gold.jsonl train.coded.jsonl [--write]

Both scales are logistic regressions with a quadratic penalty, found by Newton's method from zero: nothing is drawn by
chance. Reports: every pair that the linker compares, the same incident or not. Events: every pair within the happenings
that are found with these weights, of events that stand on a mention of the gold, the same cluster or not. Weights that
are named here as set by hand are kept as they stand in the codebook.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from khaldun.codebooks.linking import PATH, LinkingWeights, Scale, load_linking_weights
from khaldun.linker.acts import event_pairs
from khaldun.linker.happenings import find_happenings
from khaldun.linker.publication import in_order
from khaldun.linker.report_features import compare_reports
from khaldun.records.linkable import LinkableEvent, LinkableReport
from khaldun.workflows.link_incidents import read_linkable

#: TRAIN says nothing true of these: it knows the day of publication of one sort of report only.
REPORTS_BY_HAND = ("published_far", "days_apart", "same_place", "places_apart")
#: Too few pairs of TRAIN have these: events of sport, film and business are seldom placed or dated.
EVENTS_BY_HAND = (
    "other_type", "same_day", "days_apart", "place_near", "place_far", "count_equal", "count_other", "same_source",
    "actor_unlike", "recipient_unlike",
)  # fmt: skip
PENALTY = 1.0
Rows = list[tuple[Mapping[str, float], bool]]
Floats = NDArray[np.float64]


def main() -> None:
    """Fits both scales and prints them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into the codebook")
    arguments = parser.parse_args()
    gold = {one["id"]: one for one in map(json.loads, arguments.gold.read_text("utf-8").splitlines())}
    reports = in_order(read_linkable(arguments.coded))
    book = load_linking_weights()
    book = replace(book, reports=fitted(list(report_rows(reports, gold, book)), book.reports, kept=REPORTS_BY_HAND))
    book = replace(book, events=fitted(list(event_rows(reports, gold, book)), book.events, kept=EVENTS_BY_HAND))
    for name, scale in (("reports", book.reports), ("events", book.events)):
        print(f"[{name}]", *(f"{key} = {value}" for key, value in _values(scale).items()), sep="\n")
        if arguments.write:
            PATH.write_text(with_values(PATH.read_text("utf-8"), name, _values(scale)), "utf-8")


def report_rows(
    reports: Sequence[LinkableReport], gold: Mapping[str, Any], book: LinkingWeights
) -> Iterator[tuple[Mapping[str, float], bool]]:
    """The features of each pair of reports that is compared, and whether it is of one incident."""
    incident = [gold[report.id]["incident"] for report in reports]
    for (one, other), features in compare_reports(reports, book).items():
        yield features, incident[one] == incident[other]


def event_rows(
    reports: Sequence[LinkableReport], gold: Mapping[str, Any], book: LinkingWeights
) -> Iterator[tuple[Mapping[str, float], bool]]:
    """The features of each pair of events in one happening that stand on mentions, and whether they are one cluster."""
    number = {report.id: at for at, report in enumerate(reports)}
    found = find_happenings(reports, book)

    def alike(one: str, other: str) -> float:
        low, high = sorted((number[one], number[other]))
        return found.scores.get((low, high), 0.0)

    for group in found.groups:
        told = [(event, cluster_of(event, gold)) for at in group for event in reports[at].events]
        events = [event for event, cluster in told if cluster is not None]
        clusters = [cluster for _, cluster in told if cluster is not None]
        for (one, other), features in event_pairs(events, book, alike):
            yield features, clusters[one] == clusters[other]


def cluster_of(event: LinkableEvent, gold: Mapping[str, Any]) -> str | None:
    """The cluster of the first mention that an event's trigger overlaps."""
    for mention in gold[event.report]["mentions"]:
        if mention["start"] < event.trigger.end and event.trigger.start < mention["end"]:
            return str(mention["cluster"])
    return None


def fitted(rows: Rows, scale: Scale, *, kept: Sequence[str] = ()) -> Scale:
    """The scale with its bias and weights fitted, those `kept` as they are."""
    free = [name for name in scale.weights if name not in kept]
    values = np.array([[row.get(name, 0.0) for name in free] + [1.0] for row, _ in rows])
    fixed = np.array([sum(scale.weights[name] * row.get(name, 0.0) for name in kept) for row, _ in rows])
    found = newton(values, fixed, np.array([float(same) for _, same in rows]))
    weights = dict(zip(free, (round(float(value), 2) for value in found), strict=False))
    return replace(scale, bias=round(float(found[-1]), 2), weights={**scale.weights, **weights})


def newton(values: Floats, fixed: Floats, same: Floats, steps: int = 50) -> Floats:
    """Weights of a logistic regression, the last of them the bias, which has no penalty."""
    penalty = np.full(values.shape[1], PENALTY)
    penalty[-1] = 1e-6
    found = np.zeros(values.shape[1])
    for _ in range(steps):
        score = 1 / (1 + np.exp(-np.clip(values @ found + fixed, -30, 30)))
        slope = values.T @ (score - same) + penalty * found
        curve = (values * (score * (1 - score))[:, None]).T @ values + np.diag(penalty)
        found -= np.linalg.solve(curve, slope)
    return found


def with_values(text: str, table: str, values: Mapping[str, float]) -> str:
    """The codebook's text with the numbers of a table replaced, comments kept."""
    head, mark, rest = text.partition(f"[{table}]\n")
    body, following, tail = rest.partition("\n[")
    for key, value in values.items():
        body = re.sub(rf"(?m)^{key} = \S+", f"{key} = {value}", body)
    return head + mark + body + following + tail


def _values(scale: Scale) -> dict[str, float]:
    return {"threshold": scale.threshold, "bias": scale.bias, **scale.weights}


if __name__ == "__main__":
    main()
