"""When a report came out: forms of dates that are understood, and those that are left open."""

from __future__ import annotations

import pytest

from khaldun.readers.published import is_iso, normalise_published


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        pytest.param("2026-03-03", "2026-03-03", id="ISO date stays"),
        pytest.param("2026-03-03T08:15:00Z", "2026-03-03T08:15:00Z", id="ISO time stays, its Z too"),
        pytest.param(" 2026-03-03T08:15+01:00 ", "2026-03-03T08:15+01:00", id="ISO with offset"),
        pytest.param("2026-03-03 08:15:00", "2026-03-03T08:15:00", id="a space for the T"),
        pytest.param("20260303", "2026-03-03", id="basic date"),
        pytest.param("20260303T081500Z", "2026-03-03T08:15:00+00:00", id="basic time (NITF)"),
        pytest.param("20260303T120000-0500", "2026-03-03T12:00:00-05:00", id="basic time with offset"),
        pytest.param("3 March 2026", "2026-03-03", id="day first"),
        pytest.param("March 3, 2026", "2026-03-03", id="month first"),
        pytest.param("Mar 3, 2026", "2026-03-03", id="short month"),
        pytest.param("mar. 3, 2026", "2026-03-03", id="short month with a stop"),
        pytest.param("Tuesday, March 3, 2026", "2026-03-03", id="weekday"),
        pytest.param("March 3, 2026 at 8:15 PM", "2026-03-03T20:15:00", id="with a time of day"),
        pytest.param("Tue, 03 Mar 2026 08:15:00 GMT", "2026-03-03T08:15:00+00:00", id="mail and RSS"),
        pytest.param("Tue, 03 Mar 2026 08:15:00 -0500", "2026-03-03T08:15:00-05:00", id="mail with offset"),
        pytest.param("Tue Mar 03 08:15:00 2026", "2026-03-03T08:15:00", id="C library"),
        pytest.param("2026/03/03", "2026-03-03", id="year first with slashes"),
        pytest.param("31/12/2026", "2026-12-31", id="slashes that can be read in one way"),
        pytest.param("12/31/2026", "2026-12-31", id="the same with the month first"),
        pytest.param("5/5/2026", "2026-05-05", id="both readings agree"),
        pytest.param("03.04.2026", "2026-04-03", id="stops: the day is first"),
        pytest.param("31/12/2026 9:05", "2026-12-31T09:05", id="with a time"),
        pytest.param("31/12/2026 9:05:30", "2026-12-31T09:05:30", id="with seconds"),
        pytest.param("1772525700", "2026-03-03T08:15:00+00:00", id="seconds since 1970"),
        pytest.param("1772525700000", "2026-03-03T08:15:00+00:00", id="milliseconds"),
        pytest.param("03/04/2026", None, id="March or April: left open"),
        pytest.param("3-4-2026", None, id="the same with hyphens"),
        pytest.param("2026-02-30", None, id="no such day"),
        pytest.param("32/13/2026", None, id="no such month"),
        pytest.param("March 2026", None, id="a month is no date"),
        pytest.param("2026", None, id="a year is no date"),
        pytest.param("yesterday", None, id="relative"),
        pytest.param("99999", None, id="just a number"),
        pytest.param("1 Foo 2026 10:00", None, id="no such name of a month"),
        pytest.param("x" * 10_000, None, id="long nonsense"),
    ],
)
def test_normalise_published(given, iso):
    assert normalise_published(given) == iso


def test_is_iso():
    assert is_iso("2026-03-03")
    assert not is_iso("3 March 2026")
