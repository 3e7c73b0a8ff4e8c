"""What is compared of two reports and of two events, one table a comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from khaldun.codebooks.linking import load_linking_weights
from khaldun.linker.event_features import compare_events, key_of, stem_of
from khaldun.linker.held import held_days, held_places
from khaldun.linker.likeness import TermVectors
from khaldun.linker.scoring import reasons_of, score_of
from khaldun.records import TextSpan
from linker_records import count, day, party, place, said, told

BOOK = load_linking_weights()
GUSAU = place("Gusau", "1", lat=12.17, lon=6.66)
DANSADAU = place("Dansadau", "2", lat=11.9, lon=6.4)
KANO = place("Kano", "3", lat=12.0, lon=8.52)
MARADI = place("Maradi", "4", lat=13.5, lon=7.1, country="NER")
NIGERIA = place("Nigeria", "5", precision="country")
GUNMEN, BANDITS = party("the gunmen", sectors=("UAF",)), party("bandits", sectors=("UAF", "CRM"))
SOLDIERS = party("soldiers", sectors=("MIL",))
SHOT = {"same_word": 1.0, "same_type": 1.0, "same_mode": 1.0}

COMPARED = [
    # what one tells, what the other tells, what is found beside the same word and type
    ({}, {}, {}),
    ({"date": day("2026-03-02")}, {"date": day("2026-03-02")}, {"same_day": 1.0}),
    ({"date": day("2026-03-02")}, {"date": day("2026-03-01", "2026-03-07")}, {"same_day": 1.0}),
    ({"date": day("2026-03-02")}, {"date": day("2026-03-03")}, {}),
    ({"date": day("2026-03-02")}, {"date": day("2026-03-04")}, {"days_apart": 0.2038}),
    ({"date": day("2026-03-02")}, {"date": day("2026-06-02")}, {"days_apart": 1.0}),
    ({"place": GUSAU}, {"place": GUSAU}, {"place_near": 1.0}),
    ({"place": GUSAU}, {"place": DANSADAU}, {"place_near": 1.0}),
    ({"place": GUSAU}, {"place": KANO}, {"place_far": 1.0}),
    ({"place": GUSAU}, {"place": NIGERIA}, {}),
    ({"place": NIGERIA}, {"place": MARADI}, {"place_far": 1.0}),
    ({"actor": (GUNMEN,)}, {"actor": (party("Gunmen"),)}, {"actor_shared": 1.0}),
    ({"actor": (GUNMEN,)}, {"actor": (BANDITS,)}, {"actor_other": 1.0}),
    ({"actor": (GUNMEN,)}, {"actor": (SOLDIERS,)}, {"actor_other": 1.0, "actor_unlike": 1.0}),
    ({"recipient": (SOLDIERS,)}, {"recipient": (GUNMEN,)}, {"recipient_other": 1.0, "recipient_unlike": 1.0}),
    ({"actor": (GUNMEN,)}, {"recipient": (GUNMEN,)}, {}),
    ({"deaths": count(12)}, {"deaths": count(12)}, {"count_equal": 1.0}),
    ({"deaths": count(12, exact=False)}, {"deaths": count(15)}, {}),
    ({"deaths": count(3)}, {"deaths": count(15)}, {"count_other": 1.0}),
    ({"deaths": count(3)}, {"deaths": count(7)}, {"count_other": 0.5}),
    ({"deaths": count(3)}, {"injuries": count(15)}, {}),
    ({"attribution": (said("police"),)}, {"attribution": (said("Police"),)}, {"same_source": 1.0}),
    ({"status": "negated"}, {}, {"other_status": 1.0}),
    ({"type": "PROTEST"}, {}, {"other_type": 1.0, "same_type": -1.0, "same_mode": -1.0}),
    ({"trigger": TextSpan(start=0, end=8, text="shooting")}, {"mode": "x"}, {"same_word": -1.0, "same_mode": -1.0}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "found"), COMPARED)
def test_events(one: dict[str, Any], other: dict[str, Any], found: dict[str, float]) -> None:
    first, second = key_of(told("r1", **one), BOOK), key_of(told("r2", **other), BOOK)
    expected = {name: value for name, value in {**SHOT, **found}.items() if value >= 0}
    assert compare_events(first, second, BOOK.limits) == pytest.approx(expected, abs=1e-4)
    assert compare_events(second, first, BOOK.limits) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("words", ["kill", "killed", "killing", "killings", "Killer", "kills"])
def test_endings_are_set_aside(words: str) -> None:
    assert stem_of(words, BOOK.endings, BOOK.least_stem) == "kil"


def test_every_feature_has_a_weight() -> None:
    features = {name for _, _, found in COMPARED for name in found} | {"same_report", "report_likeness"}
    assert features <= set(BOOK.events.weights)


DAYS = [
    # the days of all reports; what is said of the first two
    ([{1}, {1}], {"near": 0.0}),
    ([{1}, {2}, *({day} for day in range(10, 48))], {"near": 1.0}),
    ([{1}, {9}], {"far": 1.0}),
    ([set(), {9}], {}),
    ([{1}, {1}, {1}, {30}], {"near": pytest.approx(0.096, abs=0.001)}),
]


@pytest.mark.parametrize(("days", "found"), DAYS)
def test_a_day_that_all_have_says_nothing(days: list[set[int]], found: dict[str, float]) -> None:
    held = held_days([frozenset(own) for own in days], near=1)
    assert held.compared(0, 1, near="near", far="far") == found
    assert held.compared(1, 0, near="near", far="far") == found


def test_towns_that_lie_together_are_one_place() -> None:
    held = held_places([frozenset({(12.2, 6.7)}), frozenset({(12.5, 6.4)}), frozenset({(6.5, 3.4)}), frozenset()], 0.5)
    assert set(held.compared(0, 1, near="near", far="far")) == {"near"}
    assert held.compared(0, 2, near="near", far="far") == {"far": 1.0}
    assert held.compared(0, 3, near="near", far="far") == {}


def test_common_terms_say_little_where_few_reports_are_at_hand() -> None:
    terms = [(("police", 1), ("gusau", 1)), (("police", 1), ("gusau", 1)), (("police", 1), ("maradi", 1))]
    known = TermVectors(terms, background=50, common={"police": 0.5})
    unknown = TermVectors(terms, background=50, common={})
    others = np.array([1, 2])
    assert known.cosines(0, others)[0] == pytest.approx(1)
    assert known.cosines(0, others)[1] < 0.1 < unknown.cosines(0, others)[1]


def test_two_reports_alone_have_a_likeness() -> None:
    vectors = TermVectors([(("gusau", 1),), (("gusau", 2),)], background=5, common={})
    assert vectors.cosines(0, np.array([1]))[0] == pytest.approx(1)


def test_reasons_are_the_weightiest_first() -> None:
    scale = replace(BOOK.events, bias=0.0, weights={"a": 1.0, "b": -2.0, "c": 0.0})
    features = {"a": 1.0, "b": 0.75, "c": 1.0}
    assert reasons_of(features, scale) == ("b 0.75 (-1.50)", "a 1.00 (+1.00)")
    assert score_of(features, scale) == pytest.approx(0.3775, abs=1e-4)
    assert score_of({}, scale) == 0.5
