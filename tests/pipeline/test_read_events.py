"""The chance of an event from rules and reader is a sum of log odds by the numbers of the codebook."""

from __future__ import annotations

import pytest

from khaldun.pipeline.read_events import ReadEvent

NUMBERS = {"bias": -1.0, "rules": 0.5, "political": 1.0, "type": 2.0, "roles": 0.25}


@pytest.mark.parametrize(
    ("political", "of_type", "roles", "rules", "chance"),
    [
        pytest.param(0, 0, 0, 2, 0.5, id="the sum is nought"),
        pytest.param(1, 0, 0, 2, 0.731, id="political"),
        pytest.param(0, 1, 0, 2, 0.881, id="of this type"),
        pytest.param(0, 0, 4, 2, 0.731, id="parties"),
        pytest.param(0, 0, 0, -2, 0.119, id="rules against it"),
        pytest.param(1000, 0, 0, 0, 1.0, id="without overflow"),
        pytest.param(-1000, 0, 0, 0, 0.0, id="nor underflow"),
    ],
)
def test_chance(political: float, of_type: float, roles: float, rules: float, chance: float) -> None:
    event = ReadEvent(political=political, type=of_type, roles=roles)
    assert event.joined(rules, NUMBERS) == pytest.approx(chance, abs=0.001)
