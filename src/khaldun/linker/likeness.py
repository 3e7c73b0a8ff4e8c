"""How alike the terms of two reports are: cosines of vectors weighted by the rarity of terms in all reports at hand.

Weights are those of Salton and Buckley (1988): one plus the logarithm of a term's count, times the logarithm of how
few reports hold it, counted as if `background` reports of other news stood beside those at hand, in which common
terms have their usual share: so few reports are compared as many are. A term of one report only lengthens its vector.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from khaldun.records.fingerprint import Counted

Numbers = NDArray[np.float32]
Indices = NDArray[np.int64]


class TermVectors:
    """Unit vectors of the terms of all reports, row by row, and for each term the rows that hold it."""

    def __init__(self, terms: Sequence[Counted], *, background: float = 0.0, common: Mapping[str, float]) -> None:
        holders = Counter(term for counted in terms for term, _ in counted)
        reports = len(terms) + background
        rarity = {term: math.log(reports / (n + background * common.get(term, 0.0))) for term, n in holders.items()}
        vocabulary = {term: number for number, term in enumerate(sorted(t for t, n in holders.items() if n > 1))}
        self._size = len(vocabulary)
        self._scratch = np.zeros(self._size, dtype=np.float32)
        rows = [_row(counted, vocabulary, rarity) for counted in terms]
        self._starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        self._columns: Indices = np.concatenate([np.zeros(0, dtype=np.int64), *(columns for columns, _ in rows)])
        self._values: Numbers = np.concatenate([np.zeros(0, dtype=np.float32), *(values for _, values in rows)])

    def row(self, number: int) -> tuple[Indices, Numbers]:
        """The terms of a report and their weights."""
        part = slice(self._starts[number], self._starts[number + 1])
        return self._columns[part], self._values[part]

    def cosines(self, number: int, others: Indices) -> Numbers:
        """The cosine of a report with each of some others."""
        columns, values = self.row(number)
        self._scratch[columns] = values
        starts, ends = self._starts[others], self._starts[others + 1]
        lengths = ends - starts
        offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths) if len(others) else starts
        flat = offsets + np.arange(int(lengths.sum()))
        products = self._scratch[self._columns[flat]] * self._values[flat]
        self._scratch[columns] = 0.0
        owners = np.repeat(np.arange(len(others)), lengths)
        return np.bincount(owners, weights=products, minlength=len(others)).astype(np.float32)

    def holders(self) -> tuple[Indices, Indices, Numbers]:
        """For each term where its part begins, and in these parts the rows that hold it with their weights."""
        order = np.argsort(self._columns, kind="stable")
        owners = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
        starts = np.searchsorted(self._columns[order], np.arange(self._size + 1))
        return starts, owners[order], self._values[order]


def _row(counted: Counted, vocabulary: Mapping[str, int], rarity: Mapping[str, float]) -> tuple[Indices, Numbers]:
    weighed = [(term, (1 + math.log(n)) * rarity[term]) for term, n in counted]
    length = math.sqrt(sum(weight * weight for _, weight in weighed)) or 1.0
    known = [(vocabulary[term], weight / length) for term, weight in weighed if term in vocabulary]
    columns = np.array([column for column, _ in known], dtype=np.int64)
    return columns, np.array([weight for _, weight in known], dtype=np.float32)
