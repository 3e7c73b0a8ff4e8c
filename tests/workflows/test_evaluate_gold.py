"""A whole evaluation with a small stand-in for Khaldun and a scorer of our own: no gold corpus is needed."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from khaldun.errors import ConfigError
from khaldun.evaluation.floors import Measured
from khaldun.evaluation.gold_tasks import Figure, GoldTask
from khaldun.workflows.evaluate_gold import Evaluation, evaluate

# Codes every report that holds "!" with one event, unless without its reader; knows `link` if the environment says so.
STAND_IN = """
import json, os, pathlib, sys
command, source = sys.argv[1], sys.argv[2]
if command == "link" and "LINKS" not in os.environ:
    sys.exit("no such command")
if source == "--help":
    sys.exit(0)
rows = [json.loads(line) for line in open(source, encoding="utf-8")]
if any(row.get("text") == "crash" for row in rows):
    sys.exit("khaldun: it went wrong")
seen = "--no-reader" not in sys.argv
coded = [{"id": row["id"], "events": [{}] if seen and "!" in row.get("text", "") else []} for row in rows]
target = pathlib.Path(sys.argv[sys.argv.index("-o") + 1])
target.write_text("".join(json.dumps(row) + chr(10) for row in coded if row["id"] != "lost"), "utf-8")
with (target.parent / "calls").open("a") as calls:
    calls.write(command + chr(10))
"""
# Prints what it was given and the share of reports with an event.
SCORER = """
import json, sys
rows = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
share = 100 * sum(bool(row["events"]) for row in rows) / len(rows)
print(json.dumps({"headline": share, "arguments": len(sys.argv)}))
"""
HEADLINE = Figure(id="share", name="share", at=("headline",))
EVENTS = Figure(id="events", name="events a report", at=("coded", "events_a_report"), pinned=False)
PLAYS = GoldTask(id="plays", reports="r.jsonl", gold="g.jsonl", scorer="score.py", figures=(HEADLINE, EVENTS))


@pytest.fixture
def setting(tmp_path: Path) -> Evaluation:
    bench = tmp_path / "bench"
    bench.mkdir()
    (tmp_path / "stand_in.py").write_text(STAND_IN, "utf-8")
    (bench / "score.py").write_text(SCORER, "utf-8")
    (bench / "g.jsonl").write_text("{}\n", "utf-8")
    _write_reports(bench, {"a": "fire!", "b": "rain"})
    return Evaluation(bench=bench, kept=tmp_path / "kept", command=(sys.executable, str(tmp_path / "stand_in.py")))


def _write_reports(bench: Path, texts: dict[str, str]) -> None:
    lines = [json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()]
    (bench / "r.jsonl").write_text("".join(lines), "utf-8")


def _evaluate(setting: Evaluation, *tasks: GoldTask) -> list[Measured]:
    return evaluate(setting, tasks, lambda measured, seconds: None)


def test_reports_are_coded_scored_and_counted(setting: Evaluation) -> None:
    (measured,) = _evaluate(setting, PLAYS)
    assert [value.now for value in measured.values] == [50.0, 0.5]
    assert (measured.reports, measured.coded) == (2, 2)
    assert len(measured.digest) == 64


def test_the_rules_alone_are_measured_beside_the_reader_where_that_is_asked(setting: Evaluation) -> None:
    (measured,) = evaluate(replace(setting, by_rules=True), [PLAYS], lambda one, seconds: None)
    assert [value.now for value in measured.by_rules] == [0.0, 0.0]
    assert [value.now for value in measured.values] == [50.0, 0.5]


def test_tasks_keep_their_order_and_each_is_told(setting: Evaluation) -> None:
    told: list[str] = []
    tasks = (PLAYS, GoldTask(id="long", reports="r.jsonl"))
    measured = evaluate(setting, tasks, lambda one, seconds: told.append(one.task.id))
    assert [one.task.id for one in measured] == ["plays", "long"]
    assert sorted(told) == ["long", "plays"]


def test_a_task_without_gold_asks_only_for_all_reports(setting: Evaluation) -> None:
    _write_reports(setting.bench, {"a": "x", "lost": "y", "c": "z"})
    (measured,) = _evaluate(setting, GoldTask(id="long", reports="r.jsonl"))
    assert (measured.values, measured.reports, measured.coded) == ((), 3, 1)


def test_linking_waits_for_its_command(setting: Evaluation, monkeypatch: pytest.MonkeyPatch) -> None:
    linking = GoldTask(
        id="link", reports="r.jsonl", gold="g.jsonl", scorer="score.py", linking=True, figures=(HEADLINE,)
    )
    assert _evaluate(setting, linking)[0].note == "not yet"
    monkeypatch.setenv("LINKS", "1")
    (measured,) = _evaluate(setting, linking)
    assert (measured.note, measured.values[0].now) == ("", 0.0)
    assert (setting.kept / "link.incidents.jsonl").is_file()


def test_kept_reports_are_used_again_only_when_told_so(setting: Evaluation) -> None:
    again = Evaluation(bench=setting.bench, kept=setting.kept, command=setting.command, reuse=True)
    for one in (again, again, setting):
        _evaluate(one, PLAYS)
    assert (setting.kept / "calls").read_text("utf-8").split() == ["annotate", "annotate"]


def test_a_missing_folder_and_a_missing_file_are_each_one_clear_error(setting: Evaluation, tmp_path: Path) -> None:
    nowhere = Evaluation(bench=tmp_path / "nowhere", kept=setting.kept)
    with pytest.raises(ConfigError, match="nowhere: no such folder"):
        _evaluate(nowhere, PLAYS)
    (setting.bench / "g.jsonl").unlink()
    with pytest.raises(ConfigError, match=r"g\.jsonl: no such file"):
        _evaluate(setting, PLAYS)


def test_a_command_that_fails_is_told_with_its_last_words(setting: Evaluation) -> None:
    _write_reports(setting.bench, {"a": "crash"})
    with pytest.raises(ConfigError, match="khaldun: it went wrong"):
        _evaluate(setting, PLAYS)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        pytest.param("print('none')", "printed no JSON", id="no JSON"),
        pytest.param("print([])", "no JSON object", id="no object"),
        pytest.param("raise SystemExit('gold is odd')", "gold is odd", id="it gives up"),
    ],
)
def test_a_scorer_that_fails_is_told(setting: Evaluation, code: str, problem: str) -> None:
    (setting.bench / "score.py").write_text(code, "utf-8")
    with pytest.raises(ConfigError, match=problem):
        _evaluate(setting, PLAYS)
