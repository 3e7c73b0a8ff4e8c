"""Fits `[relevance]` of `data/reader/use.toml`: how the reader's logits count beside the rules' own.

    python -m training.fit_reader_use ../shared/bench

The rules' weights are fitted on what the reader learnt from; how both join is fitted on what it never saw (one report
in six of the whole reports and of the pairs). Prints the area under the curve of the rules, of the reader, and of both.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from .fit_relevance import Example, Vector, all_examples, design, fit
from .reader.corpora import is_kept

#: A light penalty: five numbers on hundreds of examples.
PENALTY = 0.1


def main() -> None:
    """Codes, fits, prints the numbers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path)
    options = parser.parse_args()
    examples = all_examples(options.bench)
    _, matrix, right, weight, penalty = design(examples)
    kept = np.array([is_kept(example.report) for example in examples])
    rules = matrix @ fit(matrix[~kept], right[~kept], weight[~kept], penalty=penalty)
    joint = np.stack([np.ones(len(rules)), rules, *_read(examples)], axis=1)[kept]
    found = fit(joint, right[kept], weight[kept], penalty=np.full(joint.shape[1], PENALTY))
    print(
        f"{kept.sum()} events of {len({e.report for e, k in zip(examples, kept, strict=True) if k})} held-out reports"
    )
    for name, scores in (
        ("rules", joint[:, 1]),
        ("type", joint[:, 3]),
        ("roles", joint[:, 4]),
        ("both", joint @ found),
    ):
        print(f"area under the curve, {name}: {area(scores, right[kept]):.3f}")
    for name, value in zip(("bias", "rules", "political", "type", "roles"), found, strict=True):
        print(f"{name} = {value:.3f}")


def _read(examples: list[Example]) -> tuple[Vector, Vector, Vector]:
    read = [example.read for example in examples]
    if any(one is None for one in read):
        raise SystemExit("the reader did not run")
    columns = np.array([(one.political, one.type, one.roles) for one in read if one])
    return columns[:, 0], columns[:, 1], columns[:, 2]


def area(scores: Vector, right: Vector) -> float:
    """The area under the curve."""
    return float((scores[right == 1][:, None] > scores[right == 0][None, :]).mean())


if __name__ == "__main__":
    main()
