"""Country outlines: whole, small, under the codes that places have, unbroken over the 180th meridian."""

from __future__ import annotations

from itertools import pairwise

import pytest

from khaldun.codebooks import outlines
from khaldun.codebooks.loading import data_path, read_table
from khaldun.codebooks.outlines import load_outlines
from khaldun.errors import CodebookError

COLUMNS = ("iso3", "iso2", "id", "name", "aliases", "lat", "lon", "population", "capitals")


def test_the_header_names_licence_and_origin():
    header = load_outlines().header
    assert header.label == "khaldun-outlines 1.0"
    assert header.licence == "ISC"
    assert "Natural Earth" in header.origin


def test_the_file_is_small():
    assert data_path("outlines", "countries.json").stat().st_size < 200_000


def test_codes_are_those_of_the_gazetteer():
    known = {row["iso3"] for row in read_table(data_path("gazetteer", "countries.tsv"), COLUMNS).rows}
    codes = [country.iso3 for country in load_outlines().countries if country.iso3]
    assert set(codes) <= known
    assert len(codes) == len(set(codes))


def test_every_ring_is_closed_and_unbroken():
    for country in load_outlines().countries:
        for ring in country.rings:
            leaps = [abs(after[0] - before[0]) for before, after in pairwise(ring.points)]
            assert max(leaps) <= 180 or country.iso3 == "ATA", country.name
            assert ring.points[0] == ring.points[-1] or country.iso3 == "ATA", country.name


@pytest.mark.parametrize(
    ("iso3", "point"),
    [
        ("NGA", (8.0, 10.0)),
        ("FJI", (178.0, -17.8)),
        ("RUS", (178.0, 66.5)),
        ("RUS", (185.0, 66.3)),
        ("XKX", (20.9, 42.6)),
        ("PSE", (35.2, 32.0)),
        ("SGP", (103.8, 1.36)),
    ],
    ids=[
        "large",
        "islands by the 180th meridian",
        "west of it",
        "east of it",
        "no ISO code",
        "territory",
        "city state",
    ],
)
def test_points_lie_in_their_country(iso3: str, point: tuple[float, float]):
    country = load_outlines().country(iso3)
    assert country is not None
    assert any(holds(ring.points, point) for ring in country.rings)


def test_no_code_is_no_country():
    assert load_outlines().country(None) is None
    assert load_outlines().country("ZZZ") is None


def test_a_file_that_is_not_whole_is_named(tmp_path, monkeypatch):
    broken = tmp_path / "countries.json"
    broken.write_text('{"id": "x"}')
    monkeypatch.setattr(outlines, "data_path", lambda *parts: broken)
    with pytest.raises(CodebookError, match=r"countries\.json"):
        load_outlines.__wrapped__()


def holds(ring, point) -> bool:
    """Whether a ring holds a point (even-odd rule)."""
    x, y = point
    crossings = [
        x1 + (y - y1) / (y2 - y1) * (x2 - x1) > x for (x1, y1), (x2, y2) in pairwise(ring) if (y1 > y) != (y2 > y)
    ]
    return sum(crossings) % 2 == 1
