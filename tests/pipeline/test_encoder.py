"""The encoder gives a text the same scores wherever it stands and whatever is read before it."""

from __future__ import annotations

import numpy as np
import pytest

from khaldun.codebooks.reader import load_reader_model
from khaldun.pipeline.encoder import Encoder

TEXT = "The ministry said that troops had crossed the border near the town at dawn , which the rebels denied ."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(load_reader_model())


def test_a_row_of_finite_scores_a_word(encoder: Encoder) -> None:
    words = TEXT.split()
    scores = encoder.read(words)
    assert scores.shape == (len(words), max(end for _, end in encoder.model.layout.values()))
    assert np.isfinite(scores).all()


def test_what_is_read_before_changes_nothing(encoder: Encoder) -> None:
    words = TEXT.split()
    alone = Encoder(load_reader_model()).read(words)
    encoder.read(["Floods", "again"] * 200)
    assert np.array_equal(encoder.read(words), alone)


def test_case_does_not_matter(encoder: Encoder) -> None:
    assert np.array_equal(encoder.read(TEXT.upper().split()), encoder.read(TEXT.lower().split()))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["\u200b", "\ufffd", "\u0301"], id="words that the tokenizer reads as nothing"),
        pytest.param(["x" * 5000], id="an endless word"),
        pytest.param(["word"] * 3000, id="a sentence of many windows"),
        pytest.param(["🚨", "مظاهرة", "抗议"], id="other scripts"),
    ],
)
def test_odd_texts_are_read_as_well(encoder: Encoder, words: list[str]) -> None:
    assert len(encoder.read(words)) == len(words)
