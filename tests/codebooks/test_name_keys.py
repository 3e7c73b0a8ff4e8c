"""Keys of names: as written, folded, and by what transliterations share."""

from __future__ import annotations

import pytest

from khaldun.codebooks.coding_rules import load_coding_rules
from khaldun.codebooks.name_keys import folded_key, name_key, name_words, skeleton

SPELLING = load_coding_rules().spelling


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("U.N.", "UN", id="points"),
        pytest.param("al-Qassam Brigades", "al Qassam Brigades", id="hyphen"),
        pytest.param("Hamas's", "Hamas", id="possessive"),
        pytest.param("the ministers’", "the ministers", id="possessive of a plural, curly"),
        pytest.param("Free Farmers (FF)", "Free Farmers FF", id="brackets"),
        pytest.param("Sana'a", "Sana'a", id="inner apostrophe stays"),
        pytest.param(" - ", "", id="nothing but a dash"),
    ],
)
def test_name_key(text, key):
    assert name_key(text) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("Recep Tayyip Erdoğan", "recep tayyip erdogan", id="accents"),
        pytest.param("SANA'A", "sanaa", id="capitals and apostrophe"),
        pytest.param("Зеленский", "zelenskiy", id="another script"),
    ],
)
def test_folded_key(name, key):
    assert folded_key(name_words(name)) == key


@pytest.mark.parametrize(
    "spellings",
    [
        pytest.param(("Qaddafi", "Gadhafi", "Kadhafi", "Gaddafi", "al-Qadhafi"), id="q, g, k and dh"),
        pytest.param(("Nasrallah", "Nasrullah"), id="vowels"),
        pytest.param(("Ansar Allah", "Ansarullah"), id="one word or two"),
        pytest.param(("Dniepropetrovsk", "Dnipropetrovsk"), id="ie"),
        pytest.param(("Zelensky", "Zelenskiy", "Zelenskyy"), id="ending"),
        pytest.param(("Hezbollah", "Hizbullah"), id="e and i, o and u"),
        pytest.param(("Mohammed Khatami", "Muhammad Katami"), id="kh"),
    ],
)
def test_transliterations_share_a_skeleton(spellings):
    assert len({skeleton(name_words(name), SPELLING) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Hariri", "Karimov", id="other names"),
        pytest.param("Barak", "Mubarak", id="one more syllable"),
        pytest.param("Amin", "Ramin", id="first letter"),
    ],
)
def test_other_names_have_other_skeletons(one, other):
    assert skeleton(name_words(one), SPELLING) != skeleton(name_words(other), SPELLING)
