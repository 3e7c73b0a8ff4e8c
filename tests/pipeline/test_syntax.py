"""The noun phrase of a head: what belongs to it, and where it ends."""

from __future__ import annotations

import pytest

from khaldun.pipeline.syntax import phrase

CASES = [
    pytest.param(
        "The deputy head of the navy, who fled, spoke.", "head", "The deputy head of the navy", id="no relative"
    ),
    pytest.param(
        "Kenya's president Uhuru Kenyatta met traders.", "president", "Kenya's president Uhuru Kenyatta", id="name"
    ),
    pytest.param(
        "The Free Farmers Union (FFU) met ministers.", "Union", "The Free Farmers Union (FFU)", id="short form"
    ),
    pytest.param("A court in Norway freed him.", "court", "A court in Norway", id="place of a subject"),
    pytest.param("Police arrested two men in Oslo.", "men", "two men", id="place of the event stays out"),
    pytest.param("Two ministers on Monday left.", "ministers", "Two ministers", id="time stays out"),
    pytest.param("They accused the army of firing rockets.", "army", "the army", id="of and a verb stays out"),
    pytest.param("Police and soldiers left.", "Police", "Police", id="conjunct stays out"),
    pytest.param("Guards beat dead two prisoners.", "prisoners", "two prisoners", id="result of the verb stays out"),
    pytest.param("Rebels hold the other two prisoners.", "prisoners", "the other two prisoners", id="adjective"),
    pytest.param("Karim Wahdan, a lawyer, left.", "Wahdan", "Karim Wahdan", id="loose apposition stays out"),
]


@pytest.mark.parametrize(("text", "head", "expected"), CASES)
def test_phrase(nlp, text, head, expected):
    doc = nlp(text)
    token = next(token for token in doc if token.text == head)
    start, end = phrase(token)
    assert doc[start:end].text == expected
