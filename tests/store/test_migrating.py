"""The steps of the schema: up and down, in both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from kept_reports import fill
from sqlalchemy import inspect, text

from khaldun.errors import StoreError
from khaldun.store import Query
from khaldun.store.sql import SqlStore, migrate_store
from khaldun.store.sql.engine import address as read_address
from khaldun.store.sql.engine import open_engine, writing
from khaldun.store.sql.migrating import EMPTY, migrate, newest_revision, revision_of
from khaldun.store.sql.tables import metadata

STEPS = ["0001", "0002", "0003", "0004", "0005"]
#: Made by a step itself, since the two databases have other ways to look for words.
WORDS = ("words", "report_words")
VIEWS = {"attributions", "events", "incidents", "issues", "reports"}


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_steps_make_the_schema_that_we_work_with(address: str):
    SqlStore(address, create=True).close()
    engine = open_engine(read_address(address))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differing = [str(one) for one in compare_metadata(context, metadata)]
    assert [one for one in differing if not any(word in one for word in WORDS)] == []
    assert set(inspect(engine).get_view_names()) == VIEWS
    engine.dispose()


def test_each_step_goes_up_and_down(address: str):
    engine = open_engine(read_address(address))
    for step in STEPS:
        migrate(engine, step)
        assert revision_of(engine) == step
    assert newest_revision() == STEPS[-1]
    for step in reversed(STEPS[:-1]):
        migrate(engine, step)
        assert revision_of(engine) == step
    migrate(engine, EMPTY)
    assert revision_of(engine) is None
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    assert inspect(engine).get_view_names() == []
    engine.dispose()


def test_reports_outlast_a_way_down_and_up_again(address: str):
    store = SqlStore(address, create=True)
    fill(store)
    store.close()
    assert migrate_store(address, "0003")[1:] == ("0005", "0003")
    with pytest.raises(StoreError, match="schema is at step 0003, this version needs 0005: run `khaldun db migrate`"):
        SqlStore(address)
    assert migrate_store(address, "head")[1:] == ("0003", "0005")
    assert migrate_store(address, "head")[1:] == ("0005", "0005")
    store = SqlStore(address)
    with store.view() as view:
        assert view.count(Query()) == 4
    assert store.faults() == []
    store.close()


def test_a_store_of_a_later_version_is_left_alone(address: str):
    SqlStore(address, create=True).close()
    engine = open_engine(read_address(address))
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    engine.dispose()
    for use in (lambda: SqlStore(address, create=True), lambda: migrate_store(address, "head")):
        with pytest.raises(StoreError, match="at step 0999, which a later version of Khaldun made"):
            use()


def test_a_step_that_does_not_exist_is_refused(address: str):
    SqlStore(address, create=True).close()
    with pytest.raises(StoreError, match="no step '77'; there are: base, 0001, 0002, 0003, 0004, 0005, head"):
        migrate_store(address, "77")


def test_there_is_nothing_to_migrate_where_there_is_no_store(tmp_path: Path, address: str):
    with pytest.raises(StoreError, match="there is no store here"):
        migrate_store(str(tmp_path / "none.sqlite"), "head")
    with pytest.raises(StoreError, match="there is no store here"):
        SqlStore(address)
