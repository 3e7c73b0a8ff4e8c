"""CAMEO: the code nearest to a PLOVER coding, and the way back."""

from __future__ import annotations

import pytest

from khaldun.codebooks.cameo import PloverCoding, load_cameo

CASES = [
    pytest.param("AGREE", None, (), "030", 4.0, id="general code of the type"),
    pytest.param("AGREE", None, ("military",), "0312", 5.2, id="a context picks the code that claims it"),
    pytest.param("CONSULT", "phone", (), "041", 1.0, id="mode"),
    pytest.param("ASSAULT", "aerial", (), "195", -10.0, id="mode, shortest code"),
    pytest.param("ASSAULT", "drone", (), "1952", -10.0, id="only a long code has this mode"),
    pytest.param("COERCE", "curfew", (), "1723", -5.0, id="mode outweighs a context not told"),
    pytest.param("RETREAT", "resign", (), "080", 5.0, id="no code has the mode: default of the type"),
    pytest.param("ACCUSE", None, (), "110", -2.0, id="no mode: the chosen default"),
    pytest.param("SANCTION", "convict", (), "116", -2.0, id="a verdict"),
]


@pytest.mark.parametrize(("event_type", "mode", "contexts", "code", "goldstein"), CASES)
def test_cameo_for(event_type, mode, contexts, code, goldstein):
    assert load_cameo().cameo_for(event_type, mode, contexts) == (code, goldstein)


def test_unknown_type_has_no_code():
    assert load_cameo().cameo_for("STROLL") is None


@pytest.mark.parametrize(
    ("code", "codings"),
    [
        pytest.param("195", (PloverCoding(type="ASSAULT", mode="aerial", contexts=("military",)),), id="one"),
        pytest.param("014", (), id="PLOVER drops statements"),
        pytest.param(
            "080",
            (
                PloverCoding(type="CONCEDE", mode=None, contexts=()),
                PloverCoding(type="RETREAT", mode=None, contexts=()),
            ),
            id="the text must decide",
        ),
    ],
)
def test_plover_for(code, codings):
    assert load_cameo().plover_for(code) == codings


def test_user_file_overrides_a_code(tmp_path):
    path = tmp_path / "own.csv"
    columns = "code,level,parent,label,goldstein,goldstein_basis,goldstein_parus,quad_gdelt,plover_type,plover_mode"
    columns += ",plover_contexts,mapping,in_manual_1_1b3,in_icews,note"
    header = "# id: cameo-codes\n# version: desk-1\n# language: en\n# licence: own\n# origin: a desk\n"
    path.write_text(f"{header}{columns}\n041,2,04,Phone,1.5,own,,1,CONSULT,phone,,own,0,0,\n")
    assert load_cameo((path,)).cameo_for("CONSULT", "phone") == ("041", 1.5)
    assert load_cameo().cameo_for("CONSULT", "phone") == ("041", 1.0)
