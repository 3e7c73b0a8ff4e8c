"""Sketches: the same words give the same hashes, whatever the case, the line breaks and the notation of numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.codebooks.agreement import load_agreement
from khaldun.codebooks.copies import load_copy_bounds
from khaldun.codebooks.sketches import KEPT, sketch_of
from khaldun.errors import CodebookError

TEXT = "Gunmen killed twelve villagers near Gusau on Monday, said Musa Danladi."
SAME = [
    TEXT.replace("twelve", "12"),
    TEXT.replace("villagers", "vil-\nlagers"),
    TEXT.replace(" near", "\n\nnear"),
    TEXT + " Subscribe to our newsletter.",
]


@pytest.mark.parametrize("text", SAME)
def test_the_same_words_give_the_same_shingles(text: str) -> None:
    assert sketch_of(text).shingles == sketch_of(TEXT).shingles


def test_another_name_stands_between_the_same_words() -> None:
    ours, theirs = sketch_of(TEXT).names, sketch_of(TEXT.replace("twelve", "nine").replace("Monday", "Friday")).names
    assert {name >> 16 for name in ours} == {name >> 16 for name in theirs}
    assert set(ours) != set(theirs)


def test_a_long_text_keeps_the_smallest_hashes() -> None:
    long = sketch_of(" ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{n}x" for n in range(3000)))
    assert len(long.shingles) == KEPT
    assert list(long.shingles) == sorted(long.shingles)


def test_no_words_make_an_empty_sketch() -> None:
    assert sketch_of("").words == 0
    assert sketch_of("").shingles == ()


HEAD = '[codebook]\nid = "{}"\nversion = "1"\nlanguage = "und"\nlicence = "x"\norigin = "x"\n'
FAULTS = [
    (load_copy_bounds, "sketches-copies", "[overlap]\nleast = 1\n", "overlap.least: unknown key"),
    (load_copy_bounds, "sketches-copies", "[overlap]\nleast_lead = -1\n", "overlap.least_lead: not a number from 0 on"),
    (load_agreement, "linking-consensus", "[place]\nnear_km = -3\n", "place.near_km: -3 does not fit"),
    (load_agreement, "linking-consensus", "[party]\nshare = 1\n", "party.share: unknown key"),
]


@pytest.mark.parametrize(("load", "identifier", "body", "problem"), FAULTS)
def test_faults_name_file_line_and_key(load, identifier: str, body: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(HEAD.format(identifier) + body, "utf-8")
    with pytest.raises(CodebookError, match=problem):
        load((file,))
