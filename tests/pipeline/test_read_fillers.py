"""Parties and weapons of attacks taken from the reader's role fillers only where its other scores agree."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from khaldun.pipeline.read_fillers import Fillers
from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.reading import Reading

WORDS = ["Guerrillas", "attacked", "the", "bridge", "with", "mortars", "near", "Usulutan", "."]
TAGS = ["NOUN", "VERB", "DET", "NOUN", "ADP", "NOUN", "ADP", "PROPN", "PUNCT"]
HEADS = [1, 1, 3, 1, 1, 4, 1, 6, 1]
TRIGGER, BRIDGE, MORTARS = 1, 3, 5
NUMBERS = {"filler_switch": 1.0, "filler_lead": 0.0, "add_actor": -2.0, "add_recipient": -2.0, "weapon": -2.0}
#: Columns of a relation: projections of pivot and word (here nothing), and the word's bias, which is its score.
LAYOUT = {"muc": (0, 5)} | {
    f"{relation}.{part}": (5 + 3 * number + place, 6 + 3 * number + place)
    for number, relation in enumerate(("actor", "recipient"))
    for place, part in enumerate(("pivot", "word", "bias"))
}
TARGET, WEAPON = 2, 4


def fillers(*, target: float, recipient: float, weapon: float = 5.0, parties: dict[int, int] | None = None) -> Fillers:
    """With these scores of *bridge* (as a target, and as recipient of the trigger) and of *mortars* as a weapon."""
    matrix = np.full((len(WORDS), 11), -9.0, dtype=np.float32)
    for relation in ("actor", "recipient"):
        matrix[:, LAYOUT[f"{relation}.pivot"][0] : LAYOUT[f"{relation}.word"][1]] = 0
    matrix[BRIDGE, TARGET], matrix[BRIDGE, LAYOUT["recipient.bias"][0]] = target, recipient
    matrix[MORTARS, WEAPON] = weapon
    near = dict.fromkeys(("actor", "recipient"), np.zeros(41, dtype=np.float32))
    doc = Doc(Vocab(), words=WORDS, pos=TAGS, heads=HEADS, deps=["dep"] * len(WORDS))
    reading = Reading(matrix=matrix, layout=LAYOUT, near=near, sight=160)
    return Fillers(doc, DocReading(reading, list(range(len(WORDS)))), NUMBERS, parties or {})


@pytest.mark.parametrize(
    ("target", "recipient", "known", "expected"),
    [
        pytest.param(5, 5, [0], [BRIDGE], id="marked and related: added"),
        pytest.param(5, -5, [0], [], id="not related to this trigger"),
        pytest.param(-5, 5, [0], [], id="no filler"),
        pytest.param(5, 5, [0, BRIDGE], [], id="there already"),
    ],
)
def test_recipients_to_add(target: float, recipient: float, known: list[int], expected: list[int]) -> None:
    found = fillers(target=target, recipient=recipient)
    more = found.more(TRIGGER, "recipient", [found.doc[i] for i in known])
    assert [token.i for token in more] == expected
    assert found.more(TRIGGER, "actor", []) == []


def test_the_head_of_the_party_that_a_word_stands_in() -> None:
    found = fillers(target=5, recipient=5, parties={BRIDGE: 7})
    assert [token.i for token in found.more(TRIGGER, "recipient", [])] == [7]


def test_a_trigger_that_was_not_read_adds_nothing() -> None:
    found = fillers(target=5, recipient=5)
    unread = Fillers(found.doc, DocReading(found.reading.reading, [0, *range(2, len(WORDS))]), NUMBERS, {})
    assert unread.more(TRIGGER, "recipient", []) == []


@pytest.mark.parametrize(("weapon", "used"), [pytest.param(-1.0, True, id="maybe"), pytest.param(-3.0, False, id="no")])
def test_weapons(weapon: float, used: bool) -> None:
    assert fillers(target=0, recipient=0, weapon=weapon).is_used(MORTARS, MORTARS + 1) is used
