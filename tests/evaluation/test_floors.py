"""Floors break the gate when a figure falls, rise when it rises, and fall only when told so by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from gold_measurements import figure, measured
from khaldun.errors import ConfigError
from khaldun.evaluation.floors import Measured, TaskFloors, broken_floors, digest_of, pin, read_floors, write_floors

FLOOR_50 = {"plays": TaskFloors(gold="gold-1", figures={"f1": 50.0})}

GATE = [
    pytest.param(measured(50.0), "", id="at the floor"),
    pytest.param(measured(51.0), "", id="above it"),
    pytest.param(measured(49.99), "plays.f1: 49.99 is below its floor 50", id="a hundredth below it"),
    pytest.param(measured(None), "", id="a figure that could not be asked breaks nothing"),
    pytest.param(measured(10.0, figure=figure(pinned=False)), "", id="a figure without a floor may fall"),
    pytest.param(
        measured(90.0, digest="gold-2"), "plays: the gold is not that", id="other gold: no floor holds for it"
    ),
    pytest.param(measured(90.0, coded=9), "plays: 1 of 10 reports are lost", id="a lost report breaks the gate"),
    pytest.param(Measured(task=measured().task, note="not yet"), "", id="a task that cannot be run yet"),
]


@pytest.mark.parametrize(("one", "problem"), GATE)
def test_the_gate(one: Measured, problem: str) -> None:
    broken = broken_floors([one], FLOOR_50)
    assert len(broken) == bool(problem)
    assert not problem or broken[0].startswith(problem)


def test_without_floors_only_lost_reports_break_the_gate() -> None:
    assert broken_floors([measured(0.0)], {}) == []
    assert len(broken_floors([measured(0.0, coded=3)], {})) == 1


PINS = [
    pytest.param(measured(57.38), (), 57.3, id="rises, rounded down"),
    pytest.param(measured(57.38, slack=0.6), (), 56.7, id="some slack is left below what was measured"),
    pytest.param(measured(43.0), (), 50.0, id="does not fall by itself"),
    pytest.param(measured(43.0), ("plays.f1",), 43.0, id="falls when it is named"),
    pytest.param(measured(60.0, digest="gold-2"), (), 50.0, id="other gold: kept, and the gate stays broken"),
    pytest.param(measured(60.0, digest="gold-2"), ("plays.f1",), 60.0, id="other gold: pinned anew when it is named"),
    pytest.param(measured(None), (), 50.0, id="what was not measured is kept"),
    pytest.param(measured(0.3, slack=1.0), ("plays.f1",), 0.0, id="no floor is below zero"),
]


@pytest.mark.parametrize(("one", "lower", "expected"), PINS)
def test_pinning(one: Measured, lower: tuple[str, ...], expected: float) -> None:
    assert pin(FLOOR_50, [one], lower)["plays"].figures["f1"] == expected


def test_pinning_keeps_other_tasks_and_says_which_gold() -> None:
    other = {"other": TaskFloors(gold="gold-9", figures={"r": 1.0})}
    floors = pin(other, [measured(50.0)])
    assert floors["other"] == other["other"]
    assert floors["plays"].gold == "gold-1"


def test_lowering_what_was_not_measured_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"nothing was measured for plays\.recall"):
        pin(FLOOR_50, [measured()], ("plays.recall",))


def test_floors_survive_writing_and_reading(tmp_path: Path) -> None:
    floors = {**FLOOR_50, "acts": TaskFloors(gold="gold-3", figures={"b": 12.5, "a": 7.0})}
    write_floors(tmp_path / "floors.toml", floors)
    assert read_floors(tmp_path / "floors.toml") == floors


def test_no_file_means_no_floors_and_a_faulty_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    assert read_floors(path) == {}
    path.write_text("[plays]\nf1 = 3.0\n", "utf-8")
    with pytest.raises(ConfigError, match="no digest of its gold"):
        read_floors(path)


def test_a_digest_tells_two_files_apart(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"gold")
    (tmp_path / "b").write_bytes(b"gold\n")
    assert digest_of(tmp_path / "a") != digest_of(tmp_path / "b")
