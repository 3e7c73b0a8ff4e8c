"""Which pairs of reports are worth comparing: those that share rare terms and came out within one window of time.

Each report is looked up by its terms that few reports hold, so the work grows with the number of reports and not with
its square; of those found, the ones that share most are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from khaldun.linker.likeness import Indices, TermVectors

Flags = NDArray[np.bool_]


def candidates(
    vectors: TermVectors, days: Sequence[int | None], limits: Mapping[str, float]
) -> Iterator[tuple[int, Indices]]:
    """For each report, in order, the numbers of those it is to be compared with, ascending."""
    starts, owners, weights = vectors.holders()
    sizes = np.diff(starts)
    published = np.array([-1 if day is None else day for day in days], dtype=np.int64)
    for number in range(len(days)):
        columns, values = vectors.row(number)
        rare = sizes[columns] <= limits["most_holders"]
        parts = [np.arange(starts[column], starts[column + 1]) for column in columns[rare]]
        if not parts:
            yield number, np.zeros(0, dtype=np.int64)
            continue
        flat = np.concatenate(parts)
        shares = weights[flat] * np.repeat(values[rare], [len(part) for part in parts])
        found, places = np.unique(owners[flat], return_inverse=True)
        shared = np.bincount(places, weights=shares)
        kept = (found != number) & _in_window(published, number, others=found, window=limits["window_days"])
        yield number, _strongest(found[kept], shared[kept], int(limits["most_candidates"]))


def _in_window(published: Indices, number: int, *, others: Indices, window: float) -> Flags:
    theirs = published[others]
    if published[number] < 0:
        return np.ones(len(others), dtype=bool)
    near: Flags = (theirs < 0) | (np.abs(theirs - published[number]) <= window)
    return near


def _strongest(found: Indices, shared: NDArray[np.float64], most: int) -> Indices:
    """The `most` that share most; of equal ones the first."""
    if len(found) <= most:
        return found
    return np.sort(found[np.argsort(-shared, kind="stable")[:most]])
