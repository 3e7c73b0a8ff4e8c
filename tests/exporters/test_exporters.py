"""The contract that every exporter keeps, ours and any that is installed, and what each form holds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coded_records import coded, event
from khaldun.errors import ConfigError, ExportError
from khaldun.exporters import Exporter, events_exporter_for, exporter_names, get_exporter
from khaldun.exporters.events_csv import COLUMNS, flatten
from khaldun.exporters.events_parquet import SCHEMA
from khaldun.records import CodedReport
from khaldun.records.flat_event import flat_events
from khaldun.records.json_schema import json_schema
from khaldun.records.software import software_version

ODD_TEXT = 'He said "no";\r\nשלום\u0301 😀\u00a0\tend'
REPORTS = [
    coded(number=1),
    coded(number=2, events=()),
    coded(number=3, title=ODD_TEXT, publisher="a;b,c", events=(event(place=None, date=None, actor=(), deaths=None),)),
    coded(number=4, published=None, url=None, publisher="\ud800 lone surrogate"),
]


def export(exporter: Exporter, reports: list[CodedReport], folder: Path) -> bytes:
    aside, target = folder / "out.part", folder / f"out{exporter.suffix}"
    aside.write_bytes(exporter.head() + b"".join(exporter.encode(report) for report in reports))
    exporter.finish(aside, target)
    assert sorted(path.name for path in folder.iterdir()) == [target.name], "only the output is left"
    return target.read_bytes()


@pytest.fixture(params=exporter_names())
def exporter(request: pytest.FixtureRequest) -> Exporter:
    return get_exporter(request.param)


def test_ours_are_found_by_entry_point():
    assert {"annotate-jsonl", "events-csv", "events-jsonl", "events-parquet"} <= set(exporter_names())


def test_name_is_the_registered_one(exporter: Exporter):
    assert exporter.name in exporter_names()
    assert exporter.suffix.startswith(".")


def test_same_reports_give_same_bytes(exporter: Exporter, tmp_path: Path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert export(exporter, REPORTS, tmp_path / "a") == export(exporter, REPORTS, tmp_path / "b")


def test_no_reports_give_a_whole_file(exporter: Exporter, tmp_path: Path):
    made = export(exporter, [], tmp_path)
    assert made == export(exporter, [coded(events=())], tmp_path) or exporter.name == "annotate-jsonl"


def test_versions_stand_in_the_output(exporter: Exporter, tmp_path: Path):
    exporter.finish(_aside(exporter, tmp_path), tmp_path / "out")
    content = _as_text(exporter, tmp_path / "out")
    for version in ("plover 2.0", "cameo 1.1b3", software_version()):
        assert version in content


def test_an_output_that_cannot_be_put_in_place_is_an_export_error(exporter: Exporter, tmp_path: Path):
    aside = _aside(exporter, tmp_path)
    with pytest.raises(ExportError):
        exporter.finish(aside, tmp_path / "no" / "such" / "folder")


def test_annotate_has_a_line_for_every_report(tmp_path: Path):
    lines = export(get_exporter("annotate-jsonl"), REPORTS, tmp_path).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["r1", "r2", "r3", "r4"]


def test_csv_flattens_with_aligned_lists(tmp_path: Path):
    two = event().actor + event().recipient
    made = export(get_exporter("events-csv"), [coded(events=(event(actor=two),))], tmp_path).decode()
    [row] = csv.DictReader(io.StringIO(made))
    assert tuple(row) == COLUMNS
    assert (row["actor_names"], row["actor_countries"], row["actor_sectors"]) == (
        "Gunmen;villagers",
        ";",
        "UAF CRM;CVL",
    )
    assert (row["deaths_low"], row["deaths_high"], row["deaths_exact"], row["injuries_low"]) == ("12", "", "false", "")
    assert (row["date_from"], row["place_country"], row["attribution_sources"]) == ("2026-03-02", "NGA", "police")


def test_csv_keeps_line_breaks_and_quotes(tmp_path: Path):
    odd = event(rule=ODD_TEXT)
    made = export(get_exporter("events-csv"), [coded(events=(odd,))], tmp_path).decode()
    [row] = csv.DictReader(io.StringIO(made, newline=""))
    assert row["rule"] == ODD_TEXT


def test_csv_leaves_out_the_line_breaks_behind_a_sentence():
    span = {"start": 5, "end": 11, "text": "Done.\n"}
    cells = flatten({**next(iter(flat_events(coded()))), "sentence": span})
    assert (cells["sentence"], cells["sentence_start"], cells["sentence_end"]) == ("Done.", 5, 10)


def test_csv_quotes_a_lone_carriage_return():
    made = get_exporter("events-csv").encode(coded(number=1, publisher="a\rb")).decode()
    assert '"a\rb"' in made
    assert made.endswith("\n")
    assert not made.endswith("\r\n")


def test_parquet_keeps_the_nesting_of_json_lines(tmp_path: Path):
    (tmp_path / "lines").mkdir()
    lines = export(get_exporter("events-jsonl"), REPORTS[:3], tmp_path / "lines").splitlines()
    (tmp_path / "table").mkdir()
    export(get_exporter("events-parquet"), REPORTS[:3], tmp_path / "table")
    table = pq.read_table(tmp_path / "table" / "out.parquet")
    from_parquet = [row | {"provenance": dict(row["provenance"])} for row in table.to_pylist()]
    assert from_parquet == [json.loads(line) for line in lines]
    metadata = pq.read_metadata(tmp_path / "table" / "out.parquet").metadata
    assert metadata[b"khaldun.codebooks"] == b"cameo 1.1b3; plover 2.0"


def test_parquet_puts_a_mark_for_what_utf8_cannot_hold(tmp_path: Path):
    export(get_exporter("events-parquet"), [REPORTS[3]], tmp_path)
    [row] = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert row["publisher"] == "\ufffd lone surrogate"


def test_columns_follow_the_record():
    keys = list(json_schema("flat_event")["properties"])
    assert SCHEMA.names == keys, "the Parquet schema lags behind the record"
    for key in keys:
        covered = {"id": "event_id", "evidence": "trigger", "provenance": "rule", "confidences": "confidence_"}.get(
            key, key
        )
        assert any(column.startswith(covered) for column in COLUMNS), f"no CSV column tells of {key}"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("a.jsonl", "events-jsonl"), ("a.CSV", "events-csv"), ("a.b.parquet", "events-parquet")],
    ids=["json lines", "upper case", "two endings"],
)
def test_the_ending_chooses_the_form(name: str, wanted: str):
    assert events_exporter_for(Path(name)).name == wanted


def test_an_unknown_ending_names_those_there_are():
    with pytest.raises(ExportError, match=r"\.csv, \.jsonl, \.parquet"):
        events_exporter_for(Path("events.xlsx"))


def test_an_unknown_name_is_refused():
    with pytest.raises(ConfigError, match="no plug-in 'events-xml'"):
        get_exporter("events-xml")


def _aside(exporter: Exporter, folder: Path) -> Path:
    aside = folder / "aside"
    aside.write_bytes(exporter.head() + exporter.encode(coded()))
    return aside


def _as_text(exporter: Exporter, path: Path) -> str:
    if exporter.suffix == ".parquet":
        table = pq.read_table(path)
        return f"{table.to_pylist()} {table.schema.metadata}"
    return path.read_text("utf-8")
