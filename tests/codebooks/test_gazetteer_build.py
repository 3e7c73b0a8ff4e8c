"""Building the index: where it is kept, that it appears whole or not at all, and what the tables hold."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from khaldun.codebooks import gazetteer_build
from khaldun.codebooks.gazetteer_build import CACHE_VARIABLE, OWN_TABLES, ensure_index, index_path
from khaldun.codebooks.gazetteer_sources import (
    ADJECTIVE_COLUMNS,
    ADMIN1_COLUMNS,
    COUNTRY_COLUMNS,
    REGION_COLUMNS,
    middle,
    split_list,
)
from khaldun.codebooks.loading import data_path, read_table
from khaldun.codebooks.place_choice import PRECISIONS
from khaldun.errors import ConfigError


@pytest.fixture
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv(CACHE_VARIABLE, str(folder))
    return folder


def write_little(path):
    with closing(sqlite3.connect(path)) as base:
        for table in ("entry", "name", "loose"):
            base.execute(f"CREATE TABLE {table} AS SELECT 1 AS eid")
        base.commit()


@pytest.fixture
def quick_build(monkeypatch):
    """A build that only writes a table's few rows, and tells its progress."""
    calls: list[str] = []

    def build(path, progress=None):
        calls.append(path.name)
        if progress is not None:
            progress(1, 2)
            progress(2, 2)
        write_little(path)

    monkeypatch.setattr(gazetteer_build, "build_index", build)
    return calls


def test_index_is_built_once_in_the_chosen_folder(cache, quick_build):
    seen: list[tuple[int, int]] = []
    path = ensure_index(progress=lambda done, total: seen.append((done, total)))
    assert path == index_path()
    assert path.parent == cache
    assert path.stat().st_mode & 0o444 == 0o444
    assert ensure_index() == path
    assert len(quick_build) == 1
    assert seen == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda whole: b"", id="empty"),
        pytest.param(lambda whole: b"<html>disk full</html>" * 500, id="another kind of file"),
        pytest.param(lambda whole: whole[: len(whole) // 2], id="cut short"),
        pytest.param(lambda whole: b"\0" * len(whole), id="zeros"),
    ],
)
def test_a_broken_index_is_built_again(cache, quick_build, broken):
    path = ensure_index()
    path.write_bytes(broken(path.read_bytes()))
    assert ensure_index() == path
    assert len(quick_build) == 2
    assert gazetteer_build.is_whole(path)


def test_a_failed_build_leaves_nothing(cache, monkeypatch):
    def fail(path, progress=None):
        path.write_text("half", "utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr(gazetteer_build, "build_index", fail)
    with pytest.raises(KeyboardInterrupt):
        ensure_index()
    assert list(cache.iterdir()) == []


def test_a_build_that_another_process_overtook_still_ends_well(cache, monkeypatch):
    def build(path, progress=None):
        index_path().write_text("theirs", "utf-8")
        path.write_text("ours", "utf-8")

    monkeypatch.setattr(gazetteer_build, "build_index", build)
    assert ensure_index().read_text("utf-8") == "ours"
    assert len(list(cache.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(ConfigError, match=CACHE_VARIABLE):
        ensure_index()


def test_a_full_disk_is_told(cache, monkeypatch):
    def fail(path, progress):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(gazetteer_build, "build_index", fail)
    with pytest.raises(ConfigError, match=f"disk is full.*{CACHE_VARIABLE}"):
        gazetteer_build.ensure_index()
    assert list(cache.iterdir()) == []


def test_the_name_changes_with_the_sources(cache, monkeypatch):
    before = index_path()
    monkeypatch.setattr(gazetteer_build, "BUILDER_VERSION", "another")
    assert index_path() != before


def test_a_missing_package_is_named(cache, monkeypatch):
    monkeypatch.setattr(gazetteer_build, "PACKAGES", ("no-such-package",))
    with pytest.raises(ConfigError, match="no-such-package"):
        index_path()


@pytest.mark.parametrize("table", OWN_TABLES)
def test_own_tables_exist(table):
    assert data_path("gazetteer", table).is_file()


def test_middle_of_points():
    assert middle([]) is None
    assert middle([(1.0, 2.0)]) == (1.0, 2.0)
    assert middle([(0.0, 0.0), (2.0, 2.0), (4.0, 4.0)]) == (2.0, 2.0)
    crowded = [(0.0, 0.0), (0.0, 4.0), (4.0, 0.0), (4.0, 4.0), *[(0.1, 0.1)] * 50]
    assert middle(crowded) == (2.0, 2.0)


def test_middle_of_points_on_both_sides_of_the_180th_meridian():
    """Chukotka and the east of Fiji once had theirs on the other side of the world."""
    assert middle([(66.0, 178.0), (66.0, -178.0)]) == (66.0, 180.0 - 360.0)
    assert middle([(-16.0, 179.0), (-18.0, 179.0), (-16.0, -177.0), (-18.0, -177.0)]) == (-17.0, -179.0)


def _rows(table, columns):
    return read_table(data_path("gazetteer", table), columns).rows


def test_regions_are_sound():
    countries = {row["iso3"] for row in _rows("countries.tsv", COUNTRY_COLUMNS)} | {""}
    rows = _rows("regions.tsv", REGION_COLUMNS)
    assert len(rows) > 500
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["precision"] in PRECISIONS, row
        assert row["country"] in countries, row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert row["id"].startswith("khaldun:"), row


def test_countries_are_sound():
    rows = _rows("countries.tsv", COUNTRY_COLUMNS)
    assert len({row["iso3"] for row in rows}) == len({row["id"] for row in rows}) == len(rows)
    assert all(len(row["iso3"]) == 3 and float(row["lat"]) <= 90 and int(row["population"]) >= 0 for row in rows)


def test_adjectives_are_no_names_of_countries():
    names = {
        name for row in _rows("countries.tsv", COUNTRY_COLUMNS) for name in (row["name"], *split_list(row["aliases"]))
    }
    assert not names & {row["word"] for row in _rows("adjectives.tsv", ADJECTIVE_COLUMNS)}


def test_codes_of_units_are_distinct_in_each_country():
    codes = [(row["country"], row["code"]) for row in _rows("admin1.tsv", ADMIN1_COLUMNS) if row["code"]]
    assert len(set(codes)) == len(codes)
