"""Deletes a report from a store, and lets the store forget it."""

from __future__ import annotations

from datetime import UTC, datetime

from khaldun.store import Store


def delete(store: Store, report_id: str, *, reason: str) -> bool:
    """Removes its texts and records, leaves a tombstone, tidies up; says whether the report was there."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with store.writer() as writer:
        found = writer.delete(report_id, at=now, reason=reason)
    if found:
        store.tidy()
    return found
