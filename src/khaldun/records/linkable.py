"""What the linker keeps of a coded report: enough to link and to compare accounts, without the text."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.records.actor import Actor
from khaldun.records.attribution import Attribution
from khaldun.records.counts import CountRange
from khaldun.records.event import Status
from khaldun.records.fingerprint import Fingerprint
from khaldun.records.place import Place
from khaldun.records.spans import TextSpan
from khaldun.records.when import EventDate


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkableEvent:
    """An event without its sentence and evidence; places come without alternatives, attributions without content.

    `counts` holds the counts that are known, by name.
    """

    id: str
    report: str
    type: str
    mode: str | None
    trigger: TextSpan
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    place: Place | None
    date: EventDate | None
    counts: tuple[tuple[str, CountRange], ...]
    status: Status
    factuality: float
    attribution: tuple[Attribution, ...]
    confidence: float

    def count(self, name: str) -> CountRange | None:
        """A count by its name, or None when it is not known."""
        return next((count for known, count in self.counts if known == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkableReport:
    """A coded report without its text: events in text order, the places it names (each once), its fingerprint."""

    id: str
    published: str | None
    publisher: str | None
    fingerprint: Fingerprint | None
    events: tuple[LinkableEvent, ...] = ()
    places: tuple[Place, ...] = ()
