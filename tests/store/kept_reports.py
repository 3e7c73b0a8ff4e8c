"""Reports with their records for tests of stores: three of them, events of many kinds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import coded_records
from coded_records import span
from khaldun.records import Actor, CodedReport, CountRange, Event, EventDate, Place, to_dict
from khaldun.store import Coding, Kept, Store, Tally

CODING = Coding(khaldun="1.0", codebooks=("plover 2.0", "cameo 1.1b3"))
LATER = Coding(khaldun="1.1", codebooks=("plover 2.0", "cameo 1.1b3"))
AIR_STRIKE = (
    "ANKARA, Jan. 21 (SNA) - Turkish air strikes killed seven fighters in Afrin on Saturday, the army said. "
    "The minister may visit Kilis in February."
)


def kept(coded: CodedReport) -> Kept:
    return Kept(report=coded.report, record=to_dict(coded))


def gunmen(**changes: Any) -> Kept:
    """The report of `coded_records`: one ASSAULT by gunmen on villagers in Zamfara on 2 March 2026, 12 dead or more."""
    return kept(coded_records.coded(**changes))


def air_strike() -> Kept:
    """An ASSAULT by TUR MIL in Afrin on 20 January 2018 with seven dead, and a visit in a month to come."""
    turkish = Actor(span=span("Turkish", AIR_STRIKE), name="Turkish", country="TUR", sectors=("MIL",), kind="state")
    minister = Actor(span=span("The minister", AIR_STRIKE), name="minister", country="TUR", sectors=("GOV",))
    afrin = Place(
        span=span("Afrin", AIR_STRIKE),
        name="'Afrīn",
        country="SYR",
        admin1="Aleppo",
        gazetteer_id="170",
        precision="city",
    )
    assault = event(
        id="event-strike",
        mode="aerial",
        trigger=span("strikes", AIR_STRIKE),
        sentence=span(AIR_STRIKE.partition(" The")[0], AIR_STRIKE),
        actor=(turkish,),
        recipient=(Actor(span=span("seven fighters", AIR_STRIKE), name="fighters", sectors=("REB",)),),
        place=afrin,
        date=EventDate(first="2018-01-20", last="2018-01-20", precision="day", basis="text"),
        deaths=CountRange(low=7, high=7, best=7, exact=True, span=span("seven", AIR_STRIKE)),
        attribution=(),
        contexts=(),
    )
    visit = replace(
        assault,
        id="event-visit",
        type="CONSULT",
        mode="visit",
        status="future",
        quad="verbal cooperation",
        actor=(minister,),
        recipient=(),
        place=None,
        date=EventDate(first="2018-02-01", last="2018-02-28", precision="month", basis="text"),
        deaths=None,
        sentence=span("The minister may visit Kilis in February.", AIR_STRIKE),
    )
    return kept(
        coded_records.coded(number=2, text=AIR_STRIKE, events=(assault, visit), published="2018-01-21", title="Afrin")
    )


def undated() -> Kept:
    """An ARREST-like event without place, day or figures, in a report without a publisher."""
    bare = event(id="event-bare", type="COERCE", mode="arrest", place=None, date=None, deaths=None, actor=())
    return kept(coded_records.coded(number=3, events=(bare,), publisher=None, title=None))


def event(**changes: Any) -> Event:
    text = AIR_STRIKE if "trigger" in changes else coded_records.TEXT
    return replace(coded_records.event(), **changes) if text is AIR_STRIKE else coded_records.event(**changes)


def fill(store: Store, *items: Kept, coding: Coding = CODING) -> Tally:
    """Keeps these, or all three."""
    with store.writer() as writer:
        return writer.keep(items or (gunmen(), air_strike(), undated()), coding)
