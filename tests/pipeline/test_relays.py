"""Attributions at second hand."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from khaldun.pipeline.relays import link
from khaldun.pipeline.speech import Frame

RELAYS, INTERVIEWS = {"quote", "cite"}, {"interview"}


def chain(doc: Doc, *frames: Frame) -> list[tuple[str | None, str | None]]:
    def words(span: tuple[int, int] | None) -> str | None:
        return None if span is None else doc[slice(*span)].text

    linked = link(doc, frames, relays=RELAYS, interviews=INTERVIEWS)
    return [(words(frame.source), words(frame.via)) for frame in linked]


def clause(cue: int, source: tuple[int, int] | None, *content: tuple[int, int]) -> Frame:
    return Frame(head=cue, complement="clause", cue=(cue, cue + 1), source=source, content=content)


def test_innermost_holder_is_via(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("A said B said C said it rained")
    frames = (clause(1, (0, 1), (2, 8)), clause(3, (2, 3), (4, 8)), clause(5, (4, 5), (6, 8)))
    assert chain(doc, *frames) == [("A", None), ("B", "A"), ("C", "B")]


def test_own_words_are_not_via(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("Karim said Karim knew it rained")
    frames = (clause(1, (0, 1), (2, 6)), clause(3, (0, 1), (4, 6)))
    assert chain(doc, *frames) == [("Karim", None), ("Karim", None)]


def test_quoting_verb_gives_way_to_saying(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("Tass quoted the envoy as saying it rained")
    quote = Frame(head=1, complement="object", cue=(1, 2), source=(0, 1), content=((2, 8),))
    assert chain(doc, quote, clause(5, (0, 1), (6, 8))) == [("the envoy", "Tass")]
