"""PLOVER: types, modes, scores, and what a faulty user file is told."""

from __future__ import annotations

import pytest

from khaldun.codebooks.plover import load_plover
from khaldun.errors import CodebookError

HEADER = '[codebook]\nid = "plover-types"\nversion = "desk-1"\nlanguage = "en"\nlicence = "own"\norigin = "a desk"\n'


def test_the_sixteen_types_with_their_modes_and_contexts():
    plover = load_plover()
    assert len(plover.types) == 16
    assert sum(len(event_type.modes) for event_type in plover.types.values()) == 67
    assert len(plover.contexts) == 37
    assert sorted(plover.auxiliary_modes) == ["future", "historical", "hypothetical", "negation"]


@pytest.mark.parametrize(
    ("event_type", "mode", "score"),
    [
        pytest.param("ASSAULT", "aerial", -9.5, id="score of the mode"),
        pytest.param("ASSAULT", None, -9.0, id="no mode: score of the type"),
        pytest.param("PROTEST", "vandalize", -5.0, id="the manual prints none for this mode"),
        pytest.param("ACCUSE", None, -3.0, id="the printed sign is a misprint"),
        pytest.param("CONSULT", "aerial", 2.5, id="a mode of another type counts as none"),
    ],
)
def test_score(event_type, mode, score):
    assert load_plover().score(event_type, mode) == score


def test_quad_in_the_words_of_the_record_contract():
    quads = {event_type.quad for event_type in load_plover().types.values()}
    assert quads == {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}
    assert load_plover().quad("SANCTION") == "material conflict"


def test_user_file_adds_a_mode_and_changes_a_score(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        HEADER + '[[type]]\nname = "ASSAULT"\nquad = "material_conflict"\nquad_code = 4\nscore = -9.1\n'
        'recipient_required = false\ndefinition = "Harm."\n[[type.mode]]\nname = "siege"\nscore = -8.0\n'
        'definition = "A place is cut off."\n'
    )
    plover = load_plover((path,))
    assert plover.score("ASSAULT", "siege") == -8.0
    assert plover.score("ASSAULT") == -9.1
    assert plover.has_mode("ASSAULT", "aerial"), "our modes stay"


@pytest.mark.parametrize(
    ("body", "key", "line"),
    [
        pytest.param('[[type]]\nname = "X"\n', "definition", 8, id="missing keys"),
        pytest.param('[[context]]\nname = "x"\ndefinition = "y"\ncolour = 1\n', "colour", 8, id="unknown key"),
        pytest.param("[[mood]]\n", "mood", 7, id="unknown table"),
        pytest.param(
            '[[type]]\nname = "X"\nquad = "verbal_conflict"\nquad_code = 4\nscore = 1\nrecipient_required = true\n'
            'definition = "d"\n',
            "quad",
            8,
            id="quad and code disagree",
        ),
    ],
)
def test_faulty_user_file_names_file_line_and_key(tmp_path, body, key, line):
    path = tmp_path / "own.toml"
    path.write_text(HEADER + body)
    with pytest.raises(CodebookError) as error:
        load_plover((path,))
    assert (error.value.file, error.value.key, error.value.line) == (str(path), key, line)
