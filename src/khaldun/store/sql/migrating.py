"""Brings a database to the newest form of the schema, with Alembic; the steps stand in `store/migrations`."""

from __future__ import annotations

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from khaldun.errors import StoreError
from khaldun.store.sql.engine import is_sqlite, outside, shown, told, writing

NEWEST = "head"
EMPTY = "base"


def revision_of(engine: Engine) -> str | None:
    """The step that a database stands at; None where it is no store yet."""
    with told(engine), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The last step that this version of Khaldun knows."""
    return str(_scripts().get_current_head())


def migrate(engine: Engine, target: str = NEWEST) -> None:
    """Brings a database to a step, the newest or an earlier one, as a whole or not at all.

    Raises StoreError when there is no such step, or the database was made by a later version of Khaldun.
    """
    found = revision_of(engine)
    _refuse_unknown(engine, found)
    steps = [EMPTY, *reversed(_known_until(newest_revision())), NEWEST]
    if target not in steps:
        raise StoreError(f"no step {target!r}; there are: {', '.join(steps)}", store=shown(engine.url))
    if is_sqlite(engine):
        with outside(engine) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")  # readers and the writer do not wait for each other
    with writing(engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        current = MigrationContext.configure(connection).get_current_revision()
        goes_up = target == NEWEST or (target != EMPTY and target not in _known_until(current))
        (command.upgrade if goes_up else command.downgrade)(config, target)


def require_newest(engine: Engine) -> None:
    """Refuses a database that is not in the form that this version of Khaldun works with.

    Raises StoreError that says what to do.
    """
    found = revision_of(engine)
    if found is None:
        raise StoreError("there is no store here; `khaldun ingest` makes one", store=shown(engine.url))
    _refuse_unknown(engine, found)
    if found != newest_revision():
        problem = f"its schema is at step {found}, this version needs {newest_revision()}: run `khaldun db migrate`"
        raise StoreError(problem, store=shown(engine.url))


def _refuse_unknown(engine: Engine, found: str | None) -> None:
    if found is not None and found not in _known_until(newest_revision()):
        problem = f"its schema is at step {found}, which a later version of Khaldun made: use that version"
        raise StoreError(problem, store=shown(engine.url))


def _known_until(revision: str | None) -> list[str]:
    if revision is None:
        return []
    return [script.revision for script in _scripts().iterate_revisions(revision, EMPTY)]


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("khaldun.store") / "migrations").replace("%", "%%"))
    return config
