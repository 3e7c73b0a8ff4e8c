"""Whole sentences through the whole pipeline: type, mode and parties of the foremost event."""

from __future__ import annotations

import pytest
from tests.pipeline.cases_events import CASES, Case

from khaldun import Coder, Report
from khaldun.codebooks.plover import load_plover


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_foremost_event(case: Case, coder: Coder) -> None:
    coded = coder.code(Report(id=case.id, text=case.text))
    assert coded.issues == ()
    events = sorted(coded.events, key=lambda event: -event.confidence)
    if case.type is None:
        assert [(event.type, event.trigger.text) for event in events] == []
        return
    assert [event.type for event in events[:1]] == [case.type]
    event = events[0]
    assert event.mode == case.mode
    for parties, words in ((event.actor, case.actor), (event.recipient, case.recipient)):
        assert len(parties) == len(words), [party.span.text for party in parties]
        assert all(word in party.span.text for word, party in zip(words, parties, strict=True))


def test_every_type_has_a_case() -> None:
    assert {case.type for case in CASES} - {None} == set(load_plover().types)


def test_a_denied_deed_is_negated_and_says_who_denies_it(coder: Coder) -> None:
    event = coder.code(Report(id="1", text="The Sudanese army denied that it had shelled the village.")).events[0]
    assert event.status == "negated"
    assert [(a.stance, a.source.span.text) for a in event.attribution if a.source] == [("denies", "The Sudanese army")]


@pytest.mark.parametrize(
    ("text", "captor"),
    [
        ("Soldiers fired at demonstrators who tried to storm the palace and arrested 23 of them.", "Soldiers"),
        ("Police chased youths who threw stones at the embassy and detained nine.", "Police"),
        ("Residents thanked officers who stopped the mob and arrested two men.", "officers"),
    ],
)
def test_only_forces_take_into_custody(coder: Coder, text: str, captor: str) -> None:
    arrests = [event for event in coder.code(Report(id="1", text=text)).events if event.type == "COERCE"]
    assert [[party.span.text for party in event.actor] for event in arrests] == [[captor]]


def test_what_is_announced_is_the_deed_of_its_own_subject(coder: Coder) -> None:
    text = "The ministry announced that Sudan and Chad signed a truce on Monday."
    event = coder.code(Report(id="1", text=text)).events[0]
    assert {party.span.text for party in (*event.actor, *event.recipient)} == {"Sudan", "Chad"}
