"""What stands around a cue: the names of the evidence, and that a score is their sum."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from khaldun.codebooks.cues import load_cues
from khaldun.pipeline.cue_evidence import evidence, group_of, score
from khaldun.pipeline.speech import Frame, frames


def first_frame(doc: Doc, word: str) -> Frame:
    return next(frames(next(token for token in doc if token.text == word)))


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        pytest.param("He said it rained.", "said", "source pronoun", id="pronoun"),
        pytest.param("I said it rained.", "said", "source first", id="first person"),
        pytest.param("Karim said it rained.", "said", "source name", id="name"),
        pytest.param("The army said it rained.", "said", "source noun", id="noun"),
        pytest.param("He might say it rained.", "say", "modal", id="modal"),
        pytest.param("He did not say it rained.", "say", "negated", id="negated"),
        pytest.param("He was told that it rained.", "told", "passive", id="passive"),
        pytest.param("He left, saying it rained.", "saying", "participle", id="participle"),
        pytest.param("It rained, he said.", "said", "content first", id="content before its cue"),
    ],
)
def test_evidence(make_doc: Callable[[str], Doc], text: str, cue: str, expected: str) -> None:
    doc = make_doc(text)
    found = evidence(first_frame(doc, cue), doc=doc, quoted=[False] * len(doc), cues=load_cues())
    assert expected in set(found)


def test_quotations_inside_and_around(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("He said it rained.")
    frame, cues = first_frame(doc, "said"), load_cues()
    around = set(evidence(frame, doc=doc, quoted=[True] * 5, cues=cues))
    inside = set(evidence(frame, doc=doc, quoted=[False, False, True, True, False], cues=cues))
    assert "in quotation" in around - inside
    assert "quotes" in inside - around


def test_score_is_the_sum_of_its_parts(make_doc: Callable[[str], Doc]) -> None:
    doc = make_doc("The army said it rained.")
    frame, cues, quoted = first_frame(doc, "said"), load_cues(), [False] * 6
    names = evidence(frame, doc=doc, quoted=quoted, cues=cues)
    group = group_of(frame, doc[frame.head])
    parts = [cues.weigh("say", "VERB", "clause"), *(cues.evidence.get((name, group), 0.0) for name in names)]
    assert score(frame, doc=doc, quoted=quoted, cues=cues) == pytest.approx(sum(parts))
