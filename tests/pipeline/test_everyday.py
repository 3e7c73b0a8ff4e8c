"""Triggers used of everyday life are no events; a country, people, body or side in the clause keeps them."""

from __future__ import annotations

import pytest

from khaldun import Coder, Report


def coded(coder: Coder, text: str) -> list[str]:
    return [event.type for event in coder.code(Report(id="1", text=text)).events]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The striker plundered two goals before the break.", id="sport"),
        pytest.param("The chef attacked the dough with both fists.", id="kitchen"),
        pytest.param("Heavy rain pounded the tents all night.", id="weather"),
        pytest.param("The drug arrested the growth of the tumour.", id="medicine"),
        pytest.param("His pride was wounded by the poor reviews.", id="passive"),
    ],
)
def test_everyday(coder: Coder, text: str):
    assert coded(coder, text) == []


def test_the_reason_is_told(coder: Coder):
    report = Report(id="1", text="The striker plundered two goals before the break.")
    assert "another sense of the word (sport: 'striker'" in coder.code(report).rejected[0].reason


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Gunmen killed a singer outside a club in Karachi.", "ASSAULT", id="who does it is of politics"),
        pytest.param("The actor accused the government of fraud.", "ACCUSE", id="so is who suffers it"),
        pytest.param("Islamic State fighters destroyed the museum.", "ASSAULT", id="a thing that war destroys"),
        pytest.param("Turkey banned the film.", "COERCE", id="a country"),
    ],
)
def test_politics_keeps_it(coder: Coder, text: str, kind: str):
    assert kind in coded(coder, text)
