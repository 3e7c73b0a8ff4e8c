"""Speech read from scores: cues that the rules lack, better sources, and what scores say of a reading of the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from spacy.tokens import Doc

from khaldun.codebooks.reader import load_reader_use
from khaldun.pipeline.read_speech import READ, Listener
from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.reading import Reading
from khaldun.pipeline.speech import Frame

TEXT = "Keita thundered , to loud cheers from the square , that no well would be dug ."
NUMBERS = load_reader_use()["attribution"]
LAYOUT = {"cue": (0, 3)} | {
    f"{relation}.{part}": (3 + 3 * number + place, 4 + 3 * number + place)
    for number, relation in enumerate(("source", "content"))
    for place, part in enumerate(("pivot", "word", "bias"))
}
KEITA, CUE, SQUARE, CONTENT = (0, 1), (1, 2), (7, 9), (10, 16)
FRAME = Frame(head=1, complement="ccomp", cue=CUE, source=KEITA, content=(CONTENT,))


@pytest.fixture
def listener(make_doc: Callable[..., Doc]) -> Callable[..., Listener]:
    """`listener(source=range, content=range, cue=range)`: high scores inside these ranges of words, -4 elsewhere."""

    def make(
        *, source: tuple[int, int], content: tuple[int, int], cue: tuple[int, int] = CUE, sure: float = 4.0
    ) -> Listener:
        doc = make_doc(TEXT)
        matrix = np.zeros((len(doc), 9), dtype=np.float32)
        matrix[:, 0] = 4.0
        matrix[slice(*cue), :2] = (-4.0, 4.0)
        for name, inside in (("source.bias", source), ("content.bias", content)):
            matrix[:, LAYOUT[name][0]] = -4.0
            matrix[slice(*inside), LAYOUT[name][0]] = sure
        near = dict.fromkeys(("source", "content"), np.zeros(21, dtype=np.float32))
        reading = Reading(matrix=matrix, layout=LAYOUT, near=near, sight=160)
        return Listener(doc, DocReading(reading, list(range(len(doc)))), NUMBERS)

    return make


def test_a_cue_that_the_rules_lack_gives_a_frame(listener: Callable[..., Listener]) -> None:
    (frame,) = listener(source=KEITA, content=CONTENT).frames([])
    assert (frame.complement, frame.cue, frame.source) == (READ, CUE, KEITA)
    assert [listener(source=KEITA, content=CONTENT).doc[slice(*piece)].text for piece in frame.content] == [
        "that no well would be dug"
    ]


def test_a_cue_of_the_rules_gives_no_second_one(listener: Callable[..., Listener]) -> None:
    assert list(listener(source=KEITA, content=CONTENT).frames([FRAME])) == []


def test_nothing_is_said_where_no_word_is_content(listener: Callable[..., Listener]) -> None:
    assert list(listener(source=KEITA, content=(0, 0)).frames([])) == []


SOURCES = [
    pytest.param(None, KEITA, 30.0, KEITA, id="named where the rules name none"),
    pytest.param(None, KEITA, 4.0, None, id="not by a reader that is not sure"),
    pytest.param(KEITA, KEITA, 30.0, KEITA, id="kept where both agree"),
    pytest.param(KEITA, SQUARE, 4.0, KEITA, id="not changed for a little more"),
    pytest.param(KEITA, SQUARE, 30.0, SQUARE, id="changed where the reader is sure of another"),
    pytest.param(SQUARE, (0, 0), 4.0, SQUARE, id="kept where the reader sees none"),
]


@pytest.mark.parametrize(("ruled", "read", "sure", "expected"), SOURCES)
def test_sources(
    listener: Callable[..., Listener],
    ruled: tuple[int, int] | None,
    read: tuple[int, int],
    sure: float,
    expected: tuple[int, int] | None,
) -> None:
    found = listener(source=read, content=CONTENT, sure=sure).with_source(replace(FRAME, source=ruled))
    assert found.source == expected


def test_evidence_is_more_the_better_a_reading_fits(listener: Callable[..., Listener]) -> None:
    fits = listener(source=KEITA, content=CONTENT).evidence(FRAME)
    other_source = listener(source=SQUARE, content=CONTENT).evidence(FRAME)
    other_content = listener(source=KEITA, content=(3, 9)).evidence(FRAME)
    other_cue = listener(source=KEITA, content=CONTENT, cue=(4, 5)).evidence(FRAME)
    assert fits > 0
    assert max(other_source, other_content, other_cue) < fits


def test_of_a_mark_as_cue_nothing_is_said(listener: Callable[..., Listener]) -> None:
    assert listener(source=SQUARE, content=(0, 0)).evidence(replace(FRAME, head=2, cue=(2, 3))) == 0.0
