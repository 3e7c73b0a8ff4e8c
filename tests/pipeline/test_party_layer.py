"""Getting and adding parties by the head of their phrase."""

from __future__ import annotations

import pytest

from khaldun.pipeline import extensions as ext
from khaldun.pipeline.party_layer import LAYER, find_party, is_same_party, parties_at, party_at, shared_names


def token_of(doc, text):
    return next(token for token in doc if token.text == text)


def texts(doc):
    return [span.text for span in ext.spans_of(doc, LAYER)]


def test_a_party_is_added_once(nlp):
    doc = nlp("The Norwegian minister left.")
    first, second = party_at(doc, token_of(doc, "minister")), party_at(doc, token_of(doc, "minister"))
    assert first == second
    assert texts(doc) == ["The Norwegian minister"]


def test_a_new_party_is_not_coded(nlp):
    doc = nlp("The Norwegian minister left.")
    values = ext.values_of(doc, LAYER)[party_at(doc, token_of(doc, "minister"), rule="test")]
    assert (values["kind"], values["country"], values["sectors"], values["rule"]) == (None, None, [], "test")
    assert values["head"] == token_of(doc, "minister").i


def test_both_halves_of_an_apposition_are_one_party(nlp):
    doc = nlp("Karim Wahdan, a deputy of the Free Party, left.")
    assert party_at(doc, token_of(doc, "Wahdan")) == party_at(doc, token_of(doc, "deputy"))


def test_coordinated_adjectives_are_two_parties(nlp):
    doc = nlp("Hungarian and Romanian officials met.")
    assert len(parties_at(doc, token_of(doc, "officials"))) == 2
    assert texts(doc) == ["Hungarian", "Romanian officials"]
    assert [token.text for token in shared_names(token_of(doc, "officials"))] == ["Hungarian", "Romanian"]


def test_no_layer_no_party(nlp):
    doc = nlp("The Norwegian minister left.")
    assert find_party(doc, token_of(doc, "minister")) is None


@pytest.mark.parametrize(
    ("text", "apposition", "same"),
    [
        pytest.param("Karim Wahdan, a lawyer, left.", "lawyer", True, id="name and description"),
        pytest.param("The premier, Anna Lind, left.", "Lind", True, id="description and name"),
    ],
)
def test_is_same_party(nlp, text, apposition, same):
    doc = nlp(text)
    token = token_of(doc, apposition)
    assert token.dep_ == "appos"
    assert is_same_party(token) is same
