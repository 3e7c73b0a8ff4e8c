"""Reports to incidents: growing gives the same as all at once, people outrank scores, strangers stay apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.codebooks.fingerprints import fingerprint_of
from khaldun.linker.linking import LinkState, link
from khaldun.records.encoding import incident_to_dict
from khaldun.records.incident import Incident
from khaldun.records.judgement import Decision, Judgement
from khaldun.records.linkable import LinkableReport
from linker_records import count, day, party, place, report, told

MARKET = (
    "Gunmen on motorcycles killed {} people in the market of Birnin Magaji in Zamfara on Sunday, police said. They set "
    "fire to stalls and grain stores. The governor, Bello Sani, condemned the raid on Birnin Magaji."
)
VILLAGERS = (
    "Villagers of Birnin Magaji in Zamfara buried {} people after the raid on their market. Trader Aminu Sani said "
    "gunmen on motorcycles had set fire to stalls. Governor Bello Sani promised more troops."
)
STRIKE = (
    "Dockers in Valparaiso went on strike over pay on Tuesday. The union said {} men stayed away from the harbour, and "
    "ships waited in the bay. The harbour company called the strike unlawful."
)
HAMLET = place("Birnin Magaji", "1", lat=12.55, lon=6.89)
HARBOUR = place("Valparaiso", "2", lat=-33.04, lon=-71.63, country="CHL", admin1="Valparaiso")


def made(identifier: str, text: str, number: int, published: str, **changes: object) -> LinkableReport:
    event = told(identifier, deaths=count(number), place=HAMLET, date=day("2026-05-10"), **changes)
    plain = report(identifier, event, published=published)
    return replace(plain, fingerprint=fingerprint_of(text.format(number)))


def strike(identifier: str, published: str = "2026-05-12") -> LinkableReport:
    event = told(identifier, type="PROTEST", place=HARBOUR, date=day("2026-05-12"))
    return replace(report(identifier, event, published=published), fingerprint=fingerprint_of(STRIKE.format(300)))


RAID = (
    made("wire", MARKET, 12, "2026-05-10"),
    made("copy", MARKET, 12, "2026-05-11"),
    made("daily", VILLAGERS, 17, "2026-05-12"),
)
ALL = (*RAID, strike("dock"), report("empty", published=None))


def rows(incidents: tuple[Incident, ...]) -> list[dict[str, object]]:
    return [incident_to_dict(incident) for incident in incidents]


def grouped(incidents: tuple[Incident, ...]) -> set[frozenset[str]]:
    return {frozenset(incident.reports) for incident in incidents}


def test_one_happening_is_one_incident_with_its_copies_and_conflicts() -> None:
    incidents = link(ALL).incidents
    assert grouped(incidents) == {frozenset({"wire", "copy", "daily"}), frozenset({"dock"}), frozenset({"empty"})}
    raid = next(incident for incident in incidents if "wire" in incident.reports)
    assert raid.near_duplicates == (("wire", "copy"),)
    assert raid.voices == 2
    assert raid.earliest == "wire"
    assert raid.deaths is not None
    assert (raid.deaths.low, raid.deaths.high) == (12, 17)
    assert raid.conflicts == ("deaths",)


def test_every_event_is_in_one_incident_and_every_report_in_some() -> None:
    incidents = link(ALL).incidents
    events = Counter(event for incident in incidents for event in incident.events)
    assert events == Counter(event.id for one in ALL for event in one.events)
    assert {name for incident in incidents for name in incident.reports} == {one.id for one in ALL}


@pytest.mark.parametrize("order", list(permutations(ALL)), ids=lambda order: "-".join(one.id for one in order))
def test_the_order_does_not_matter(order: tuple[LinkableReport, ...]) -> None:
    assert rows(link(order).incidents) == rows(link(ALL).incidents)


@given(st.permutations(ALL), st.lists(st.integers(0, len(ALL)), max_size=3))
@settings(max_examples=40, deadline=None)
def test_growing_day_by_day_gives_the_same_as_all_at_once(order: list[LinkableReport], cuts: list[int]) -> None:
    # what is carried from day to day holds fingerprints and events, no text
    state: LinkState | None = None
    bounds = [0, *sorted(cuts), len(order)]
    grown: tuple[Incident, ...] = ()
    for start, end in pairwise(bounds):
        step = link(order[start:end], state=state)
        state, grown = step.state, step.incidents
    assert rows(grown) == rows(link(ALL).incidents)


def test_an_incident_that_grows_keeps_its_id() -> None:
    first = link(RAID[:1])
    grown = link(RAID[1:], state=first.state)
    assert first.incidents[0].incident_id in {incident.incident_id for incident in grown.incidents}


def test_a_report_that_comes_again_takes_its_own_place() -> None:
    first = link(ALL)
    again = link([made("daily", VILLAGERS, 19, "2026-05-12")], state=first.state)
    deaths = next(incident.deaths for incident in again.incidents if "daily" in incident.reports)
    assert deaths is not None
    assert deaths.high == 19
    assert len(again.incidents) == len(first.incidents)


def judged(one: str, other: str, decision: Decision) -> Judgement:
    pair = (min(one, other), max(one, other))
    return Judgement(pair=pair, decision=decision, by="A. Ndiaye", at="2026-05-13")


JUDGED = [
    # a judgement, and which reports share an incident with an event
    (
        judged("wire-1", "daily-1", "different"),
        {frozenset({"wire", "copy"}), frozenset({"daily"}), frozenset({"dock"})},
    ),
    (judged("wire", "daily", "different"), {frozenset({"wire", "copy"}), frozenset({"daily"}), frozenset({"dock"})}),
    (judged("wire-1", "dock-1", "same"), {frozenset({"wire", "copy", "daily", "dock"})}),
    (judged("wire-1", "daily-1", "unsure"), {frozenset({"wire", "copy", "daily"}), frozenset({"dock"})}),
    # on what is not here, or on an event and a report: nothing
    (judged("wire-1", "gone", "different"), {frozenset({"wire", "copy", "daily"}), frozenset({"dock"})}),
]


@pytest.mark.parametrize(("judgement", "expected"), JUDGED)
def test_people_outrank_scores(judgement: Judgement, expected: set[frozenset[str]]) -> None:
    incidents = link(ALL, judgements=[judgement]).incidents
    assert {frozenset(one.reports) for one in incidents if one.events} == expected


@pytest.mark.parametrize(("judgement", "expected"), JUDGED)
def test_judgements_survive_linking_again(judgement: Judgement, expected: set[frozenset[str]]) -> None:
    # judged on the first day, linked again with what came later
    first = link(ALL[:3], judgements=[judgement])
    later = link(ALL[3:], judgements=[judgement], state=first.state)
    assert {frozenset(one.reports) for one in later.incidents if one.events} == expected
    shown = [one for incident in later.incidents for one in incident.judgements if one.by]
    assert shown
    assert set(shown) == {judgement}


def test_a_link_says_what_its_score_is_made_of() -> None:
    raid = next(incident for incident in link(ALL).incidents if "wire" in incident.reports)
    ties = raid.judgements
    assert len(ties) == 2
    assert all(tie.score is not None and 0 < tie.score <= 1 and tie.by is None for tie in ties)
    assert all(any(reason.startswith("same word 1.00 (+") for reason in tie.reasons) for tie in ties)


STRANGERS = [
    # what else is told of the same market on the next day, in the same words
    pytest.param(
        {"deaths": count(2), "recipient": (party("soldiers", sectors=("MIL",)),)}, id="other figures and people"
    ),
    pytest.param({"place": HARBOUR, "deaths": count(40)}, id="another country"),
    pytest.param({"date": day("2026-05-20"), "deaths": count(60)}, id="another week"),
]


@pytest.mark.parametrize("changes", STRANGERS)
def test_what_contradicts_itself_is_not_one_act(changes: dict[str, object]) -> None:
    plain = told("next", date=day("2026-05-11"), place=HAMLET)
    other = replace(
        report("next", replace_event(plain, changes), published="2026-05-12"),
        fingerprint=fingerprint_of(VILLAGERS.format(2)),
    )
    raid = made("wire", MARKET, 12, "2026-05-10", recipient=(party("traders", sectors=("CVL",)),))
    acts = [set(incident.events) for incident in link([raid, other]).incidents if incident.events]
    assert acts == [{"wire-1"}, {"next-1"}]


def replace_event(event, changes: dict[str, object]):
    counts = tuple((name, changes[name]) for name in ("deaths",) if name in changes)
    others = {name: value for name, value in changes.items() if name != "deaths"}
    return replace(event, counts=counts, **others)
