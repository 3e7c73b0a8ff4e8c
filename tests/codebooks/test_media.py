"""Media outlets and the side they belong to."""

from __future__ import annotations

import pytest

from khaldun.codebooks.media import STANDINGS, load_media


@pytest.mark.parametrize(
    ("name", "country", "standing", "owner"),
    [
        pytest.param("Tasnim", "IRN", "state", "irgc", id="outlet of a force"),
        pytest.param("Radio Venceremos", "SLV", "armed group", "fmln", id="rebel radio"),
        pytest.param("IRNA", "IRN", "state", "", id="plain state outlet"),
    ],
)
def test_find(name, country, standing, owner):
    outlet = load_media().find(name)
    assert (outlet.affiliation.country, outlet.standing, outlet.owner) == (country, standing, owner)


def test_owners_and_standings_are_known():
    from khaldun.codebooks.actors import load_actors

    entities = load_actors().entities
    for outlet in load_media().outlets.values():
        assert outlet.standing in STANDINGS, outlet
        assert not outlet.owner or outlet.owner in entities, outlet


def test_unknown_outlet():
    assert load_media().find("The Daily Nothing") is None
