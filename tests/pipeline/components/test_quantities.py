"""Quantities on real parses: what is counted, of what sort, and which numbers count nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from khaldun.codebooks.quantities import load_quantities
from khaldun.pipeline import extensions
from khaldun.pipeline.components.quantities import QuantityFinder

MakeDoc = Callable[..., Doc]
Row = tuple[str, int | None, int | None, str | None, str]


def quantities(doc: Doc) -> list[Row]:
    values = extensions.values_of(doc, "quantities")
    return [
        (
            span.text,
            values[span.id_]["low"],
            values[span.id_]["high"],
            doc[values[span.id_]["noun"]].text if values[span.id_]["noun"] >= 0 else None,
            values[span.id_]["unit"],
        )
        for span in extensions.spans_of(doc, "quantities")
    ]


FOUND = [
    pytest.param(
        "At least 12 villagers were killed.", ("At least 12", 12, None, "villagers", "people"), id="villagers"
    ),
    pytest.param("Dozens were hurt.", ("Dozens", 24, None, None, "people"), id="no-noun-but-a-verb-of-people"),
    pytest.param(
        "More than 100 heavily armed police officers came.",
        ("More than 100", 100, None, "officers", "people"),
        id="long-phrase",
    ),
    pytest.param("Hundreds of people fled.", ("Hundreds", 200, 999, "people", "people"), id="behind-of"),
    pytest.param("Two of the attackers died.", ("Two", 2, 2, "attackers", "people"), id="behind-of-the"),
    pytest.param("The clash left 12 dead.", ("12", 12, 12, None, "people"), id="dead-behind-it"),
    pytest.param("Police made 1,200 arrests.", ("1,200", 1200, 1200, "arrests", "people"), id="tally"),
    pytest.param("They took 30 wounded soldiers away.", ("30", 30, 30, "soldiers", "people"), id="over-wounded"),
    pytest.param("Troops hit five rebel positions.", ("five", 5, 5, "positions", "other"), id="rebels-only-modify"),
    pytest.param("Two Canadians were freed.", ("Two", 2, 2, "Canadians", "people"), id="demonym"),
    pytest.param("A 22-member committee met.", ("22", 22, 22, "member", "people"), id="number-member"),
    pytest.param("No one was hurt.", ("No one", 0, 0, None, "people"), id="no-one"),
    pytest.param("There were no casualties.", ("no casualties", 0, 0, "casualties", "people"), id="no-casualties"),
    pytest.param(
        "There were no immediate reports of injuries.",
        ("no immediate reports of injuries", 0, 0, "injuries", "people"),
        id="no-reports-of",
    ),
    pytest.param("Thieves took $2.5 million.", ("2.5 million", 2_500_000, 2_500_000, None, "money"), id="money-before"),
    pytest.param("They paid 300 dollars.", ("300", 300, 300, "dollars", "money"), id="money-behind"),
    pytest.param("They walked 20 km.", ("20", 20, 20, "km", "measure"), id="measure"),
    pytest.param("They marched for three days.", ("three", 3, 3, "days", "time"), id="time"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(make_doc: MakeDoc, text: str, expected: Row) -> None:
    assert expected in quantities(make_doc(text, "khaldun_quantities"))


NOTHING = [
    pytest.param("A 26-year-old man came.", id="age-compound"),
    pytest.param("Ana Ruiz, 41, came.", id="age-behind-a-name"),
    pytest.param("She was aged 26.", id="age-behind-aged"),
    pytest.param("It rose by 15 percent.", id="share"),
    pytest.param("They met on March 12.", id="day-of-month"),
    pytest.param("They met on 12 March.", id="day-before-month"),
    pytest.param("The war began in 1998.", id="year"),
    pytest.param("They came at 10 p.m.", id="hour"),
    pytest.param("The 26th man came.", id="ordinal"),
    pytest.param("They invoked Article 5.", id="name-with-a-number"),
    pytest.param("They helped one another.", id="one-another"),
    pytest.param("This is the one.", id="pronoun-one"),
    pytest.param("No information on casualties came.", id="no-information-is-not-zero"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(make_doc: MakeDoc, text: str) -> None:
    assert quantities(make_doc(text, "khaldun_quantities")) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "12", "No", "a", "between 3 and", "١٢ people", "🙂 12 🙂", "1" * 40])
def test_odd_texts_do_not_fail(make_doc: MakeDoc, text: str) -> None:
    make_doc(text, "khaldun_quantities")


def test_dates_of_the_timex_layer_are_skipped(make_doc: MakeDoc) -> None:
    doc = make_doc("They met on 5 people street.")
    values = {"first": None, "last": None, "precision": None, "basis": "text", "kind": "date"}
    extensions.add(doc, "timexes", 3, 4, values=values)
    assert quantities(QuantityFinder(load_quantities())(doc)) == []
