"""The reader component puts its scores on the Doc, and the Doc can still be sent to another process."""

from __future__ import annotations

import numpy as np
import spacy
from spacy.tokens import Doc

from khaldun.pipeline import extensions as ext
from khaldun.pipeline.components.reader import NAME
from khaldun.pipeline.reader_layer import reading_of

TEXT = "Police said\n\nthat two men were held."


def read(text: str) -> Doc:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    return nlp(text)


def test_each_word_but_no_white_space_has_scores() -> None:
    doc = read(TEXT)
    values = ext.values_of(doc, "reader")
    assert [doc[i].text for i in values["tokens"]] == TEXT.replace(".", " .").split()
    assert len(values["scores"]) == len(values["tokens"])


def test_a_doc_with_scores_survives_bytes() -> None:
    doc = read(TEXT)
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert np.array_equal(ext.values_of(again, "reader")["scores"], ext.values_of(doc, "reader")["scores"])


def test_a_text_of_white_space_alone_has_none() -> None:
    assert reading_of(read(" \n ")) is None
    assert reading_of(spacy.blank("en")(TEXT)) is None


def test_spans_are_token_ranges() -> None:
    doc = read(TEXT)
    reading = reading_of(doc)
    assert reading is not None
    assert reading.range_of((1, 3)) == (1, 4)
    assert all(doc[i].is_space for i in range(len(doc)) if i not in reading.tokens)
