"""Who speaks: the noun phrase behind a cue, and plain arithmetic of token ranges."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from khaldun.pipeline.speakers import Range, according_source, beside, noun_source, subtract, trim, verb_source


def at(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


def words(doc: Doc, span: Range | None) -> str | None:
    return None if span is None else doc[slice(*span)].text


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        pytest.param("The army said it had left.", "said", "The army", id="subject"),
        pytest.param('"We left," said the army.', "said", "the army", id="inverted subject"),
        pytest.param(
            "Karim, a doctor from Idlib, said it was over.", "said", "Karim, a doctor from Idlib", id="apposition"
        ),
        pytest.param("He left, saying that it was over.", "saying", "He", id="subject of the higher verb"),
        pytest.param("He denied the report and accused the army of lying.", "accused", "He", id="shared subject"),
        pytest.param("They issued a letter saying that he had left.", "saying", "a letter", id="noun of a participle"),
        pytest.param("The claim was rejected by the two governors.", "rejected", "the two governors", id="agent"),
        pytest.param("He was told that the road was closed.", "told", None, id="passive: who told is not said"),
        pytest.param("The envoy, who said he was tired, left.", "said", "who", id="relative pronoun"),
    ],
)
def test_source_of_a_verb(make_doc: Callable[[str], Doc], text: str, verb: str, expected: str | None) -> None:
    doc = make_doc(text)
    assert words(doc, verb_source(at(doc, verb))) == expected


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        pytest.param("The army's claim that they fled is false.", "claim", "The army", id="possessor without its mark"),
        pytest.param("He made the claim that they fled.", "claim", "He", id="subject of the verb that carries it"),
        pytest.param("Criticism from the mayor of the plan grew.", "Criticism", "the mayor", id="from"),
        pytest.param("Reports that they fled were false.", "Reports", None, id="nobody"),
    ],
)
def test_source_of_a_noun(make_doc: Callable[[str], Doc], text: str, noun: str, expected: str | None) -> None:
    doc = make_doc(text)
    found = words(doc, noun_source(at(doc, noun)))
    assert found is None if expected is None else found is not None and found.startswith(expected)


def test_source_after_according_to(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("According to two police officers, they fled.")
    assert words(doc, according_source(doc[0])) == "two police officers"


def test_according_at_the_end_has_no_source(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("according")
    assert according_source(doc[0]) is None


def test_phrase_beside_a_cue(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("said the tired envoy")
    assert words(doc, beside(doc, (0, 1))) == "the tired envoy"


@pytest.mark.parametrize(
    ("span", "holes", "expected"),
    [
        pytest.param((0, 9), [(3, 5)], [(0, 3), (5, 9)], id="in the middle"),
        pytest.param((0, 9), [(0, 2)], [(2, 9)], id="at the start"),
        pytest.param((0, 9), [(7, 12)], [(0, 7)], id="over the end"),
        pytest.param((0, 9), [(2, 4), (3, 6)], [(0, 2), (6, 9)], id="overlapping holes"),
        pytest.param((2, 4), [(0, 9)], [], id="nothing left"),
        pytest.param((2, 4), [], [(2, 4)], id="no hole"),
    ],
)
def test_subtract(span: Range, holes: list[Range], expected: list[Range]) -> None:
    assert subtract(span, holes) == expected


def test_trim_keeps_quotation_marks_and_brackets(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc(', "the camp" (north),')
    assert words(doc, trim(doc, (0, len(doc)))) == '"the camp" (north)'
