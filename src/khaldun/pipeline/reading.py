"""What the reader's encoder said of one text, and spans read from its scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khaldun.pipeline.windows import Window, homes

Scores = NDArray[np.float32]
Run = tuple[int, int]

#: What a word scores that stands further from the pivot than any window of the training reached: surely not related.
UNSEEN = -20.0
#: So many unlikely words beside the likely ones a run may take in, to end where a boundary is easy.
_ROOM = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The scores of all heads for each word of a text.

    `matrix`: [words, columns]; `layout`: columns of a head; `near`: for each relation the score that distance alone
    gives, [2 * reach + 1]; `sight`: so many words from the pivot a relation is looked for.
    """

    matrix: Scores
    layout: Mapping[str, tuple[int, int]]
    near: Mapping[str, Scores]
    sight: int

    def columns(self, head: str) -> Scores:
        """A head's scores, [words, width]."""
        start, end = self.layout[head]
        return self.matrix[:, start:end]

    def related(self, relation: str, pivot: int) -> Scores:
        """How likely (in logits) each word stands in a relation to the pivot, [words].

        Score of a pair: product of two projections, a bias of the word, and one of the distance between the two.
        """
        length = len(self.matrix)
        first, last = max(0, pivot - self.sight), min(length, pivot + self.sight + 1)
        near = self.near[relation]
        reach = len(near) // 2
        begin = self.columns(f"{relation}.pivot")[pivot]
        words = self.columns(f"{relation}.word")[first:last]
        bias = self.columns(f"{relation}.bias")[first:last, 0]
        distance = np.clip(np.arange(first, last) - pivot, -reach, reach) + reach
        found = np.full(length, UNSEEN, dtype=np.float32)
        found[first:last] = words @ begin / np.float32(np.sqrt(len(begin))) + bias + near[distance]
        return found


def stitched(windows: Sequence[Window], outputs: Sequence[Scores], length: int) -> Scores:
    """One row a word, each from the window where the word has most context. `outputs`: [words, columns] a window."""
    home = homes(windows, length)
    found = np.zeros((length, outputs[0].shape[1] if outputs else 0), dtype=np.float32)
    for number, (window, output) in enumerate(zip(windows, outputs, strict=True)):
        here = np.flatnonzero(home[window.first : window.last] == number)
        found[window.first + here] = output[here]
    return found


def runs(scores: Scores, *, switch: float, lead: float = 0.0, easy: Mapping[int, float] | None = None) -> list[Run]:
    """The likeliest runs of words for logits where each change between inside and outside costs `switch`.

    `lead` is added to every score first. `easy`: how much less a change before a word costs, where something else
    speaks for a boundary there (never less than nothing). The two-state Viterbi path, outside scoring 0.
    """
    weighed = scores + lead
    likely = np.flatnonzero(weighed > 0)
    if not len(likely):
        return []
    start, end = max(0, int(likely[0]) - _ROOM), min(len(scores), int(likely[-1]) + 1 + _ROOM)
    costs = [max(0.0, switch - (easy or {}).get(word, 0.0)) for word in range(start, end + 1)]
    return [(start + first, start + last) for first, last in _best_path(weighed[start:end].tolist(), costs)]


def _best_path(scores: Sequence[float], costs: Sequence[float]) -> list[Run]:
    """`costs`: of a change before each word, and behind the last."""
    inside, outside = -costs[0], 0.0
    back = []
    for number, score in enumerate(scores):
        enter, leave = outside - costs[number], inside - costs[number]
        back.append((leave > outside, enter > inside))
        inside, outside = max(inside, enter) + score, max(outside, leave)
    return _traced(back, inside=inside - costs[-1] > outside)


def _traced(back: Sequence[tuple[bool, bool]], *, inside: bool) -> list[Run]:
    found: list[Run] = []
    end = len(back)
    for number in range(len(back) - 1, -1, -1):
        if not back[number][inside]:
            continue
        if inside:
            found.append((number, end))
        else:
            end = number
        inside = not inside
    return ([(0, end)] if inside else []) + found[::-1]


def best_run(scores: Scores, found: Sequence[Run]) -> Run | None:
    """Of several runs the one with the highest sum (the first of equals); None when there is none."""
    return max(found, key=lambda run: float(scores[run[0] : run[1]].sum()), default=None)


def tagged(scores: Scores, *, lead: float = 0.0) -> list[Run]:
    """Runs of words by outside-begin-inside scores, [words, 3]; `lead` is taken from the score of outside."""
    labels = (scores - np.array([lead, 0.0, 0.0], dtype=np.float32)).argmax(1).tolist()
    found: list[Run] = []
    for number, label in enumerate(labels):
        if label == 2 and found and found[-1][1] == number:
            found[-1] = (found[-1][0], number + 1)
        elif label:
            found.append((number, number + 1))
    return found
