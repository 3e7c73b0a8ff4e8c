"""According to whom, and did it happen: texts of our own through the whole pipeline."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.pipeline.cases_attribution import CASES, STATUS, Told

from khaldun import Coder, Report
from khaldun.records import Event

PUBLISHED = "2026-03-04"


def _event(coder: Coder, text: str, word: str) -> Event:
    """The event that a word tells of, or tells of once more."""
    coded = coder.code(Report(id="told", text=text, published=PUBLISHED))
    assert coded.issues == ()
    told = {trigger.event for trigger in coded.triggers if word in trigger.span.text.split()}
    found = [event for event in coded.events if event.id in told]
    assert found, [event.trigger.text for event in coded.events]
    return found[0]


@pytest.mark.parametrize("case", CASES, ids=[f"{n} {case.kind}" for n, case in enumerate(CASES)])
def test_chain_and_status(case: Told, coder: Coder) -> None:
    event = _event(coder, case.text, case.word)
    assert [(a.source.span.text if a.source else None, a.stance) for a in event.attribution] == case.chain
    assert event.status == case.status, dict(event.provenance)


@pytest.mark.parametrize(
    ("text", "word", "status"), [case[1:] for case in STATUS], ids=[f"{n} {case[0]}" for n, case in enumerate(STATUS)]
)
def test_status(text: str, word: str, status: str, coder: Coder) -> None:
    event = _event(coder, text, word)
    assert event.status == status, dict(event.provenance)


def test_every_class_has_three_texts() -> None:
    counts = Counter([case.kind for case in CASES] + [case[0] for case in STATUS])
    assert {kind: n for kind, n in counts.items() if n < 3} == {}
