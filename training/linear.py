"""Ridge and logistic regression on sparse named evidence: small enough to need nothing but numpy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse matrix as triples."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Vector
    shape: tuple[int, int]

    def times(self, x: Vector) -> Vector:
        """The product with a vector."""
        return np.bincount(self.rows, self.values * x[self.columns], minlength=self.shape[0])

    def transposed_times(self, u: Vector) -> Vector:
        """The product of the transpose with a vector."""
        return np.bincount(self.columns, self.values * u[self.rows], minlength=self.shape[1])


def vocabulary(samples: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    """The names that stand in at least so many samples, numbered in alphabetical order, after "bias"."""
    counts = Counter(name for names in samples for name in names)
    return {name: n for n, name in enumerate(["bias", *sorted(name for name, n in counts.items() if n >= least)])}


def design(samples: Sequence[Sequence[str]], share: Sequence[float], names: Mapping[str, int]) -> Sparse:
    """One row a sample; the columns of the names, then the same times the sample's share."""
    rows, columns, values = [], [], []
    for n, (found, part) in enumerate(zip(samples, share, strict=True)):
        for name in ("bias", *found):
            if name in names:
                rows += [n, n]
                columns += [names[name], len(names) + names[name]]
                values += [1.0, part]
    return Sparse(np.array(rows), np.array(columns), np.array(values), (len(samples), 2 * len(names)))


def ridge(matrix: Sparse, target: Vector, *, weight: Vector, penalty: Vector, steps: int = 400) -> Vector:
    """Weighted least squares with a penalty of its own on every coefficient, by conjugate gradients."""
    scale = 1 / np.sqrt(penalty)
    x = np.zeros(matrix.shape[1])
    residual = scale * matrix.transposed_times(weight * target)
    step, size = residual.copy(), residual @ residual
    goal = 1e-8 * size
    for _ in range(steps):
        image = scale * matrix.transposed_times(weight * matrix.times(scale * step)) + step
        rate = size / (step @ image)
        x, residual = x + rate * step, residual - rate * image
        before, size = size, residual @ residual
        if size < goal:
            break
        step = residual + size / before * step
    return scale * x


def logistic(matrix: Vector, target: Vector, *, weight: Vector, penalty: float, steps: int = 40) -> Vector:
    """Weighted logistic regression on a dense matrix, by Newton's method; the first column is the bias."""
    loss = np.full(matrix.shape[1], penalty)
    loss[0] = 1e-3
    x = np.zeros(matrix.shape[1])
    for _ in range(steps):
        guess = 1 / (1 + np.exp(-matrix @ x))
        slope = matrix.T @ (weight * (guess - target)) + loss * x
        bend = (matrix.T * (weight * guess * (1 - guess))) @ matrix + np.diag(loss)
        x = x - np.linalg.solve(bend, slope)
    return x
