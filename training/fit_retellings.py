"""Fits the weights of `data/triggers/retellings.tsv` on TRAIN: which coded events of a report tell of one happening?

    python -m training.fit_retellings ../shared/bench [--threshold 0.55]

Examples: pairs of events of one type that the pipeline codes in a report of `whole/train`, joined by nothing yet. A
pair is of one event where both triggers stand in one gold event (`trigger` or `also`), of two where they stand in
different ones, and, with less weight, where only one stands in any. What contradicts (`VETOED`) is
never joined and no example. Logistic regression with an L2 penalty; prints the area under the curve,
precision and recall of five folds by report.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span

from khaldun.codebooks.loading import data_path
from khaldun.codebooks.triggers import TriggerCodebook, load_triggers
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.coder import Coder
from khaldun.pipeline.components.retellings import NAME
from khaldun.pipeline.retelling import Tellings, features_between, logistic
from khaldun.records import Report

from .linear import logistic as fitted

Vector = npt.NDArray[np.float64]
VETOED = frozenset({
    "actor=apart",
    "recipient=apart",
    "place=abroad",
    "date=apart",
    "counts=apart",
    "mode=apart",
    "number=apart",
    "further",
})
VETO = -40.0
L2, LEAST_EXAMPLES, FOLDS, HALF = 3.0, 8, 5, 0.3


@dataclass(frozen=True)
class Example:
    """A pair of coded events of one type: its report, features, whether they are one event, and how much it counts."""

    report: str
    features: tuple[str, ...]
    same: bool
    weight: float


def main() -> None:
    """Codes, fits, writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--threshold", type=float, default=0.55)
    options = parser.parse_args()
    examples = list(all_examples(options.bench))
    names = names_of(examples)
    report_folds(examples, names)
    write(names, fit(examples, names), threshold=options.threshold)


def all_examples(bench: Path) -> Iterator[Example]:
    """Every pair of every report of the part."""
    coder = Coder()
    coder._ours = [name for name in coder._ours if name != NAME]
    codebook, folder = load_triggers(), bench / "whole"
    gold = {row["id"]: row["events"] for row in map(json.loads, (folder / "train.gold.jsonl").open(encoding="utf-8"))}
    for row in map(json.loads, (folder / "train.reports.jsonl").open(encoding="utf-8")):
        report = Report(id=row["id"], text=row["text"], title=row.get("title"), published=row.get("published"))
        yield from examples_of(report.id, coder.annotate(report), gold[report.id], codebook)


def examples_of(report: str, doc: Doc, gold: Sequence[dict[str, Any]], codebook: TriggerCodebook) -> Iterator[Example]:
    """The pairs of one annotated report that gold says anything of, and that nothing forbids to join."""
    triggers, reader = ext.values_of(doc, "triggers"), Tellings(doc, codebook)
    coded = [span for span in ext.spans_of(doc, "triggers") if triggers[span.id_]["type"] is not None]
    told = [(reader.of(s), _events_at(s, triggers[s.id_]["type"], gold)) for s in sorted(coded, key=lambda s: s.start)]
    for (one, mine), (other, theirs) in combinations(told, 2):
        if one.type == other.type and (mine or theirs):
            features = tuple(sorted(set(features_between(one, other))))
            if VETOED.isdisjoint(features):
                yield Example(report, features, bool(mine & theirs), 1.0 if mine and theirs else HALF)


def _events_at(span: Span, kind: str, gold: Sequence[dict[str, Any]]) -> set[int]:
    """Numbers of the gold events of this type that a trigger's words tell of."""
    return {
        event["n"]
        for event in gold
        for word in (event["trigger"], *event["also"])
        if kind in event["types"] and word["start"] < span.end_char and span.start_char < word["end"]
    }


def names_of(examples: Sequence[Example]) -> list[str]:
    """Names of the features that stand in enough examples; the bias first."""
    counts = Counter(name for example in examples for name in example.features)
    return ["bias", *sorted(name for name, n in counts.items() if n >= LEAST_EXAMPLES and name != "bias")]


def fit(examples: Sequence[Example], names: Sequence[str]) -> Vector:
    """The weights of the names."""
    matrix = np.array([[name in example.features for name in names] for example in examples], dtype=float)
    same = np.array([example.same for example in examples], dtype=float)
    return fitted(matrix, same, weight=np.array([example.weight for example in examples]), penalty=L2)


def report_folds(examples: Sequence[Example], names: Sequence[str]) -> None:
    """Prints how held-out folds part one event from two."""
    fold = [int(hashlib.sha1(example.report.encode()).hexdigest(), 16) % FOLDS for example in examples]
    found = [fit([e for e, n in zip(examples, fold, strict=True) if n != number], names) for number in range(FOLDS)]
    rated = [
        (logistic(sum(float(w) for name, w in zip(names, found[n], strict=True) if name in e.features)), e.same)
        for e, n in zip(examples, fold, strict=True)
        if e.weight == 1
    ]
    same, apart = ([chance for chance, is_same in rated if is_same is kind] for kind in (True, False))
    order = np.array(same)[:, None] > np.array(apart)[None, :]
    print(f"{len(rated)} pairs, {len(same)} of one event, area under the curve {order.mean():.3f}")
    for threshold in (0.4, 0.5, 0.55, 0.6, 0.7, 0.8):
        kept = [is_same for chance, is_same in rated if chance >= threshold]
        shares = f"precision {sum(kept) / max(len(kept), 1):.3f}, recall {sum(kept) / len(same):.3f}"
        print(f"{threshold:.2f}: joined {len(kept)}, {shares}")


def write(names: Sequence[str], weights: Vector, *, threshold: float) -> None:
    """Writes the table."""
    head = (
        "# id: khaldun-retellings\n# version: 0.1.0\n# language: en\n# licence: Apache-2.0\n"
        "# origin: fitted by training/fit_retellings.py on a TRAIN part; weights of features, no text of any corpus\n"
        "# Log odds that two coded events of one type are one, told twice; `threshold`: the least chance that joins.\n"
        f"# What contradicts has {VETO:.0f}.\n"
        "feature\tweight\n"
    )
    table = {name: f"{value:.3f}" for name, value in zip(names, weights, strict=True)}
    table |= dict.fromkeys(VETOED, f"{VETO:.0f}")
    rows = [f"threshold\t{threshold}", *(f"{name}\t{table[name]}" for name in sorted(table))]
    data_path("triggers", "retellings.tsv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
