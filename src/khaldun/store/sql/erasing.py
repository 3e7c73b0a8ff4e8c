"""Removes what a report said, in every version and every record of it, and leaves a tombstone."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from khaldun.store.sql.event_rows import forget_events, forget_terms
from khaldun.store.sql.incidents import forget_incidents
from khaldun.store.sql.tables import coded, report, version

#: The columns of a version that hold what came; the digest stays, it says nothing.
_SAID = ("title", "text", "published", "publisher", "url", "language", "exact")


def erase_report(connection: Connection, row: int, *, at: str, reason: str) -> None:
    """Removes texts, records and all rows made from them; the report's id and the digests of its versions stay."""
    versions = select(version.c.id).where(version.c.report == row)
    records = list(connection.scalars(select(coded.c.id).where(coded.c.version.in_(versions))))
    forget_incidents(connection, records)
    forget_terms(connection, forget_events(connection, records))
    connection.execute(delete(coded).where(coded.c.id.in_(records)))
    connection.execute(update(version).where(version.c.report == row).values(dict.fromkeys(_SAID)))
    connection.execute(update(report).where(report.c.id == row).values(deleted_at=at, deleted_for=reason))
