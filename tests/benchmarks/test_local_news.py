"""The choice of local news: where its places lie."""

from __future__ import annotations

import pytest
from benchmarks.local_news import IDS, READ, RULE, is_local

TOWN = {"lat": 40.0, "lon": -83.0, "country": "USA", "fcode": "PPL"}


@pytest.mark.parametrize(
    ("places", "local"),
    [
        pytest.param([TOWN, {**TOWN, "lat": 41.0}], True, id="one county"),
        pytest.param([TOWN, {**TOWN, "country": "CAN"}], False, id="two countries"),
        pytest.param([TOWN, {**TOWN, "lon": -120.0}], False, id="two coasts"),
        pytest.param([TOWN, {**TOWN, "fcode": "PCLI", "lat": 10.0}], True, id="a country is nowhere"),
        pytest.param([{"lat": None}], False, id="no place"),
    ],
)
def test_local_is_near(places: list[dict[str, object]], local: bool) -> None:
    assert is_local(places) is local


def test_what_was_read_is_of_the_sample() -> None:
    ids = IDS.read_text("utf-8").split()
    assert len(ids) == len(set(ids)) == RULE["reports"]
    rows = [line.split("\t") for line in READ.read_text("utf-8").splitlines()[2:]]
    assert {row[0] for row in rows} <= set(ids[: RULE["sample"]])
    assert {row[3] for row in rows} == {"kept", "struck"}
