"""The commands that keep records and ask for them, as a user types them; nothing is coded here."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import coded_records
from khaldun.cli.app import app
from khaldun.records import CodedReport, to_dict, to_json

FIRST, SECOND = coded_records.coded(number=1), coded_records.coded(number=2, title="Second")
ZAMFARA = 'type:ASSAULT place:Zamfara after:2026-03-01 deaths>3 "shot dead"'


class Desk:
    """A folder with a store, and files that are written anew for each ingest."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.db = folder, folder / "news.sqlite"

    def files(self, *coded: CodedReport, khaldun: str = "1.0") -> tuple[str, str, str]:
        """Inputs and their records, as arguments of an ingest."""
        reports, records = self.folder / "reports.jsonl", self.folder / "coded.jsonl"
        reports.write_text("".join(to_json(one.report) + "\n" for one in coded), "utf-8")
        made = [{**to_dict(one), "codebooks": ["plover-types 2.0"], "khaldun": khaldun} for one in coded]
        records.write_text("".join(json.dumps(one) + "\n" for one in made), "utf-8")
        return str(reports), "--coded", str(records)

    def run(self, *arguments: str, expected: int = 0) -> Result:
        """A command with this store."""
        env = {"COLUMNS": "160", "NO_COLOR": "1", "KHALDUN_DB": str(self.db)}
        done = CliRunner().invoke(app, list(arguments), env=env)
        assert done.exit_code == expected, f"{done.exit_code}: {done.output} {done.exception}"
        return done

    def ingest(self, *coded: CodedReport, khaldun: str = "1.0", options: tuple[str, ...] = ()) -> str:
        """What an ingest says."""
        return self.run("ingest", *self.files(*coded, khaldun=khaldun), *options).stderr

    def count(self, query: str = "") -> int:
        """How many events are found."""
        return int(self.run("find", *([query] if query else []), "--count").stdout)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_same_reports_again_change_nothing(desk: Desk):
    assert "2 reports (2 added, 2 with issues), 2 events kept" in desk.ingest(FIRST, SECOND)
    assert "2 reports (2 known), 0 events kept" in desk.ingest(FIRST, SECOND)
    assert desk.count() == 2
    assert "no fault found" in desk.run("db", "check").stdout


def test_a_changed_report_keeps_both_versions(desk: Desk):
    desk.ingest(FIRST)
    changed = replace(FIRST, report=replace(FIRST.report, title="Correction"))
    assert "(1 changed, 1 with issues)" in desk.ingest(changed)
    desk.run("db", "export", "-o", str(desk.folder / "out"))
    newest = json.loads((desk.folder / "out" / "reports.jsonl").read_text())
    earlier = json.loads((desk.folder / "out" / "earlier.jsonl").read_text())
    assert (newest["title"], earlier["title"], earlier["version"]) == ("Correction", "Gunmen kill villagers", 1)
    assert desk.count() == 1


def test_a_new_coding_takes_the_place_of_the_old_one_only_when_asked(desk: Desk):
    desk.ingest(FIRST, SECOND)
    again = [replace(one, events=(replace(one.events[0], type="FIGHT"),)) for one in (FIRST, SECOND)]
    assert "2 known reports coded by another version" in desk.ingest(*again, khaldun="2.0")
    assert (desk.count("type:ASSAULT"), desk.count("type:FIGHT")) == (2, 0)
    assert "2 coded anew" in desk.ingest(*again, khaldun="2.0", options=("--recode",))
    assert (desk.count("type:ASSAULT"), desk.count("type:FIGHT")) == (0, 2)
    assert "khaldun 2.0" in desk.run("db", "stats").stdout


def test_find_shows_counts_and_writes(desk: Desk):
    desk.ingest(FIRST, SECOND)
    shown = " ".join(desk.run("find", ZAMFARA).stdout.split())
    for words in ("2026-03-02", "ASSAULT", "Gunmen", "Zamfara, NGA", "12+", "r1", "r2"):
        assert words in shown
    assert desk.count(ZAMFARA) == 2
    assert len(desk.run("find", "--limit", "1").stdout.splitlines()) < len(
        desk.run("find", "--limit", "9").stdout.splitlines()
    )
    assert "nothing found" in desk.run("find", "type:PROTEST").stdout
    table, lines = desk.folder / "found.csv", desk.folder / "found.jsonl"
    assert "2 events" in desk.run("find", ZAMFARA, "-o", str(table)).stderr
    desk.run("find", "report:r2", "-o", str(lines))
    assert [row["report_id"] for row in csv.DictReader(table.open())] == ["r2", "r1"]
    assert json.loads(lines.read_text())["id"] == "event-2"


#: arguments, and words of the error
MISTAKES = [
    pytest.param(["find", "typ:ASSAULT"], ["no field 'typ'", "\n  typ:ASSAULT\n  ^"], id="field"),
    pytest.param(["find", 'actor:TUR "air'], ["not closed", '\n  actor:TUR "air\n            ^'], id="quotation mark"),
    pytest.param(["find", "deaths>many"], ["a number is wanted", "\n         ^"], id="number"),
    pytest.param(["find", "after:2018-13"], ["a day (2026-03-03)", "\n        ^"], id="day"),
    pytest.param(["find", "type>3"], ["type takes : and nothing else"], id="operator"),
    pytest.param(["find", "--db", "none.sqlite"], ["none.sqlite: there is no store here"], id="no store"),
    pytest.param(["find", "--db", "mysql://host/x"], ["SQLite and PostgreSQL are known"], id="other database"),
    pytest.param(["find", "--db", "://"], ["no address of a database"], id="no address"),
    pytest.param(["find", "-o", "x.xlsx"], ["events are written as .jsonl or .csv"], id="ending"),
    pytest.param(["find", "--db", __file__], ["this file is no SQLite database"], id="no database"),
    pytest.param(["db", "migrate", "--to", "77"], ["no step '77'"], id="step"),
    pytest.param(["db", "delete-report", "nobody"], ["no report 'nobody'"], id="report"),
    pytest.param(["judge", "event-1", "event-9", "same", "--by", "A"], ["no event and no report 'event-9'"], id="pair"),
    pytest.param(["judge", "event-1", "event-1", "same", "--by", "A"], ["'event-1' twice"], id="one and the same"),
    pytest.param(
        ["find", "--db", "postgresql://u:secret@127.0.0.1:1/x"],
        ["postgresql://u:***@127.0.0.1:1/x: the database cannot be reached"],
        id="unreachable",
    ),
]


@pytest.mark.parametrize(("arguments", "words"), MISTAKES)
def test_a_mistake_is_told(desk: Desk, arguments: list[str], words: list[str]):
    desk.ingest(FIRST)
    said = desk.run(*arguments, expected=2).stderr
    for expected in words:
        assert expected in said
    assert "Traceback" not in said
    assert "secret" not in said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may do everything may write every file")
def test_a_file_that_cannot_be_written_is_told(desk: Desk):
    desk.ingest(FIRST)
    desk.db.chmod(0o400)
    desk.folder.chmod(0o500)
    try:
        said = desk.run("ingest", *desk.files(SECOND), expected=2).stderr
    finally:
        desk.folder.chmod(0o700)
    assert "the file cannot be written" in said


def test_a_deleted_report_is_gone_and_stays_away(desk: Desk):
    desk.ingest(FIRST, coded_records.coded("KANO - Gunmen shot dead 12 villagers in Zamfara, police said.", number=2,
                                           events=(), title="Other"))  # fmt: skip
    assert "r1 is deleted" in desk.run("db", "delete-report", "r1", "--because", "asked").stderr
    assert desk.count() == 0
    assert "governor" not in desk.db.read_bytes().decode("latin-1")
    assert "1 refused, since deleted before" in desk.ingest(FIRST)
    assert "no fault found" in desk.run("db", "check").stdout


def test_a_fault_is_told_by_the_exit_code(desk: Desk):
    desk.ingest(FIRST)
    with sqlite3.connect(desk.db) as connection:
        connection.execute("UPDATE event SET event_id = 'x'")
    assert "the events that can be found are not those of its record" in desk.run("db", "check", expected=2).stderr


def test_what_is_exported_can_be_ingested_again(desk: Desk):
    desk.ingest(FIRST, SECOND)
    desk.run("judge", "event-1", "event-2", "same", "--by", "A. Ndiaye")
    desk.run("db", "export", "-o", str(desk.folder / "out"))
    lines = {path.stem: len(path.read_text().splitlines()) for path in (desk.folder / "out").iterdir()}
    assert (lines["reports"], lines["coded"], lines["judgements"], lines["deleted"]) == (2, 2, 1, 0)
    other = str(desk.folder / "other.sqlite")
    out = desk.folder / "out"
    desk.run("ingest", str(out / "reports.jsonl"), "--coded", str(out / "coded.jsonl"), "--db", other)
    desk.run("db", "export", "--db", other, "-o", str(desk.folder / "again"))
    for name in ("reports.jsonl", "coded.jsonl"):
        assert (desk.folder / "again" / name).read_text() == (out / name).read_text()


def test_the_views_can_be_asked_by_other_tools(desk: Desk):
    desk.ingest(FIRST, SECOND)
    with sqlite3.connect(desk.db) as connection:
        asked = "SELECT country, count(*), sum(deaths_best) FROM events WHERE type = 'ASSAULT' GROUP BY country"
        assert connection.execute(asked).fetchall() == [("NGA", 2, 24)]
        assert connection.execute("SELECT title FROM reports WHERE report_id = 'r2'").fetchall() == [("Second",)]
        assert connection.execute("SELECT source FROM attributions LIMIT 1").fetchall() == [("police",)]
        assert connection.execute("SELECT sum(events) FROM incidents").fetchall() == [(2,)]
