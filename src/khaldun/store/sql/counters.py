"""Counters that a writer leaves for others.

`generation` goes up with every transaction that changes records or judgements; `linked` is the generation that the
incidents were made of.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from khaldun.store.sql.tables import meta

GENERATION = "generation"
LINKED = "linked"


def counter(connection: Connection, name: str) -> int:
    """The value of a counter; 0 before it was ever set."""
    return int(connection.scalar(select(meta.c.value).where(meta.c.name == name)) or 0)


def set_counter(connection: Connection, name: str, value: int) -> None:
    """Sets a counter."""
    done = connection.execute(update(meta).where(meta.c.name == name).values(value=str(value)))
    if not done.rowcount:
        connection.execute(insert(meta), [{"name": name, "value": str(value)}])


def raise_generation(connection: Connection) -> None:
    """Notes that records changed."""
    set_counter(connection, GENERATION, counter(connection, GENERATION) + 1)
