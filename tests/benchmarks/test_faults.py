"""Ingests that are broken off, for real and few times; `benchmarks/faults.py` does the same many times."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.exc import DBAPIError

from coded_records import TEXT, coded
from khaldun.records import to_json

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import fault_trials as trials
from made_reports import Sample

SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
NO_SERVER = (
    "no PostgreSQL at 127.0.0.1:5432; to start one: docker run -p 5432:5432 -e POSTGRES_HOST_AUTH_METHOD=trust postgres"
)
REPORTS, KILLS = 60, 3


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> trials.Corpus:
    one = coded(TEXT)
    sample = Sample(report=one.report, record=to_json(one))
    return trials.make_corpus([sample], REPORTS, tmp_path_factory.mktemp("corpus"))


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[trials.Places]:
    if request.param == "SQLite":
        yield trials.files(tmp_path)
        return
    found = trials.postgresql(SERVER)
    try:
        with found.new():
            pass
    except DBAPIError:
        pytest.skip(NO_SERVER)
    yield found


def test_a_killed_ingest_is_taken_up(corpus: trials.Corpus, places: trials.Places):
    assert trials.kill_while_keeping(corpus, places, KILLS, Random(1)) == []


def test_two_ingests_at_once_keep_nothing_twice(corpus: trials.Corpus, places: trials.Places):
    assert trials.two_at_once(corpus, places) == []


def test_a_full_disk_is_told_and_nothing_is_half_kept(corpus: trials.Corpus, tmp_path: Path):
    assert trials.fill_disk(corpus, trials.files(tmp_path), 1, Random(1)) == []


@pytest.mark.parametrize("places", ["PostgreSQL"], indirect=True)
def test_a_lost_connection_is_told(corpus: trials.Corpus, places: trials.Places):
    assert trials.lose_connection(corpus, places, 2, Random(1)) == []
