"""The table says of each figure what it is, what it must not fall below, what others reach, and what is wanted."""

from __future__ import annotations

import pytest

from gold_measurements import figure, measured, peer, task
from khaldun.evaluation.figures import Value
from khaldun.evaluation.floors import Measured, TaskFloors
from khaldun.evaluation.table import Row, markdown_table, rows_of, sources_of

CELLS = [
    pytest.param(measured(43.25), ("43.2", "", "", "", ""), id="a bare figure"),
    pytest.param(measured(None), ("-", "", "", "", ""), id="unknown"),
    pytest.param(
        measured(43.25, figure=figure(targets=(40, 50), peers=(peer(), peer("Twin", 31.8)))),
        ("43.2", "", "", "Rival 60; Twin 31.8", "40 ✓, 50"),
        id="peers, and targets with a mark at what is reached",
    ),
    pytest.param(measured(40.0, figure=figure(targets=(40,))), ("40.0", "", "", "", "40 ✓"), id="reached to the point"),
    pytest.param(
        Measured(task=task(), values=(Value(figure=figure(), now=55.0, interval=(40.04, 60.0)),), reports=1, coded=1),
        ("55.0 (40.0 - 60.0)", "", "", "", ""),
        id="with its interval",
    ),
]


@pytest.mark.parametrize(("one", "cells"), CELLS)
def test_the_row_of_a_figure(one: Measured, cells: tuple[str, ...]) -> None:
    assert rows_of([one], {})[-1].cells()[2:] == cells


def test_the_floor_stands_beside_its_figure() -> None:
    rows = rows_of([measured(51.0)], {"plays": TaskFloors(gold="gold-1", figures={"f1": 50.0})})
    assert [(row.figure, row.now, row.floor) for row in rows] == [
        ("reports coded", "all 10", "all"),
        ("figure f1", "51.0", "50.0"),
    ]


def test_what_the_rules_alone_reach_stands_beside_it() -> None:
    one = Measured(task=task(), values=measured(51.0).values, by_rules=measured(44.0).values, reports=1, coded=1)
    assert [row.by_rules for row in rows_of([one], {})] == ["", "44.0"]


def test_lost_reports_are_told() -> None:
    assert rows_of([measured(coded=7)], {})[0].now == "7 of 10"


def test_a_task_that_cannot_be_run_yet_has_one_row() -> None:
    assert rows_of([Measured(task=task(figure()), note="not yet")], {}) == [
        Row(task="plays", figure="", now="not yet", by_rules="", floor="", peer="", target="")
    ]


def test_rows_of_train_texts_say_so() -> None:
    assert rows_of([Measured(task=task(part="TRAIN"), reports=2, coded=2)], {})[0].task == "plays (TRAIN)"


def test_markdown_keeps_a_bar_inside_its_cell() -> None:
    row = Row(task="a|b", figure="f", now="1.0", by_rules="", floor="", peer="", target="")
    assert markdown_table([row]).splitlines()[2:] == ["| a\\|b | f | 1.0 |  |  |  |  |"]


def test_each_source_is_named_once() -> None:
    one = measured(figure=figure(peers=(peer(), peer())))
    assert sources_of([one]) == ["Rival (plays, figure f1): its own paper"]
