"""Many rows into a table by the shortest way that each database has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table

from khaldun.store.sql.engine import is_sqlite

Cells = Sequence[Any]


def insert_many(connection: Connection, table: Table, rows: Iterable[Cells]) -> None:
    """Inserts rows that have a cell for each column of the table, in the table's order."""
    found = list(rows)
    if not found:
        return
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.c)
    if is_sqlite(connection):
        marks = ", ".join("?" * len(table.c))
        connection.exec_driver_sql(f"INSERT INTO {quote(table.name)} ({names}) VALUES ({marks})", found)
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({names}) FROM STDIN") as copy:
        for row in found:
            copy.write_row(row)


def cells(table: Table, row: dict[str, Any]) -> Cells:
    """A row as the cells of a table; columns that it does not name are empty."""
    return tuple(map(row.get, _names(table)))


@lru_cache
def _names(table: Table) -> tuple[str, ...]:
    return tuple(table.c.keys())
