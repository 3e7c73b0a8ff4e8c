"""Reading the words of a phrase: longest match first, case as the text has it, unknown spellings by rule."""

from __future__ import annotations

import pytest

from khaldun.codebooks.name_keys import name_words
from khaldun.codebooks.naming import load_names


def read(text, case="mixed"):
    words = name_words(text)
    names = [word[0].isupper() for word in words]
    return words, load_names().read(words, case=case, names=names)


@pytest.mark.parametrize(
    ("text", "case", "entity"),
    [
        pytest.param("Israeli Prime Minister Ehud Barak", "mixed", "ehud-barak", id="name behind a title"),
        pytest.param("the U.N. Security Council", "mixed", "un-security-council", id="longest match"),
        pytest.param("THE FMLN GUERRILLAS", "upper", "fmln", id="all capitals"),
        pytest.param("police and bjp workers", "lower", "bjp", id="all small letters"),
        pytest.param("Sayyed Hassan Nasrullah", "mixed", "hassan-nasrallah", id="another transliteration"),
    ],
)
def test_entities(text, case, entity):
    _, matches = read(text, case)
    assert entity in {found for match in matches for found in match.entities}


@pytest.mark.parametrize(
    ("text", "case"),
    [
        pytest.param("those who fled", "lower", id="who is no World Health Organization"),
        pytest.param("they told us", "mixed", id="us is not US"),
        pytest.param("the dawn raid", "lower", id="dawn is no newspaper"),
        pytest.param("Edward Smithson", "mixed", id="an unknown name"),
        pytest.param("Councilwoman Holroyd", "mixed", id="no Latin name is respelt (Holyrood)"),
        pytest.param("Newsham spoke", "mixed", id="no outlet is respelt (News.am)"),
        pytest.param("Judge McDonald's office", "mixed", id="a possessive is no company"),
    ],
)
def test_no_entity(text, case):
    _, matches = read(text, case)
    assert not any(match.entities for match in matches if match.way != "surname")


def test_roles_and_demonyms_stand_beside_each_other():
    words, matches = read("two Turkish riot police officers")
    found = {" ".join(words[match.start : match.end]): match for match in matches}
    assert found["Turkish"].demonyms[0].country == "TUR"
    assert found["riot police officers"].role.sectors == ("COP",)


def test_a_surname_is_weak_evidence():
    _, matches = read("Senator Clinton")
    assert [match.way for match in matches if match.entities] == ["surname"]


def test_no_words():
    assert load_names().read(()) == []
