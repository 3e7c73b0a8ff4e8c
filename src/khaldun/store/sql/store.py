"""The store over a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from khaldun.errors import StoreError
from khaldun.store.sql.engine import address, open_engine, reading, shown, writing
from khaldun.store.sql.migrating import migrate, require_newest, revision_of
from khaldun.store.sql.view import SqlView
from khaldun.store.sql.writer import SqlWriter


class SqlStore:
    """A Store in an SQLite file or a PostgreSQL database.

    `create` makes the store where there is none. Raises StoreError when there is none else, when the schema is not the
    one that this version works with, or when the database cannot be reached.
    """

    def __init__(self, place: str, *, create: bool = False) -> None:
        url = address(place)
        self.name = shown(url)
        if is_missing_file(place) and not create:
            raise StoreError("there is no store here; `khaldun ingest` makes one", store=self.name)
        self.engine = open_engine(url)
        if create and revision_of(self.engine) is None:
            migrate(self.engine)
        require_newest(self.engine)

    @contextmanager
    def view(self) -> Iterator[SqlView]:
        """A consistent reading."""
        with reading(self.engine) as connection:
            yield SqlView(connection)

    @contextmanager
    def writer(self) -> Iterator[SqlWriter]:
        """A transaction; only one writes at a time."""
        with writing(self.engine) as connection:
            yield SqlWriter(connection, self.name)

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()


def is_missing_file(place: str) -> bool:
    """Whether an address names an SQLite file that does not exist."""
    url = address(place)
    return url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).exists())
