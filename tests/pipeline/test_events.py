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
