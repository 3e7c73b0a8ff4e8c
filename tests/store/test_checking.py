"""`db check` finds what is not as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from kept_reports import air_strike, fill, gunmen
from sqlalchemy import text

from khaldun.errors import StoreError
from khaldun.store.sql import SqlStore
from khaldun.store.sql.engine import writing

#: what is done to the rows, and words of the fault that is told
BROKEN = [
    pytest.param("UPDATE version SET text = 'other' WHERE id = 1", "report r1, version 1: not the text", id="text"),
    pytest.param("UPDATE coded SET state = 'past' WHERE id = 1", "report r1: 0 records in force", id="no record"),
    pytest.param("UPDATE report SET version = 2 WHERE id = 1", "its newest version is not the last", id="version"),
    pytest.param("UPDATE event SET event_id = 'x' WHERE id = 1", "report r1: the events that can be found", id="event"),
    pytest.param("UPDATE event SET day = 1 WHERE id = 1", "report r1: the events that can be found", id="day"),
    pytest.param("DELETE FROM posting WHERE event = 1", "terms lead to events", id="terms"),
    pytest.param("DELETE FROM member WHERE event = 1", "1 events are in no incident", id="no incident"),
    pytest.param("UPDATE incident SET events = 9", "incident in-1: not the events", id="incident"),
]


@pytest.mark.parametrize(("statement", "words"), BROKEN)
def test_a_fault_is_told(address: str, statement: str, words: str):
    store = SqlStore(address, create=True)
    fill(store)
    events = ["event-1", "event-strike", "event-visit", "event-bare"]
    row = {"incident_id": "in-1", "events": events, "reports": ["r1"], "type": None, "conflicts": []}
    with store.writer() as writer:
        writer.set_incidents([row])
    assert store.faults() == []
    with writing(store.engine) as connection:
        connection.execute(text(statement))
    assert words in "\n".join(store.faults())
    store.close()


def test_a_text_that_was_deleted_is_nowhere_in_the_files(tmp_path: Path):
    store = SqlStore(str(tmp_path / "store.sqlite"), create=True)
    fill(store, gunmen(), air_strike())
    with store.writer() as writer:
        writer.delete("r1", at="2026-03-04", reason="asked")
    store.tidy()
    store.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
    assert b"fighters" in left
    for word in (b"gunmen", b"zamfara", b"governor"):
        assert word not in left


def test_a_damaged_file_is_told(tmp_path: Path):
    path = tmp_path / "store.sqlite"
    store = SqlStore(str(path), create=True)
    fill(store)
    store.tidy()
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) // 2))
    with pytest.raises(StoreError, match="damaged"):
        told = "; ".join(SqlStore(str(path)).faults())
        raise StoreError(f"damaged: {told}" if told else "nothing was told", store="")
