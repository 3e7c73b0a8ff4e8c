"""Which phrases may be parties."""

from __future__ import annotations

import pytest

from khaldun.pipeline import extensions as ext

CASES = [
    pytest.param("Gunmen shot two ministers.", ["Gunmen", "two ministers"], id="role words"),
    pytest.param("Norway's army left Chad.", ["Norway", "Norway's army", "Chad"], id="state, body, country left"),
    pytest.param(
        "Israeli Prime Minister Ehud Barak spoke.", ["Israeli Prime Minister Ehud Barak"], id="title and name"
    ),
    pytest.param("Saudi jets bombed huts.", ["Saudi jets"], id="things of a side"),
    pytest.param("Gunmen shot dead two teachers.", ["Gunmen", "two teachers"], id="shot dead, and a number"),
    pytest.param("Rebels shot dead unarmed nurses.", ["Rebels", "unarmed nurses"], id="shot dead, no number"),
    pytest.param("Rebels in Mali freed monks.", ["Rebels in Mali", "monks"], id="a place that only tells where"),
    pytest.param("The talks failed because of rain.", [], id="no party"),
    pytest.param(
        "Karim Wahdan, deputy head of the navy, fled.", ["Karim Wahdan", "the navy"], id="apposition is one party"
    ),
    pytest.param("He saw them.", [], id="pronouns are none by themselves"),
    pytest.param("", [], id="empty text"),
    pytest.param(" \n ", [], id="white space"),
    pytest.param("Police", ["Police"], id="one word"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_parties(make_doc, text, expected):
    doc = make_doc(text, "khaldun_parties")
    assert [span.text for span in ext.spans_of(doc, "parties")] == expected


def test_no_word_of_a_time_heads_a_party(make_doc):
    doc = make_doc(
        "Boko Haram shot a guard; Monday was calm. October brought soldiers.", "khaldun_timexes", "khaldun_parties"
    )
    heads = {doc[values["head"]].text for values in ext.values_of(doc, "parties").values()}
    assert heads.isdisjoint({"Monday", "October"})
    assert "soldiers" in heads


def test_dateline_is_left_out(make_doc):
    doc = make_doc("OSLO, Norway, March 3 (Reuters) - Police left.", "khaldun_dateline", "khaldun_parties")
    assert [span.text for span in ext.spans_of(doc, "parties")] == ["Police"]


def test_running_twice_adds_nothing(make_doc):
    doc = make_doc("Gunmen shot two ministers.", "khaldun_parties", "khaldun_parties")
    assert len(ext.spans_of(doc, "parties")) == 2
