"""Fits the weights of `data/triggers/relevance.tsv` on TRAIN parts: which coded events would a coder code?

    python training/fit_relevance.py ../shared/bench [--threshold 0.44]

Examples: events that the pipeline codes with the threshold at 0, in `whole/train` (right where a gold trigger overlaps
and its type is accepted), `events/plv/train` (right where the type is a relation's; an event beside it weighs less, for
only one is annotated) and `events/cameo_quad/train` (right where the quad category agrees). Logistic regression with
an L2 penalty, by Newton's method; prints the area under the curve and precision and share kept over five folds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span

from khaldun.codebooks.loading import data_path
from khaldun.codebooks.plover import load_plover
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.coder import Coder
from khaldun.pipeline.event_features import features_of, report_features
from khaldun.pipeline.read_events import ReadEvent, read_event
from khaldun.pipeline.reader_layer import reading_of
from khaldun.records import Report

Vector = npt.NDArray[np.float64]
L2, WORD_L2, FREE = 5.0, 12.0, 0.01
LEAST_EXAMPLES, FOLDS = 8, 5
SCORER_QUAD = {"SANCTION": 3}


@dataclass(frozen=True)
class Example:
    """One coded event: the report it is from, its features, whether it is right, and how much it counts.

    `read`: what the reader says of it, where it ran.
    """

    report: str
    features: tuple[str, ...]
    right: bool
    weight: float
    read: ReadEvent | None = None


def coded(coder: Coder, path: Path) -> Iterator[tuple[str, Doc, Span]]:
    """Every trigger with a type of every report of a part, before the threshold."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        report = Report(id=row["id"], text=row["text"], title=row.get("title"), published=row.get("published"))
        doc = coder.annotate(report)
        for span in ext.spans_of(doc, "triggers"):
            if ext.values_of(doc, "triggers")[span.id_]["type"] is not None:
                yield row["id"], doc, span


def gold_of(path: Path) -> dict[str, Any]:
    """Gold records by report id."""
    return {record["id"]: record for record in map(json.loads, path.read_text("utf-8").splitlines())}


def whole(coder: Coder, bench: Path) -> Iterator[Example]:
    """Examples of whole reports."""
    gold = gold_of(bench / "whole" / "train.gold.jsonl")
    for report, doc, span in coded(coder, bench / "whole" / "train.reports.jsonl"):
        kind = ext.values_of(doc, "triggers")[span.id_]["type"]
        hits = [event for event in gold[report]["events"] if _overlaps(event, span) and kind in event["types"]]
        marginal = bool(hits) and all(event["marginal"] for event in hits)
        yield Example(report, _features(doc, span), bool(hits), 0.5 if marginal else 1.0, _read(doc, span))


def _overlaps(event: dict[str, Any], span: Span) -> bool:
    words = [event["trigger"], *event["also"]]
    return any(word["start"] < span.end_char and span.start_char < word["end"] for word in words)


def relations(coder: Coder, bench: Path) -> Iterator[Example]:
    """Examples of sentences with a marked pair and its PLOVER root."""
    gold = gold_of(bench / "events" / "plv" / "train" / "gold.jsonl")
    for report, doc, span in coded(coder, bench / "events" / "plv" / "train" / "reports.jsonl"):
        kind = ext.values_of(doc, "triggers")[span.id_]["type"]
        roots = {relation["root"] for relation in gold[report]["gold"]["relations"]}
        right = kind in roots or ("YIELD" in roots and kind in ("CONCEDE", "RETREAT"))
        yield Example(report, _features(doc, span), right, 1.0 if right else 0.4, _read(doc, span))


def quads(coder: Coder, bench: Path) -> Iterator[Example]:
    """Examples of sentences with a quad category, 0 for no event."""
    codes = {name: SCORER_QUAD.get(name, kind.quad_code) for name, kind in load_plover().types.items()}
    gold = gold_of(bench / "events" / "cameo_quad" / "train" / "gold.jsonl")
    for report, doc, span in coded(coder, bench / "events" / "cameo_quad" / "train" / "reports.jsonl"):
        quad = gold[report]["gold"]["quad"]
        right = codes[ext.values_of(doc, "triggers")[span.id_]["type"]] == quad
        yield Example(report, _features(doc, span), right, 0.5 if right or quad == 0 else 0.2, _read(doc, span))


def _features(doc: Doc, span: Span) -> tuple[str, ...]:
    return tuple(sorted({*features_of(doc, span), *report_features(doc)}))


def _read(doc: Doc, span: Span) -> ReadEvent | None:
    reading = reading_of(doc)
    return None if reading is None else read_event(doc, reading, span)


def fit(matrix: Vector, right: Vector, weight: Vector, *, penalty: Vector) -> Vector:
    """Weights of the logistic regression."""
    found = np.zeros(matrix.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-(matrix @ found)))
        gradient = matrix.T @ (weight * (chance - right)) + penalty * found
        curvature = (matrix.T * (weight * chance * (1 - chance))) @ matrix + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found


def report_folds(examples: list[Example], matrix: Vector, right: Vector, *, weight: Vector, penalty: Vector) -> None:
    """Prints how the scores of held-out folds part right from wrong."""
    fold = np.array([int(hashlib.sha1(e.report.encode()).hexdigest(), 16) % FOLDS for e in examples])
    chance = np.zeros(len(examples))
    for number in range(FOLDS):
        inside = fold != number
        found = fit(matrix[inside], right[inside], weight[inside], penalty=penalty)
        chance[~inside] = 1 / (1 + np.exp(-(matrix[~inside] @ found)))
    order = chance[right == 1][:, None] > chance[right == 0][None, :]
    lines = [f"{len(examples)} examples, {right.mean():.3f} right, area under the curve {order.mean():.3f}"]
    for threshold in (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        kept = chance >= threshold
        hits = right[kept].sum()
        shares = f"precision {hits / kept.sum():.3f}, of the right {hits / right.sum():.3f}"
        lines.append(f"{threshold:.2f}: kept {kept.sum()}, {shares}")
    for low in np.arange(0, 1, 0.2):
        inside = (chance >= low) & (chance < low + 0.2)
        lines.append(
            f"confidence {low:.1f} to {low + 0.2:.1f}: {inside.sum()} events, {right[inside].mean():.3f} right"
        )
    Path("/dev/stdout").write_text("\n".join([*lines, ""]))


def main() -> None:
    """Codes, fits, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--threshold", type=float, default=0.44)
    options = parser.parse_args()
    examples = all_examples(options.bench)
    names, matrix, right, weight, penalty = design(examples)
    report_folds(examples, matrix, right, weight=weight, penalty=penalty)
    write(names, fit(matrix, right, weight, penalty=penalty), threshold=options.threshold)


def all_examples(bench: Path) -> list[Example]:
    """Every coded event of all parts, before the threshold."""
    coder = Coder()
    codebook = coder.nlp.get_pipe("khaldun_relevance").codebook
    codebook.weights.clear()
    object.__setattr__(codebook, "threshold", 0.0)
    return [e for part in (whole, relations, quads) for e in part(coder, bench)]


def design(examples: list[Example]) -> tuple[list[str], Vector, Vector, Vector, Vector]:
    """Names of the features; the matrix, what is right, weights of the examples and penalties of the features."""
    counts = Counter(name for e in examples for name in e.features)
    names = sorted(name for name, n in counts.items() if n >= LEAST_EXAMPLES)
    matrix = np.array([[name in e.features for name in names] for e in examples], dtype=float)
    right = np.array([e.right for e in examples], dtype=float)
    weight = np.array([e.weight for e in examples])
    penalty = np.array([
        FREE if n == "bias" else WORD_L2 if n.startswith(("word=", "report-sector=")) else L2 for n in names
    ])
    return names, matrix, right, weight, penalty


def write(names: list[str], weights: Vector, *, threshold: float) -> None:
    """Writes the table."""
    head = (
        "# id: khaldun-relevance\n# version: 0.1.0\n# language: en\n# licence: Apache-2.0\n"
        "# origin: fitted by training/fit_relevance.py on TRAIN parts; weights of features, no text of any corpus\n"
        "# Log odds that a coder would code the event; `threshold`: the least confidence that is coded.\n"
        "feature\tweight\n"
    )
    rows = [f"threshold\t{threshold}", *(f"{name}\t{value:.4f}" for name, value in zip(names, weights, strict=True))]
    data_path("triggers", "relevance.tsv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
