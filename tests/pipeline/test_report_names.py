"""The names of a whole report: its case, its day, its main country, and matches inside a phrase."""

from __future__ import annotations

import pytest

from khaldun.codebooks.naming import load_names
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.report_names import ReportNames, case_of, day_of


@pytest.mark.parametrize(
    ("text", "case"),
    [
        pytest.param("POLICE FIRED ON STUDENTS", "upper", id="capitals"),
        pytest.param("police fired on students", "lower", id="small letters"),
        pytest.param("Police fired on students.", "mixed", id="usual"),
        pytest.param("12:30", "mixed", id="no letters"),
    ],
)
def test_case_of(text, case):
    assert case_of(text, load_names().rules.limits) == case


@pytest.mark.parametrize(
    ("text", "country"),
    [
        pytest.param("Kenyan police fired in Kenya. A Chadian fled.", "KEN", id="half of the mentions and more"),
        pytest.param("Kenya, Chad and Mali met.", None, id="none stands out"),
        pytest.param("It rained.", None, id="no country"),
        pytest.param("New Jersey voted.", None, id="a part of another name"),
        pytest.param("Iranian-backed fighters fired.", None, id="the backer does not count"),
    ],
)
def test_main_country(nlp, text, country):
    assert ReportNames(nlp(text), load_names()).main_country == country


def test_a_longer_match_does_not_hide_a_shorter_one_inside_a_phrase(nlp):
    doc = nlp("They praised UN peacekeepers.")
    names = ReportNames(doc, load_names())
    _, _, matches = names.between(2, 3)
    assert [match.entities for match in matches] == [("united-nations",)]
    _, _, whole = names.between(2, 4)
    assert [match.entities for match in whole] == [("un-peacekeepers",)]


@pytest.mark.parametrize(
    ("dateline", "published", "day"),
    [
        pytest.param("2001-02-03", "2020-01-01", "2001-02-03", id="dateline first"),
        pytest.param(None, "2020-01-01T10:00:00Z", "2020-01-01", id="publication"),
        pytest.param(None, None, None, id="unknown"),
    ],
)
def test_day_of(nlp, dateline, published, day):
    doc = nlp("Oslo - Police left.")
    ext.add(doc, "dateline", 0, 2, values={"date": dateline, "agency": None, "toponym": None, "end": 2})
    ext.values_of(doc, "report").update(published=published)
    assert day_of(doc) == day
