"""The generated parts of the pages are those that the code would make now."""

from __future__ import annotations

import pytest
from generate import behind
from khaldun_docs import results
from khaldun_docs.markdown import code, first_sentence, table
from khaldun_docs.pages import fill


def test_no_page_is_behind_the_code():
    # The demo's output in README.md, the tables, the schema: `make docs` writes them anew.
    assert behind() == []


def test_a_part_is_filled_and_the_rest_kept():
    text = "a\n<!-- x:begin -->\nold\n<!-- x:end -->\nb\n"
    assert fill(text, {"x": lambda: "new\n"}) == "a\n<!-- x:begin -->\nnew\n<!-- x:end -->\nb\n"


def test_a_part_that_nothing_makes_is_an_error():
    with pytest.raises(KeyError):
        fill("<!-- x:begin -->\n<!-- x:end -->\n", {})


MARKDOWN = [
    pytest.param(table(("a", "b"), [("x|y", "two\nlines")]), "| a | b |\n|---|---|\n| x\\|y | two lines |", id="cells"),
    pytest.param(code(""), "", id="nothing is no code"),
    pytest.param(first_sentence("Reads it.\n\nMore."), "Reads it", id="first line of a docstring"),
    pytest.param(first_sentence(None), "", id="no docstring"),
]


@pytest.mark.parametrize(("made", "expected"), MARKDOWN)
def test_markdown(made: str, expected: str):
    assert made == expected


def test_figures_are_left_out_until_there_are_some(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr(results, "BENCHMARKS", tmp_path / "BENCHMARKS.md")
    assert "make bench" in results.bench()
    assert "make speed" in results.speed()


def test_figures_with_a_target_or_a_peer_are_shown(monkeypatch: pytest.MonkeyPatch, tmp_path):
    rows = [
        "| task | figure | now | floor | peer | target |",
        "| --- | --- | ---: | ---: | --- | --- |",
        "| plover | reports coded | all 10 | all |  |  |",
        "| plover | full tuple F1 | 40.0 | 39.4 | PETRARCH2 31.8 | 32 ✓, 50 |",
        "| plover | actor country F1 | 60.0 | 59.4 |  |  |",
        "| muc4 (TRAIN) | micro F1 | 50.0 |  |  | 44 |",
    ]
    document = tmp_path / "BENCHMARKS.md"
    document.write_text(
        "\n".join(["<!-- gold: begin -->", "Words.", *rows, "More.", "| no |", "<!-- gold: end -->"]), "utf-8"
    )
    monkeypatch.setattr(results, "BENCHMARKS", document)
    assert results.bench().splitlines() == [rows[0], rows[1], rows[3]]
