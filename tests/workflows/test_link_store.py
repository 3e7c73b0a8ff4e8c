"""The incidents of a store: people's judgements outrank scores and are still there when it is linked again."""

from __future__ import annotations

import pytest

from coded_records import coded
from khaldun.records import CodedReport, to_dict
from khaldun.records.judgement import Decision
from khaldun.store import Coding, Kept
from khaldun.store.memory import MemoryStore
from khaldun.workflows.judging import judge
from khaldun.workflows.link_store import link_store

CODING = Coding(khaldun="1")
ONE, TWO, LATE = coded(number=1), coded(number=2), coded(number=3)


def keep(store: MemoryStore, *reports: CodedReport) -> None:
    with store.writer() as writer:
        writer.keep([Kept(report=one.report, record=to_dict(one)) for one in reports], CODING)


def together(store: MemoryStore) -> set[frozenset[str]]:
    """Which events share an incident."""
    with store.view() as view:
        return {frozenset(row["events"]) for row in view.incidents() if row["events"]}


APART, JOINED = "different", "same"
JUDGED: list[tuple[Decision, Decision]] = [(APART, JOINED), (JOINED, APART)]


@pytest.mark.parametrize(("first", "last"), JUDGED)
def test_judgements_hold_when_more_is_linked_and_the_last_one_counts(first: Decision, last: Decision) -> None:
    store, pair = MemoryStore(), (ONE.events[0].id, TWO.events[0].id)
    keep(store, ONE, TWO)
    link_store(store)
    for decision in (first, last):
        judge(store, pair, decision, by="A. Ndiaye", reasons=("the same village",))
        assert link_store(store) is not None, "a judgement makes the incidents anew"
        assert any(set(pair) <= events for events in together(store)) == (decision == JOINED)
    keep(store, LATE)
    link_store(store)
    assert any(set(pair) <= events for events in together(store)) == (last == JOINED)
    with store.view() as view:
        shown = [tie for row in view.incidents() for tie in row["judgements"] if tie.get("by")]
    assert shown
    assert all(tie["decision"] == last and tie["reasons"] == ["the same village"] for tie in shown)


def test_nothing_new_is_nothing_to_link() -> None:
    store = MemoryStore()
    keep(store, ONE)
    assert link_store(store) == len(together(store))
    assert link_store(store) is None
