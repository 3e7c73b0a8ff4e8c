"""Records made by hand, for tests of what is done with records; spans are found by their words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from khaldun.records import (
    AcledView,
    Actor,
    Attribution,
    CodedReport,
    Confidences,
    CountRange,
    Event,
    EventDate,
    Issue,
    Place,
    PlaceCandidate,
    Rejection,
    Report,
    TextSpan,
    Trigger,
)

TEXT = (
    "KANO, Nigeria, March 3 (SNA) - Gunmen shot dead at least 12 villagers in Zamfara on Monday, police said.\n"
    "The governor will visit the village next week."
)


def span(words: str, text: str = TEXT) -> TextSpan:
    """The first place of these words in a text."""
    start = text.index(words)
    return TextSpan(start=start, end=start + len(words), text=words)


def event(text: str = TEXT, **changes: Any) -> Event:
    """The event of `TEXT`, every field filled, but for the changes."""
    return replace(_event(text), **changes)


def coded(text: str = TEXT, *, number: int = 1, events: tuple[Event, ...] | None = None, **changes: Any) -> CodedReport:
    """A coded report of `TEXT`; `changes` are fields of the report."""
    report = Report(
        id=f"r{number}",
        text=text,
        title="Gunmen kill villagers",
        published="2026-03-03",
        publisher="Savanna News",
        url="https://news.example/1",
        language="en",
    )
    found = (event(id=f"event-{number}"),) if events is None else events
    return CodedReport(
        report=replace(report, **changes),
        language="en",
        events=found,
        triggers=tuple(
            Trigger(span=e.trigger, type=e.type, status=e.status, factuality=3.0, event=e.id) for e in found
        ),
        entities=tuple(party for e in found for party in e.actor),
        places=tuple(e.place for e in found if e.place),
        times=tuple(e.date for e in found if e.date),
        attributions=tuple(link for e in found for link in e.attribution),
        issues=(Issue(component="reader", message="2 bytes could not be decoded"),),
        rejected=(Rejection(span=span("visit"), reason="no actor"),) if text == TEXT else (),
        codebooks=("plover 2.0", "cameo 1.1b3"),
    )


def _event(text: str) -> Event:
    police = Actor(
        span=span("police", text), name="police", kind="org", country="NGA", sectors=("COP",), inferred=("country",)
    )
    gunmen = Actor(span=span("Gunmen", text), name="Gunmen", kind="group", sectors=("UAF", "CRM"))
    villagers = Actor(span=span("at least 12 villagers", text), name="villagers", kind="person", sectors=("CVL",))
    other = PlaceCandidate(gazetteer_id="2317115", name="Zamfara River", country="NGA", score=0.1)
    return Event(
        id="event-1",
        type="ASSAULT",
        mode="firearms",
        contexts=("crime", "security"),
        trigger=span("shot dead", text),
        sentence=span("Gunmen shot dead at least 12 villagers in Zamfara on Monday, police said.", text),
        actor=(gunmen,),
        recipient=(villagers,),
        reciprocal=False,
        place=Place(
            span=span("Zamfara", text),
            name="Zamfara",
            lat=12.17,
            lon=6.66,
            country="NGA",
            admin1="Zamfara",
            gazetteer_id="2317116",
            precision="admin1",
            alternatives=(other,),
        ),
        date=EventDate(
            first="2026-03-02", last="2026-03-02", precision="day", basis="dateline", span=span("Monday", text)
        ),
        deaths=CountRange(low=12, high=None, best=12, exact=False, span=span("at least 12", text)),
        injuries=None,
        detained=None,
        displaced=None,
        participants=None,
        weapons=(),
        status="actual",
        factuality=3.0,
        attribution=(
            Attribution(
                source=police,
                cue=span("said", text),
                content=(span("Gunmen shot dead at least 12 villagers in Zamfara on Monday", text),),
                kind="indirect",
            ),
        ),
        quad="material conflict",
        score=-10.0,
        cameo="190",
        goldstein=-10.0,
        acled=AcledView(event_type="Violence against civilians", sub_event_type="Attack"),
        confidence=0.8,
        confidences=Confidences(type=0.9, actor=0.8, date=0.95),
        rule="plover 2.0: shoot dead",
        evidence=(span("Gunmen shot dead at least 12 villagers", text),),
        provenance=(("actor", "frame agent"), ("date", "weekday before the dateline")),
    )
