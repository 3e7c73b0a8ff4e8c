"""Whatever a text holds: every report comes back, every span points right, every output can be written."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.console import Console

from khaldun.exporters import exporter_names, get_exporter
from khaldun.records import CodedReport, Report, to_dict
from khaldun.records.json_schema import json_schema
from khaldun.rendering.explanation import explain_report
from khaldun.rendering.page import report_page
from khaldun.rendering.terminal import report_cards
from khaldun.workflows.code_corpus import code_reports
from khaldun.workflows.config import RunConfig

#: Pieces of news and what gets between them: combining marks, right-to-left text, emoji, line ends, odd spaces, quotes.
NEWS = (
    "Police arrested 23 protesters in Lima on Monday, officials said.",
    "KABUL, March 3 (AP) - At least twelve soldiers were killed",
    '"We will not talk," the minister said',
    "The army denied that it had shelled the village of Mina\u0301",
    "talks between Iraq and Jordan",
    "GUNMEN ABDUCTED THREE FARMERS",
    "thousands marched to parliament last week",
)
ODDITIES = (
    *("\r\n", "\n\n\n", "\t", "\u00a0", "\u2028", " \u200f", "\ufeff", "\x00", "\x1b[31m", "\u0301\u0301", "\ud800"),
    *(
        "😀👩‍👩‍👧",
        "قُتل ١٢ شخصًا",
        "ירושלים",
        "“",
        "”",
        "'",
        '"',
        "(",
        ")]",
        "...",
        "—",
        "½",
        "1,000,000,000,000",
        " , , ",
    ),
)
TEXTS = st.lists(st.sampled_from(NEWS) | st.sampled_from(ODDITIES) | st.text(max_size=6), max_size=12).map(" ".join)
GLUED = st.lists(st.sampled_from(NEWS) | st.sampled_from(ODDITIES), max_size=8).map("".join)
CONFIG = RunConfig(inputs=())
SCHEMA = Draft202012Validator(json_schema())
PATIENT = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def coded(texts: list[str]) -> list[CodedReport]:
    reports = [Report(id=f"r{number}", text=text, published="2026-03-03") for number, text in enumerate(texts)]
    return list(code_reports(CONFIG, reports))


def spans(value: object) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, list):
        for item in value:
            yield from spans(item)
    elif isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value["start"], value["end"], value["text"]
        for item in value.values():
            yield from spans(item)


@PATIENT
@given(st.lists(TEXTS | GLUED, min_size=1, max_size=4))
def test_reports_come_back_in_order_with_true_spans(texts: list[str]):
    found = coded(texts)
    assert [one.report.text for one in found] == texts
    for one in found:
        assert [issue for issue in one.issues if "Error" in issue.message] == []
        assert [found for found in spans(to_dict(one)) if one.report.text[found[0] : found[1]] != found[2]] == []


@PATIENT
@given(TEXTS | GLUED)
def test_every_output_can_be_written(text: str):
    [one] = coded([text])
    for name in exporter_names():
        get_exporter(name).encode(one)
    line = get_exporter("annotate-jsonl").encode(one)
    assert [error.message for error in SCHEMA.iter_errors(json.loads(line))] == []
    report_page(one).encode("utf-8", "xmlcharrefreplace")
    console = Console(file=io.StringIO(), width=60)
    console.print(report_cards(one), explain_report(one))


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "a", "\u0301", "😀", "\x00"], ids=ascii)
def test_next_to_nothing_is_coded_without_an_event(text: str):
    [one] = coded([text])
    assert one.events == ()


def test_a_page_of_odd_text_can_be_kept(tmp_path: Path):
    [one] = coded(["Police arrested 23 protesters.\ud800 قُتل\r\n"])
    (tmp_path / "page.html").write_bytes(report_page(one).encode("utf-8", "xmlcharrefreplace"))
