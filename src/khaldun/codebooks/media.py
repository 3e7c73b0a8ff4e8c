"""Media outlets that reports cite, with the side they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from khaldun.codebooks.actors import Affiliation, load_actors
from khaldun.codebooks.name_keys import name_key

#: What an outlet can be with regard to those in power.
STANDINGS = frozenset({"state", "party", "armed group", "independent", "public", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A media outlet: its actor row, its standing, and the entity it belongs to ("" where none is named)."""

    affiliation: Affiliation
    standing: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Outlets by entity id and by name key."""

    outlets: Mapping[str, Outlet]
    names: Mapping[str, tuple[str, ...]]

    def find(self, name: str) -> Outlet | None:
        """The outlet of a name as written, where just one has it."""
        ids = self.names.get(name_key(name), ())
        return self.outlets[ids[0]] if len(ids) == 1 else None


@lru_cache
def load_media(overlays: tuple[Path, ...] = ()) -> Media:
    """The outlets of the actor tables with a user's files over them. Raises CodebookError for a faulty file."""
    actors = load_actors(overlays)
    outlets = {
        key: Outlet(affiliation=rows[-1], standing=rows[-1].outlet, owner=rows[-1].outlet_of)
        for key, rows in actors.entities.items()
        if rows[-1].outlet
    }
    names = {key: tuple(i for i in ids if i in outlets) for key, ids in actors.exact.items()}
    return Media(
        outlets=MappingProxyType(outlets),
        names=MappingProxyType({key: ids for key, ids in names.items() if ids}),
    )
