"""The TRAIN parts of the gold corpora as examples: words of a text and what each head should say of them."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = Sequence[tuple[int, int]]
Record = dict[str, Any]

STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
NOTHING = -1
#: One report in so many is never learnt from: scores are calibrated and weights beside the rules chosen on it.
HELD_OUT = 6


@dataclass(slots=True, kw_only=True)
class Example:
    """One text. Arrays have one row a word; NOTHING (or NaN) marks what the corpus does not say.

    `pairs`: for each pivot its relation, its word, and which words stand in that relation to it.
    """

    id: str
    task: str
    text: str
    words: Words
    cue: NDArray[np.int64] | None = None
    said: NDArray[np.int64] | None = None
    event: NDArray[np.int64] | None = None
    factuality: NDArray[np.float32] | None = None
    status: NDArray[np.int64] | None = None
    type: NDArray[np.int64] | None = None
    muc: NDArray[np.int64] | None = None
    pairs: list[tuple[str, int, NDArray[np.bool_]]] = field(default_factory=list)


class Tokens:
    """The pipeline's own tokenizer: a text to the character offsets of its words (white space is none)."""

    def __init__(self, tokenize: Callable[[str], Iterable[Any]]) -> None:
        self.tokenize = tokenize

    def of(self, text: str) -> list[tuple[int, int]]:
        """Offsets of the words of a text."""
        return [(token.idx, token.idx + len(token)) for token in self.tokenize(text) if not token.is_space]


def read(path: Path) -> list[Record]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def texts_and_gold(reports: Path, gold: Path) -> Iterator[tuple[str, Record]]:
    """Text and gold of each report that has both."""
    texts = {record["id"]: record["text"] for record in read(reports)}
    for record in read(gold):
        if record["id"] in texts:
            yield texts[record["id"]], record


def attribution(bench: Path, tokens: Tokens, *, part: str = "train.") -> Iterator[Example]:
    """Cues, and for each its source and content."""
    folder = bench / "attribution"
    for text, gold in texts_and_gold(folder / f"{part}reports.jsonl", folder / f"{part}gold.jsonl"):
        words = tokens.of(text)
        index = _Index(words)
        cue, said = np.zeros(len(words), dtype=np.int64), np.zeros((len(words), 2), dtype=np.int64)
        pairs: list[tuple[str, int, NDArray[np.bool_]]] = []
        for entry in gold["attributions"]:
            if not entry["cue"] or not (spoken := index.of(entry["cue"])):
                continue
            cue[spoken[0]] = 1
            cue[spoken[1:]] = np.maximum(cue[spoken[1:]], 2)
            source = index.of(entry["source"]) if entry["source"] else []
            content = sorted({number for span in entry["content"] for number in index.of(span)})
            said[source, 0] = said[content, 1] = 1
            pairs += [
                ("source", spoken[0], _marks(len(words), source)),
                ("content", spoken[0], _marks(len(words), content)),
            ]
        yield Example(id=gold["id"], task="attribution", text=text, words=words, cue=cue, said=said, pairs=pairs)


def factuality(bench: Path, tokens: Tokens, *, part: str = "train.") -> Iterator[Example]:
    """Event words and how certainly what they tell of happened."""
    folder = bench / "factuality"
    for text, gold in texts_and_gold(folder / f"{part}reports.jsonl", folder / f"{part}gold.jsonl"):
        words = tokens.of(text)
        index = _Index(words)
        values = np.full(len(words), np.nan, dtype=np.float32)
        for event in gold["events"]:
            values[index.of(event)] = event["factuality"]
        yield Example(id=gold["id"], task="factuality", text=text, words=words, factuality=values)


def happenings(bench: Path, tokens: Tokens, *, part: str = "train.") -> Iterator[Example]:
    """Event words of the reviewed sentences of ECB+."""
    folder = bench / "linking"
    for text, gold in texts_and_gold(folder / f"{part}reports.jsonl", folder / f"{part}gold.jsonl"):
        words = tokens.of(text)
        index = _Index(words)
        event = np.full(len(words), NOTHING, dtype=np.int64)
        for start, end in gold["scored"]:
            event[index.of({"start": start, "end": end})] = 0
        for mention in gold["mentions"]:
            event[index.of(mention)] = 1
        yield Example(id=gold["id"], task="happenings", text=text, words=words, event=event)


def whole(bench: Path, tokens: Tokens, types: Sequence[str]) -> Iterator[Example]:
    """Political events with type, status and parties; every other word is none."""
    folder = bench / "whole"
    for text, gold in texts_and_gold(folder / "train.reports.jsonl", folder / "train.gold.jsonl"):
        words = tokens.of(text)
        index = _Index(words)
        example = Example(id=gold["id"], task="whole", text=text, words=words)
        example.type = np.zeros(len(words), dtype=np.int64)
        example.status = np.full(len(words), NOTHING, dtype=np.int64)
        for event in gold["events"]:
            _add_event(example, index, event, types)
        yield example


def _add_event(example: Example, index: _Index, event: Record, types: Sequence[str]) -> None:
    assert example.type is not None and example.status is not None
    main = index.of(event["trigger"])
    told = sorted({number for span in (event["trigger"], *event["also"]) for number in index.of(span)})
    example.type[told] = types.index(event["types"][0]) + 1
    if event["status"] in STATUSES:
        example.status[told] = STATUSES.index(event["status"])
    for pivot in main:
        for role in ("actor", "recipient"):
            marked = sorted({number for party in event[role] for number in index.of(party)})
            example.pairs.append((role, pivot, _marks(len(example.words), marked)))


def muc(bench: Path, tokens: Tokens) -> Iterator[Example]:
    """Role fillers of MUC-4, wherever their strings stand in the text."""
    folder = bench / "events" / "muc4" / "train"
    for text, gold in texts_and_gold(folder / "reports.jsonl", folder / "gold.jsonl"):
        words = tokens.of(text)
        index = _Index(words)
        marks = np.zeros((len(words), len(ROLES)), dtype=np.int64)
        for column, role in enumerate(ROLES):
            names = sorted({name for entity in gold["gold"][role] for name in entity})
            for span in _places_of(names, text):
                marks[index.of(span), column] = 1
        yield Example(id=gold["id"], task="muc", text=text, words=words, muc=marks)


def _places_of(names: Sequence[str], text: str) -> Iterator[Record]:
    """Where any of the names stands in a text, as whole words."""
    if names:
        for found in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", text, re.IGNORECASE):
            yield {"start": found.start(), "end": found.end()}


def dyads(path: Path, tokens: Tokens, types: Sequence[str]) -> Iterator[Example]:
    """Sentences with a marked pair, tied to the trigger that the rules found (written by `pivots.py`)."""
    for record in read(path):
        words = tokens.of(record["text"])
        index = _Index(words)
        example = Example(id=record["id"], task="dyads", text=record["text"], words=words)
        example.type = np.full(len(words), NOTHING, dtype=np.int64)
        for pivot in index.of(record["trigger"]):
            if record["type"]:
                example.type[pivot] = types.index(record["type"]) + 1
            for role in ("actor", "recipient"):
                marked = sorted({number for party in record[role] for number in index.of(party)})
                example.pairs.append((role, pivot, _marks(len(words), marked)))
        yield example


def is_kept(report: str) -> bool:
    """Whether a text of the whole reports, pairs and roles is kept from training, by a hash of its id."""
    return hashlib.sha1(report.encode()).digest()[0] % HELD_OUT == 0


def shuffled(items: Sequence[Any], seed: int) -> list[Any]:
    """The items in an order that depends on the seed alone."""
    order = list(items)
    random.Random(seed).shuffle(order)
    return order


class _Index:
    """Words by character, for texts of any length."""

    def __init__(self, words: Words) -> None:
        self.starts = np.array([start for start, _ in words], dtype=np.int64)
        self.ends = np.array([end for _, end in words], dtype=np.int64)

    def of(self, span: Record) -> list[int]:
        first = int(np.searchsorted(self.ends, span["start"], side="right"))
        last = int(np.searchsorted(self.starts, span["end"], side="left"))
        return list(range(first, last))


def _marks(length: int, numbers: Sequence[int]) -> NDArray[np.bool_]:
    marks = np.zeros(length, dtype=np.bool_)
    marks[list(numbers)] = True
    return marks
