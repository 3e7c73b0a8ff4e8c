"""Examples to windows, and windows to batches of like length: in an order that the seed and the epoch decide."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from khaldun.pipeline.windows import Window, windows_of

from .corpora import Example

SIZE, OVERLAP = 256, 64
#: Words from a pivot that a relation reaches, about what a window shows.
SIGHT = 160
PLAIN_LABELS = ("cue", "said", "event", "factuality", "status", "type", "muc")


@dataclass(frozen=True, slots=True)
class Piece:
    """One window of one example."""

    example: Example
    window: Window


@dataclass(slots=True, kw_only=True)
class Batch:
    """Windows of one task, padded. `labels` are joined over all words of all windows; `pairs` name window and words."""

    task: str
    pieces: Tensor
    mask: Tensor
    rows: Tensor
    places: Tensor
    labels: dict[str, Tensor]
    spans: list[tuple[int, int]]
    pairs: list[list[tuple[str, int, NDArray[np.bool_]]]]


def encoded(tokenizer: Tokenizer, text: str, words: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Piece ids of each word; a word that the tokenizer reads as nothing is one unknown piece."""
    unknown = tokenizer.token_to_id("[UNK]")
    forms = sorted({text[start:end] for start, end in words})
    known = {
        form: encoding.ids or [unknown]
        for form, encoding in zip(forms, tokenizer.encode_batch(forms, add_special_tokens=False), strict=True)
    }
    return [known[text[start:end]] for start, end in words]


def pieces_of(examples: Sequence[Example], tokenizer: Tokenizer, *, size: int = SIZE) -> list[Piece]:
    """All windows of all examples."""
    marks = (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))
    return [
        Piece(example, window)
        for example in examples
        for window in windows_of(
            encoded(tokenizer, example.text, example.words), size=size, overlap=OVERLAP, marks=marks
        )
    ]


def batches(pieces: Sequence[Piece], *, tokens: int, seed: int) -> Iterator[Batch]:
    """Batches of at most `tokens` pieces with padding, each of one task, in a shuffled order."""
    by_task: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_task[piece.example.task].append(piece)
    chooser = random.Random(seed)
    groups: list[list[Piece]] = []
    for task in sorted(by_task):
        items = by_task[task]
        chooser.shuffle(items)
        items.sort(key=lambda piece: len(piece.window.pieces) // 16)
        groups += _cut(items, tokens)
    chooser.shuffle(groups)
    for group in groups:
        yield collate(group)


def _cut(items: Sequence[Piece], tokens: int) -> list[list[Piece]]:
    groups: list[list[Piece]] = [[]]
    for item in items:
        longest = max((len(other.window.pieces) for other in groups[-1]), default=0)
        if groups[-1] and max(longest, len(item.window.pieces)) * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(item)
    return groups


def collate(group: Sequence[Piece]) -> Batch:
    """One batch of these windows."""
    length = max(len(piece.window.pieces) for piece in group)
    pieces = torch.zeros((len(group), length), dtype=torch.long)
    mask = torch.zeros((len(group), length))
    rows, places, spans = [], [], []
    labels: dict[str, list[NDArray[np.generic]]] = defaultdict(list)
    pairs = []
    at = 0
    for row, piece in enumerate(group):
        window, example = piece.window, piece.example
        pieces[row, : len(window.pieces)] = torch.from_numpy(window.pieces)
        mask[row, : len(window.pieces)] = 1
        rows.append(np.full(len(window.begins), row))
        places.append(window.begins)
        spans.append((at, at + len(window.begins)))
        at += len(window.begins)
        for name in PLAIN_LABELS:
            values = getattr(example, name)
            if values is not None:
                labels[name].append(values[window.first : window.last])
        pairs.append([
            (relation, pivot - window.first, marks[window.first : window.last])
            for relation, pivot, marks in example.pairs
            if window.first <= pivot < window.last
        ])
    return Batch(
        task=group[0].example.task,
        pieces=pieces,
        mask=mask,
        rows=torch.from_numpy(np.concatenate(rows)),
        places=torch.from_numpy(np.concatenate(places)),
        labels={name: torch.from_numpy(np.concatenate(parts)) for name, parts in labels.items()},
        spans=spans,
        pairs=pairs,
    )
