"""Stores for tests: in memory, in a file, in PostgreSQL; each test has one of its own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from khaldun.store import Store
from khaldun.store.memory import MemoryStore
from khaldun.store.sql import SqlStore

SERVER = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
NO_SERVER = (
    "no PostgreSQL at 127.0.0.1:5432 that lets the user postgres in without a password; to start one: "
    "docker run --rm -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres"
)


@pytest.fixture(scope="session")
def server() -> Iterator[Callable[[str], None]]:
    """Runs a statement outside of any database of ours; the test is skipped where there is no PostgreSQL."""
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.execute(text(statement))

    try:
        run("SELECT 1")
    except DBAPIError:
        pytest.skip(NO_SERVER)
    yield run
    engine.dispose()


@pytest.fixture
def postgresql(server: Callable[[str], None]) -> Iterator[str]:
    """The address of an empty database, which is dropped afterwards."""
    name = f"khaldun_{uuid.uuid4().hex[:12]}"
    server(f"CREATE DATABASE {name}")
    yield f"postgresql://postgres@127.0.0.1:5432/{name}"
    server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that holds no store yet."""
    return str(tmp_path / "store.sqlite") if request.param == "sqlite" else request.getfixturevalue("postgresql")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "memory":
        yield MemoryStore()
        return
    is_file = request.param == "sqlite"
    made = SqlStore(str(tmp_path / "s.sqlite") if is_file else request.getfixturevalue("postgresql"), create=True)
    yield made
    made.close()
