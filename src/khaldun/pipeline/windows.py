"""Words to windows of word pieces that the reader's encoder can take, and back.

A report longer than a window is read in windows that overlap, so that every word stands in one with context on both
sides; nothing is cut off. The windows depend on the report alone, never on what else is coded beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Pieces of one word that are read: what is longer is no word of a language (an address, a key); its beginning will do.
MOST_PIECES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Words `first` to `last` (exclusive) of a report: their pieces between two marks, and where each word begins."""

    first: int
    last: int
    pieces: NDArray[np.int64]
    begins: NDArray[np.int64]


def windows_of(words: Sequence[Sequence[int]], *, size: int, overlap: int, marks: tuple[int, int]) -> list[Window]:
    """Windows of at most `size` pieces over the `words` (each its piece ids); neighbours share `overlap` pieces.

    `marks` are the ids that open and close a window.
    """
    room = size - len(marks)
    cut = [list(word[:MOST_PIECES]) for word in words]
    ends = np.cumsum([len(word) for word in cut])
    found = []
    first = 0
    while first < len(cut):
        start = int(ends[first - 1]) if first else 0
        last = max(int(np.searchsorted(ends, start + room, side="right")), first + 1)
        found.append(_window(cut, first, last, marks))
        if last >= len(cut):
            break
        back = int(np.searchsorted(ends, int(ends[last - 1]) - overlap, side="right"))
        first = max(back, first + 1)
    return found


def _window(words: Sequence[Sequence[int]], first: int, last: int, marks: tuple[int, int]) -> Window:
    pieces, begins = [marks[0]], []
    for word in words[first:last]:
        begins.append(len(pieces))
        pieces += word
    pieces.append(marks[1])
    return Window(
        first=first,
        last=last,
        pieces=np.array(pieces, dtype=np.int64),
        begins=np.array(begins, dtype=np.int64),
    )


def homes(windows: Sequence[Window], length: int) -> NDArray[np.int64]:
    """For each of `length` words the window in which it has most words on both sides (the earlier of equals)."""
    best = np.zeros(length, dtype=np.int64)
    room = np.full(length, -1, dtype=np.int64)
    for number, window in enumerate(windows):
        here = np.arange(window.first, window.last)
        from_start = here - window.first if window.first else np.full(len(here), length)
        to_end = window.last - 1 - here if window.last < length else np.full(len(here), length)
        margin = np.minimum(from_start, to_end)
        better = margin > room[here]
        best[here[better]] = number
        room[here[better]] = margin[better]
    return best
