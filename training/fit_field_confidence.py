"""Counts the shares of `data/triggers/field_confidence.tsv`, and how far an event's confidence can be trusted.

    khaldun annotate ../shared/bench/whole/reports.jsonl -o dev.jsonl
    khaldun annotate ../shared/bench/whole/train.reports.jsonl -o train.jsonl
    python -m training.fit_field_confidence ../shared/bench dev.jsonl train.jsonl

Judged are whole reports that the learned reader never saw: the DEV part and the held-out sixth of TRAIN. Events are
paired with gold, and fields judged, by the scorer of the corpus. A share is that of the filled fields of a kind that
are right on paired events, with one right and one wrong case added (Laplace). Prints the expected calibration error
(Naeini et al. 2015, ten bins) of the shares and of the confidence of events, an event being right where it is paired
and its type accepted; both on held-out reports (five folds). Draws both, and prints `[confidence]` of
`data/reader/use.toml`: slope and shift on the log odds of the scores (Platt 1999).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from khaldun.codebooks.loading import data_path
from khaldun.pipeline.confidence import bare
from khaldun.records.encoding import COUNTS

from .reader.calibrate import bins, error, platt
from .reader.corpora import is_kept

FOLDS = 5
TABLE = data_path("triggers", "field_confidence.tsv")
PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "confidence-reliability.svg"


@dataclass(frozen=True, slots=True)
class Case:
    """A filled field of a paired event: the report, field and kind as in the table, and whether it is right."""

    report: str
    field: str
    kind: str
    right: bool


def main() -> None:
    """Pairs, counts, writes the table and the picture, prints the errors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("train", type=Path)
    options = parser.parse_args()
    scorer, folder = scorer_of(options.bench), options.bench / "whole"
    rows = [*judged(scorer, folder / "gold.jsonl", options.dev)]
    rows += [row for row in judged(scorer, folder / "train.gold.jsonl", options.train) if is_kept(row[0])]
    cases = [case for report, event, right in rows for case in cases_of(report, event, right)]
    write(shares(cases))
    scores = np.array([event["confidence"] for _, event, _ in rows])
    true = np.array([bool(right.get("type")) for _, _, right in rows], dtype=np.float64)
    print(f"{len({report for report, _, _ in rows})} reports, {len(rows)} events")
    odds = np.array([log_odds(bare(score)) for score in scores])
    folds = np.array([_fold(report) for report, _, _ in rows])
    chance = np.zeros(len(odds))
    for number in range(FOLDS):
        slope, shift = platt(odds[folds != number], true[folds != number])
        chance[folds == number] = 1 / (1 + np.exp(-(slope * odds[folds == number] + shift)))
    slope, shift = platt(odds, true)
    before = error(1 / (1 + np.exp(-odds)), true)
    print(f"event: {len(true)} events, {true.mean():.3f} right, calibration error {100 * before:.1f} % of the scores, ")
    print(f"  {100 * error(chance, true):.1f} % calibrated on held-out folds; slope = {slope:.3f}, shift = {shift:.3f}")
    for said, share, size in zip(*bins(chance, true), strict=True):
        print(f"  said {said:.2f}: {share:.2f} right of {size:.0f}")
    fields = {}
    for name in sorted({case.field for case in cases}):
        of_field = [case for case in cases if case.field == name]
        held_out = np.array([chance_held_out(case, of_field) for case in of_field])
        fields[name] = held_out, np.array([case.right for case in of_field], dtype=np.float64)
        print(f"{name}: {len(of_field)} fields, calibration error {100 * error(*fields[name]):.1f} %")
    plot({"event": (chance, true), **fields})


def scorer_of(bench: Path) -> ModuleType:
    """The scorer of whole reports."""
    spec = importlib.util.spec_from_file_location("whole_score", bench / "whole" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(scorer: ModuleType, gold: Path, coded: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, bool]]]:
    """Report, coded event, and which of its fields are right ({} for one that gold does not have)."""
    said = {row["id"]: row["events"] for row in map(json.loads, coded.read_text("utf-8").splitlines())}
    for record in map(json.loads, gold.read_text("utf-8").splitlines()):
        events = said.get(record["id"], [])
        pairs = {place: number for number, place in scorer.pair(record["events"], events)}
        for place, event in enumerate(events):
            right = scorer.judge(record["events"][pairs[place]], event) if place in pairs else {}
            yield record["id"], event, right


def cases_of(report: str, event: dict[str, Any], right: dict[str, bool]) -> Iterator[Case]:
    """The filled fields of a paired event."""
    if not right:
        return
    for side in ("actor", "recipient"):
        if event[side]:
            kind = min((_party_kind(party) for party in event[side]), key=("uncoded", "inferred", "read").index)
            yield Case(report, side, kind, right[f"{side}_countries"])
    if place := event["place"]:
        yield Case(report, "place", place["precision"] or "unresolved", right["place_text"])
    if date := event["date"]:
        yield Case(report, "date", "text" if date["text"] else date["basis"], right["date"])
    if named := [name for name in COUNTS if event[name] and name in right]:
        yield Case(report, "counts", "any", all(right[name] for name in named))
    if event["attribution"]:
        yield Case(report, "attribution", "any", right["attribution"])


def _party_kind(party: dict[str, Any]) -> str:
    if party["country"] is None:
        return "uncoded"
    return "inferred" if "country" in party["inferred"] else "read"


def log_odds(chance: float) -> float:
    """The logit of a chance inside 0 to 1."""
    return math.log(chance / (1 - chance))


def shares(cases: Sequence[Case]) -> dict[tuple[str, str], float]:
    """Share right by field and kind."""
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for case in cases:
        found[case.field, case.kind].append(case.right)
    return {key: (sum(right) + 1) / (len(right) + 2) for key, right in found.items()}


def chance_held_out(case: Case, cases: Sequence[Case]) -> float:
    """The share of a case's kind on the reports of the other folds; one half where there are none."""
    fold = _fold(case.report)
    others = [other for other in cases if other.kind == case.kind and _fold(other.report) != fold]
    return (sum(other.right for other in others) + 1) / (len(others) + 2)


def _fold(report: str) -> int:
    return int(hashlib.sha1(report.encode()).hexdigest(), 16) % FOLDS


def write(found: dict[tuple[str, str], float]) -> None:
    """Writes the shares of the kinds that were met; the others stay as they are."""
    lines = []
    for line in TABLE.read_text("utf-8").splitlines():
        field, kind, *_ = [*line.split("\t"), ""]
        share = found.get((field, kind))
        lines.append(line if line.startswith("#") or share is None else f"{field}\t{kind}\t{share:.2f}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def plot(found: dict[str, tuple[Any, Any]]) -> None:
    """What share is right of what is given with a confidence."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "khaldun"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for name, (chance, true) in found.items():
        said, share, _ = bins(chance, true)
        axes.plot(said, share, linewidth=1 if name == "event" else 0, marker="o", markersize=3, label=name)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share that is right")
    axes.legend(fontsize=8)
    figure.savefig(PICTURE, metadata={"Date": None})
    pyplot.close(figure)


if __name__ == "__main__":
    main()
