"""Opens a database: the address as a user gives it, what each database needs to be told, errors in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from khaldun.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

#: How long a writer waits for another before it gives up, in seconds.
PATIENCE = 60
#: Pages in memory (kibibytes, as a negative number) and bytes to which the log is cut after it was large.
_CACHE, _LOG = -65536, 64 * 1024 * 1024
#: Pages of the log after which it is put into the file: so pages that change in every batch are written there once.
_LOGGED = 8192
_SQLITE_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = NORMAL",  # with a WAL a power cut may cost the last batches, never the file
    f"PRAGMA cache_size = {_CACHE}",
    f"PRAGMA journal_size_limit = {_LOG}",
    f"PRAGMA wal_autocheckpoint = {_LOGGED}",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",  # what is deleted is written over
)
_KEPT = "what was kept until then stays; run it again"
_BUSY = f"another process has been writing for more than {PATIENCE} seconds; run it again later"
_LOST = f"the connection was lost ({{said}}); {_KEPT}"
#: Words of the databases' own errors, and what we say instead.
_REASONS = {
    "disk is full": f"the disk is full; {_KEPT} when there is space",
    "no space left": f"the disk is full; {_KEPT} when there is space",
    "disk i/o error": f"the disk cannot be read or written; {_KEPT} when it can",
    "is locked": _BUSY,
    "lock timeout": _BUSY,
    "not a database": "this file is no SQLite database",
    "unable to open": "the file cannot be opened or made",
    "readonly": "the file cannot be written",
    "malformed": "the file is damaged; `khaldun db check` says more",
    "terminating connection": _LOST,
    "server closed the connection": _LOST,
    "connection is closed": _LOST,
    "connection failed": "the database cannot be reached ({said})",
}
#: Any number will do that nothing else in the database uses.
_WRITER_LOCK = 0x6B68616C64756E


def address(place: str) -> URL:
    """The address of a database: a path is an SQLite file, PostgreSQL is always read through psycopg.

    Raises StoreError for what is no address, and for databases that we do not know.
    """
    if "://" not in place:
        return URL.create("sqlite", database=place)
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise StoreError("no address of a database; a path, sqlite:///path or postgresql://…", store=place) from error
    name = url.get_backend_name()
    if name == "postgres":  # how many tools spell it
        name = "postgresql"
    if name not in ("sqlite", "postgresql"):
        raise StoreError("SQLite and PostgreSQL are known, no other database", store=shown(url))
    return url.set(drivername="postgresql+psycopg" if name == "postgresql" else "sqlite")


def shown(url: URL) -> str:
    """An address as it may be told: a path, or a URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "a store in memory"
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def open_engine(url: URL) -> Engine:
    """An engine with the settings that we rely on; nothing is connected yet.

    Raises StoreError when the database's driver is not installed, or the folder of a file does not exist.
    """
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url)
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE})
    except (ImportError, NoSuchModuleError) as error:
        problem = "PostgreSQL needs a driver that is not installed: pip install 'khaldun[postgres]'"
        raise StoreError(problem, store=shown(url)) from error


def _open_sqlite(url: URL) -> Engine:
    path = Path(url.database or ":memory:")
    if not path.parent.is_dir():
        raise StoreError("its folder does not exist", store=shown(url))
    engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we begin transactions ourselves: the driver would do it too late
    cursor = connection.cursor()
    for setting in _SQLITE_SETTINGS:
        cursor.execute(setting)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer locks at once: one that began as a reader could only fail when another was faster."""
    options = connection.get_execution_options()
    if not options.get("alone", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the store, whatever is written meanwhile."""
    level = {} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with told(engine), engine.connect().execution_options(**level) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that alone may write; all that it wrote is kept when the block ends, nothing when it fails."""
    with told(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if not is_sqlite(engine):
            connection.execute(text("SELECT set_config('lock_timeout', :patience, true)"), {"patience": f"{PATIENCE}s"})
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITER_LOCK})
        yield connection


@contextmanager
def outside(engine: Engine) -> Iterator[Connection]:
    """A connection whose statements stand outside of any transaction, for those that cannot stand in one."""
    alone = {"alone": True} if is_sqlite(engine) else {"isolation_level": "AUTOCOMMIT"}
    with told(engine), engine.connect().execution_options(**alone) as connection:
        yield connection


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Errors of the database as StoreErrors that say what can be done."""
    try:
        yield
    except DBAPIError as error:
        lost = error.connection_invalidated
        raise StoreError(_problem(error.orig, lost=lost), store=shown(engine.url)) from error
    except engine.dialect.loaded_dbapi.Error as error:  # of the driver itself, where we speak to it directly
        raise StoreError(_problem(error, lost=False), store=shown(engine.url)) from error


def is_sqlite(engine: Engine | Connection) -> bool:
    """Whether this is an SQLite file."""
    return engine.dialect.name == "sqlite"


def _problem(error: BaseException | None, *, lost: bool) -> str:
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    if lost:
        return f"the connection was lost ({said}); {_KEPT}"
    lowered = said.lower()
    return next((words.format(said=said) for part, words in _REASONS.items() if part in lowered), said)
