"""Which of a report's events is its main one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khaldun.codebooks.relevance import RelevanceCodebook, load_main_event
from khaldun.pipeline.main_event import Count, Told, features_beside, shifted, shifts

ASIDE = Told(
    sentence=40, place="none", date="none", basis="none", victims=frozenset({"bus"}), deaths=None, injuries=None
)
MAIN = replace(ASIDE, sentence=0, place="city", date="day", basis="dateline", deaths=Count(low=12, high=12, exact=True))
BOOK = RelevanceCodebook(weights={"told=1": 2.0, "deaths=most": 1.0}, threshold=0.0, label="test 1")


def test_features_say_how_fully_and_how_early_an_event_is_told() -> None:
    main, aside = features_beside([MAIN, ASIDE])
    assert {"told=1", "place=city", "date=day", "deaths=exact", "deaths=most", "retold=1"} <= set(main)
    assert {"told=2", "place=none", "deaths=none", "injuries=none"} <= set(aside)


@pytest.mark.parametrize(
    ("count", "name"),
    [
        pytest.param(Count(low=0, high=0, exact=True), "deaths=zero", id="no one"),
        pytest.param(Count(low=24, high=None, exact=False), "deaths=about", id="dozens"),
        pytest.param(None, "deaths=none", id="not told"),
    ],
)
def test_a_count_is_named_for_its_sort(count: Count | None, name: str) -> None:
    assert name in features_beside([replace(MAIN, deaths=count)])[0]


def test_shifts_add_up_to_nothing() -> None:
    assert shifts([MAIN, ASIDE], BOOK) == [1.5, -1.5]


@pytest.mark.parametrize(
    "events", [[], [MAIN], [MAIN, replace(ASIDE, sentence=0)]], ids=["none", "one event", "one sentence"]
)
def test_what_one_sentence_tells_is_left_as_it_is(events: list[Told]) -> None:
    assert shifts(events, BOOK) == [0.0] * len(events)


def test_a_shift_keeps_confidence_between_0_and_1() -> None:
    assert shifted(0.5, 0.0) == 0.5
    assert shifted(0.5, 2.0) == pytest.approx(0.8808, abs=1e-4)
    assert shifted(1.0, -3.0) == 1.0


def test_the_weights_that_ship_put_the_attack_with_day_town_and_toll_first() -> None:
    first, second = shifts([MAIN, ASIDE], load_main_event())
    assert first > 0 > second
