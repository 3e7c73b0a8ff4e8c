"""CodedReport: what the pipeline makes of one report."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.records.actor import Actor
from khaldun.records.attribution import Attribution
from khaldun.records.event import Event, Trigger
from khaldun.records.fingerprint import Fingerprint
from khaldun.records.place import Place
from khaldun.records.report import Report
from khaldun.records.spans import TextSpan
from khaldun.records.when import EventDate

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something that went wrong, or does not fit, in one report; `component` is the room that met it."""

    component: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Trigger words that were not coded as an event, and why (for `khaldun explain`)."""

    span: TextSpan
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReport:
    """One report with everything that was read from it.

    `codebooks` are "id version" strings of all codebooks used; `rejected` is for explanations and not part of the
    exchange record. `fingerprint` is what the linker needs of the text.
    """

    report: Report
    language: str | None = None
    events: tuple[Event, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    entities: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[EventDate, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    issues: tuple[Issue, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    codebooks: tuple[str, ...] = ()
    sentences: tuple[TextSpan, ...] = ()
    fingerprint: Fingerprint | None = None
