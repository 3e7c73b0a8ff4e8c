"""Deletes a report from a store, and lets the store forget it."""

from __future__ import annotations

from datetime import UTC, datetime

from khaldun.store import Store
from khaldun.workflows.link_store import link_store


def delete(store: Store, report_id: str, *, reason: str) -> bool:
    """Removes its texts and records, leaves a tombstone, links anew; says whether the report was there."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with store.writer() as writer:
        found = writer.delete(report_id, at=now, reason=reason)
    if found:
        link_store(store)
        store.tidy()
    return found
