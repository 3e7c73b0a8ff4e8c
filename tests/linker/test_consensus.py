"""What accounts of one happening agree on: ranges with their claims, voices without their copies, conflicts by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.linker.consensus import agree
from khaldun.records import CountRange, EventDate, Place
from khaldun.records.incident import Incident
from khaldun.records.linkable import LinkableReport
from linker_records import count, day, draft, party, place, report, said, told

DANSADAU = place("Dansadau", "1", lat=11.2, lon=6.4)
GUSAU = place("Gusau", "2", lat=12.17, lon=6.66)
KANO = place("Kano", "3", lat=12.0, lon=8.52, admin1="Kano")
ZAMFARA = place("Zamfara", "4", lat=12.1, lon=6.2, precision="admin1")
NIGERIA = place("Nigeria", "5", lat=10.0, lon=8.0, precision="country", admin1=None)


def reports(*events: dict[str, Any]) -> list[LinkableReport]:
    """One report an event, a day apart, in the order given."""
    return [
        report(f"r{number}", told(f"r{number}", **changes), published=f"2026-03-0{number}")
        for number, changes in enumerate(events, 1)
    ]


LATEST = "the latest report's figure; 2 figures are given by 1 each"
DEATHS = [
    # figures in order of publication; low, high, best, why; whether they conflict
    ([count(12)], (12, 12, 12, "the only figure"), False),
    ([count(12), count(15)], (12, 15, 15, LATEST), True),
    ([count(12), count(15), count(12)], (12, 15, 12, "the figure of 2 of 3 independent reports"), True),
    ([count(12), count(12)], (12, 12, 12, "the one figure, given by 2 independent reports"), False),
    # "at least 12" leaves room for 15: no conflict, and the range ends with what is stated
    ([count(12, exact=False), count(15)], (12, 15, 15, LATEST), False),
    # nobody says how many at most
    ([count(12), count(15, exact=False)], (12, None, 15, LATEST), True),
    ([count(None, 20, exact=False)], (None, 20, 20, "the only figure"), False),
    ([None, count(3)], (3, 3, 3, "the only figure"), False),
    # never an average: 10 and 20 are not 15
    ([count(10), count(20)], (10, 20, 20, LATEST), True),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "expected", "conflict"), DEATHS)
def test_counts_are_stated_ranges(
    figures: list[CountRange | None], expected: tuple[int | None, int | None, int | None, str], conflict: bool
) -> None:
    incident = agree(draft(*reports(*({"deaths": figure} if figure else {} for figure in figures))))
    assert incident.deaths is not None
    deaths = incident.deaths
    assert (deaths.low, deaths.high, deaths.best, deaths.rule) == expected
    assert ("deaths" in incident.conflicts) == conflict
    assert incident.rules["deaths"] == deaths.rule


def test_every_claim_is_kept_with_its_source() -> None:
    first = report("r1", told("r1", deaths=count(12), attribution=(said("police"),)), told("r1", 2, deaths=count(15)))
    second = report("r2", told("r2", deaths=count(9), attribution=(said("the army"),)), published="2026-03-04")
    deaths = agree(draft(second, first)).deaths
    assert deaths is not None
    claims = [(claim.report, claim.source, claim.low, claim.high) for claim in deaths.claims]
    assert claims == [("r1", "police", 12, 12), ("r1", None, 15, 15), ("r2", "the army", 9, 9)]


def test_copies_are_one_voice() -> None:
    told_thrice = reports({"deaths": count(12)}, {"deaths": count(12)}, {"deaths": count(15)})
    incident = agree(draft(*told_thrice, copies=(("r1", "r2"),)))
    assert incident.voices == 2
    assert incident.rules["voices"] == "2 independent reports; 1 of 3 reports are copies"
    assert incident.deaths is not None
    # two copies of 12 do not outvote 15
    assert incident.deaths.best == 15
    assert [(account.source, account.reports) for account in incident.accounts] == [
        ("r1 News", ("r1", "r2")),
        ("r3 News", ("r3",)),
    ]


def test_a_late_copy_makes_no_old_figure_new() -> None:
    told_thrice = reports({"deaths": count(12)}, {"deaths": count(15)}, {"deaths": count(12)})
    deaths = agree(draft(*told_thrice, copies=(("r1", "r3"),))).deaths
    assert deaths is not None
    assert deaths.best == 15


VOICES = [
    (1, (), 1, "one report alone tells of it"),
    (3, (("r1", "r2", "r3"),), 1, "one voice alone: 3 reports, all copies of one text"),
    (2, (), 2, "2 independent reports"),
    # copies of which only one tells of this happening
    (2, (("r1", "elsewhere"),), 2, "2 independent reports"),
]


@pytest.mark.parametrize(("number", "copies", "voices", "words"), VOICES)
def test_incidents_of_one_voice_say_so(
    number: int, copies: tuple[tuple[str, ...], ...], voices: int, words: str
) -> None:
    incident = agree(draft(*reports(*({} for _ in range(number))), copies=copies))
    assert (incident.voices, incident.rules["voices"]) == (voices, words)


def test_accounts_that_go_back_to_one_source_say_so() -> None:
    both = reports({"attribution": (said("police"),)}, {"attribution": (said("the police"),)})
    incident = agree(draft(*both))
    assert incident.rules["sources"] == "all accounts go back to one source: police"
    assert [account.reports for account in incident.accounts] == [("r1", "r2")]


def test_one_source_that_says_two_things_has_two_accounts() -> None:
    both = reports(
        {"deaths": count(12), "attribution": (said("police"),)}, {"deaths": count(15), "attribution": (said("police"),)}
    )
    accounts = agree(draft(*both)).accounts
    assert [(account.source, account.says["deaths"]) for account in accounts] == [
        ("police", {"low": 12, "high": 12}),
        ("police", {"low": 15, "high": 15}),
    ]


def test_what_a_source_denies_is_no_claim_of_it() -> None:
    both = reports({"deaths": count(17)}, {"deaths": count(17), "attribution": (said("the army", "denies"),)})
    incident = agree(draft(*both))
    assert incident.deaths is not None
    assert [claim.report for claim in incident.deaths.claims] == ["r1"]
    assert incident.accounts[1].says["denies"] is True
    assert "status" in incident.conflicts


DATES = [
    # dates in order of publication; first and last day of the consensus, conflict
    ([day("2026-03-02"), day("2026-03-02"), day("2026-03-01")], ("2026-03-02", "2026-03-02"), True),
    # a day within the week that another names
    ([day("2026-03-01", "2026-03-07"), day("2026-03-02")], ("2026-03-02", "2026-03-02"), False),
    # a day counted from publication yields to one that is written
    ([day("2026-03-03", basis="published"), day("2026-03-02")], ("2026-03-02", "2026-03-02"), False),
    ([None, None], None, False),
]


@pytest.mark.parametrize(("dates", "expected", "conflict"), DATES)
def test_dates(dates: list[EventDate | None], expected: tuple[str, str] | None, conflict: bool) -> None:
    incident = agree(draft(*reports(*({"date": date} for date in dates))))
    assert (None if incident.date is None else (incident.date.first, incident.date.last)) == expected
    assert ("date" in incident.conflicts) == conflict


PLACES = [
    # places in order of publication; the consensus, conflict
    ([ZAMFARA, DANSADAU, NIGERIA], "Dansadau", False),
    ([DANSADAU, KANO, DANSADAU], "Dansadau", True),
    # 108 km apart
    ([DANSADAU, GUSAU], "Dansadau", True),
    ([place("Dansadau", "1", lat=11.2, lon=6.4), place("Dan Sadau", "9", lat=11.21, lon=6.5)], "Dansadau", False),
    ([place("Tunisia", "7", country="TUN", precision="country"), NIGERIA], "Tunisia", True),
    ([None, KANO], "Kano", False),
]


@pytest.mark.parametrize(("places", "expected", "conflict"), PLACES)
def test_places(places: list[Place | None], expected: str, conflict: bool) -> None:
    incident = agree(draft(*reports(*({"place": one} for one in places))))
    assert incident.place is not None
    assert incident.place.name == expected
    assert ("place" in incident.conflicts) == conflict


GUNMEN, BANDITS = party("gunmen", sectors=("UAF",)), party("bandits", sectors=("UAF",))
ARMY = party("the army", sectors=("MIL",), country="NGA")
HARAM = party("Boko Haram", sectors=("REB",), entity="boko-haram")

ACTORS = [
    ([(GUNMEN,), (BANDITS,)], ["gunmen"], False),
    ([(GUNMEN,), (ARMY,)], ["gunmen", "the army"], True),
    ([(GUNMEN,), (ARMY,), (ARMY,)], ["the army"], True),
    ([(HARAM,), ()], ["Boko Haram"], False),
    # nothing is known of them but their words
    ([(party("men"),), (ARMY,)], ["men", "the army"], False),
]


@pytest.mark.parametrize(("actors", "expected", "conflict"), ACTORS)
def test_parties(actors: list[tuple[Any, ...]], expected: list[str], conflict: bool) -> None:
    incident = agree(draft(*reports(*({"actor": parties} for parties in actors))))
    assert [actor.name for actor in incident.actor] == expected
    assert ("actor" in incident.conflicts) == conflict


def test_the_type_that_most_voices_tell() -> None:
    incident = agree(draft(*reports({"type": "PROTEST"}, {"type": "ASSAULT"}, {"type": "ASSAULT"})))
    assert (incident.type, incident.rules["type"]) == ("ASSAULT", "told by 2 of 3 independent reports")
    assert "type" in incident.conflicts


def test_a_report_without_events_makes_a_row_without_type() -> None:
    incident = agree(draft(report("r1")))
    assert (incident.type, incident.events, incident.reports, incident.accounts) == (None, (), ("r1",), ())


def test_the_earliest_report_is_stated() -> None:
    incident = agree(draft(*reversed(reports({}, {}))))
    assert (incident.earliest, incident.rules["earliest"]) == ("r1", "published 2026-03-01")
    assert incident.reports == ("r1", "r2")


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "deaths": st.builds(count, st.integers(0, 30), exact=st.booleans()),
        "date": st.sampled_from([day("2026-03-01"), day("2026-03-02"), day("2026-03-01", "2026-03-07")]),
        "place": st.sampled_from([DANSADAU, GUSAU, KANO, ZAMFARA, NIGERIA]),
        "actor": st.sampled_from([(GUNMEN,), (BANDITS, ARMY), (HARAM,), (party("men"),)]),
        "type": st.sampled_from(["ASSAULT", "COERCE", "PROTEST"]),
        "attribution": st.sampled_from([(said("police"),), (said("the army", "denies"),), (said("residents"),)]),
    },
)
TOLD = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 9), VALUES), min_size=1, max_size=8)


def incident_of(rows: list[tuple[int, int, dict[str, Any]]], order: list[int]) -> Incident:
    """The rows' events in an order, of up to five reports, of which r1 and r2 are copies."""
    events = [told(f"r{number}", at, **values) for at, (number, _, values) in enumerate(rows)]
    days = {f"r{number}": f"2026-03-0{march}" for number, march, _ in reversed(rows)}
    shuffled = [events[at] for at in order]
    named = dict.fromkeys(event.report for event in shuffled)
    made = [report(name, published=days[name]) for name in named]
    return agree(replace(draft(*made, copies=(("r1", "r2"),)), events=tuple(shuffled)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_consensus_does_not_depend_on_the_order_of_reports(data: st.DataObject) -> None:
    rows = data.draw(TOLD)
    order = data.draw(st.permutations(range(len(rows))))
    assert incident_of(rows, list(order)) == incident_of(rows, list(range(len(rows))))
