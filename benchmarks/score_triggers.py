"""Scores event words: how many of the event mentions of ECB+ (reviewed sentences) are among the triggers, and how many
triggers there are mentions.

    python benchmarks/score_triggers.py gold.jsonl coded.jsonl [--json]

Triggers that the record says tell of an event are counted (`happening`, where the reader ran: at least the threshold of
the codebook `khaldun-reader-use`; without the reader all). A trigger and a mention are paired one to one by overlap.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from khaldun.codebooks.reader import load_reader_use

Record = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    figures = score(_read(options.gold), _read(options.coded), load_reader_use()["triggers"]["least"])
    print(json.dumps(figures) if options.json else "\n".join(f"{k}: {100 * v:.1f}" for k, v in figures.items()))


def score(gold: Sequence[Record], coded: Sequence[Record], least: float) -> dict[str, float]:
    """Precision, recall and F1, 0 to 1."""
    triggers = {record["id"]: record["triggers"] for record in coded}
    right = said = true = 0
    for record in gold:
        found = [
            trigger
            for trigger in triggers.get(record["id"], ())
            if _chance(trigger) >= least and any(_overlap(trigger, *span) for span in record["scored"])
        ]
        said += len(found)
        true += len(record["mentions"])
        right += _paired(record["mentions"], found)
    precision, recall = right / max(said, 1), right / max(true, 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}


def _paired(mentions: Sequence[Record], found: Sequence[Record]) -> int:
    free = list(found)
    pairs = 0
    for mention in mentions:
        hit = next((trigger for trigger in free if _overlap(trigger, mention["start"], mention["end"])), None)
        if hit is not None:
            free.remove(hit)
            pairs += 1
    return pairs


def _chance(trigger: Record) -> float:
    """That the words tell of an event; 1 where the learned reader did not run."""
    chance = trigger.get("happening")
    return 1.0 if chance is None else float(chance)


def _overlap(span: Record, start: int, end: int) -> bool:
    return bool(span["start"] < end and start < span["end"])


def _read(path: Path) -> list[Record]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


if __name__ == "__main__":
    main()
