"""The list of sources in words: table and page."""

from __future__ import annotations

import pytest
from rich.console import Console

from khaldun.records.source_line import SourceLine
from khaldun.rendering.source_table import source_table
from khaldun.rendering.source_words import HEADINGS, cells
from khaldun.rendering.sources_page import sources_page

ARMY = SourceLine(source="army", country="SYR", sectors=("MIL",), side="state", attributions=3, reports=2, quoted=1)
STATION = SourceLine(source="Al-Manar", standing="armed group", owner="hezbollah", passed_on=1)
MANY = SourceLine(source="<b>rebels</b>", types=tuple((f"TYPE{n}", 9 - n) for n in range(6)), self_reported=2)


def _shown(top: int, width: int = 160) -> str:
    console = Console(width=width, record=True, no_color=True)
    console.print(source_table([ARMY, STATION, MANY], top=top))
    return console.export_text()


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        pytest.param(ARMY, "army [SYR MIL]", id="codes"),
        pytest.param(ARMY, "state", id="side"),
        pytest.param(STATION, "armed group outlet of hezbollah", id="whose an outlet is"),
        pytest.param(STATION, " (+1 passed on)", id="passed on"),
        pytest.param(MANY, "TYPE0 9, TYPE1 8, TYPE2 7, TYPE3 6, …", id="the first of many types"),
        pytest.param(MANY, "2 / 0", id="own and other side"),
    ],
)
def test_cells(line: SourceLine, cell: str) -> None:
    assert cell in cells(line)
    assert len(cells(line)) == len(HEADINGS)


def test_the_table_says_how_many_more_there_are() -> None:
    assert "2 more sources: --top 0 shows all" in _shown(1)
    assert "more source" not in _shown(0)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_source_is_cut_at_any_width(width: int) -> None:
    assert "army" in "".join(_shown(0, width).split())


def test_nobody() -> None:
    assert "Nobody is quoted" in sources_page([])


def test_names_are_escaped_on_the_page() -> None:
    assert "&lt;b&gt;rebels&lt;/b&gt;" in sources_page([MANY])
