"""Cards and explanations: readable without colour, at any width, and no steering of the terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console, RenderableType

from coded_records import TEXT, coded, event, span
from khaldun.records import Actor, CodedReport
from khaldun.rendering.explanation import codebooks_line, explain_report
from khaldun.rendering.terminal import heading, marked_sentence, plain, report_cards


def shown(renderable: RenderableType, width: int = 100, *, colour: bool = False) -> str:
    written = io.StringIO()
    Console(file=written, width=width, force_terminal=colour, no_color=not colour).print(renderable)
    return written.getvalue()


def one_line(renderable: RenderableType) -> str:
    return " ".join(shown(renderable, 400).split())


def test_a_card_tells_every_field():
    card = one_line(report_cards(coded()))
    for words in (
        "2026-03-02 Gunmen [UAF CRM] -> villagers [CVL] ASSAULT, firearms",
        "where: Zamfara (NGA, admin1)",
        "deaths: at least 12",
        'according to: police [NGA? COP] ("said")',
        "status: actual",
        "confidence: 0.80",
        "! reader: 2 bytes could not be decoded",
    ):
        assert words in card


def test_marks_are_readable_without_colour():
    marked = marked_sentence(event(evidence=()))
    assert marked.plain == (
        "[actor: Gunmen] [what: shot dead] [recipient: [deaths: at least 12] villagers] in [place: Zamfara]"
        " on [date: Monday], [source: police] [says: said]."
    )


def test_marks_that_cross_are_parted():
    crossing = Actor(span=span("dead at least"), name="x")
    marked = marked_sentence(
        event(evidence=(), recipient=(crossing,), deaths=None, attribution=(), place=None, date=None)
    )
    assert "[what: shot [recipient: dead]][recipient:  at least]" in marked.plain


def test_colour_only_where_it_is_wanted():
    assert "\x1b[" in shown(report_cards(coded()), colour=True)
    assert "\x1b[" not in shown(report_cards(coded()))


@pytest.mark.parametrize("width", [30, 80, 200])
def test_lines_fit_the_width(width):
    assert all(len(line) <= width for line in shown(report_cards(coded()), width).splitlines())


def test_reports_cannot_steer_the_terminal():
    steering = coded(title="\x1b[2J\x07 [bold]title[/bold]", text=TEXT.replace("Gunmen", "G\x1bnmen"), events=())
    written = shown(report_cards(steering))
    assert "\x1b" not in written
    assert "[bold]title[/bold]" in written, "markup in a title is text"
    assert plain("a\r\nb\x9bc") == "a  b\ufffdc"


def test_no_event():
    assert "no event coded" in shown(report_cards(coded(events=())))


def test_explanation_says_why():
    explained = one_line(explain_report(coded()))
    for words in ("plover 2.0: shoot dead", "frame agent", '"Gunmen" [31:37]', "weekday before the dateline"):
        assert words in explained
    assert "The governor will [visit] the village next week." in explained
    assert "no actor" in explained
    assert codebooks_line(coded().codebooks).plain == "codebooks: plover 2.0, cameo 1.1b3"


def test_a_long_title_is_not_cut():
    title = "A title that is longer than a line and runs on " * 3
    assert title.strip() in one_line(heading(coded(title=title.strip())))


def test_explanation_of_one_event_leaves_out_the_rest():
    both: CodedReport = coded(events=(event(id="a"), event(id="b", type="PROTEST")))
    explained = one_line(explain_report(both, "b"))
    assert "PROTEST" in explained
    assert "ASSAULT" not in explained
    assert "not coded" not in explained
