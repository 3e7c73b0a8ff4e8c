"""Fits the weights of `data/cues/content_edges.tsv`: where the content of an attribution begins and ends.

    python training/fit_content_edges.py BENCH/attribution [--every 4]

Every so many TRAIN report of PolNeAR 1.0 is annotated as `khaldun annotate` does, up to the attributions as they stand
before their edges are moved; of the contents that each may have, gold has one or none. The reader learnt from the same
reports; on them it is hardly better than on DEV (65.0 and 64.6 % of all attributions attached), so its scores count
here as they will in use.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fit_attribution import Gold, read_lines, told, word_indices, write_table
from linear import Vector
from numpy.typing import NDArray
from spacy.tokens import Doc

from khaldun import Coder, Report
from khaldun.codebooks.cues import EDGES, load_cues
from khaldun.codebooks.reader import load_reader_use
from khaldun.pipeline.components.attribution import NAME, find, quoted_tokens
from khaldun.pipeline.content_edges import Edges, Offer
from khaldun.pipeline.quotations import find_quotations
from khaldun.pipeline.read_speech import Listener
from khaldun.pipeline.reader_layer import reading_of

PENALTY, LEAST, SMALLEST, STEPS = 3.0, 40, 0.02, 12
COLUMNS = "evidence\tweight\tbasis\n"


@dataclass(frozen=True, slots=True)
class Sample:
    """The offers of one attribution, and which of them gold has."""

    offers: Sequence[Offer]
    right: NDArray[np.bool_]


def main() -> None:
    """Annotates, fits, writes the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--every", type=int, default=4, help="every so many report (4)")
    options = parser.parse_args()
    write_samples([s for doc, gold in read_pairs(options.bench, options.every) for s in samples(doc, gold)])


def write_samples(found: Sequence[Sample]) -> None:
    """Fits the weights on the samples that say something and writes the table."""
    weights = fit([sample for sample in found if sample.right.any() and not sample.right.all()])
    rows = [f"{name}\t{weight:.2f}\tcounts" for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST]
    write_table(EDGES, COLUMNS, rows)


def read_pairs(bench: Path, every: int) -> Iterator[tuple[Doc, Gold]]:
    """Training reports, annotated with all that stands before the attributions, with their gold."""
    gold = {entry["id"]: entry for entry in read_lines(bench / "train.gold.jsonl")}
    coder = Coder()
    for name in coder.nlp.pipe_names[coder.nlp.pipe_names.index(NAME) :]:
        coder.nlp.remove_pipe(name)
    for report in read_lines(bench / "train.reports.jsonl")[::every]:
        yield annotate(coder, report["id"], report["text"]), gold[report["id"]]


def annotate(coder: Coder, name: str, text: str) -> Doc:
    """A Doc without attributions."""
    return coder.annotate(Report(id=name, text=text))


def samples(doc: Doc, gold: Gold) -> Iterator[Sample]:
    """Of each attribution that gold has as well: what its content may be."""
    reading = reading_of(doc)
    if reading is None:
        raise SystemExit("the reader did not run")
    cues = load_cues()
    listener = Listener(doc, reading, load_reader_use()["attribution"])
    quotations = find_quotations(doc)
    quoted = quoted_tokens(doc, quotations)
    edges = Edges(doc, listener, quoted)
    frames = find(doc, cues, quotations=quotations, quoted=quoted, listener=listener)
    entries, words = list(told(doc, gold)), word_indices(doc)
    for frame in frames:
        true = [entry.content for entry in entries if not entry.cue.isdisjoint(range(*frame.cue))]
        offers = edges.offers(frame, frames) if true else []
        if offers:
            yield Sample(offers, np.array([words.intersection(_tokens(offer)) in true for offer in offers], dtype=bool))


def _tokens(offer: Offer) -> frozenset[int]:
    return frozenset(i for piece in offer.content for i in range(*piece))


def fit(found: Sequence[Sample]) -> dict[str, float]:
    """Weights of a conditional logit in which several offers may be right, by Newton's method with halved steps."""
    counts = Counter(name for sample in found for offer in sample.offers for name in offer.names)
    names = sorted(name for name, number in counts.items() if number >= LEAST)
    columns = {name: number for number, name in enumerate(names)}
    sizes = np.array([len(sample.offers) for sample in found])
    matrix = np.zeros((int(sizes.sum()), len(names)))
    for row, offer in enumerate(offer for sample in found for offer in sample.offers):
        for name, value in offer.names.items():
            if name in columns:
                matrix[row, columns[name]] = value
    solved = _solve(matrix, np.concatenate([sample.right for sample in found]), sizes)
    return dict(zip(names, solved.tolist(), strict=True))


def _solve(matrix: Vector, right: NDArray[np.bool_], sizes: NDArray[np.int64]) -> Vector:
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    x, worth = np.zeros(matrix.shape[1]), -np.inf
    for _ in range(STEPS):
        scores = matrix @ x
        chance, _ = _chances(scores, starts, sizes)
        share, _ = _chances(np.where(right, scores, -np.inf), starts, sizes)
        weighed = matrix * chance[:, None]
        means = np.add.reduceat(weighed, starts)
        bend = weighed.T @ matrix - means.T @ means + PENALTY * np.eye(len(x))
        step = np.linalg.solve(bend, matrix.T @ (share - chance) - PENALTY * x)
        before, worth = worth, _worth(matrix, x + step, right, starts, sizes)
        while worth < before and np.abs(step).max() > SMALLEST / 10:
            step = step / 2
            worth = _worth(matrix, x + step, right, starts, sizes)
        x = x + step
        if np.abs(step).max() < SMALLEST / 10:
            break
    return x


def _worth(
    matrix: Vector, x: Vector, right: NDArray[np.bool_], starts: NDArray[np.int64], sizes: NDArray[np.int64]
) -> float:
    scores = matrix @ x
    _, right_sum = _chances(np.where(right, scores, -np.inf), starts, sizes)
    _, sums = _chances(scores, starts, sizes)
    return float((right_sum - sums).sum() - PENALTY / 2 * (x @ x))


def _chances(scores: Vector, starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> tuple[Vector, Vector]:
    """The softmax within each sample, and the log of its sum."""
    most = np.maximum.reduceat(scores, starts)
    grown = np.exp(scores - np.repeat(most, sizes))
    sums = np.add.reduceat(grown, starts)
    return grown / np.repeat(sums, sizes), most + np.log(sums)


if __name__ == "__main__":
    main()
