"""Keeps a person's judgement on a pair of events or reports."""

from __future__ import annotations

from datetime import UTC, datetime

from khaldun.errors import ConfigError
from khaldun.records.judgement import Decision, Judgement
from khaldun.store import Store


def judge(store: Store, pair: tuple[str, str], decision: Decision, *, by: str, reasons: tuple[str, ...]) -> Judgement:
    """Keeps it, with the time of now.

    Raises ConfigError for a pair of one and the same, and StoreError when one of them is not in the store.
    """
    first, second = sorted(pair)
    if first == second:
        raise ConfigError(f"{first!r} twice: a judgement is about two")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    judgement = Judgement(pair=(first, second), decision=decision, by=by, at=now, reasons=reasons)
    with store.writer() as writer:
        writer.judge(judgement)
    return judgement
