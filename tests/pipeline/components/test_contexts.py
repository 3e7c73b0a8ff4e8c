"""Contexts by cue words: one strong cue of the sentence, or several weak ones with the report behind them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from khaldun.codebooks.contexts import load_contexts
from khaldun.pipeline import extensions
from khaldun.pipeline.components.contexts import ContextJudge

MakeDoc = Callable[..., Doc]


def judged(doc: Doc, trigger: str) -> Doc:
    head = next(token.i for token in doc if token.text == trigger)
    extensions.add(doc, "triggers", head, head + 1, values={"head": head, "type": "CONSULT", "mode": None})
    return ContextJudge(load_contexts())(doc)


CASES = [
    pytest.param("The army shelled the town.", "shelled", ["military"], id="strong-word"),
    pytest.param("THE ARMY SHELLED THE TOWN.", "SHELLED", ["military"], id="capitals"),
    pytest.param("They discussed climate change.", "discussed", ["environment"], id="phrase"),
    pytest.param("Peacekeepers met the rebels.", "met", ["peacekeeping"], id="plural"),
    pytest.param("They met in the hotel.", "met", [], id="nothing"),
    pytest.param("They met the general.", "met", [], id="one-weak-word-is-not-enough"),
    pytest.param("A general and a colonel met the commander.", "met", ["military"], id="several-weak-words"),
    pytest.param(
        "They met over the nuclear deal. The election is on Sunday.",
        "met",
        ["cbrn"],
        id="other-sentences-do-not-do-alone",
    ),
    pytest.param("Drug traffickers were seized with cocaine.", "seized", ["illegal_drugs"], id="longest-cue-wins"),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), CASES)
def test_contexts(make_doc: MakeDoc, text: str, trigger: str, expected: list[str]) -> None:
    doc = judged(make_doc(text), trigger)
    assert extensions.values_of(doc, "contexts")["triggers:0"]["contexts"] == expected


def test_evidence_points_at_the_cues(make_doc: MakeDoc) -> None:
    doc = judged(make_doc("The army met the rebels. Soldiers left the base."), "met")
    evidence = extensions.values_of(doc, "contexts")["triggers:0"]["evidence"]["military"]
    assert [doc[start:end].text for start, end in evidence] == ["army", "Soldiers"]


def test_a_trigger_without_a_type_gets_no_row(make_doc: MakeDoc) -> None:
    doc = make_doc("The army met.")
    extensions.add(doc, "triggers", 2, 3, values={"head": 2, "type": None, "mode": None})
    assert extensions.values_of(ContextJudge(load_contexts())(doc), "contexts") == {}


def test_at_most_four_contexts(make_doc: MakeDoc) -> None:
    text = "The army, the court, the senate, the church, the economy, the embassy and the refugees met."
    doc = judged(make_doc(text), "met")
    assert len(extensions.values_of(doc, "contexts")["triggers:0"]["contexts"]) == 4


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_odd_texts_do_not_fail(make_doc: MakeDoc, text: str) -> None:
    ContextJudge(load_contexts())(make_doc(text))
