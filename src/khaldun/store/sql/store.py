"""The store over a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from khaldun.errors import StoreError
from khaldun.store.sql.checking import faults
from khaldun.store.sql.engine import address, is_sqlite, open_engine, outside, reading, shown, writing
from khaldun.store.sql.migrating import migrate, require_newest, revision_of
from khaldun.store.sql.tables import metadata
from khaldun.store.sql.view import SqlView
from khaldun.store.sql.writer import SqlWriter

_NOTHING = "there is no store here; `khaldun ingest` makes one"


class SqlStore:
    """A Store in an SQLite file or a PostgreSQL database.

    `create` makes the store where there is none. Raises StoreError when there is none else, when the schema is not the
    one that this version works with, or when the database cannot be reached.
    """

    def __init__(self, place: str, *, create: bool = False) -> None:
        url = address(place)
        self.name = shown(url)
        if is_missing_file(place) and not create:
            raise StoreError(_NOTHING, store=self.name)
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

    def faults(self) -> list[str]:
        """What is not as it should be; nothing is changed."""
        with reading(self.engine) as connection:
            return list(faults(connection))

    def tidy(self) -> None:
        """Takes what was deleted out of indexes, logs and free pages as well, and brings statistics up to date."""
        with outside(self.engine) as connection:
            for statement in _TIDY_SQLITE if is_sqlite(self.engine) else _TIDY_POSTGRESQL:
                connection.execute(text(statement))

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()


#: The index of words keeps deleted words until its parts are merged, the log until it is cut.
_TIDY_SQLITE = (
    "INSERT INTO report_words (report_words) VALUES ('optimize')",
    "PRAGMA optimize",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)
_TIDY_POSTGRESQL = tuple(f'VACUUM (ANALYZE) "{name}"' for name in sorted(metadata.tables))


def is_missing_file(place: str) -> bool:
    """Whether an address names an SQLite file that does not exist."""
    url = address(place)
    return url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).exists())


def migrate_store(place: str, target: str) -> tuple[str, str | None, str | None]:
    """Brings the schema of a store to a step ("head": the newest, "base": none).

    The store's name and the steps before and after.

    Raises StoreError when there is no store, or one of a later version of Khaldun.
    """
    url = address(place)
    if is_missing_file(place):
        raise StoreError(_NOTHING, store=shown(url))
    engine = open_engine(url)
    before = revision_of(engine)
    if before is None:
        raise StoreError(_NOTHING, store=shown(url))
    migrate(engine, target)
    after = revision_of(engine)
    engine.dispose()
    return shown(url), before, after
