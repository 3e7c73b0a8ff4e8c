"""Views: everything in the picture, over the 180th meridian too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.rendering.projection import WIDTH, bounds, clip, middle, thin, view_of

LONGITUDES, LATITUDES = st.floats(-180, 180), st.floats(-85, 85)
POINTS = st.lists(st.tuples(LONGITUDES, LATITUDES), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([], (-180, -58, 180, 78)),
        ([(10, 1, 12, 3), (30, 5, 30, 5)], (10, 1, 30, 5)),
        ([(178, -18, 178, -18), (-172, -14, -172, -14)], (178, -18, 188, -14)),
        ([(-77, 39, -77, 39), (55, 25, 55, 25)], (-77, 25, 55, 39)),
        ([(27, 41, 190, 78), (-171, 0, -169, 1)], (27, 0, 191, 78)),
        ([(-180, -90, 180, -63)], (-180, -90, 180, -63)),
    ],
    ids=[
        "nothing: the world",
        "apart",
        "over the 180th meridian",
        "half the world",
        "a box over it",
        "all the way round",
    ],
)
def test_bounds(boxes, expected):
    assert bounds(boxes) == pytest.approx(expected)


@given(POINTS)
def test_all_points_are_in_the_picture(points):
    view = view_of((lon, lat, lon, lat) for lon, lat in points)
    assert 100 <= view.height <= 1000
    for lon, lat in points:
        x, y = view.spot(lon, lat)
        assert view.shows(lon, lat) or min(x, WIDTH - x) == pytest.approx(0, abs=1)
        assert -1 <= y <= view.height + 1


@given(POINTS)
def test_a_clipped_ring_lies_in_the_picture(points):
    view = view_of([(0, 0, 20, 10)])
    ring = [view.place(lon, lat) for lon, lat in points]
    assert all(-5 <= x <= WIDTH + 5 and -5 <= y <= view.height + 5 for x, y in clip(ring, view.height))


def test_a_ring_round_the_picture_fills_it():
    around = [(-100.0, -100.0), (2000.0, -100.0), (2000.0, 2000.0), (-100.0, 2000.0)]
    assert middle(clip(around, 500, edge=0))[0] == pytest.approx(WIDTH * 500)


def test_a_line_appears_on_every_turn_in_view():
    view = view_of([(170, -10, 190, 10)])
    line = [(-175.0, 0.0), (-174.0, 1.0)]
    assert len(list(view.turns(line, (-175, 0, -174, 1)))) == 1
    assert not list(view.turns([(0.0, 0.0), (1.0, 1.0)], (0, 0, 1, 1)))


def test_thinning_keeps_ends():
    assert thin([(0, 0), (0.1, 0), (0.2, 0), (5, 0), (5.1, 0)], 1) == [(0, 0), (5, 0), (5.1, 0)]
    assert thin([], 1) == []
    assert thin([(1, 1)], 1) == [(1, 1)]


def test_middle_of_a_line_is_its_begin():
    assert middle([(1, 1), (2, 2)]) == (0, (1, 1))
    assert middle([]) == (0, (0, 0))
