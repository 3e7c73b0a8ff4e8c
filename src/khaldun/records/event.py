"""Event and Trigger: what happened, as one report tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from khaldun.records.actor import Actor
from khaldun.records.attribution import Attribution
from khaldun.records.counts import CountRange
from khaldun.records.place import Place
from khaldun.records.spans import TextSpan
from khaldun.records.when import EventDate

Status = Literal["actual", "historical", "future", "hypothetical", "negated"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that may tell of an event, political or not; `event` is the id of the coded event it stands for.

    `happening`: how likely it tells of an event at all, 0 to 1, by the learned reader (None: it did not run).
    """

    span: TextSpan
    type: str | None
    status: Status
    factuality: float
    happening: float | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledView:
    """The event in ACLED's terms (derived; no official crosswalk exists)."""

    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidences:
    """Confidence per field, 0 to 1; None where the field is empty."""

    type: float | None = None
    actor: float | None = None
    recipient: float | None = None
    place: float | None = None
    date: float | None = None
    counts: float | None = None
    attribution: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Who did what to whom, when, where, how many, and according to whom: the record of `schema.md`, version 1.

    `rule` names what decided the type (codebook entry and version, model). `factuality` runs from -3 (certainly did
    not happen) over 0 (unknown) to 3 (certainly happened).
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    trigger: TextSpan
    sentence: TextSpan
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    reciprocal: bool
    place: Place | None
    date: EventDate | None
    deaths: CountRange | None
    injuries: CountRange | None
    detained: CountRange | None
    displaced: CountRange | None
    participants: CountRange | None
    weapons: tuple[TextSpan, ...]
    status: Status
    factuality: float
    attribution: tuple[Attribution, ...]
    quad: str
    score: float
    cameo: str | None
    goldstein: float | None
    acled: AcledView | None
    confidence: float
    confidences: Confidences
    rule: str
    evidence: tuple[TextSpan, ...] = ()
    provenance: tuple[tuple[str, str], ...] = ()
