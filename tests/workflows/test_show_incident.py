"""Looking incidents up in a store or a file of `khaldun link`, and what is said where there is none."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coded_records import coded
from khaldun.cli.app import app
from khaldun.errors import ExportError, ReaderError, StoreError
from khaldun.records import to_dict
from khaldun.records.encoding import dump_line
from khaldun.store import Coding, Kept
from khaldun.store.memory import MemoryStore
from khaldun.workflows.link_incidents import link_file
from khaldun.workflows.link_store import link_store
from khaldun.workflows.show_incident import incidents_of_file, kept_incidents, write_page

REPORT = coded()
EVENT, NAME = REPORT.events[0].id, REPORT.report.id


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    with store.writer() as writer:
        writer.keep([Kept(report=REPORT.report, record=to_dict(REPORT))], Coding(khaldun="1"))
    link_store(store)
    return store


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    (tmp_path / "coded.jsonl").write_text(dump_line(to_dict(REPORT)) + "\n", "utf-8")
    link_file(tmp_path / "coded.jsonl", tmp_path / "incidents.jsonl")
    return tmp_path / "incidents.jsonl"


def incident_id(linked: Path) -> str:
    return str(json.loads(linked.read_text("utf-8").splitlines()[0])["incident_id"])


def test_an_incident_its_event_and_its_report_lead_to_it(store: MemoryStore, linked: Path) -> None:
    name = incident_id(linked)
    for asked in (name, EVENT, NAME):
        [kept], [read] = kept_incidents(store, asked), incidents_of_file(linked, asked)
        assert kept.row == read.row
        assert kept.row["incident_id"] == name
        assert kept.reports[NAME].report == REPORT.report
        assert read.reports == {}


def test_an_unknown_id_is_told(store: MemoryStore, linked: Path) -> None:
    with pytest.raises(StoreError, match="has the id 'gone'"):
        kept_incidents(store, "gone")
    with pytest.raises(ReaderError, match="has the id 'gone'"):
        incidents_of_file(linked, "gone")


FAULTS = [("{", "no JSON"), ("[1]", "no incident"), ('{"id": "r", "events": []}', "no incident")]


@pytest.mark.parametrize(("line", "problem"), FAULTS)
def test_a_file_of_something_else_is_told(line: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(ReaderError, match=problem):
        incidents_of_file(path, "x")


def test_a_page_has_the_text_and_appears_whole(store: MemoryStore, tmp_path: Path) -> None:
    write_page(kept_incidents(store, EVENT), tmp_path / "page.html")
    html = (tmp_path / "page.html").read_text("utf-8")
    assert REPORT.report.text in unescape(re.sub("<[^>]+>", "", html))
    with pytest.raises(ExportError, match=r"\.html"):
        write_page(kept_incidents(store, EVENT), tmp_path / "page.pdf")
    with pytest.raises(ExportError):
        write_page(kept_incidents(store, EVENT), tmp_path / "no folder" / "page.html")


def test_the_command_shows_it_and_writes_a_page(linked: Path, tmp_path: Path) -> None:
    def khaldun(*arguments: str):
        return CliRunner().invoke(app, ["show", "incident", *arguments], env={"COLUMNS": "120", "NO_COLOR": "1"})

    shown = khaldun(NAME, "--incidents", str(linked))
    assert shown.exit_code == 0, shown.output
    assert incident_id(linked) in shown.output
    assert "known best" in shown.output
    assert khaldun(EVENT, "--incidents", str(linked), "-o", str(tmp_path / "it.html")).exit_code == 0
    assert (tmp_path / "it.html").exists()
    assert khaldun("gone", "--incidents", str(linked)).exit_code == 2
    assert khaldun(NAME, "--db", str(tmp_path / "none.sqlite")).exit_code == 2
