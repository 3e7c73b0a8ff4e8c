"""What private people ask, promise or refuse one another is no political event; what is done in public life is."""

from __future__ import annotations

import pytest

from khaldun import Coder, Report
from khaldun.codebooks.public_life import load_public_life
from khaldun.pipeline.private_matters import REASON


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The baker turned down the offer of a rival from the next street.", id="reject"),
        pytest.param("The girl invited her friends to the garden on Sunday.", id="agree"),
        pytest.param("Police asked residents to lock their doors at night.", id="police ask the public"),
        pytest.param("The teacher met the parents of the boy after class.", id="meet"),
    ],
)
def test_private_matters_are_not_coded(coder: Coder, text: str) -> None:
    coded = coder.code(Report(id="1", text=text))
    assert [event.type for event in coded.events] == []


def test_explain_says_why(coder: Coder) -> None:
    coded = coder.code(Report(id="1", text="The girl invited her friends to the garden on Sunday."))
    assert REASON in {one.reason for one in coded.rejected}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("The foreign minister rejected the offer of the rebels.", "REJECT", id="ministers"),
        pytest.param("Farmers in India urged the government to lower the price of diesel.", "REQUEST", id="addressed"),
        pytest.param("Gunmen shot dead a baker in Leeds.", "ASSAULT", id="violence whoever takes part"),
        pytest.param("Police arrested a baker in Leeds on Monday.", "COERCE", id="arrest whoever takes part"),
    ],
)
def test_public_life_and_violence_are_coded(coder: Coder, text: str, kind: str) -> None:
    assert kind in {event.type for event in coder.code(Report(id="1", text=text)).events}


def test_types_with_and_without_a_mode() -> None:
    book = load_public_life()
    assert book.asks_for("REQUEST", "change", recipient=True)
    assert book.asks_for("ACCUSE", None, recipient=True)
    assert not book.asks_for("ACCUSE", "allege", recipient=True)
    assert book.asks_for("ACCUSE", "investigate", recipient=False)
    assert not book.asks_for("ACCUSE", "investigate", recipient=True)
