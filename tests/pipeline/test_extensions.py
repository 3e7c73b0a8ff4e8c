"""What components ask of a Doc without knowing one another: where its text begins, and on which day it speaks."""

from datetime import date

import pytest
import spacy

from khaldun.pipeline import extensions as ext


@pytest.fixture
def doc():
    return spacy.blank("en")("Oslo - Police left.")


def with_dateline(doc, day, end=2):
    ext.add(doc, "dateline", 0, 2, values={"date": day, "agency": None, "toponym": None, "end": end})


def test_coding_starts_behind_the_dateline(doc):
    assert ext.coding_start(doc) == 0
    with_dateline(doc, None)
    assert ext.coding_start(doc) == 2


@pytest.mark.parametrize(
    ("dateline", "published", "day"),
    [
        pytest.param("2001-02-03", "2020-01-01", (date(2001, 2, 3), "dateline"), id="dateline first"),
        pytest.param(None, "2020-01-01T10:00:00Z", (date(2020, 1, 1), "published"), id="publication"),
        pytest.param(None, None, (None, "published"), id="unknown"),
        pytest.param(None, "March 3", (None, "published"), id="no ISO date"),
        pytest.param(None, "2026-02-30", (None, "published"), id="no such day"),
    ],
)
def test_report_day(doc, dateline, published, day):
    with_dateline(doc, dateline)
    ext.values_of(doc, "report").update(published=published)
    assert ext.report_day(doc) == day
