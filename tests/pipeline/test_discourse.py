"""Speech that goes on over sentences and paragraphs, and asides of the same speaker."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

from khaldun.pipeline.discourse import adopt, cut_asides, paragraphs_of
from khaldun.pipeline.quotations import find_quotations
from khaldun.pipeline.speech import Frame


def said(cue: int, source: int, *content: tuple[int, int]) -> Frame:
    return Frame(head=cue, complement="quote", cue=(cue, cue + 1), source=(source, source + 1), content=content)


def go_on(doc: Doc, frame: Frame) -> list[str]:
    [found] = adopt(doc, [frame], quotations=find_quotations(doc), paragraphs=paragraphs_of(doc))
    return [doc[start:end].text for start, end in found.content]


def test_next_sentence(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc('"A one," he said. "B two."')
    assert go_on(doc, said(6, 5, (0, 5))) == ['"A one,"', '"B two."']


def test_next_paragraph_after_direct_speech(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc('"A one," he said.\n\n"B two."')
    assert go_on(doc, said(6, 5, (0, 5))) == ['"A one,"', '"B two."']


def test_a_paragraph_further_is_another_matter(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc('"A one," he said.\n\nRain fell.\n\n"B two."')
    assert go_on(doc, said(6, 5, (0, 5))) == ['"A one,"']


def test_scare_quotes_inside_a_sentence_stay_apart(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc('"A one," he said. Troops hold the "safe" road.')
    assert go_on(doc, said(6, 5, (0, 5))) == ['"A one,"']


def test_aside_takes_its_speaker_and_ends_the_content(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("Karim said it was over, adding that he would go")
    outer = Frame(head=1, complement="clause", cue=(1, 2), source=(0, 1), content=((2, 11),))
    aside = Frame(head=6, complement="clause", cue=(6, 7), source=(2, 3), content=((7, 11),))
    first, second = cut_asides(doc, [outer, aside], quoted=[False] * len(doc))
    assert (first.content, second.source) == (((2, 5),), (0, 1))


def test_aside_inside_a_quotation_stays(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("Karim said it was over, adding that he would go")
    outer = Frame(head=1, complement="clause", cue=(1, 2), source=(0, 1), content=((2, 11),))
    aside = Frame(head=6, complement="clause", cue=(6, 7), source=(2, 3), content=((7, 11),))
    assert cut_asides(doc, [outer, aside], quoted=[True] * len(doc)) == [outer, aside]
