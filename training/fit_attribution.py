"""Fits the weights of the component `khaldun_attribution` and writes them into its two codebook tables.

    python training/fit_attribution.py BENCH/attribution --cache FOLDER

BENCH/attribution holds `train.{reports,gold}.jsonl` (PolNeAR 1.0). The words stay those of the table as it stands, with
their stances: rows with the basis `counts` are fitted, `hand` rows are kept, and words with the basis `as WORD` get the
weights of that word.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from linear import Sparse, Vector
from spacy.tokens import Doc, DocBin

from khaldun.codebooks.cues import ANY, CUES, EVIDENCE, load_cues
from khaldun.codebooks.loading import read_table
from khaldun.pipeline.build import DEFAULT_MODEL, register_components
from khaldun.pipeline.components.attribution import candidates, quoted_tokens
from khaldun.pipeline.cue_evidence import evidence, group_of
from khaldun.pipeline.quotations import find_quotations
from khaldun.pipeline.speech import Frame

#: Added to the bias: F1 of attached sources is highest (and flat) where the log odds of a reading are about this.
SHIFT = 0.7
WORD_PENALTY, EVIDENCE_PENALTY, LEAST, SMALLEST_WORD, SMALLEST = 3.0, 1.0, 3, 0.05, 0.02
CUE_COLUMNS = "lemma\tpos\tcomplement\tstance\tweight\tbasis\n"
EVIDENCE_COLUMNS = "evidence\tgroup\tweight\tbasis\n"

Name = tuple[str, ...]
Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One attribution of gold, as token indices; `pieces` are its longer fragments."""

    cue: frozenset[int]
    source: range | None
    content: frozenset[int]
    pieces: tuple[frozenset[int], ...]


def main() -> None:
    """Fits the model and writes both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the parsed texts")
    options = parser.parse_args()
    samples: list[list[Name]] = []
    labels: list[bool] = []
    for doc, gold in read_pairs(options.bench, options.cache):
        names, hits = read_samples(doc, gold)
        samples += names
        labels += hits
    weights = fit(samples, np.array(labels, dtype=float))
    write_table(CUES, CUE_COLUMNS, list(cue_rows(weights)))
    write_table(EVIDENCE, EVIDENCE_COLUMNS, list(evidence_rows(weights)))


def read_pairs(bench: Path, cache: Path) -> Iterator[tuple[Doc, Gold]]:
    """Parsed training reports with their gold; the parse is kept in the cache folder."""
    gold = {entry["id"]: entry for entry in read_lines(bench / "train.gold.jsonl")}
    reports = read_lines(bench / "train.reports.jsonl")
    register_components()
    nlp = spacy.load(DEFAULT_MODEL, exclude=["ner"])
    nlp.add_pipe("khaldun_paragraphs", before="parser")
    store = cache / "attribution.spacy"
    if not store.exists():
        cache.mkdir(parents=True, exist_ok=True)
        DocBin(docs=nlp.pipe(report["text"] for report in reports)).to_disk(store)
    for report, doc in zip(reports, DocBin().from_disk(store).get_docs(nlp.vocab), strict=True):
        yield doc, gold[report["id"]]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_samples(doc: Doc, gold: Gold) -> tuple[list[list[Name]], list[bool]]:
    """For every reading of every cue of a report the names that hold for it, and whether gold has it."""
    cues = load_cues()
    quotations = find_quotations(doc)
    quoted = quoted_tokens(doc, quotations)
    frames = candidates(doc, cues, quotations=quotations)
    names = []
    for frame in frames:
        head = doc[frame.head]
        lemma, group = head.lemma_.lower(), group_of(frame, head)
        words: list[Name] = [
            (ANY, head.pos_, frame.complement),
            (lemma, head.pos_, ANY),
            (lemma, head.pos_, frame.complement),
        ]
        names.append(words + [(name, group) for name in evidence(frame, doc=doc, quoted=quoted, cues=cues)])
    return names, best_hits(frames, list(told(doc, gold)), words=word_indices(doc))


def word_indices(doc: Doc) -> frozenset[int]:
    """Tokens that hold a letter or digit."""
    return frozenset(token.i for token in doc if any(map(str.isalnum, token.text)))


def told(doc: Doc, gold: Gold) -> Iterator[Told]:
    """The attributions of gold as token indices."""
    starts = [token.idx for token in doc]
    words = word_indices(doc)

    def tokens(span: Mapping[str, Any]) -> range:
        return range(bisect_right(starts, span["start"]) - 1, bisect_left(starts, span["end"]))

    for entry in gold["attributions"]:
        pieces = [words.intersection(tokens(piece)) for piece in entry["content"]]
        head = entry["source"] and (entry["source"].get("head") or entry["source"])
        yield Told(
            cue=frozenset(tokens(entry["cue"]) if entry["cue"] else ()),
            source=tokens(head) if head else None,
            content=frozenset().union(*pieces),
            pieces=tuple(piece for piece in pieces if len(piece) > 2),
        )


def best_hits(frames: Sequence[Frame], gold: Sequence[Told], *, words: frozenset[int]) -> list[bool]:
    """Which readings gold has; of several readings of one cue only the one whose content fits best."""
    fits = [max((fit_of(frame, entry, words=words) for entry in gold), default=0.0) for frame in frames]
    best: dict[int, float] = {}
    for frame, value in zip(frames, fits, strict=True):
        best[frame.head] = max(value, best.get(frame.head, 0.0))
    hits = []
    for frame, value in zip(frames, fits, strict=True):
        hits.append(value > 0 and value == best[frame.head])
        if hits[-1]:
            best[frame.head] = 2.0
    return hits


def fit_of(frame: Frame, entry: Told, *, words: frozenset[int]) -> float:
    """How well a reading fits an attribution of gold (F1 of their contents); 0 where cue or source differ."""
    content = words.intersection(i for start, end in frame.content for i in range(start, end))
    shared = len(content & entry.content)
    if not shared or 2 * shared < len(content):
        return 0.0
    covers = 2 * shared >= len(entry.content) or any(2 * len(content & p) >= len(p) for p in entry.pieces)
    if not covers or (entry.cue and entry.cue.isdisjoint(range(*frame.cue))):
        return 0.0
    same = (frame.source is None) == (entry.source is None)
    if same and frame.source and entry.source:
        same = frame.source[0] < entry.source.stop and entry.source.start < frame.source[1]
    return 2 * shared / (len(content) + len(entry.content)) if same else 0.0


def fit(samples: Sequence[Sequence[Name]], target: Vector) -> dict[Name, float]:
    """Log odds of every name by logistic regression; rare words are left out."""
    counts = Counter(name for names in samples for name in names)
    kept = sorted(name for name, n in counts.items() if n >= LEAST or len(name) == 2)
    columns = {name: n for n, name in enumerate([(ANY, ANY, ANY), *kept])}
    rows = [(n, columns[x]) for n, names in enumerate(samples) for x in ((ANY, ANY, ANY), *names) if x in columns]
    pairs = np.array(rows)
    matrix = Sparse(pairs[:, 0], pairs[:, 1], np.ones(len(pairs)), (len(samples), len(columns)))
    penalty = np.array([WORD_PENALTY if len(name) == 3 else EVIDENCE_PENALTY for name in columns])
    penalty[0] = 1e-3
    solved = logistic(matrix, target, penalty=penalty)
    return {name: float(solved[n]) for name, n in columns.items()}


def logistic(matrix: Sparse, target: Vector, *, penalty: Vector, steps: int = 12) -> Vector:
    """Logistic regression on a sparse matrix by Newton's method; each step is solved by conjugate gradients."""
    x = np.zeros(matrix.shape[1])
    for _ in range(steps):
        guess = 1 / (1 + np.exp(-matrix.times(x)))
        bend = guess * (1 - guess)
        residual = matrix.transposed_times(target - guess) - penalty * x
        move, step, size = np.zeros_like(x), residual.copy(), residual @ residual
        for _ in range(80):
            image = matrix.transposed_times(bend * matrix.times(step)) + penalty * step
            rate = size / (step @ image)
            move, residual = move + rate * step, residual - rate * image
            before, size = size, residual @ residual
            if size < 1e-10:
                break
            step = residual + size / before * step
        x = x + move
    return x


def cue_rows(weights: Mapping[Name, float]) -> Iterator[str]:
    """The rows of the cue table: as they stand, with the weights that were fitted."""
    old = {(row["lemma"], row["pos"], row["complement"]): row for row in read_table(CUES, CUE_COLUMNS.split()).rows}
    fitted = {**weights, (ANY, ANY, ANY): weights[ANY, ANY, ANY] + SHIFT}
    names = {name for name, row in old.items() if row["basis"] == "hand" or row["stance"]}
    words = {name[:2] for name, row in old.items() if row["stance"]} | {(ANY, ANY)}
    for name, weight in fitted.items():
        if len(name) == 3 and (name[0] == ANY or (name[:2] in words and abs(weight) >= SMALLEST_WORD)):
            names.add(name)
    likes = {name[:2]: row["basis"].split()[1] for name, row in old.items() if row["basis"].startswith("as ")}
    names |= {(word, pos, c) for (word, pos), like in likes.items() for a, b, c in names if (a, b) == (like, pos)}
    for name in sorted(names, key=lambda n: tuple((part != ANY, part) for part in n)):
        row = old.get(name)
        like = likes.get(name[:2])
        basis = row["basis"] if row else f"as {like}" if like else "counts"
        weight = float(row["weight"]) if row and basis == "hand" else fitted.get((like or name[0], *name[1:]), 0.0)
        yield "\t".join((*name, row["stance"] if row else "", f"{weight:.2f}", basis))


def evidence_rows(weights: Mapping[Name, float]) -> Iterator[str]:
    """The rows of the evidence table."""
    old = read_table(EVIDENCE, EVIDENCE_COLUMNS.split()).rows
    by_hand = {(row["evidence"], row["group"]): row["weight"] for row in old if row["basis"] == "hand"}
    fitted = {name: f"{weight:.2f}" for name, weight in weights.items() if len(name) == 2 and abs(weight) >= SMALLEST}
    for name, weight in sorted({**fitted, **by_hand}.items()):
        yield "\t".join((*name, weight, "hand" if name in by_hand else "counts"))


def write_table(path: Path, columns: str, rows: Sequence[str]) -> None:
    """A table under the header that it has."""
    header = [line for line in path.read_text("utf-8").splitlines(keepends=True) if line.startswith("#")]
    path.write_text("".join(header) + columns + "".join(f"{row}\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
