"""Figures are found by their way through a scorer's JSON; facts are counted in the coded reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gold_measurements import SCORE, figure
from khaldun.errors import ConfigError
from khaldun.evaluation.figures import as_mentions, coded_facts, labels_of, read_figure

WAYS = [
    pytest.param({"at": ("headline", "value")}, 43.12, id="key by key"),
    pytest.param({"at": ("rows", "type precision", "value")}, 66.78, id="a row is found by its name"),
    pytest.param({"at": ("rows", 1, "F1")}, 44.44, id="or by its position"),
    pytest.param({"at": ("attach", 2), "scale": 100}, 33.33, id="shares become percent"),
    pytest.param({"mean": (("attach", 0), ("attach", 1)), "at": ()}, 0.38, id="a mean of two numbers"),
    pytest.param({"mean": (("attach", 0), ("nothing",)), "at": ()}, None, id="no mean with an unknown"),
    pytest.param({"at": ("nothing",)}, None, id="null stays unknown, it is not zero"),
    pytest.param(
        {"pool": (("fields", "deaths_stated"), ("fields", "detained_stated")), "at": ()},
        62.5,
        id="pooled accuracies count as often as they were asked: (6 x 50 + 2 x 100) / 8",
    ),
    pytest.param(
        {"pool": (("fields", "deaths_stated"), ("fields", "injuries_stated")), "at": ()},
        50.0,
        id="what was never asked does not count",
    ),
    pytest.param({"pool": (("fields", "injuries_stated"),), "at": ()}, None, id="nothing asked at all is unknown"),
]


@pytest.mark.parametrize(("ways", "expected"), WAYS)
def test_a_figure_is_read_from_the_score(ways: dict[str, object], expected: float | None) -> None:
    assert read_figure(SCORE, figure(**ways)).now == expected


def test_an_interval_is_read_beside_the_figure() -> None:
    value = read_figure(SCORE, figure(interval=("intervals", "event.f1")))
    assert value.interval == (40.0, 60.0)


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(("headline", "points"), id="unknown key"),
        pytest.param(("rows", "recall", "value"), id="unknown row"),
        pytest.param(("attach", 7), id="position behind the end"),
        pytest.param(("headline", "name"), id="words where a number should be"),
    ],
)
def test_a_way_that_leads_to_no_number_is_refused(way: tuple[str | int, ...]) -> None:
    with pytest.raises(ConfigError, match="the score has no"):
        read_figure(SCORE, figure(at=way))


def _write(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


LOST = [
    pytest.param(["a", "b", "c"], 3, id="every report once, in order"),
    pytest.param(["a", "c"], 1, id="one is missing"),
    pytest.param(["a", "b", "b", "c"], 0, id="one stands twice"),
    pytest.param(["b", "a", "c"], 0, id="out of order"),
    pytest.param([], 0, id="nothing was written"),
]


@pytest.mark.parametrize(("ids", "coded"), LOST)
def test_lost_reports_are_noticed(tmp_path: Path, ids: list[str], coded: int) -> None:
    reports = _write(tmp_path / "reports.jsonl", [{"id": name, "text": "…"} for name in "abc"])
    written = _write(tmp_path / "coded.jsonl", [{"id": name, "events": []} for name in ids])
    facts = coded_facts(written, reports)
    assert (facts["coded"], facts["reports"]) == (coded, 3)


def test_spans_that_do_not_hold_the_words_of_the_text_are_counted(tmp_path: Path) -> None:
    reports = _write(tmp_path / "reports.jsonl", [{"id": "a", "text": "Rebels fled."}])
    true, untrue = {"start": 0, "end": 6, "text": "Rebels"}, {"start": 7, "end": 11, "text": "came"}
    unset = {"start": None, "end": None, "text": None}
    rows = [{"id": "a", "events": [{"actor": [true], "trigger": untrue, "date": unset}], "places": [untrue]}]
    assert coded_facts(_write(tmp_path / "coded.jsonl", rows), reports)["untrue_spans"] == 2


def test_events_and_issues_are_counted(tmp_path: Path) -> None:
    reports = _write(tmp_path / "reports.jsonl", [{"id": "a"}, {"id": "b"}])
    rows = [{"id": "a", "events": [{}, {}, {}], "issues": []}, {"id": "b", "events": [], "issues": [{"message": "…"}]}]
    facts = coded_facts(_write(tmp_path / "coded.jsonl", rows), reports)
    assert (facts["events"], facts["events_a_report"], facts["with_issues"]) == (3, 1.5, 1)


def test_labels_are_those_of_the_first_coded_report(tmp_path: Path) -> None:
    coded = _write(tmp_path / "coded.jsonl", [{"id": "a", "khaldun": "9.1", "codebooks": ["plover 2", "cameo 1"]}])
    assert labels_of(coded) == ("9.1", ("plover 2", "cameo 1"))


def test_each_telling_of_an_event_can_be_handed_over_as_a_mention(tmp_path: Path) -> None:
    words = [
        {"start": start, "end": start + 4, "text": text} for start, text in ((0, "raid"), (20, "tore"), (40, "left"))
    ]
    events = [{"id": "e1", "type": "ASSAULT", "trigger": words[0]}]
    triggers = [{**word, "event": event} for word, event in zip(words, ("e1", "e1", None), strict=True)]
    (tmp_path / "coded.jsonl").write_text(json.dumps({"id": "a", "events": events, "triggers": triggers}) + "\n")
    as_mentions(tmp_path / "coded.jsonl", tmp_path / "out.jsonl")
    (record,) = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert [(event["type"], event["trigger"]["text"]) for event in record["events"]] == [
        ("ASSAULT", "raid"),
        ("ASSAULT", "tore"),
    ]
