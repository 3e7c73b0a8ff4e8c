"""Weights of features to a confidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.codebooks.relevance import load_relevance
from khaldun.errors import CodebookError

HEADER = "# id: khaldun-relevance\n# version: 1\n# language: en\n# licence: CC0-1.0\n# origin: test\nfeature\tweight\n"


def test_confidence_is_the_logistic_of_the_weights(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "good\t2.0\nbad\t-2.0\nthreshold\t0.4\n")
    book = load_relevance((path,))
    assert book.threshold == 0.4
    assert book.confidence([]) == book.confidence(["good", "bad"]) == 0.5
    assert book.confidence(["good"]) == pytest.approx(0.8808, abs=1e-4)
    assert book.against(["good", "bad", "unheard-of"]) == ["bad"]


def test_a_weight_that_is_no_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "good\theavy\n")
    with pytest.raises(CodebookError, match=r"mine\.tsv:7: weight: not a number: 'heavy'"):
        load_relevance((path,))
