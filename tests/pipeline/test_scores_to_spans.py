"""Spans are read from scores: the likeliest runs, and those that begin and go on."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.pipeline.reading import UNSEEN, Reading, best_run, runs, stitched, tagged
from khaldun.pipeline.windows import windows_of


def scores(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


@pytest.mark.parametrize(
    ("values", "switch", "found"),
    [
        pytest.param((-1, -2, -3), 1.0, [], id="nothing likely"),
        pytest.param((), 1.0, [], id="no word"),
        pytest.param((-5, 3, 4, -5), 1.0, [(1, 3)], id="one run"),
        pytest.param((4, -1, 4), 1.0, [(0, 3)], id="a gap that costs less than two changes"),
        pytest.param((4, -3, 4), 1.0, [(0, 1), (2, 3)], id="a gap that costs more"),
        pytest.param((1, 0, 0), 2.0, [], id="not worth a change"),
    ],
)
def test_runs(values: tuple[float, ...], switch: float, found: list[tuple[int, int]]) -> None:
    assert runs(scores(*values), switch=switch) == found


def test_a_lead_makes_runs_longer() -> None:
    assert runs(scores(-1, 5, -1), switch=1.0, lead=2.0) == [(0, 3)]


def _worth(values: list[float], inside: tuple[int, ...], switch: float) -> float:
    edges = sum(a != b for a, b in itertools.pairwise((0, *inside, 0)))
    return sum(value for value, here in zip(values, inside, strict=True) if here) - switch * edges


@given(values=st.lists(st.floats(-4, 4, width=32), min_size=1, max_size=8), switch=st.floats(0, 3))
def test_no_other_choice_of_runs_is_worth_more(values: list[float], switch: float) -> None:
    found = runs(scores(*values), switch=switch)
    chosen = tuple(int(any(first <= n < last for first, last in found)) for n in range(len(values)))
    best = max(_worth(values, other, switch) for other in itertools.product((0, 1), repeat=len(values)))
    assert _worth(values, chosen, switch) == pytest.approx(best, abs=1e-3)


def test_the_best_run_has_the_highest_sum() -> None:
    assert best_run(scores(3, -9, 2, 2), [(0, 1), (2, 4)]) == (2, 4)
    assert best_run(scores(3), []) is None


def test_tags_begin_and_go_on() -> None:
    outside, begins, inside = (5, 0, 0), (0, 5, 0), (0, 0, 5)
    table = np.array([outside, begins, inside, begins, outside, inside], dtype=np.float32)
    assert tagged(table) == [(1, 3), (3, 4), (5, 6)]
    assert tagged(table, lead=6.0) == [(0, 1), (1, 3), (3, 4), (4, 6)]


LAYOUT = {"plain": (0, 1), "says.pivot": (1, 3), "says.word": (3, 5), "says.bias": (5, 6)}


def test_a_relation_is_product_bias_and_distance() -> None:
    matrix = np.zeros((5, 6), dtype=np.float32)
    matrix[1, 1:3] = (2, 0)
    matrix[3, 3:5] = (3, 9)
    matrix[3, 5] = 0.5
    reading = Reading(matrix=matrix, layout=LAYOUT, near={"says": scores(0, 0, 0, 7, 1)}, sight=2)
    found = reading.related("says", 1)
    assert found[3] == pytest.approx(2 * 3 / np.sqrt(2) + 0.5 + 1)
    assert found[2] == pytest.approx(7)
    assert found[4] == UNSEEN


def test_each_word_has_the_row_of_its_own_window() -> None:
    windows = windows_of([[n] for n in range(1, 21)], size=12, overlap=6, marks=(1, 2))
    outputs = [np.full((window.last - window.first, 2), n, dtype=np.float32) for n, window in enumerate(windows)]
    assert stitched(windows, outputs, 20)[:, 0].tolist()[5:9] == [0, 0, 1, 1]
    assert stitched([], [], 0).shape == (0, 0)
