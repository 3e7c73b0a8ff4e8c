"""Incident: the happening that the events of one or many reports describe, with every claim kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from khaldun.records.actor import Actor
from khaldun.records.judgement import Judgement
from khaldun.records.place import Place
from khaldun.records.when import EventDate

#: A value of an account: a plain JSON value.
Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One event's figure for a count, and who says so (`source` None: the report in its own words)."""

    report: str
    event: str
    source: str | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedCount:
    """A count as its claims have it: from the lowest to the highest figure; `best` is chosen by the stated `rule`."""

    low: int | None
    high: int | None
    best: int | None
    rule: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one source says, in the reports that carry it; `says` holds only the fields it speaks of."""

    source: str | None
    reports: tuple[str, ...]
    says: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening: its events, the reports that tell of it, what is agreed and what is not.

    `reports` also holds reports that tell of the happening by their words alone, without an event of it. `type` is
    None in a row without events. `voices` is how many independent reports there are, near-duplicates counted once.
    Spans of `date`, `place` and parties belong to one report each and are not part of the exchange record.
    """

    incident_id: str
    events: tuple[str, ...]
    reports: tuple[str, ...]
    type: str | None = None
    date: EventDate | None = None
    place: Place | None = None
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    deaths: ClaimedCount | None = None
    injuries: ClaimedCount | None = None
    detained: ClaimedCount | None = None
    displaced: ClaimedCount | None = None
    participants: ClaimedCount | None = None
    voices: int = 1
    earliest: str | None = None
    accounts: tuple[Account, ...] = ()
    conflicts: tuple[str, ...] = ()
    near_duplicates: tuple[tuple[str, ...], ...] = ()
    judgements: tuple[Judgement, ...] = ()
    rules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
