"""Agencies and openings that are no city."""

from __future__ import annotations

import pytest

from khaldun.codebooks.datelines import load_datelines


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AP", "Associated Press"),
        ("ACAN-EFE", "EFE"),
        ("Reuters, Kano", "Reuters"),
        ("RADIO CADENA NACIONAL", "RADIO CADENA NACIONAL"),
    ],
    ids=["short form", "two agencies of one house", "with an addition", "unknown keeps its writing"],
)
def test_agency(written: str, name: str) -> None:
    assert load_datelines().agency(written) == name


def test_sets_are_in_lower_case_and_no_label_is_an_agency() -> None:
    words = load_datelines()
    assert all(word == word.lower() for word in words.labels | words.marks | words.particles)
    assert not words.labels & set(words.agencies)
