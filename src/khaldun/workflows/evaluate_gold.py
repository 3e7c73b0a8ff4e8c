"""Codes the reports of gold tasks as a user would, has each scored by its own scorer, and reads the figures.

Commands and scorers run as processes of their own: what is measured is what `khaldun annotate` writes to a file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from khaldun.errors import ConfigError, KhaldunError
from khaldun.evaluation.figures import CODED, as_mentions, coded_facts, read_figure
from khaldun.evaluation.floors import Measured, digest_of
from khaldun.evaluation.gold_tasks import GoldTask

KHALDUN = (sys.executable, "-m", "khaldun")
NOT_YET = "not yet"
#: Told when a task is done: what it came to, and the seconds it took.
Tell = Callable[[Measured, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Where the gold is, where coded reports are kept, and how they are coded.

    `jobs` tasks run at once, each with `workers`; `reuse`: coded reports that are kept already are not made again;
    `by_rules`: all DEV parts are coded a second time by the rules alone, without the learned reader.
    `command` is how Khaldun is started, `scorers` the folder of the scorers of our own.
    """

    bench: Path
    kept: Path
    workers: int = 1
    jobs: int = 1
    reuse: bool = False
    by_rules: bool = False
    command: tuple[str, ...] = KHALDUN
    scorers: Path = Path("benchmarks")


def evaluate(setting: Evaluation, tasks: Sequence[GoldTask], tell: Tell) -> list[Measured]:
    """What each task came to, in the order of the tasks.

    Raises ConfigError when the folder lacks a file that a task needs, or a command fails.
    """
    check_folder(setting.bench, tasks)
    setting.kept.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(max_workers=setting.jobs) as pool:
        return list(pool.map(lambda task: _timed(setting, task, tell), tasks))


def check_folder(bench: Path, tasks: Sequence[GoldTask]) -> None:
    """Raises one ConfigError that says what is missing."""
    if not bench.is_dir():
        raise ConfigError(f"{bench}: no such folder; give the folder of the gold corpora (make bench BENCH=folder)")
    needed = (bench / name for task in tasks for name in _files_of(task) if name)
    if missing := next((path for path in needed if not path.is_file()), None):
        raise ConfigError(f"{missing}: no such file; is {bench} the folder of the gold corpora?")


def _files_of(task: GoldTask) -> tuple[str, ...]:
    return (task.reports, task.gold, "" if task.own else task.scorer)


def coded_path(kept: Path, task: GoldTask, *, by_rules: bool = False) -> Path:
    """Where the coded reports of a task are kept."""
    return kept / f"{task.id}{'.rules' if by_rules else ''}.jsonl"


def _timed(setting: Evaluation, task: GoldTask, tell: Tell) -> Measured:
    start = monotonic()
    measured = _measure(setting, task)
    tell(measured, monotonic() - start)
    return measured


def _measure(setting: Evaluation, task: GoldTask) -> Measured:
    if task.linking and not _has_command(setting, "link"):
        return Measured(task=task, note=NOT_YET)
    score = _scored(setting, task, by_rules=False)
    twice = setting.by_rules and task.gold and task.part == "DEV"
    ruled = _scored(setting, task, by_rules=True) if twice else None
    facts = score[CODED]
    return Measured(
        task=task,
        values=tuple(read_figure(score, figure) for figure in task.figures),
        by_rules=() if ruled is None else tuple(read_figure(ruled, figure) for figure in task.figures),
        digest=digest_of(setting.bench / task.digested),
        reports=facts["reports"],
        coded=facts["coded"],
        untrue_spans=facts["untrue_spans"],
    )


def _scored(setting: Evaluation, task: GoldTask, *, by_rules: bool) -> dict[str, Any]:
    """What the scorer says of the task's reports, and what coding them came to."""
    coded = coded_path(setting.kept, task, by_rules=by_rules)
    if not (setting.reuse and coded.is_file()):
        options = ["--workers", str(setting.workers), "--restart", *(["--no-reader"] if by_rules else [])]
        _run((*setting.command, "annotate", str(setting.bench / task.reports), "-o", str(coded), *options))
    facts = coded_facts(coded, setting.bench / task.reports)
    return {**(_score(setting, task, coded) if task.gold else {}), CODED: facts}


def _score(setting: Evaluation, task: GoldTask, coded: Path) -> dict[str, Any]:
    predicted = [str(coded)]
    if task.linking:
        incidents = coded.with_suffix(".incidents.jsonl")
        _run((*setting.command, "link", str(coded), "-o", str(incidents)))
        predicted = [str(incidents), "--events", str(coded)]
    if task.mentions:
        as_mentions(coded, coded.with_suffix(".mentions.jsonl"))
        predicted = [str(coded.with_suffix(".mentions.jsonl"))]
    scorer, gold = str((setting.scorers if task.own else setting.bench) / task.scorer), str(setting.bench / task.gold)
    printed = _run((sys.executable, scorer, *task.before, gold, *predicted, *task.after, "--json"))
    try:
        score = json.loads(printed)
    except json.JSONDecodeError as error:
        raise ConfigError(f"{task.id}: the scorer printed no JSON: {error}") from error
    if not isinstance(score, dict):
        raise ConfigError(f"{task.id}: the scorer printed no JSON object")
    return score


def _has_command(setting: Evaluation, name: str) -> bool:
    try:
        _run((*setting.command, name, "--help"))
    except KhaldunError:
        return False
    return True


def _run(command: Sequence[str]) -> str:
    """What a command prints; raises ConfigError with its last words when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        words = " / ".join(_last_lines(done.stderr))
        raise ConfigError(f"{' '.join(command[1:4])} … ended with {done.returncode}: {words}")
    return done.stdout


def _last_lines(text: str, number: int = 3) -> Iterator[str]:
    yield from [line.strip() for line in text.splitlines() if line.strip()][-number:]
