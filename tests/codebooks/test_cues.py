"""The attribution cues: what the shipped tables hold, and how a faulty one is refused."""

from __future__ import annotations

import pytest

from khaldun.codebooks.cues import load_cues
from khaldun.errors import CodebookError

HEADER = "# id: {}\n# version: 1\n# language: en\n# licence: CC0-1.0\n# origin: test\n"


@pytest.mark.parametrize(
    ("word", "pos", "stance"),
    [
        pytest.param("say", "VERB", "asserts", id="the plainest cue"),
        pytest.param("deny", "VERB", "denies", id="denial"),
        pytest.param("doubt", "VERB", "doubts", id="doubt"),
        pytest.param("quote", "VERB", "quotes", id="passing on another's words"),
        pytest.param("claim", "NOUN", "asserts", id="noun"),
        pytest.param("reportedly", "ADV", "asserts", id="adverb without a source"),
    ],
)
def test_stance_of_cue(word: str, pos: str, stance: str) -> None:
    assert load_cues().stances[word, pos] == stance


def test_every_row_belongs_to_a_known_cue() -> None:
    """A weight for a word that no row with a stance names would never be used."""
    cues = load_cues()
    orphans = [key for key in cues.weights if key[0] not in ("*", ":") and key[:2] not in cues.stances]
    assert orphans == []


def test_weight_adds_up_over_rows() -> None:
    cues = load_cues()
    whole = cues.weigh("say", "VERB", "clause")
    parts = [("*", "*", "*"), ("*", "VERB", "clause"), ("say", "VERB", "*"), ("say", "VERB", "clause")]
    assert whole == pytest.approx(sum(cues.weights.get(key, 0.0) for key in parts))


def test_saying_a_clause_weighs_more_than_wanting_a_thing() -> None:
    cues = load_cues()
    assert cues.weigh("say", "VERB", "clause") > cues.weigh("want", "VERB", "object")


def test_overlay_adds_a_cue(tmp_path) -> None:
    overlay = tmp_path / "mine.tsv"
    overlay.write_text(
        HEADER.format("cues-attribution") + "lemma\tpos\tcomplement\tstance\tweight\nradio\tVERB\t*\tasserts\t2.5\n"
    )
    cues = load_cues((overlay,))
    assert cues.stances["radio", "VERB"] == "asserts"
    assert cues.stances["say", "VERB"] == "asserts"


@pytest.mark.parametrize(
    ("row", "key"),
    [
        pytest.param("radio\tVERB\t*\tshouts\t1", "stance", id="no such stance"),
        pytest.param("radio\tVERBS\t*\tasserts\t1", "pos", id="no such word class"),
        pytest.param("radio\tVERB\t*\tasserts\tmuch", "weight", id="no number"),
    ],
)
def test_faulty_row_is_refused_with_line_and_key(tmp_path, row: str, key: str) -> None:
    overlay = tmp_path / "mine.tsv"
    overlay.write_text(HEADER.format("cues-attribution") + "lemma\tpos\tcomplement\tstance\tweight\n" + row + "\n")
    with pytest.raises(CodebookError) as caught:
        load_cues((overlay,))
    assert (caught.value.key, caught.value.line) == (key, 7)


def test_unknown_word_list_is_refused(tmp_path) -> None:
    overlay = tmp_path / "mine.toml"
    head = 'id = "cues-attribution-words"\nversion = "1"\nlanguage = "en"\nlicence = "CC0-1.0"\norigin = "test"\n'
    overlay.write_text(f"[codebook]\n{head}[words]\nmodels = []\n")
    with pytest.raises(CodebookError) as caught:
        load_cues((overlay,))
    assert caught.value.key == "models"
