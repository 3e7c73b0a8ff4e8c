"""What the speed benchmark measured becomes figures with targets, shares, and a section of BENCHMARKS.md."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khaldun.errors import ConfigError
from khaldun.evaluation.speed import SpeedResult, SpeedTarget, figure_rows, load_speed_targets, missed, speed_section

TARGETS = load_speed_targets(Path(__file__).parents[2] / "benchmarks" / "targets.toml")


def result(**changes: object) -> SpeedResult:
    """Three rounds at 0.5 of bare spaCy, one of which was disturbed, with everything else well inside its target."""
    rounds = {"khaldun": (4.0, 9.0, 4.0), "rules": (2.5, 2.5, 8.0), "bare": (2.0, 2.0, 7.0)}
    values = {"reports": 200, "words": 6000, "peak_bytes": 5e8}
    starts = {"first_event": (3.0, 5.0, 4.0), "first_event_cpu": (3.0, 3.2, 3.1)}
    return SpeedResult(**{**rounds, **values, **starts, "stages": {"ner": 0.8, "khaldun_timexes": 0.1}, **changes})


def test_figures_are_medians_so_that_one_disturbed_round_does_not_count() -> None:
    assert result().figures() == {"ratio": 0.5, "ratio_rules": 0.8, "peak_memory": 0.5, "first_event": 4.0}
    assert result().rates() == {"Khaldun": 1500, "rules alone": 2400, "bare spaCy": 3000}


def test_stages_are_shares_of_bare_spacy() -> None:
    assert result().shares() == {"ner": 40.0, "khaldun_timexes": 5.0}


MISSED = [
    pytest.param({}, [], id="all reached"),
    pytest.param({"khaldun": (6.0,)}, ["words a second"], id="too slow: more is better here"),
    pytest.param({"rules": (4.0,)}, ["the same by rules alone"], id="too slow without the reader"),
    pytest.param({"peak_bytes": 13e8}, ["peak memory"], id="too large: less is better here"),
    pytest.param({"first_event": (6.01,)}, ["from the start"], id="too late"),
    pytest.param({"khaldun": (15.0,), "rules": (10.0,), "bare": (6.0,)}, [], id="at the target"),
]


@pytest.mark.parametrize(("changes", "starts"), MISSED)
def test_targets_that_are_missed_are_told(changes: dict[str, object], starts: list[str]) -> None:
    problems = missed(result(**changes), TARGETS)
    assert len(problems) == len(starts)
    assert all(problem.startswith(start) for problem, start in zip(problems, starts, strict=True))


def test_rows_mark_what_is_reached() -> None:
    rows = figure_rows(result(peak_bytes=13e8), TARGETS)
    assert [(value, target) for _, value, target in rows[:4]] == [
        ("0.5", ">= 0.4 ✓"),
        ("0.8", ">= 0.6 ✓"),
        ("1.3 GB", "<= 1.2 GB"),
        ("4 s", "<= 6 s ✓"),
    ]


def test_the_section_holds_figures_and_shares() -> None:
    section = speed_section(result(), TARGETS)
    for words in (
        "| peak memory of a fresh process | 0.5 GB | <= 1.2 GB ✓ |",
        "| khaldun_timexes | 5.0 |",
        "6,000 words",
    ):
        assert words in section


def test_everything_can_be_written_as_json() -> None:
    assert json.loads(json.dumps(result().to_dict()))["figures"]["ratio"] == 0.5


def test_a_faulty_target_is_refused(tmp_path: Path) -> None:
    (tmp_path / "targets.toml").write_text('[[speed]]\nid = "ratio"\n', "utf-8")
    with pytest.raises(ConfigError, match="SpeedTarget ratio: no 'name'"):
        load_speed_targets(tmp_path / "targets.toml")


def test_targets_are_of_figures_that_are_measured() -> None:
    assert {target.id for target in TARGETS} == set(result().figures())
    assert all(isinstance(target, SpeedTarget) for target in TARGETS)
