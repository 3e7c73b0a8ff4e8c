"""Average linkage: bridges chain nobody together, people's decisions hold, ties fall by number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.linker.clustering import grouped

GROUPED = [
    # size, scores, same, different, groups at 0.5
    pytest.param(0, {}, (), (), [], id="nothing"),
    pytest.param(3, {}, (), (), [(0,), (1,), (2,)], id="no score"),
    pytest.param(3, {(0, 1): 0.9, (0, 2): 0.8, (1, 2): 0.7}, (), (), [(0, 1, 2)], id="all alike"),
    pytest.param(3, {(0, 1): 0.9, (1, 2): 0.9}, (), (), [(0, 1), (2,)], id="a bridge counts half"),
    pytest.param(4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.9}, (), (), [(0, 1), (2, 3)], id="two pairs and a bridge"),
    pytest.param(2, {(0, 1): 0.5}, (), (), [(0, 1)], id="the threshold itself"),
    pytest.param(2, {(0, 1): 0.99}, (), ((0, 1),), [(0,), (1,)], id="people say different"),
    pytest.param(2, {(0, 1): 0.0}, ((1, 0),), (), [(0, 1)], id="people say same"),
    pytest.param(3, {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9}, (), ((1, 2),), [(0, 1), (2,)], id="different in a group"),
    pytest.param(3, {(0, 2): 0.9}, ((0, 1),), (), [(0, 1), (2,)], id="what is one counts as one voice"),
    pytest.param(3, {(0, 2): 0.9, (1, 2): 0.9}, ((0, 1),), (), [(0, 1, 2)], id="both halves of a voice"),
]


@pytest.mark.parametrize(("size", "scores", "same", "different", "expected"), GROUPED)
def test_groups(size, scores, same, different, expected) -> None:
    assert grouped(size, scores, 0.5, same=same, different=different) == expected


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]), st.floats(0, 1)))
def test_groups_are_a_partition_whatever_the_order_of_scores(scores: dict[tuple[int, int], float]) -> None:
    groups = grouped(8, scores, 0.5)
    assert sorted(number for group in groups for number in group) == list(range(8))
    assert grouped(8, dict(reversed(scores.items())), 0.5) == groups
