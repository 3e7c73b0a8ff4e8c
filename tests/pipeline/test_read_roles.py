"""Parties checked by scores: swapped, left out and filled in only where these are sure enough."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from khaldun.pipeline.read_roles import Casting
from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.reading import Reading

WORDS = ["Troops", "freed", "hostages", "near", "Homs", "."]
TRIGGER, PARTIES = 1, {0: [0], 2: [2], 4: [4]}
NUMBERS = {"swap": 2.0, "drop_actor": -8.0, "drop_recipient": -8.0, "fill_actor": -1.0, "fill_recipient": -1.0}
#: Columns of a relation: the projections of pivot and word (here nothing), and the word's bias, which is its score.
LAYOUT = {
    f"{relation}.{part}": (3 * number + place, 3 * number + place + 1)
    for number, relation in enumerate(("actor", "recipient"))
    for place, part in enumerate(("pivot", "word", "bias"))
}


def casting(actor: tuple[float, ...], recipient: tuple[float, ...]) -> Casting:
    """With these scores of Troops, hostages and Homs; other words have none."""
    matrix = np.zeros((len(WORDS), 6), dtype=np.float32)
    matrix[list(PARTIES), LAYOUT["actor.bias"][0]] = actor
    matrix[list(PARTIES), LAYOUT["recipient.bias"][0]] = recipient
    near = dict.fromkeys(("actor", "recipient"), np.zeros(21, dtype=np.float32))
    doc = Doc(Vocab(), words=WORDS, sent_starts=[True] + [False] * (len(WORDS) - 1))
    reading = Reading(matrix=matrix, layout=LAYOUT, near=near, sight=160)
    return Casting(doc, DocReading(reading, list(range(len(WORDS)))), NUMBERS, PARTIES)


CASES = [
    pytest.param((5, -5, -9), (-5, 5, -9), ([0], [2]), ([0], [2]), id="as the rules say"),
    pytest.param((-5, 5, -9), (5, -5, -9), ([0], [2]), ([2], [0]), id="swapped: both sides surely the other way round"),
    pytest.param((1, 2, -9), (2, 1, -9), ([0], [2]), ([0], [2]), id="not swapped: not sure enough"),
    pytest.param((-5, -5, -9), (5, 5, -9), ([0], [2]), ([0], [2]), id="not swapped: one side alone is doubted"),
    pytest.param((5, -5, -9), (-5, -9, -9), ([0], [2]), ([0], []), id="a recipient that is most unlikely is left out"),
    pytest.param((-9, -9, -9), (-9, -9, -9), ([0], [2]), ([0], [2]), id="but never the last party"),
    pytest.param((5, -5, -9), (-5, 5, -9), ([], [2]), ([0], [2]), id="a missing actor is filled in"),
    pytest.param((-2, -5, -9), (-5, 5, -9), ([], [2]), ([], [2]), id="not by an unlikely one"),
    pytest.param((5, -5, -9), (-5, 5, -9), ([0], []), ([0], [2]), id="a missing recipient is filled in"),
]


@pytest.mark.parametrize(("actor", "recipient", "ruled", "expected"), CASES)
def test_sides(
    actor: tuple[float, ...],
    recipient: tuple[float, ...],
    ruled: tuple[list[int], list[int]],
    expected: tuple[list[int], list[int]],
) -> None:
    cast = casting(actor, recipient)
    actors, recipients = cast.recast(
        TRIGGER, ([cast.doc[i] for i in ruled[0]], [cast.doc[i] for i in ruled[1]]), takes=(True, True)
    )
    assert ([token.i for token in actors], [token.i for token in recipients]) == expected


def test_a_side_that_the_construction_does_not_take_stays_empty() -> None:
    cast = casting((5, -5, -9), (-5, 5, -9))
    assert cast.recast(TRIGGER, ([], [cast.doc[2]]), takes=(False, True))[0] == []


def test_a_trigger_that_was_not_read_changes_nothing() -> None:
    cast = casting((-5, 5, -9), (5, -5, -9))
    unread = Casting(cast.doc, DocReading(cast.reading.reading, [0, 2, 3, 4, 5]), NUMBERS, PARTIES)
    sides = [cast.doc[0]], [cast.doc[2]]
    assert unread.recast(TRIGGER, sides, takes=(True, True)) == sides
