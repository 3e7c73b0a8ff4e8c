"""Actor: a party of an event or the source of an attribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khaldun.records.spans import TextSpan

PartyKind = Literal["person", "org", "group", "state", "place", "object"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party as written (`span`: the noun phrase with titles and names) and as coded.

    `name` is the best name the report gives; `country` an ISO 3166 alpha-3 code; `sectors` PLOVER codes, main one
    first; `entity_id` the actor table's id; `inferred` names the keys that were inferred rather than read.
    """

    span: TextSpan
    name: str
    kind: PartyKind | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    entity_id: str | None = None
    inferred: tuple[str, ...] = ()
