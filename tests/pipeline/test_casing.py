"""Texts of one case get usual case; all others stay as they are; lengths never change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.codebooks.casing import load_casing
from khaldun.pipeline.casing import restore_case


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "GUERRILLAS ATTACKED THE TOWN OF SENSUNTEPEQUE YESTERDAY, THE ARMY SAID.",
            "Guerrillas attacked the town of Sensuntepeque yesterday, the army said.",
            id="capitals: common words in lower case, names and openings with a capital",
        ),
        pytest.param(
            "police fired at a crowd near ramallah. three people were hurt.",
            "Police fired at a crowd near Ramallah. Three people were hurt.",
            id="lower case: names and openings get capitals",
        ),
        pytest.param(
            "THE FMLN AND THE UNITED STATES SIGNED NOTHING THIS WEEK.",
            "The FMLN and the United States signed nothing this week.",
            id="acronyms and names of several words come from the actor tables",
        ),
        pytest.param("Police in Ramallah said so on Monday.", "Police in Ramallah said so on Monday.", id="usual case"),
        pytest.param("BAGHDAD (AP)", "BAGHDAD (AP)", id="too short to judge"),
        pytest.param("", "", id="empty"),
    ],
)
def test_restore_case(text: str, expected: str) -> None:
    assert restore_case(text, load_casing()) == expected


@given(st.text(max_size=200) | st.text(alphabet="ABC İßŉ\u0301\n.\u202eشФ😀", max_size=200))
def test_length_never_changes(text: str) -> None:
    assert len(restore_case(text, load_casing())) == len(text)
    assert len(restore_case(text.upper(), load_casing())) == len(text.upper())
