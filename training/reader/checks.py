"""Scores of a network on DEV and on what was held out of TRAIN, for the curves and for choosing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from khaldun.pipeline.encoder import Encoder
from khaldun.pipeline.reading import Reading, best_run, runs, stitched, tagged

from .batches import SIGHT, SIZE, Piece, collate, pieces_of
from .corpora import Example, read
from .network import RELATIONS, Reader, layout


def readings(network: Reader, examples: Sequence[Example], tokenizer: Tokenizer) -> list[Reading]:
    """What the network says of each example."""
    network.eval()
    windows: dict[int, list[Piece]] = defaultdict(list)
    outputs: dict[int, list[NDArray[np.float32]]] = defaultdict(list)
    pieces = pieces_of(examples, tokenizer, size=SIZE)
    number = {id(example): n for n, example in enumerate(examples)}
    order = sorted(range(len(pieces)), key=lambda n: len(pieces[n].window.pieces))
    results: dict[int, NDArray[np.float32]] = {}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for start in range(0, len(order), 16):
            group = order[start : start + 16]
            batch = collate([pieces[n] for n in group])
            found = network(batch.pieces, batch.mask)[batch.rows, batch.places].float().numpy()
            for n, (first, last) in zip(group, batch.spans, strict=True):
                results[n] = found[first:last]
    for n, piece in enumerate(pieces):
        windows[number[id(piece.example)]].append(piece)
        outputs[number[id(piece.example)]].append(results[n])
    near = {name: network.near[row].detach().numpy() for row, name in enumerate(RELATIONS)}
    return [
        Reading(
            matrix=stitched([piece.window for piece in windows[n]], outputs[n], len(example.words)),
            layout=layout(),
            near=near,
            sight=SIGHT,
        )
        for n, example in enumerate(examples)
    ]


def shipped_readings(encoder: Encoder, examples: Sequence[Example]) -> list[Reading]:
    """What the shipped network says of each example."""
    near = {name: np.array(row, dtype=np.float32) for name, row in encoder.model.near.items()}
    return [
        Reading(
            matrix=encoder.read([example.text[start:end] for start, end in example.words]),
            layout=encoder.model.layout,
            near=near,
            sight=encoder.model.sight,
        )
        for example in examples
    ]


def attributions(example: Example, reading: Reading, *, lead: float = 0.0, switch: float = 2.0) -> list[dict[str, Any]]:
    """The attributions of one text as the scorer reads them."""
    found = []
    for start, end in tagged(reading.columns("cue"), lead=lead):
        content = runs(reading.related("content", start), switch=switch)
        scores = reading.related("source", start)
        source = best_run(scores, runs(scores, switch=1.0))
        if content:
            found.append({
                "source": _span(example, source) if source else None,
                "cue": _span(example, (start, end)),
                "content": [_span(example, run) for run in content],
            })
    return found


def _span(example: Example, run: tuple[int, int]) -> dict[str, Any]:
    start, end = example.words[run[0]][0], example.words[run[1] - 1][1]
    return {"start": start, "end": end, "text": example.text[start:end]}


def f_score(right: float, said: float, true: float) -> float:
    """F1 in percent."""
    return 200 * right / (said + true) if said + true else 0.0


def event_scores(examples: Sequence[Example], found: Sequence[Reading]) -> dict[str, float]:
    """F1 of the event words of ECB+ by word."""
    right = said = true = 0
    for example, reading in zip(examples, found, strict=True):
        assert example.event is not None
        kept = example.event >= 0
        guess = (reading.columns("event")[:, 0] > 0) & kept
        right += int((guess & (example.event == 1)).sum())
        said += int(guess.sum())
        true += int((example.event == 1).sum())
    return {"ecb_event_f1": f_score(right, said, true)}


def factuality_scores(examples: Sequence[Example], found: Sequence[Reading], bench: Path) -> dict[str, float]:
    """Pearson r by corpus."""
    corpus = {record["id"]: record["corpus"] for record in read(bench / "factuality" / "gold.jsonl")}
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for example, reading in zip(examples, found, strict=True):
        assert example.factuality is not None
        values = reading.columns("factuality")[:, 0]
        for n in np.flatnonzero(~np.isnan(example.factuality)):
            pairs[corpus[example.id]].append((float(values[n]), float(example.factuality[n])))
    found_r = {f"r_{name}": 100 * float(np.corrcoef(np.array(items).T)[0, 1]) for name, items in sorted(pairs.items())}
    return {"r_mean": sum(found_r.values()) / len(found_r), **found_r}


def whole_scores(examples: Sequence[Example], found: Sequence[Reading]) -> dict[str, float]:
    """By word: political trigger or not, its type and its status; words of the parties."""
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for example, reading in zip(examples, found, strict=True):
        assert example.type is not None and example.status is not None
        guess, gold = reading.columns("type").argmax(1), example.type
        _count(counts["trigger"], guess > 0, gold > 0)
        for n in np.flatnonzero((guess > 0) | (gold > 0)):
            counts["type"][0] += bool(guess[n] == gold[n])
            counts["type"][1] += bool(guess[n] > 0)
            counts["type"][2] += bool(gold[n] > 0)
        known = np.flatnonzero(example.status >= 0)
        for n in known:
            same = reading.columns("status")[n].argmax() == example.status[n]
            counts["status"] = [a + b for a, b in zip(counts["status"], (same, 1, 1), strict=True)]
        for relation, pivot, marks in example.pairs:
            _count(counts[relation], reading.related(relation, pivot) > 0, marks)
    return {f"whole_{name}": float(f_score(*items)) for name, items in sorted(counts.items())}


def muc_scores(examples: Sequence[Example], found: Sequence[Reading]) -> dict[str, float]:
    """F1 by word over all roles."""
    counts = [0.0, 0.0, 0.0]
    for example, reading in zip(examples, found, strict=True):
        assert example.muc is not None
        _count(counts, reading.columns("muc") > 0, example.muc > 0)
    return {"muc_word_f1": f_score(*counts)}


def _count(counts: list[float], guess: NDArray[np.bool_], gold: NDArray[np.bool_]) -> None:
    counts[0] += float((guess & gold).sum())
    counts[1] += float(guess.sum())
    counts[2] += float(gold.sum())


def attribution_scores(
    examples: Sequence[Example], found: Sequence[Reading], bench: Path, folder: Path
) -> dict[str, float]:
    """The scorer's own figures."""
    said = folder / "attributions.jsonl"
    with said.open("w", encoding="utf-8") as out:
        for example, reading in zip(examples, found, strict=True):
            out.write(json.dumps({"id": example.id, "attributions": attributions(example, reading)}) + "\n")
    return attribution_figures(bench, said)


def attribution_figures(bench: Path, said: Path) -> dict[str, float]:
    """What the scorer prints for a file of attributions, in percent."""
    corpus = bench / "attribution"
    command = [sys.executable, str(corpus / "score.py"), str(corpus / "gold.jsonl"), str(said), "--json"]
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    rows = {name: 100 * values[2] for name, values in result.items() if isinstance(values, list)}
    return {"attach": result["headline"], **{name: rows[name] for name in sorted(rows) if "exact" in name}}


def pair_scores_of(examples: Sequence[Example], found: Sequence[Reading], name: str) -> dict[str, float]:
    """F1 by word of the parties of given triggers; the figures' names begin with `name`."""
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for example, reading in zip(examples, found, strict=True):
        for relation, pivot, marks in example.pairs:
            _count(counts[relation], reading.related(relation, pivot) > 0, marks)
    return {f"{name}_{relation}": f_score(*items) for relation, items in sorted(counts.items())}
