"""Counts tied to triggers that the tests put on the Doc by their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from casualty_list_samples import EPISODES, LISTS
from casualty_samples import CASES
from casualty_tie_samples import TIES, WORDS
from spacy.tokens import Doc

from khaldun import Coder, Report
from khaldun.codebooks.casualties import KINDS, load_casualties
from khaldun.codebooks.quantities import load_quantities
from khaldun.pipeline import extensions
from khaldun.pipeline.components.casualties import CasualtyCounter

MakeDoc = Callable[..., Doc]
Counts = Mapping[tuple[str, str], tuple[int | None, int | None]]


def counted(doc: Doc, triggers: Mapping[str, tuple[str | None, str | None]]) -> Doc:
    """The Doc with these triggers and their counts."""
    for token in doc:
        if token.text in triggers:
            event_type, mode = triggers[token.text]
            values = {"head": token.i, "type": event_type, "mode": mode}
            extensions.add(doc, "triggers", token.i, token.i + 1, values=values)
    return CasualtyCounter(load_quantities(), load_casualties())(doc)


def found_counts(doc: Doc) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    quantities = extensions.values_of(doc, "quantities")
    rows = extensions.values_of(doc, "casualties")
    return {
        (extensions.span_by_id(doc, trigger).text, kind): (quantities[row[kind]]["low"], quantities[row[kind]]["high"])
        for trigger, row in rows.items()
        for kind in KINDS
        if row[kind] is not None
    }


@pytest.mark.parametrize(("text", "triggers", "expected"), [*CASES, *LISTS, *EPISODES, *TIES, *WORDS])
def test_counts(make_doc: MakeDoc, text: str, triggers: Mapping[str, tuple[str, str | None]], expected: Counts) -> None:
    assert found_counts(counted(make_doc(text, "khaldun_quantities"), triggers)) == expected


def test_every_typed_trigger_has_a_row(make_doc: MakeDoc) -> None:
    doc = counted(make_doc("He said they met.", "khaldun_quantities"), {"said": (None, None), "met": ("CONSULT", None)})
    assert list(extensions.values_of(doc, "casualties")) == ["triggers:1"]


def test_the_words_of_a_sum_span_its_list(make_doc: MakeDoc) -> None:
    doc = counted(
        make_doc("Five policemen and a civilian were killed.", "khaldun_quantities"), {"killed": ("ASSAULT", None)}
    )
    row = extensions.values_of(doc, "casualties")["triggers:0"]
    assert extensions.span_by_id(doc, row["deaths"]).text == "Five policemen and a civilian"
    assert row["rule"].startswith("casualty-words ")


def test_recipients_are_counted_where_no_word_counts(make_doc: MakeDoc) -> None:
    doc = make_doc("The decision hit Maria Lopez and two officers.", "khaldun_quantities")
    head = next(token.i for token in doc if token.text == "Lopez")
    party = {"head": head, "name": "Maria Lopez", "kind": "person", "country": None, "sectors": [], "entity_id": None}
    extensions.add(doc, "parties", head - 1, head + 1, values={**party, "inferred": [], "antecedent": None, "rule": ""})
    row = {"actor": [], "recipient": ["parties:0"], "reciprocal": False, "weapons": [], "rule": ""}
    extensions.values_of(doc, "participants")["triggers:0"] = row
    assert found_counts(counted(doc, {"decision": ("COERCE", "arrest")})) == {("decision", "detained"): (3, 3)}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "12", "killed", "killed 12", "of killed and", "🙂 killed 🙂"])
def test_odd_texts_do_not_fail(make_doc: MakeDoc, text: str) -> None:
    counted(make_doc(text, "khaldun_quantities"), {"killed": ("ASSAULT", None), "12": ("PROTEST", None)})


def test_values_survive_serialization(make_doc: MakeDoc) -> None:
    doc = counted(make_doc("Gunmen killed two guards.", "khaldun_quantities"), {"killed": ("ASSAULT", None)})
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert found_counts(again) == {("killed", "deaths"): (2, 2)}


HEADED = [
    pytest.param(
        "Truck Blast Kills 20 in Mosul. MOSUL — A truck blew up and killed 20 people, and another man was killed.",
        20,
        id="one more told in the lead",
    ),
    pytest.param("Blast Kills 12 in Kabul. KABUL — A bomb exploded and killed up to 15 people.", 12, id="other figure"),
]


@pytest.mark.parametrize(("text", "dead"), HEADED)
def test_a_headline_and_its_lead_are_not_added_up(coder: Coder, text: str, dead: int) -> None:
    counts = [event.deaths for event in coder.code(Report(id="1", text=text)).events if event.deaths]
    assert counts[0].best == dead
    assert all((count.high or 0) <= dead + 1 for count in counts)
