"""What is said: content grown over quotations, cut at lines and ends; verbs beside quotations; headlines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from khaldun.pipeline.quotations import find_quotations
from khaldun.pipeline.speech import Frame
from khaldun.pipeline.utterances import headline_frame, quoting_frame, settle, tidy


def pieces(doc: Doc, frame: Frame) -> list[str]:
    return [doc[start:end].text for start, end in frame.content]


def test_content_grows_over_the_quotation_it_ends_in(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc('He said it was "one. Two. Three" at last')
    frame = Frame(head=1, complement="clause", cue=(1, 2), source=(0, 1), content=((2, 6),))
    assert pieces(doc, settle(doc, frame, find_quotations(doc))) == ['it was "one. Two. Three"']


def test_cue_and_source_are_no_content(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("The army, witnesses said, opened fire")
    frame = Frame(head=4, complement="parenthesis", cue=(4, 5), source=(3, 4), content=((0, 8),))
    assert pieces(doc, settle(doc, frame, [])) == ["The army", "opened fire"]


def test_afterthought_of_a_named_thing_is_cut(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("The council rejected the plan, which had taken a year to write.")
    frame = Frame(head=2, complement="object", cue=(2, 3), source=(0, 2), content=((3, 13),))
    assert pieces(doc, settle(doc, frame, [])) == ["the plan"]


def test_nothing_stands_before_the_floor(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("KANO - Gunmen fled, police said")
    frame = Frame(head=6, complement="clause", cue=(6, 7), source=(5, 6), content=((0, 4),))
    assert pieces(doc, settle(doc, frame, [], floor=2)) == ["Gunmen fled"]


def test_pieces_are_cut_at_lines_and_hold_a_word(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("one two\n\n--\n\nthree ,")
    assert [doc[start:end].text for start, end in tidy(doc, [(0, len(doc))])] == ["one two", "three"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('Karim continued: "We left."', ['"We left."'], id="colon before"),
        pytest.param('"We left," Karim continued.', ['"We left,"'], id="behind"),
        pytest.param('Karim continued. He wore a "safe" coat.', None, id="another sentence"),
    ],
)
def test_verb_beside_a_quotation(make_doc: Callable[[str], Doc], text: str, expected: list[str] | None) -> None:
    doc = make_doc(text)
    verb = next(token for token in doc if token.text == "continued")
    frame = quoting_frame(verb, (verb.i - 1, verb.i), cue=(verb.i, verb.i + 1), quotations=find_quotations(doc))
    assert (frame and pieces(doc, frame)) == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("Officials: Car bomb kills 20 in capital", "Officials", id="headline"),
        pytest.param("UN report: Hunger spreads in the north", "UN report", id="two words"),
        pytest.param("The minister said: Hunger spreads in the north", None, id="a verb before"),
        pytest.param("Officials: none", None, id="too short"),
        pytest.param(": Car bomb kills 20 in capital", None, id="no source"),
    ],
)
def test_headline(make_doc: Callable[[str], Doc], text: str, source: str | None) -> None:
    doc = make_doc(text)
    frame = headline_frame(next(token for token in doc if token.text == ":"))
    assert (frame and frame.source and doc[slice(*frame.source)].text) == source
