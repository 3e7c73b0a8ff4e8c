"""The commands, as a user types them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from khaldun.cli.app import app
from khaldun.cli.exits import MEANINGS
from khaldun.records.json_schema import SCHEMA_ROOTS, json_schema

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports.jsonl"
REPORT = (
    "LIMA, May 7 (Andes News) - Peruvian police arrested six businessmen in Lima on Thursday, prosecutors said.\n\n"
    "The government denied that it had attacked the court.\n"
)
COMMANDS = ("code", "annotate", "explain", "render", "places", "sources", "schema", "codebook", "gazetteer")
OWN_TRIGGERS = (
    "# id: {id}\n# version: mine-1\n# language: en\n# licence: CC0\n# origin: test\n"
    "pattern\ttype\tmode\tframe\tconfidence\n{row}\n"
)


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return str(path)


def khaldun(*arguments: str, expected: int = 0, given: str | None = None) -> Result:
    done = CliRunner().invoke(app, list(arguments), input=given, env={"COLUMNS": "120", "NO_COLOR": "1"})
    assert done.exit_code == expected, f"{done.exit_code}: {done.output} {done.exception}"
    return done


def words_of(done: Result) -> str:
    return " ".join(done.stdout.split())


def test_code_shows_cards(report: str):
    shown = words_of(khaldun("code", report, "--published", "2026-05-07"))
    for words in ("COERCE, arrest", "according to: prosecutors", "[what: arrested]", "confidence: ", "status: actual"):
        assert words in shown
    assert "\x1b" not in shown


def test_code_json_for_pipes(report: str):
    done = khaldun("code", report, "--published", "2026-05-07", "--format", "json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events
    assert {event["published"] for event in events} == {"2026-05-07"}


def test_standard_input_gives_what_the_file_gives(report: str):
    def types(done: Result) -> list[str]:
        return [json.loads(line)["type"] for line in done.stdout.splitlines()]

    from_file = khaldun("code", report, "--format", "json")
    assert types(khaldun("code", "-", "--format", "json", given=REPORT)) == types(from_file)


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_code_writes_a_file_whole(report: str, tmp_path: Path, ending: str):
    target = tmp_path / "out" / f"events.{ending}"
    target.parent.mkdir()
    done = khaldun("code", report, "-o", str(target))
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    count = {
        "jsonl": lambda: len(target.read_text().splitlines()),
        "csv": lambda: len(list(csv.DictReader(io.StringIO(target.read_text(), newline="")))),
        "parquet": lambda: pq.read_metadata(target).num_rows,
    }[ending]()
    assert count > 0
    assert f"{target}: 1 report, {count} event" in done.stderr


def test_annotate_keeps_the_form_and_points_into_the_text():
    done = khaldun("annotate", str(EXAMPLES))
    reports = [json.loads(line) for line in EXAMPLES.read_text().splitlines()]
    coded = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in coded] == [one["id"] for one in reports]
    validator = Draft202012Validator(json_schema("coded_report"))
    for one, given in zip(coded, reports, strict=True):
        assert [error.message for error in validator.iter_errors(one)] == []
        assert not misplaced(one, given["text"])
        assert one["issues"] == []


def misplaced(value: object, text: str) -> list[object]:
    """Every span that does not stand where it says."""
    if isinstance(value, list):
        return [found for item in value for found in misplaced(item, text)]
    if not isinstance(value, dict):
        return []
    inside = [found for item in value.values() for found in misplaced(item, text)]
    is_span = isinstance(value.get("start"), int)
    return inside + ([value] if is_span and text[value["start"] : value["end"]] != value["text"] else [])


def test_flat_events_keep_the_form():
    done = khaldun("code", str(EXAMPLES), "--format", "json")
    validator = Draft202012Validator(json_schema("flat_event"))
    for line in done.stdout.splitlines():
        assert [error.message for error in validator.iter_errors(json.loads(line))] == []


def test_a_report_in_another_language_stands_there_with_an_issue(tmp_path: Path):
    given = json.dumps({"id": "fr", "text": "La police a arrêté six manifestants.", "language": "fr"})
    done = khaldun("annotate", "-", given=given + "\n")
    [coded] = [json.loads(line) for line in done.stdout.splitlines()]
    assert coded["events"] == []
    assert "'fr'" in coded["issues"][0]["message"]


def test_issues_are_told_on_stderr(tmp_path: Path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a", "text": "Police arrested a man."}\n' + "{broken\n" * 12)
    done = khaldun("annotate", str(bad), "-o", str(tmp_path / "out.jsonl"))
    told = done.stderr.splitlines()
    assert sum(line.startswith("issue in ") for line in told) == 10
    assert "… and 2 more issues (`khaldun annotate` writes all of them)" in told
    assert "13 reports, " in told[-1]
    assert "12 reports with issues" in told[-1]


def test_issues_are_told_on_stderr_too_where_events_go_to_a_pipe(tmp_path: Path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a", "text": "Police arrested a man."}\n' + "{broken\n" * 11)
    told = khaldun("code", str(bad), "--format", "json").stderr.splitlines()
    assert told[0].startswith(f"issue in {bad}:2: reader: not JSON")
    assert told[10] == "… and 1 more issue (`khaldun annotate` writes all of them)"


def test_an_empty_folder_is_refused(tmp_path: Path):
    assert f"{tmp_path}: no reports found" in khaldun("code", str(tmp_path), expected=2).stderr


def test_explain_says_why(report: str):
    explained = words_of(khaldun("explain", report, "--published", "2026-05-07"))
    for words in ("why", "words [offsets]", '"arrested"', "codebooks: ", "not coded:"):
        assert words in explained


def test_codebooks_are_told_once_and_no_line_ends_in_blanks():
    lines = khaldun("explain", str(EXAMPLES)).stdout.splitlines()
    assert sum(line.startswith("codebooks: ") for line in lines) == 1
    assert all(line == line.rstrip() for line in lines)


def test_explain_one_event(report: str):
    lines = khaldun("code", report, "--format", "json").stdout.splitlines()
    first = json.loads(lines[0])
    explained = khaldun("explain", report, "--event", first["id"])
    assert first["id"] in explained.stdout
    assert "not coded:" not in explained.stdout
    refused = khaldun("explain", report, "--event", "ev-0", expected=2)
    assert "no event 'ev-0' in this input" in refused.stderr


def test_render_one_report_to_a_file_and_several_to_a_folder(report: str, tmp_path: Path):
    page, folder = tmp_path / "page.html", tmp_path / "pages"
    khaldun("render", report, "-o", str(page))
    assert "arrested" in page.read_text()
    khaldun("render", str(EXAMPLES), "-o", str(folder))
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "00001-clash-zamfara.html"
    assert names[-1] == "index.html"
    assert all(name in (folder / "index.html").read_text() for name in names[:-1])
    (folder / "mine.html").write_text("not made by render")
    khaldun("render", report, "-o", str(folder))
    _, *others = sorted(path.name for path in folder.iterdir())
    assert others == ["index.html", "mine.html"], "only pages of ours went"
    refused = khaldun("render", str(EXAMPLES), "-o", str(tmp_path / "one.html"), expected=2)
    assert "give a folder" in refused.stderr


@pytest.mark.parametrize("root", SCHEMA_ROOTS)
def test_schema_prints_the_schema(root: str):
    assert json.loads(khaldun("schema", root).stdout) == json_schema(root)


def test_codebook_commands(tmp_path: Path):
    assert "plover/types.toml" in khaldun("codebook", "list").stdout
    assert "physical harm" in words_of(khaldun("codebook", "show", "assault"))
    assert "no codebook has an entry 'nonsense'" in khaldun("codebook", "show", "nonsense", expected=2).stderr
    good, bad = tmp_path / "good.tsv", tmp_path / "bad.tsv"
    good.write_text(OWN_TRIGGERS.format(id="khaldun-triggers-verbs", row="serenade\tPROTEST\t-\ttransitive\t0.9"))
    bad.write_text(OWN_TRIGGERS.format(id="khaldun-triggers-verbs", row="serenade\tNONSENSE\t-\ttransitive\t0.9"))
    assert "good.tsv: no fault found" in khaldun("codebook", "check", str(good)).stdout
    assert f"{bad}:7: type:" in khaldun("codebook", "check", str(good), str(bad), expected=2).stderr


def test_own_codebook_is_used_and_named(tmp_path: Path):
    mine = tmp_path / "mine.tsv"
    mine.write_text(OWN_TRIGGERS.format(id="khaldun-triggers-verbs", row="serenade\tPROTEST\t-\ttransitive\t0.9"))
    text = "Students serenaded the prime minister in Lima on Monday."
    done = khaldun("code", "-", "--format", "json", "--codebook", str(mine), given=text)
    [event] = [json.loads(line) for line in done.stdout.splitlines()]
    assert event["type"] == "PROTEST"
    assert "khaldun-triggers-verbs mine-1" in event["codebooks"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["code", "no-such-file.txt"], "no-such-file.txt: no such file"),
        (["code", str(EXAMPLES), "-o", "x.xlsx"], "these are known: .csv, .jsonl, .parquet"),
        (["code", str(EXAMPLES), "-o", "no/such/folder/x.csv"], "its folder does not exist"),
        (["code", str(EXAMPLES), "-o", "x.csv", "--resume", "--restart"], "not both"),
        (["code", str(EXAMPLES), "--resume"], "need the output"),
        (["annotate", str(EXAMPLES), "--restart"], "need the output"),
        (["annotate", str(EXAMPLES), "-o", "x.csv"], "`khaldun code -o` writes events in this form"),
        (["code", str(EXAMPLES), "--model", "spacy"], "'spacy' is no spaCy pipeline"),
        (["code", str(EXAMPLES), "--model", "no-such-model"], "'no-such-model' is not installed"),
        (["code", str(EXAMPLES), "--codebook", "no-such-book.tsv"], "no-such-book.tsv: no such file"),
        (["code", str(EXAMPLES), "--published", "yesterday"], "is no ISO date"),
        (["code", str(EXAMPLES), "--map", "body"], "is no pair such as text=body"),
        (["code", str(EXAMPLES), "--map", "body=text"], "no field of a report"),
        (["code", str(EXAMPLES), "--workers", "0"], "'0' is no whole number from 1 on"),
        (["code", str(EXAMPLES), "--workers", "x"], "'x' is no whole number from 1 on"),
        (["code", str(EXAMPLES), "--format", "csv"], "'csv' is none of table, json"),
        (["schema", "event"], "'event' is none of coded_report, flat_event, incident, report"),
        (["code"], "Usage: "),
    ],
    ids=lambda value: " ".join(Path(word).name for word in value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_told_in_a_line(arguments: list[str], told: str, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = khaldun(*arguments, expected=2)
    assert told in " ".join(done.output.replace("│", "").split())
    assert list(tmp_path.iterdir()) == [], "nothing was put in place"


def test_an_unknown_codebook_id_is_refused(tmp_path: Path):
    book = tmp_path / "book.tsv"
    book.write_text(OWN_TRIGGERS.format(id="nonsense", row="march\tPROTEST\t-\ttransitive\t0.9"))
    refused = khaldun("code", str(EXAMPLES), "--codebook", str(book), expected=2)
    assert f"{book}:1: id: no codebook of ours has the id 'nonsense'" in refused.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_with_examples(command: str):
    help_text = khaldun(command, "--help").stdout
    sub_commands = {"codebook": ["list", "show", "check"], "gazetteer": ["build"]}.get(command)
    for sub_command in sub_commands or []:
        assert f"khaldun {command} {sub_command}" in khaldun(command, sub_command, "--help").stdout
    assert sub_commands or f"khaldun {command} " in help_text.partition("Usage: ")[2].partition("\n")[2]


def test_help_tells_commands_and_exit_codes():
    help_text = " ".join(khaldun("--help").stdout.split())
    for command in COMMANDS:
        assert f"│ {command} " in help_text
    for code in MEANINGS:
        assert f" {code} " in help_text


def test_a_terminal_without_a_letter_gets_its_escape():
    command = [sys.executable, "-m", "khaldun", "codebook", "show", "yasar-yakis"]
    done = subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert done.returncode == 0
    assert b"Ya\\u015far" in done.stdout


def test_starting_is_quick_because_nothing_heavy_is_imported():
    script = (
        "import sys; from khaldun.cli.app import app; from typer.testing import CliRunner;"
        "CliRunner().invoke(app, ['code', '--help']);"
        "heavy = {'spacy', 'numpy', 'pyarrow', 'trafilatura', 'jinja2'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_places_shows_a_table(report: str):
    shown = words_of(khaldun("places", report, "--published", "2026-05-07"))
    for words in ("LIMA, Lima", "PER", "city", "Peru", "area, no point", "COERCE, arrest", "why", "gazetteer: city"):
        assert words in shown


def test_places_of_several_reports_are_one_page(tmp_path: Path):
    target = tmp_path / "map.html"
    done = khaldun("places", str(EXAMPLES), "-o", str(target))
    reports = EXAMPLES.read_text().splitlines()
    assert f"{target}: the places of {len(reports)} reports" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    page = target.read_text("utf-8")
    assert page.count('<section class="report"') == len(reports)
    assert page.count("<script>") == 1
    khaldun("places", str(EXAMPLES), "-o", str(tmp_path / "again.html"))
    assert (tmp_path / "again.html").read_text("utf-8") == page


def test_places_needs_a_folder_that_exists(report: str, tmp_path: Path):
    refused = khaldun("places", report, "-o", str(tmp_path / "nowhere" / "map.html"), expected=2)
    assert refused.stderr.startswith("khaldun: ")
    assert refused.stderr.count("\n") == 1
