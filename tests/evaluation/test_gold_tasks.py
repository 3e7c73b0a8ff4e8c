"""Tasks are read from TOML, and every mistake in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.errors import ConfigError
from khaldun.evaluation.floors import read_floors
from khaldun.evaluation.gold_tasks import choose, load_tasks

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"

GOOD = """
[[task]]
id = "plays"
reports = "plays/reports.jsonl"
gold = "plays/gold.jsonl"
scorer = "score.py"
after = ["--boot", "10"]
slack = 0.5

[[task.figure]]
id = "f1"
name = "F1"
at = ["rows", 0, "F1"]
targets = [30, 50]
peers = [{ name = "Rival", value = 60.5, source = "its paper" }]

[[task]]
id = "long"
reports = "long.jsonl"
part = "TRAIN"
"""

FAULTS = [
    pytest.param('[[task]]\nid = "a"\n', "GoldTask a: no 'reports'", id="missing key of a task"),
    pytest.param('[[task]]\nid = "a"\nreports = "r"\nwords = 3\n', "unknown key 'words'", id="unknown key of a task"),
    pytest.param(
        '[[task]]\nid = "a"\nreports = "r"\n[[task.figure]]\nid = "f"\n',
        "Figure f: no 'name'",
        id="missing in a figure",
    ),
    pytest.param(GOOD + '[[task]]\nid = "plays"\nreports = "r"\n', "'plays' stands twice", id="a task stands twice"),
    pytest.param(
        GOOD + '[[task.figure]]\nid = "f"\nname = "F"\n[[task.figure]]\nid = "f"\nname = "F"\n',
        "'long.f' stands twice",
        id="a figure stands twice",
    ),
    pytest.param("[[task]\n", "Expected", id="no TOML"),
]


def _written(folder: Path, text: str) -> Path:
    path = folder / "targets.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_task_is_read_whole(tmp_path: Path) -> None:
    plays, long = load_tasks(_written(tmp_path, GOOD))
    assert (plays.scorer, plays.after, plays.slack, plays.part) == ("score.py", ("--boot", "10"), 0.5, "DEV")
    assert (plays.figures[0].at, plays.figures[0].targets) == (("rows", 0, "F1"), (30, 50))
    assert plays.figures[0].peers[0].value == 60.5
    assert (long.part, long.gold, long.digested) == ("TRAIN", "", "long.jsonl")


@pytest.mark.parametrize(("text", "problem"), FAULTS)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        load_tasks(_written(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"targets\.toml"):
        load_tasks(tmp_path / "targets.toml")


def test_tasks_are_chosen_by_name_in_their_own_order(tmp_path: Path) -> None:
    tasks = load_tasks(_written(tmp_path, GOOD))
    assert [task.id for task in choose(tasks, ["long", "plays"])] == ["plays", "long"]
    assert choose(tasks, []) == tasks
    with pytest.raises(ConfigError, match="no task opera"):
        choose(tasks, ["opera"])


def test_our_own_tasks_hold_and_each_peer_has_a_source() -> None:
    tasks = load_tasks(BENCHMARKS / "targets.toml")
    figures = [figure for task in tasks for figure in task.figures]
    assert all(sum(map(bool, (figure.at, figure.mean, figure.pool))) == 1 for figure in figures)
    assert all(peer.source for figure in figures for peer in figure.peers)
    assert all(list(figure.targets) == sorted(figure.targets) for figure in figures)


def test_our_floors_are_of_figures_that_are_measured() -> None:
    measured = {(task.id, figure.id) for task in load_tasks(BENCHMARKS / "targets.toml") for figure in task.figures}
    floors = read_floors(BENCHMARKS / "floors.toml")
    assert {(task, name) for task, pinned in floors.items() for name in pinned.figures} <= measured
