"""Whose account an attribution of an event is, on parties made by hand."""

from __future__ import annotations

import pytest

from khaldun.pipeline.accounts import Accounts
from khaldun.records import Actor, Attribution, Outlet, TextSpan


def _party(name: str, sectors: str = "", country: str | None = "SYR", entity_id: str | None = None) -> Actor:
    start = sum(map(ord, name))
    span = TextSpan(start=start, end=start + len(name), text=name)
    return Actor(span=span, name=name, country=country, sectors=tuple(sectors.split()), entity_id=entity_id)


def _said(source: Actor | None, via: Actor | None = None) -> Attribution:
    return Attribution(source=source, cue=None, content=(), kind="indirect", via=via)


ARMY, MINISTRY, REBELS = _party("army", "MIL"), _party("defence ministry", "GOV"), _party("rebels", "REB")
NUSRA, OTHERS = _party("Nusra", "REB", entity_id="nusra"), _party("Sham", "REB", entity_id="sham")
VILLAGERS, RUSSIA, CHINA = _party("villagers", "CVL"), _party("Russia", "GOV", "RUS"), _party("China", "GOV", "CHN")


@pytest.mark.parametrize(
    ("source", "actor", "recipient", "quad", "account"),
    [
        pytest.param(ARMY, ARMY, REBELS, "material conflict", "self_reported", id="the actor itself"),
        pytest.param(MINISTRY, ARMY, REBELS, "material conflict", "self_reported", id="who speaks for the actor"),
        pytest.param(MINISTRY, ARMY, None, "material cooperation", "self_reported", id="a good deed of one's own"),
        pytest.param(ARMY, REBELS, VILLAGERS, "material conflict", "other_side", id="state on rebels"),
        pytest.param(REBELS, ARMY, VILLAGERS, "material conflict", "other_side", id="rebels on the state"),
        pytest.param(VILLAGERS, ARMY, VILLAGERS, "material conflict", "other_side", id="who was harmed"),
        pytest.param(RUSSIA, CHINA, None, "verbal conflict", "other_side", id="one state on another"),
        pytest.param(RUSSIA, CHINA, None, "material cooperation", None, id="no conflict, no sides"),
        pytest.param(VILLAGERS, ARMY, REBELS, "material conflict", None, id="a bystander"),
        pytest.param(NUSRA, OTHERS, VILLAGERS, "material conflict", None, id="two armed groups are not one side"),
        pytest.param(ARMY, None, VILLAGERS, "material conflict", None, id="no actor"),
        pytest.param(None, ARMY, REBELS, "material conflict", None, id="no source"),
    ],
)
def test_account(source, actor, recipient, quad: str, account: str | None) -> None:
    parties = {"actor": [actor] if actor else [], "recipient": [recipient] if recipient else []}
    [told] = Accounts().of_event([_said(source)], **parties, quad=quad)
    assert told.account == account


def test_outlets_say_whose_they_are() -> None:
    agency = _party("Xinhua", "JRN", "CHN", entity_id="xinhua")
    station = _party("Al-Manar", "JRN", "LBN", entity_id="al-manar")
    told = Accounts().with_outlets(_said(agency, via=station))
    assert told.source_outlet == Outlet(standing="state", owner=None)
    assert told.via_outlet == Outlet(standing="armed group", owner="hezbollah")
    assert Accounts().with_outlets(_said(ARMY)) == _said(ARMY)
