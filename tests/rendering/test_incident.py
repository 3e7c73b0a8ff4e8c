"""An incident side by side, for the terminal and as a page: who says what, who copies, what is known best and why."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from coded_records import coded
from khaldun.linker.consensus import agree
from khaldun.records import CodedReport
from khaldun.records.encoding import incident_to_dict
from khaldun.records.judgement import Judgement
from khaldun.rendering.incident_page import incident_page
from khaldun.rendering.incident_table import incident_card
from khaldun.rendering.incident_view import ShownIncident, incident_view
from linker_records import count, day, draft, party, place, report, said, told

EVIL = '"><script>alert(1)</script>'
GUSAU = place("Gusau", "1")
POLICE, CHIEF = said("police"), said("a village chief")
JUDGED = Judgement(pair=("a-1", "c-1"), decision="same", by="A. Ndiaye", at="2026-03-05", reasons=("same village",))
SCORED = Judgement(pair=("a-1", "b-1"), decision="same", score=0.914, reasons=("same word 1.00 (+3.45)",))


def shown(texts: dict[str, CodedReport] | None = None, **changes: object) -> ShownIncident:
    """Three reports, one of them a copy; two figures."""
    raid = {"deaths": count(12, exact=False), "place": GUSAU, "date": day("2026-03-02"), "actor": (party("gunmen"),)}
    reports = (
        report("a", told("a", attribution=(POLICE,), **raid), publisher="Savanna News"),
        report("b", told("b", attribution=(POLICE,), **raid), published="2026-03-04"),
        report("c", told("c", attribution=(CHIEF,), deaths=count(15)), told("c", 2), published="2026-03-05"),
    )
    made = replace(draft(*reports, copies=(("a", "b"),)), judgements=(JUDGED, SCORED))
    return ShownIncident(row={**incident_to_dict(agree(made)), **changes}, reports=texts or {})


def printed(what: ShownIncident, width: int = 140) -> str:
    file = io.StringIO()
    Console(file=file, width=width, no_color=True).print(incident_card(what))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def test_accounts_stand_side_by_side() -> None:
    view = incident_view(shown())
    assert [account.source for account in view.accounts] == ["police", "a village chief", "c News"]
    assert (view.accounts[0].reports, view.accounts[0].copies) == (("a",), ("b",))
    said_of = {line.name: said for line, said in view.compared()}
    assert said_of["deaths"] == ("at least 12", "15", "")
    assert said_of["place"] == ("Gusau", "", "")


def test_the_best_known_value_says_by_which_rule() -> None:
    lines = {line.name: line for line in incident_view(shown()).fields}
    assert lines["deaths"].best == "12 to 15, best known 15"
    assert lines["deaths"].rule == "the latest report's figure; 2 figures are given by 1 each"
    assert lines["place"].best == "Gusau (Zamfara, NGA, city)"
    assert not lines["deaths"].conflict, "at least 12 leaves room for 15"


SAYS = [
    "in-1 · ASSAULT · 2026-03-02 · Gusau",
    "2 independent reports; 1 of 3 reports are copies",
    "first: a (published 2026-03-03)",
    "same text in b",
    "same text as a",
    "a-1 + c-1: A. Ndiaye decided: same, 2026-03-05",
    "a-1 + b-1: same by score 0.91",
    "same word 1.00 (+3.45)",
    "a village chief",
]


@pytest.mark.parametrize("words", SAYS)
def test_terminal_and_page_say_it(words: str) -> None:
    assert words in printed(shown())
    html = incident_page([shown()])
    assert all(part in html for part in words.split(" · "))


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_every_account_is_shown_at_any_width(width: int) -> None:
    text = " ".join(printed(shown(), width).split())
    assert all(name in text for name in ("police", "c News", "at least 12", "15"))
    assert max(map(len, printed(shown(), width).splitlines())) <= width


def test_disagreement_is_marked() -> None:
    row = shown(conflicts=["deaths", "status"])
    assert "deaths !" in printed(row)
    assert "accounts disagree on: deaths, status" in printed(row)
    assert 'class="conflict"' in incident_page([row])


def test_who_denies_is_shown() -> None:
    denied = replace(draft(report("a", told("a")), report("b", told("b", attribution=(said("the army", "denies"),)))))
    view = incident_view(ShownIncident(row=incident_to_dict(agree(denied)), reports={}))
    status = next(said for line, said in view.compared() if line.name == "status")
    assert status == ("", "denies it")


def test_a_row_without_events_names_its_reports() -> None:
    row = incident_to_dict(agree(draft(report("quiet"))))
    text = printed(ShownIncident(row=row, reports={}))
    assert "no event coded" in text
    assert "quiet" in text
    assert "quiet" in incident_page([ShownIncident(row=row, reports={})])


def test_the_page_shows_the_texts_that_are_at_hand() -> None:
    known = coded()
    html = incident_page([shown({"a": known}, events=[known.events[0].id])])
    assert html.count("<article") == 1
    assert known.report.text[:30] in html
    assert 'class="mark what"' in html
    other = incident_page([shown({"a": known}, events=["of another incident"])])
    assert 'class="mark what" data-tag' not in other


def test_nothing_in_a_page_is_markup_or_loaded() -> None:
    evil = replace(coded(), report=replace(coded().report, title=EVIL, url="javascript:alert(1)"))
    row = shown({"a": evil})
    row.row["accounts"][0]["source"] = EVIL
    html = incident_page([row])
    assert "<script" not in html
    assert "javascript:" not in html
    assert 'src="' not in html


def test_the_terminal_is_not_steered() -> None:
    row = shown()
    row.row["accounts"][0]["source"] = "po\x1b[2Jlice"
    assert "\x1b" not in printed(row)
