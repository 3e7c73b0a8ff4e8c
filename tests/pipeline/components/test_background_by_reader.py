"""What the reader says of background: it may overrule the rules, but no date, and nothing in one sentence alone."""

import json
from pathlib import Path

import pytest

from khaldun import Coder, Report
from khaldun.records import CodedReport

EXAMPLES = Path(__file__).parents[3] / "examples" / "reports.jsonl"
REPORTS = {row["id"]: row for row in map(json.loads, EXAMPLES.read_text("utf-8").splitlines())}


@pytest.fixture(scope="module")
def rules() -> Coder:
    return Coder(reader=False)


def _status(coded: CodedReport, word: str) -> tuple[str, str]:
    event = next(event for event in coded.events if event.trigger.text == word)
    return event.status, dict(event.provenance)["status"]


@pytest.mark.parametrize(
    ("report", "word"), [("protest-tunis", "arrested"), ("aid-mogadishu", "killed")], ids=["on the same day", "claimed"]
)
def test_news_that_the_rules_take_for_background(coder: Coder, rules: Coder, report: str, word: str) -> None:
    given = Report(**REPORTS[report])
    assert _status(rules.code(given), word)[0] == "historical"
    status, rule = _status(coder.code(given), word)
    assert status == "actual"
    assert "no background, with khaldun-reader-use" in rule


OWN_DATE = [
    (
        "Gunmen killed nine villagers near Mopti on Monday. The same armed group attacked an army post in 2022.",
        "attacked",
    ),
    (
        "Police dispersed a march of teachers on Monday. In 1992 soldiers shot three teachers in the same square.",
        "shot",
    ),
    ("Troops entered the town on Monday and arrested the mayor. Rebels bombed the town hall ten years ago.", "bombed"),
]


@pytest.mark.parametrize(("text", "word"), OWN_DATE, ids=[word for _, word in OWN_DATE])
def test_an_old_date_of_its_own_decides(coder: Coder, text: str, word: str) -> None:
    status, rule = _status(coder.code(Report(id="old", text=text, published="2026-03-03")), word)
    assert (status, "khaldun-reader-use 2026.11)" in rule) == ("historical", False)


def test_in_one_sentence_the_reader_is_not_asked(coder: Coder, rules: Coder) -> None:
    report = Report(id="one", text="The soldiers burned the mosque.", published="2026-03-03")
    assert _status(coder.code(report), "burned")[0] == _status(rules.code(report), "burned")[0] == "actual"
