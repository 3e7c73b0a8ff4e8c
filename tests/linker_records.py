"""Linkable reports and events made by hand, for tests of the linker; what does not matter has a value here."""

from __future__ import annotations

from typing import Any

from khaldun.codebooks.sketches import sketch_of
from khaldun.linker.drafts import IncidentDraft
from khaldun.records import Actor, Attribution, Basis, CountRange, EventDate, Place, Precision, TextSpan
from khaldun.records.attribution import Stance
from khaldun.records.fingerprint import Fingerprint, pack_hashes
from khaldun.records.linkable import LinkableEvent, LinkableReport

SPAN = TextSpan(start=0, end=4, text="shot")


def party(name: str, *, sectors: tuple[str, ...] = (), country: str | None = None, entity: str | None = None) -> Actor:
    return Actor(span=SPAN, name=name, sectors=sectors, country=country, entity_id=entity)


def count(low: int | None, high: int | None = None, *, exact: bool = True) -> CountRange:
    """`count(12)` is twelve, `count(12, exact=False)` at least twelve."""
    high = low if exact and high is None else high
    return CountRange(low=low, high=high, best=low if low is not None else high, exact=exact, span=SPAN)


def said(source: str, stance: Stance = "asserts") -> Attribution:
    return Attribution(source=party(source), cue=SPAN, content=(SPAN,), kind="indirect", stance=stance)


def day(first: str, last: str | None = None, basis: Basis = "text") -> EventDate:
    precision: Precision = "day" if last is None else "range"
    return EventDate(first=first, last=last or first, precision=precision, basis=basis)


def place(name: str, identifier: str, **changes: Any) -> Place:
    values = {"lat": 12.0, "lon": 6.0, "country": "NGA", "admin1": "Zamfara", "precision": "city"} | changes
    return Place(span=SPAN, name=name, gazetteer_id=identifier, **values)


def told(report: str, number: int = 1, **changes: Any) -> LinkableEvent:
    """An event of a report; `deaths` and the like may be given as counts."""
    counts = {name: changes.pop(name) for name in ("deaths", "injuries", "detained") if name in changes}
    values: dict[str, Any] = {
        "id": f"{report}-{number}",
        "report": report,
        "type": "ASSAULT",
        "mode": None,
        "trigger": TextSpan(start=10 * number, end=10 * number + 4, text="shot"),
        "actor": (),
        "recipient": (),
        "place": None,
        "date": None,
        "counts": tuple(counts.items()),
        "status": "actual",
        "factuality": 3.0,
        "attribution": (),
        "confidence": 0.8,
    }
    return LinkableEvent(**(values | changes))


def report(
    identifier: str, *events: LinkableEvent, published: str | None = "2026-03-03", text: str = "", publisher: str = ""
) -> LinkableReport:
    sketch = sketch_of(text)
    fingerprint = Fingerprint(
        words=sketch.words,
        shingles=pack_hashes(sketch.shingles),
        lead=pack_hashes(sketch.lead),
        names=pack_hashes(sketch.names),
    )
    return LinkableReport(
        id=identifier,
        published=published,
        publisher=publisher or f"{identifier} News",
        fingerprint=fingerprint,
        events=events,
    )


def draft(*reports: LinkableReport, copies: tuple[tuple[str, ...], ...] = ()) -> IncidentDraft:
    """All events of the reports as one incident."""
    return IncidentDraft(
        incident_id="in-1",
        events=tuple(event for one in reports for event in one.events),
        reports=reports,
        near_duplicates=copies,
    )
