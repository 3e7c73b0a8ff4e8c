"""Adjectives, peoples, capitals, seats and parliaments."""

from __future__ import annotations

import pytest

from khaldun.codebooks.demonyms import load_demonyms


@pytest.mark.parametrize(
    ("word", "form", "country"),
    [
        pytest.param("Turkish", "adjective", "TUR", id="adjective"),
        pytest.param("Palestinians", "people", "PSE", id="people"),
        pytest.param("Briton", "person", "GBR", id="person"),
        pytest.param("Rangoon", "capital", "MMR", id="former capital"),
        pytest.param("Downing Street", "seat", "GBR", id="seat"),
        pytest.param("Knesset", "legislature", "ISR", id="parliament"),
        pytest.param("South Ossetian", "adjective", "GEO", id="breakaway area under its state"),
        pytest.param("US", "adjective", "USA", id="US as adjective"),
    ],
)
def test_words(word, form, country):
    found = {demonym.form: demonym.country for demonym in load_demonyms().words[word]}
    assert found[form] == country


def test_shared_word_keeps_the_usual_country_and_tells_the_other():
    first = load_demonyms().words["Congolese"][0]
    assert (first.country, first.also) == ("COD", ("COG",))


def test_country_of():
    assert load_demonyms().country_of("Chadian") == "TCD"
    assert load_demonyms().country_of("Martian") is None
