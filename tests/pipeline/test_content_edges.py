"""Edges of contents: what is offered, what speaks for it, and that the likeliest is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest
from spacy.tokens import Doc

from khaldun.codebooks.cues import load_cues
from khaldun.codebooks.reader import load_reader_use
from khaldun.pipeline.content_edges import Edges, Offer
from khaldun.pipeline.read_speech import READ, Listener
from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.reading import Reading
from khaldun.pipeline.speech import Frame

TEXT = "Sesay said that the well was dry , and walked home ."
LAYOUT = {"content.pivot": (0, 1), "content.word": (1, 2), "content.bias": (2, 3)}
WHOLE, CLAUSE = (2, 11), (2, 7)
FRAME = Frame(head=1, complement="clause", cue=(1, 2), source=(0, 1), content=(WHOLE,))
Make = Callable[..., Edges]


@pytest.fixture
def edges(make_doc: Callable[..., Doc]) -> Make:
    """`edges(range)`: the reader takes the words of the range for content and no others."""

    def make(read: tuple[int, int], text: str = TEXT, quoted: Iterable[int] = ()) -> Edges:
        doc = make_doc(text)
        matrix = np.zeros((len(doc), 3), dtype=np.float32)
        matrix[:, 2] = -4.0
        matrix[slice(*read), 2] = 4.0
        reading = Reading(matrix=matrix, layout=LAYOUT, near={"content": np.zeros(21, dtype=np.float32)}, sight=160)
        listener = Listener(doc, DocReading(reading, list(range(len(doc)))), load_reader_use()["attribution"])
        marked = set(quoted)
        return Edges(doc, listener, [token.i in marked for token in doc])

    return make


def texts(edges: Edges, frame: Frame) -> set[str]:
    return {edges.doc[slice(*piece)].text for offer in edges.offers(frame, [frame]) for piece in offer.content}


def names_of(edges: Edges, content: tuple[int, int], frames: Iterable[Frame] = (FRAME,)) -> dict[str, float]:
    return next(o.names for o in edges.offers(FRAME, list(frames)) if o.content == (content,))


def test_offered_are_the_edges_of_rules_and_reader_and_those_between(edges: Make) -> None:
    found = texts(edges(CLAUSE), FRAME)
    assert {"that the well was dry , and walked home", "that the well was dry", "the well was dry"} <= found


def test_no_content_holds_cue_or_source(edges: Make) -> None:
    assert not any("said" in text or "Sesay" in text for text in texts(edges((0, 11)), FRAME))


def test_a_source_that_the_own_content_leaves_out_is_never_content(edges: Make) -> None:
    frame = Frame(head=1, complement="opinion", cue=(1, 2), source=(0, 1), content=(CLAUSE,))
    assert not any("Sesay" in text for text in texts(edges((0, 7)), frame))


def test_a_content_that_speaks_of_a_cue_goes_on_doing_so(edges: Make) -> None:
    inner = Frame(head=4, complement="clause", cue=(3, 5), source=None, content=((5, 11),))
    found = edges((5, 11)).offers(FRAME, [FRAME, inner])
    assert found
    assert all(any(start < 5 and end > 3 for start, end in offer.content) for offer in found)


KEPT = [
    pytest.param(Frame(head=1, complement="headline", cue=(1, 2), source=(0, 1), content=(WHOLE,)), id="headline"),
    pytest.param(Frame(head=1, complement="cited", cue=(1, 2), source=(0, 1), content=(WHOLE,)), id="cited"),
]


@pytest.mark.parametrize("frame", KEPT)
def test_some_constructions_keep_their_content(edges: Make, frame: Frame) -> None:
    assert edges(CLAUSE).settle([frame], {"reader even ends clause": 9.0}) == [frame]


def test_the_likeliest_is_taken(edges: Make) -> None:
    (found,) = edges(CLAUSE).settle([FRAME], {"reader even both": 2.0, "rule both": 1.0})
    assert found.content == (CLAUSE,)


def test_without_weights_the_own_content_stays(edges: Make) -> None:
    assert edges(CLAUSE).settle([FRAME], {}) == [FRAME]


def test_a_frame_of_the_reader_alone_has_no_edge_of_the_rules(edges: Make) -> None:
    frame = Frame(head=1, complement=READ, cue=(1, 2), source=(0, 1), content=(CLAUSE,))
    offers = edges(CLAUSE).offers(frame, [frame])
    assert offers
    assert not any(name.startswith("rule ") for offer in offers for name in offer.names)


def test_what_stands_at_the_edges_is_named(edges: Make) -> None:
    names = names_of(edges(CLAUSE), CLAUSE)
    assert {"begins with that", "begins behind VERB", "ends before comma", "reader even both"} <= set(names)
    assert "rule ends clause" not in names


def test_a_second_cue_inside_is_named(edges: Make) -> None:
    second = Frame(head=9, complement="clause", cue=(9, 10), source=(0, 1), content=((10, 11),))
    assert names_of(edges(CLAUSE), WHOLE, (FRAME, second))["holds a cue"] == 1.0
    assert "holds a cue" not in names_of(edges(CLAUSE), CLAUSE, (FRAME, second))


def test_a_quotation_that_is_cut_is_named(edges: Make) -> None:
    assert names_of(edges(CLAUSE, quoted=range(3, 11)), CLAUSE)["cuts a quotation"] == 1.0


def test_an_offer_weighs_what_the_table_knows() -> None:
    assert Offer((CLAUSE,), {"length": 2.0, "no such thing": 1.0}).weigh({"length": 0.5}) == 1.0


def test_the_table_weighs_edges_of_rules_and_of_the_reader() -> None:
    weights = load_cues().edges
    assert weights["rule both"] > 0 > weights["cuts a quotation"]
    assert {name.split()[0] for name in weights} >= {"rule", "reader", "begins", "ends", "leaves"}
