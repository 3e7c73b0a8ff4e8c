"""SourceLine: one source over many reports: how often it is quoted, on what, and on which side it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source and what it is quoted on; pairs of a name and a number are in falling order.

    `side` is that of its sectors, `standing` and `owner` those of a media outlet. `attributions` and `reports` count
    where it is the source, `passed_on` where another is reported through it. `types` are the events that it speaks of,
    `about` their actors, `statements` those that its words themselves make (a threat, a demand). `self_reported` and
    `other_side` say of how many events the actor was its own side or the other.
    """

    source: str
    kind: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity_id: str | None = None
    side: str | None = None
    standing: str | None = None
    owner: str | None = None
    attributions: int = 0
    reports: int = 0
    quoted: int = 0
    passed_on: int = 0
    stances: Counted = ()
    types: Counted = ()
    about: Counted = ()
    statements: Counted = ()
    self_reported: int = 0
    other_side: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The line as plain values, in the order of its fields; counted names as an object."""
        made = {name: getattr(self, name) for name in self.__dataclass_fields__}
        counted = {name: dict(made[name]) for name in ("stances", "types", "about", "statements")}
        return {**made, "sectors": list(self.sectors), **counted}
