"""Whose account an attribution of an event is: that of a party which tells of its own deed, or of the other side's.

Also what outlet a source is, and whom it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from khaldun.codebooks.media import load_media
from khaldun.codebooks.sides import load_sides
from khaldun.records import Account, Actor, Attribution, Outlet

_CONFLICT = frozenset({"verbal conflict", "material conflict"})


class Accounts:
    """Tells it by the codebooks of sides and media, with a user's files (`overlays`) over ours."""

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        self._sides, self._media = load_sides(tuple(overlays)), load_media(tuple(overlays))

    def with_outlets(self, attribution: Attribution) -> Attribution:
        """The attribution with what is known of its source and its via as media outlets."""
        source, via = self._outlet(attribution.source), self._outlet(attribution.via)
        return attribution if source is via is None else replace(attribution, source_outlet=source, via_outlet=via)

    def of_event(
        self, chain: Sequence[Attribution], *, actor: Sequence[Actor], recipient: Sequence[Actor], quad: str
    ) -> tuple[Attribution, ...]:
        """The attributions of an event with whose account each of them is."""
        told = []
        for link in chain:
            account = self._account(link.source, actor, recipient, quad=quad) if link.source else None
            told.append(replace(link, account=account))
        return tuple(told)

    def _account(
        self, source: Actor, actors: Sequence[Actor], recipients: Sequence[Actor], *, quad: str
    ) -> Account | None:
        if any(self._is_one_side(source, actor) for actor in actors):
            return "self_reported"
        if quad not in _CONFLICT or not actors:
            return None
        harmed = any(self._is_one_side(source, recipient) for recipient in recipients)
        return "other_side" if harmed or any(self._are_opposed(source, actor) for actor in actors) else None

    def _is_one_side(self, one: Actor, other: Actor) -> bool:
        """Whether a party is another or speaks for it: the same words or entity, or a side of the same country."""
        if one.span == other.span or (one.entity_id is not None and one.entity_id == other.entity_id):
            return True
        side = self._sides.of(one.sectors)
        if side is None:
            return one.name.casefold() == other.name.casefold() and one.country == other.country
        named_apart = one.entity_id is not None and other.entity_id is not None and side != "state"
        return side == self._sides.of(other.sectors) and one.country == other.country and not named_apart

    def _are_opposed(self, source: Actor, actor: Actor) -> bool:
        """Whether a source stands against an actor: sides of one country, or the sides of two states."""
        side, other = self._sides.of(source.sectors), self._sides.of(actor.sectors)
        if side is None or other is None:
            return False
        if source.country != actor.country and None not in (source.country, actor.country):
            return side == other == "state"
        return other in self._sides.against[side]

    def _outlet(self, party: Actor | None) -> Outlet | None:
        found = self._media.outlets.get(party.entity_id) if party and party.entity_id else None
        return Outlet(standing=found.standing, owner=found.owner or None) if found else None
