"""The linker's weights and the shares of common terms: what they hold, and what a faulty file is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.codebooks.linking import load_common_terms, load_linking_weights
from khaldun.errors import CodebookError

HEAD = '[codebook]\nid = "khaldun-linking-weights"\nversion = "1"\nlanguage = "en"\nlicence = "x"\norigin = "x"\n'
TABLE_HEAD = "# id: x\n# version: 1\n# language: en\n# licence: x\n# origin: x\nlayer\tterm\tshare\n"


def test_contradictions_count_against_and_agreement_for() -> None:
    book = load_linking_weights()
    for scale in (book.reports, book.events):
        assert all(weight < 0 for name, weight in scale.weights.items() if name.endswith(("apart", "far", "unlike")))
        assert 0 < scale.threshold < 1
    assert book.events.weights["same_word"] > 0


def test_a_users_weight_lies_over_ours(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(HEAD + "[events]\nplace_far = -9\n", "utf-8")
    book, ours = load_linking_weights((mine,)), load_linking_weights()
    assert book.events.weights["place_far"] == -9
    assert book.events.weights["same_word"] == ours.events.weights["same_word"]


FAULTS = [
    ("[events]\nsame_sun = 1\n", "same_sun"),
    ("[stars]\nx = 1\n", "stars"),
    ('[reports]\nwords = "much"\n', "words: .*where ours is a number"),
    ("[reports]\nwords = true\n", "words: .*where ours is a number"),
]


@pytest.mark.parametrize(("body", "problem"), FAULTS)
def test_faults_name_the_key(body: str, problem: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(HEAD + body, "utf-8")
    with pytest.raises(CodebookError, match=problem):
        load_linking_weights((mine,))


def test_common_terms_are_shares() -> None:
    common = load_common_terms()
    assert set(common) == {"words", "names", "numbers"}
    assert common["words"]["police"] > common["words"].get("gunmen", 0.0)
    assert "the" not in common["words"], "function words are no terms"
    assert all(0 < share <= 1 for shares in common.values() for share in shares.values())


@pytest.mark.parametrize("row", ["words\tx\t1.5", "letters\tx\t0.5", "words\tx\tmany"])
def test_a_faulty_share_is_told_with_its_line(row: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(TABLE_HEAD + row + "\n", "utf-8")
    with pytest.raises(CodebookError, match=r"terms\.tsv:7"):
        load_common_terms(path)
