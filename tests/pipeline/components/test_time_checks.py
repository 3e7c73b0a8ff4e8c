"""Remarks for an editor on times: days left that do not reach to the day named, datelines whose year nothing tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from khaldun.pipeline import extensions

MakeDoc = Callable[..., Doc]
COMPONENTS = ("khaldun_dateline", "khaldun_timexes")


def remarks(make_doc: MakeDoc, text: str, published: str | None) -> list[str]:
    doc = make_doc(text, *COMPONENTS, published=published)
    return [remark["message"] for remark in extensions.list_of(doc, "remarks")]


FOUND = [
    pytest.param(
        "With 100 days left until the election on 5 November 2026, both sides campaign.",
        "2026-09-01",
        '"100 days left" on 2026-09-01, but "5 November 2026" is 65 days ahead',
        id="days-left",
    ),
    pytest.param(
        "There are thirty days to go before the vote on May 4.",
        "2026-03-10",
        '"thirty days to go" on 2026-03-10, but "May 4" is 55 days ahead',
        id="days-to-go-in-words",
    ),
    pytest.param(
        "The summit on 20 March is five days away.",
        "2026-03-10",
        '"five days away" on 2026-03-10, but "20 March" is 10 days ahead',
        id="day-before-its-count",
    ),
    pytest.param(
        "CAIRO, March 4 (Reuters) - Police arrested 12 people on Monday.",
        None,
        'the dateline "CAIRO, March 4 (Reuters) -" has no year and the report no day of publication: times stay open',
        id="dateline-without-a-year",
    ),
]


@pytest.mark.parametrize(("text", "published", "message"), FOUND)
def test_found(make_doc: MakeDoc, text: str, published: str | None, message: str) -> None:
    assert remarks(make_doc, text, published) == [message]


NOTHING = [
    pytest.param(
        "With 65 days left until the vote on 5 November 2026, both campaign.", "2026-09-01", id="days-that-fit"
    ),
    pytest.param("With 66 days left until the vote on 5 November 2026, both campaign.", "2026-09-01", id="one-day-out"),
    pytest.param("About 100 days remain until the vote on 5 November.", "2026-09-01", id="about"),
    pytest.param("With 100 days left until the vote, both sides campaign.", "2026-09-01", id="no-day-named"),
    pytest.param(
        "With 100 days left until the vote on 5 November 2026, both campaign.", None, id="no-day-to-count-from"
    ),
    pytest.param("He died 10 days before the vote on 5 November 2026.", "2026-09-01", id="days-before"),
    pytest.param("CAIRO, March 4 (Reuters) - Police met on Monday.", "2026-03-05", id="year-from-publication"),
    pytest.param("CAIRO, March 4, 2026 (Reuters) - Police met on Monday.", None, id="dateline-with-its-year"),
    pytest.param("CAIRO (Reuters) - Police met on Monday.", None, id="dateline-without-a-day"),
]


@pytest.mark.parametrize(("text", "published"), NOTHING)
def test_nothing(make_doc: MakeDoc, text: str, published: str | None) -> None:
    assert remarks(make_doc, text, published) == []
