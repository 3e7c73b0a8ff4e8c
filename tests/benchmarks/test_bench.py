"""The two benchmark commands: exit codes, what is written when, and one clear error for a wrong folder."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from gold_measurements import measured
from khaldun.evaluation.floors import Measured, read_floors

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
TARGETS = """
[[task]]
id = "plays"
reports = "r.jsonl"
gold = "g.jsonl"
scorer = "score.py"
[[task.figure]]
id = "f1"
name = "figure f1"
at = ["headline"]
"""
Run = Callable[..., int]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"khaldun_benchmark_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look up their annotations
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run(now, *options)`: the command over one task that comes to `now`."""
    bench = load("bench")
    for name in ("TARGETS", "FLOORS", "DOCUMENT"):
        monkeypatch.setattr(bench, name, tmp_path / name.lower())
    (tmp_path / "targets").write_text(TARGETS, "utf-8")

    def command(now: float, *options: str, coded: int = 10) -> int:
        def evaluate(setting: object, tasks: Sequence[object], tell: object) -> list[Measured]:
            line = json.dumps({"id": "a", "khaldun": "9.1", "codebooks": ["plover 2"]})
            (tmp_path / "plays.jsonl").write_text(line + "\n", "utf-8")
            return [measured(now, coded=coded)]

        monkeypatch.setattr(bench, "evaluate", evaluate)
        return int(bench.main([str(tmp_path), "--keep", str(tmp_path), *options]))

    return command


def test_a_run_writes_the_document_and_pins_no_floor(run: Run, tmp_path: Path) -> None:
    assert run(50.0) == 0
    assert "| plays | figure f1 | 50.0 |" in (tmp_path / "document").read_text("utf-8")
    assert not (tmp_path / "floors").exists()


def test_a_run_of_some_tasks_leaves_the_document_alone(run: Run, tmp_path: Path) -> None:
    assert run(50.0, "--tasks", "plays") == 0
    assert not (tmp_path / "document").exists()


def test_floors_are_pinned_broken_and_lowered(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(50.0, "--pin") == 0
    assert run(45.0) == 1
    assert "broken: plays.f1: 45.0 is below its floor 50" in capsys.readouterr().err
    assert run(45.0, "--pin") == 1
    assert run(45.0, "--lower", "plays.f1") == 0
    assert read_floors(tmp_path / "floors")["plays"].figures == {"f1": 45.0}


def test_a_lost_report_fails_the_run(run: Run) -> None:
    assert run(50.0, coded=9) == 1


def test_a_task_that_does_not_exist_is_refused(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(50.0, "--tasks", "opera") == 2
    assert "no task opera" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["bench", "speed", "gazetteer"])
def test_a_missing_folder_is_one_clear_error(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert load(name).main([str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_process_is_measured_from_outside() -> None:
    speed = load("speed")
    command = (sys.executable, "-c", "print('first', flush=True); import time; time.sleep(60)")
    wall, cpu = speed.first_line(command)
    assert 0 < cpu <= wall + 1
    assert wall < 30
    assert speed.peak_bytes((sys.executable, "-c", "pass")) > 1_000_000


def test_look_ups_are_timed_once_and_only_while_asked() -> None:
    from khaldun.codebooks.gazetteer import Gazetteer, open_gazetteer

    before = Gazetteer.candidates
    with load("gazetteer").timed_look_ups() as stopwatch:
        assert open_gazetteer().candidates("Nablus")
        with stopwatch.running(), stopwatch.running():
            pass
    assert stopwatch.calls == 2
    assert stopwatch.seconds > 0
    assert Gazetteer.candidates is before


def test_the_gazetteer_is_measured_in_a_fresh_process() -> None:
    seconds, memory = load("gazetteer").load_in_fresh_process(["Nablus", "Zamfara", "nowhere at all"])
    assert 0 < seconds < 30
    assert 5_000_000 < memory < 1_000_000_000


def test_the_section_of_the_gazetteer_tells_every_figure() -> None:
    gazetteer = load("gazetteer")
    result = gazetteer.GazetteerResult(
        reports=2, names=7, load=0.25, memory=30_000_000, look_ups=10, look_up_seconds=0.001, run_seconds=0.01
    )
    rows = gazetteer.figure_rows(result, gazetteer.load_targets(gazetteer.TARGETS, "gazetteer"))
    section = gazetteer.section(result, rows)
    for part in ("0.25 s | <= 1.5 s ✓", "30 MB | <= 250 MB ✓", "10 % | <= 5 % |", "2 reports, 7 toponyms"):
        assert part in section
