"""Role words in singular and plural, and the words that change them."""

from __future__ import annotations

import pytest

from khaldun.codebooks.agents import load_agents, plural_of
from khaldun.codebooks.coding_rules import load_coding_rules
from khaldun.errors import CodebookError


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        pytest.param("gunman", "gunmen", id="man"),
        pytest.param("deputy", "deputies", id="y"),
        pytest.param("boy", "boys", id="vowel and y"),
        pytest.param("witness", "witnesses", id="s"),
        pytest.param("townsperson", "townspeople", id="person"),
        pytest.param("schoolchild", "schoolchildren", id="child"),
    ],
)
def test_plural_of(word, plural):
    assert plural_of(word, load_coding_rules().plurals) == plural


@pytest.mark.parametrize(
    ("key", "sectors", "plural"),
    [
        pytest.param("gunman", ("UAF",), False, id="singular"),
        pytest.param("gunmen", ("UAF",), True, id="plural"),
        pytest.param("members of parliament", ("LEG",), True, id="plural before of"),
        pytest.param("anti government protesters", ("CVL", "OPP"), True, id="hyphen parts words"),
    ],
)
def test_role(key, sectors, plural):
    role = load_agents().role(key)
    assert (role.sectors, role.plural) == (sectors, plural)


def test_capitals_only():
    agents = load_agents()
    assert agents.role("icc", "icc") is None
    assert agents.role("icc", "ICC").slot == "IGO"


@pytest.mark.parametrize(
    ("word", "effect"),
    [("ousted", "former"), ("spokesmen", "member"), ("backed", "backed"), ("inside", "place"), ("queen", "female")],
)
def test_effects(word, effect):
    assert load_agents().has_effect(word, effect)


def test_faulty_effect(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text(
        "# id: actors-role-words\n# version: 1\n# language: en\n# licence: own\n# origin: a desk\n"
        "word\teffect\nformer\tmagic\n"
    )
    with pytest.raises(CodebookError) as error:
        load_agents((path,))
    assert (error.value.line, error.value.key) == (7, "effect")


def test_user_adds_a_role(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        "# id: actors-agents\n# version: 1\n# language: en\n# licence: own\n# origin: a desk\n"
        "lemma,sector,sector2,country_slot,kind,armed\nharbour pilot,LAB,,,person,0\n"
    )
    assert load_agents((path,)).role("harbour pilots").sectors == ("LAB",)
