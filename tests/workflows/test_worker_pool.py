"""Worker processes that die, and what comes of their reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.errors import ConfigError
from khaldun.records import Report
from khaldun.workflows.config import RunConfig
from khaldun.workflows.worker_pool import WorkerPool


def reports(*texts: str) -> list[Report]:
    return [Report(id=text, text=f"Police arrested {text} protesters in Lima.") for text in texts]


def test_a_dying_worker_costs_only_the_report_that_kills_it(fragile: Path):
    (fragile / "once").touch()
    pool = WorkerPool(RunConfig(inputs=(), model="fragile_model", workers=2))
    coded = list(pool.code([reports("3", "ALWAYS", "4"), reports("ONCE", "5")]))
    assert [[one.report.id for one in chunk] for chunk in coded] == [["3", "ALWAYS", "4"], ["ONCE", "5"]]
    flawed = {one.report.id: one.issues for chunk in coded for one in chunk if one.issues}
    assert list(flawed) == ["ALWAYS"]
    [issue] = flawed["ALWAYS"]
    assert (issue.component, "exit code 139" in issue.message) == ("worker", True)
    labels = {one.codebooks for chunk in coded for one in chunk}
    assert len(labels) == 1, "the lost report carries the same versions"


def test_workers_that_cannot_start_end_the_run(fragile: Path):
    (fragile / "broken").touch()
    pool = WorkerPool(RunConfig(inputs=(), model="fragile_model", workers=2))
    with pytest.raises(ConfigError, match="end with exit code 1 while they load"):
        list(pool.code([reports("3")]))


def test_no_report_starts_no_worker():
    assert list(WorkerPool(RunConfig(inputs=(), model="not installed", workers=2)).code([])) == []


def test_a_setting_that_does_not_hold_is_told_as_it_is():
    pool = WorkerPool(RunConfig(inputs=(), model="not-installed", workers=2))
    with pytest.raises(ConfigError, match="'not-installed' is not installed"):
        list(pool.code([reports("3")]))
