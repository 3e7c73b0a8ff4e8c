"""Who is quoted on what, added up over records made by hand, and written in every form."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.coded_records import coded, event, span

from khaldun.codebooks.sides import load_sides
from khaldun.errors import ExportError, ReaderError
from khaldun.records import Actor, Attribution, Outlet, to_dict, to_json
from khaldun.records.source_line import SourceLine
from khaldun.workflows.config import RunConfig
from khaldun.workflows.list_sources import COLUMNS, list_sources, write_sources
from khaldun.workflows.tally_sources import UNNAMED, SourceTally

POLICE = Actor(span=span("police"), name="the police", country="NGA", sectors=("COP",))
PAPER = Actor(span=span("SNA"), name="SNA", country="NGA", sectors=("JRN",), entity_id="sna")
SAID = Attribution(
    source=POLICE,
    cue=span("said"),
    content=(span("Gunmen shot dead at least 12 villagers"),),
    kind="direct",
    via=PAPER,
    via_outlet=Outlet(standing="state", owner=None),
)
DENIED = replace(SAID, kind="indirect", stance="denies", via=None, via_outlet=None)


def _record(*said: Attribution, number: int = 1) -> Any:
    events = (event(id=f"e{number}", attribution=tuple(replace(one, account="other_side") for one in said)),)
    return replace(coded(number=number, events=events), attributions=said)


def _lines(*records: Any) -> dict[str, SourceLine]:
    tally = SourceTally(load_sides())
    for record in records:
        tally.add(to_dict(record))
    return {line.source: line for line in tally.lines()}


def test_a_source_is_added_up_over_reports() -> None:
    police = _lines(_record(SAID), _record(DENIED, number=2))["police"]
    assert (police.attributions, police.reports, police.quoted) == (2, 2, 1)
    assert (police.side, police.country, police.sectors) == ("state", "NGA", ("COP",))
    assert dict(police.stances) == {"asserts": 1, "denies": 1}
    assert dict(police.types) == {"ASSAULT": 2}
    assert dict(police.about) == {event().actor[0].name: 2}
    assert (police.self_reported, police.other_side) == (0, 2)


def test_who_passes_on_is_counted_apart() -> None:
    paper = _lines(_record(SAID))["SNA"]
    assert (paper.attributions, paper.passed_on, paper.standing, paper.entity_id) == (0, 1, "state", "sna")


def test_what_nobody_is_named_for_has_a_line() -> None:
    assert _lines(_record(replace(SAID, source=None)))[UNNAMED].attributions == 1


def test_a_source_twice_in_a_chain_speaks_of_one_event() -> None:
    assert _lines(_record(SAID, DENIED))["police"].types == (("ASSAULT", 1),)


def test_what_its_words_make_themselves() -> None:
    threat = event(id="e1", type="THREATEN", trigger=span("police said"), attribution=())
    police = _lines(replace(coded(events=(threat,)), attributions=(SAID,)))["police"]
    assert (police.statements, police.types) == ((("THREATEN", 1),), ())


def test_the_most_quoted_comes_first() -> None:
    tally = SourceTally(load_sides())
    tally.add(to_dict(_record(SAID, DENIED, replace(SAID, source=None))))
    assert [line.source for line in tally.lines()] == ["police", UNNAMED, "SNA"]


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(f"{to_json(record)}\n" for record in (_record(SAID), _record(DENIED, number=2))))
    return path


def test_the_output_of_annotate_is_not_coded_again(annotated: Path) -> None:
    lines = list_sources(RunConfig(inputs=(str(annotated),)))
    assert [(line.source, line.attributions) for line in lines] == [("police", 2), ("SNA", 0)]


@pytest.mark.parametrize(
    "line", [pytest.param("{", id="no JSON"), pytest.param('{"id": "x", "schema": 0, "attributions": []}', id="schema")]
)
def test_a_record_of_another_form_is_refused_with_its_line(annotated: Path, line: str) -> None:
    annotated.write_text(annotated.read_text() + line + "\n")
    with pytest.raises(ReaderError, match=r"coded\.jsonl:3"):
        list_sources(RunConfig(inputs=(str(annotated),)))


def test_every_form_holds_all_sources(annotated: Path, tmp_path: Path) -> None:
    lines = list_sources(RunConfig(inputs=(str(annotated),)))
    for ending in ("csv", "jsonl", "html"):
        write_sources(lines, tmp_path / f"sources.{ending}")
    with (tmp_path / "sources.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["source"], rows[0]["sectors"], rows[0]["stances"]) == ("police", "COP", "asserts:1;denies:1")
    parsed = [json.loads(line) for line in (tmp_path / "sources.jsonl").read_text().splitlines()]
    assert [one["source"] for one in parsed] == ["police", "SNA"]
    page = (tmp_path / "sources.html").read_text()
    assert "police [NGA COP]" in page
    assert "state outlet" in page


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"written as \.csv, \.jsonl or \.html"):
        write_sources([], tmp_path / "sources.xml")
