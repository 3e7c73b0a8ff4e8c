"""Addresses of databases, and errors in our words."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest

from khaldun.errors import StoreError
from khaldun.store.opening import open_store
from khaldun.store.sql.engine import address, open_engine, shown

ADDRESSES = [
    pytest.param("news.sqlite", "sqlite:///news.sqlite", "news.sqlite", id="a path"),
    pytest.param("sqlite:///news.sqlite", "sqlite:///news.sqlite", "news.sqlite", id="a URL of a file"),
    pytest.param("a b%20?.db", None, "a b%20?.db", id="a path is never read as a URL"),
    pytest.param(
        "postgresql://me:secret@host/news", None, "postgresql://me:***@host/news", id="a password is not shown"
    ),
    pytest.param("postgres://host/news", None, "postgresql://host/news", id="as many tools spell it"),
    pytest.param("postgresql+asyncpg://host/news", None, "postgresql://host/news", id="whatever the driver"),
]


@pytest.mark.parametrize(("given", "url", "told"), ADDRESSES)
def test_address(given: str, url: str | None, told: str):
    found = address(given)
    assert shown(found) == told
    assert found.drivername in ("sqlite", "postgresql+psycopg")
    if url is not None:
        assert found.render_as_string() == url


REFUSED = [
    pytest.param("mysql://host/news", "SQLite and PostgreSQL are known, no other database", id="another database"),
    pytest.param("://", "no address of a database", id="no address"),
    pytest.param("postgresql://127.0.0.1:1/news", "cannot be reached", id="nobody listens"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
def test_refused(given: str, words: str):
    with pytest.raises(StoreError, match=words):
        open_store(given, create=True)


def test_a_file_of_another_kind_is_refused(tmp_path: Path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, this is no database. " * 100)
    with pytest.raises(StoreError, match=r"letter\.txt: this file is no SQLite database"):
        open_store(str(path), create=True)
    assert path.read_text().startswith("Dear reader")


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path):
    with pytest.raises(StoreError, match="its folder does not exist"):
        open_store(str(tmp_path / "no" / "news.sqlite"), create=True)


def test_a_folder_is_no_store(tmp_path: Path):
    with pytest.raises(StoreError, match="the file cannot be opened or made"):
        open_store(str(tmp_path), create=True)


def test_there_is_no_store_without_an_ingest(tmp_path: Path):
    with pytest.raises(StoreError, match="there is no store here; `khaldun ingest` makes one"):
        open_store(str(tmp_path / "news.sqlite"))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch):
    usual = builtins.__import__

    def without_psycopg(name: str, *rest: object, **more: object) -> object:
        if name.partition(".")[0] == "psycopg":
            raise ImportError(name)
        return usual(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_psycopg)
    with pytest.raises(StoreError, match=r"pip install 'khaldun\[postgres\]'"):
        open_engine(address("postgresql://host/news"))
