"""Confusion tables: what is counted where, by the pairs of a scorer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khaldun.errors import ConfigError
from khaldun.evaluation.confusion import (
    ELSE,
    NOBODY,
    RIGHTLY,
    Confusion,
    attribution_confusion,
    confusions_of,
    status_confusion,
)

SCORER = """
def pair(gold, coded):
    return [(n, n) for n in range(min(len(gold), len(coded)))]

def attribution_right(gold, coded):
    return gold["attribution"] == [one["source"] for one in coded["attribution"]]
"""
ARMY: dict[str, Any] = {"text": "the army"}
STATUSES = [
    pytest.param({"status": "actual"}, "actual", ("actual", "actual"), id="the same"),
    pytest.param({"status": "actual"}, "negated", ("actual", "negated"), id="another"),
    pytest.param(
        {"status": "actual", "statuses_accepted": ["future"]}, "future", ("future", "future"), id="one that is accepted"
    ),
    pytest.param(
        {"status": "actual", "statuses_by_type": {"AGREE": ["future"]}}, "future", ("future", "future"), id="by type"
    ),
    pytest.param({"status": "actual"}, None, ("actual", "other"), id="none"),
]
SOURCES = [
    pytest.param([], [], (NOBODY, NOBODY), id="nobody on either side"),
    pytest.param([], [ARMY], (NOBODY, ELSE), id="somebody where gold has nobody"),
    pytest.param([ARMY], [ARMY], ("somebody", RIGHTLY), id="the same"),
    pytest.param([ARMY], [{"text": "rebels"}], ("somebody", ELSE), id="somebody else"),
    pytest.param([ARMY], [None], ("somebody", NOBODY), id="said by nobody in particular"),
]


@pytest.mark.parametrize(("gold", "coded", "cell"), STATUSES)
def test_statuses(gold: dict[str, Any], coded: str | None, cell: tuple[str, str]) -> None:
    assert status_confusion([(gold, {"status": coded, "type": "AGREE"})]).counts == {cell: 1}


@pytest.mark.parametrize(("gold", "coded", "cell"), SOURCES)
def test_sources(gold: list[Any], coded: list[Any], cell: tuple[str, str]) -> None:
    pair = ({"attribution": gold}, {"attribution": [{"source": one} for one in coded]})
    table = attribution_confusion([pair], lambda _gold, _coded: gold == coded)
    assert table.counts == {cell: 1}


def test_empty_rows_and_columns_are_left_out() -> None:
    table = Confusion(name="x", rows=("a", "b"), columns=("c", "d", "e"), counts={("a", "c"): 2, ("a", "e"): 1})
    assert table.markdown() == "| x | c | e | all |\n| --- | ---: | ---: | ---: |\n| a | 2 | 1 | 3 |\n"


def test_the_scorer_says_which_events_belong_together(tmp_path: Path) -> None:
    told = {"status": "actual", "attribution": [ARMY]}
    gold = {"id": "a", "events": [told, {**told, "marginal": True}]}
    said = {"status": "future", "attribution": [{"source": ARMY}]}
    files = [tmp_path / name for name in ("score.py", "gold.jsonl", "coded.jsonl")]
    for file, text in zip(
        files, (SCORER, json.dumps(gold), json.dumps({"id": "a", "events": [said, said]})), strict=True
    ):
        file.write_text(text, "utf-8")
    status, sources = confusions_of(*files)
    assert status.counts == {("actual", "future"): 1}
    assert sources.counts == {("somebody", RIGHTLY): 1}


def test_a_scorer_that_pairs_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "score.py").write_text("", "utf-8")
    with pytest.raises(ConfigError, match="pairs no events"):
        confusions_of(tmp_path / "score.py", tmp_path / "g", tmp_path / "c")
