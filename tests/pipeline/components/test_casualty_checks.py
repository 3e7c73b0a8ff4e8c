"""Remarks for an editor: a toll that the headline has and the text has not, parts that make more than the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from khaldun.codebooks.casualties import load_casualties
from khaldun.codebooks.quantities import load_quantities
from khaldun.pipeline import extensions
from khaldun.pipeline.components.casualties import CasualtyCounter

MakeDoc = Callable[..., Doc]


def remarks(make_doc: MakeDoc, text: str, title: str | None) -> list[str]:
    doc = make_doc(text, "khaldun_quantities", title=title)
    for token in doc:
        if token.text in {"attack", "blast"}:
            extensions.add(
                doc, "triggers", token.i, token.i + 1, values={"head": token.i, "type": "ASSAULT", "mode": None}
            )
    CasualtyCounter(load_quantities(), load_casualties())(doc)
    return [remark["message"] for remark in extensions.list_of(doc, "remarks") if remark["component"] == "checks"]


FOUND = [
    pytest.param(
        "The blast killed 12 people on Monday.",
        "Bomb kills 15 in market",
        'the title gives deaths as "15", the text as "12 people"',
        id="title-with-a-verb",
    ),
    pytest.param(
        "Thirty people were injured in the blast.",
        "40 injured in market",
        'the title gives injuries as "40", the text as "Thirty people"',
        id="title-with-a-participle",
    ),
    pytest.param(
        "Blast kills 15 in market. KABUL - The blast killed 12 people on Monday.",
        "Blast kills 15 in market",
        'the title gives deaths as "15", the text as "12 people"',
        id="text-that-begins-with-its-title",
    ),
    pytest.param(
        "Nine people were killed -- seven civilians and four soldiers -- in the attack.",
        None,
        '"Nine people", but its parts "seven civilians and four soldiers" make 11',
        id="parts-between-dashes",
    ),
]


@pytest.mark.parametrize(("text", "title", "message"), FOUND)
def test_found(make_doc: MakeDoc, text: str, title: str | None, message: str) -> None:
    assert remarks(make_doc, text, title) == [message]


NOTHING = [
    pytest.param("The blast killed 12 people.", "Bomb kills 12", id="same-figure"),
    pytest.param("Bomb kills 12. The blast killed 12 people.", "Bomb kills 12", id="same-figure-behind-the-title"),
    pytest.param(
        "The blast killed 12 people. Later three more died, making 15 dead.", "Bomb kills 15", id="given-later"
    ),
    pytest.param("The blast killed at least 12 people.", "Bomb kills 15", id="range-holds-the-figure"),
    pytest.param("The blast killed dozens of people.", "Bomb kills 30", id="vague-text"),
    pytest.param("The blast killed 12 people.", "Dozens dead in blast", id="vague-title"),
    pytest.param("The blast killed 12 people.", "Ministers to meet in 15 days", id="figure-of-something-else"),
    pytest.param("The blast killed five people.", "Suspect in the 2001 killings dies", id="year-in-the-title"),
    pytest.param("The blast destroyed a bridge.", "Bomb kills 15", id="text-without-a-toll"),
    pytest.param(
        "Nine people (seven civilians and two soldiers) were killed in the attack.", None, id="parts-that-fit"
    ),
    pytest.param("Nine people (three of them children) were killed in the attack.", None, id="only-some-parts"),
]


@pytest.mark.parametrize(("text", "title"), NOTHING)
def test_nothing(make_doc: MakeDoc, text: str, title: str | None) -> None:
    assert remarks(make_doc, text, title) == []
