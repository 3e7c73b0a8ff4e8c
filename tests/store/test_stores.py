"""What holds for every store: in memory, in SQLite, in PostgreSQL."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from kept_reports import CODING, LATER, air_strike, fill, gunmen, kept, undated

from coded_records import TEXT, coded, event
from khaldun.errors import StoreError
from khaldun.records import Report
from khaldun.records.judgement import Judgement
from khaldun.store import Query, Store, Tally, parse_query
from khaldun.store.base import digest_of
from khaldun.store.sql import SqlStore, searching

ODD = 'He said "no"; \x00 \ud800 שלום\u0301 😀\tend'
GUNMEN, STRIKE, VISIT, BARE = "event-1", "event-strike", "event-visit", "event-bare"

#: query, and the events that it finds, the newest first
FINDS = [
    pytest.param("", [GUNMEN, VISIT, STRIKE, BARE], id="everything, the newest first, those without a day last"),
    pytest.param("type:ASSAULT", [GUNMEN, STRIKE], id="type"),
    pytest.param("type:assault,consult", [GUNMEN, VISIT, STRIKE], id="types, however they are spelled"),
    pytest.param("-type:ASSAULT", [VISIT, BARE], id="not a type"),
    pytest.param("mode:aerial", [STRIKE], id="mode"),
    pytest.param("status:future", [VISIT], id="status"),
    pytest.param('quad:"verbal cooperation"', [VISIT], id="quad"),
    pytest.param("context:crime", [GUNMEN, BARE], id="context"),
    pytest.param("actor:TUR", [VISIT, STRIKE], id="country of the actor"),
    pytest.param("actor:tur actor:MIL", [STRIKE], id="country and sector"),
    pytest.param("actor:Gunmen", [GUNMEN], id="name of the actor"),
    pytest.param("actor:MIL,UAF", [GUNMEN, STRIKE], id="any of two sectors"),
    pytest.param("-actor:TUR", [GUNMEN, BARE], id="not this actor; an event without one counts"),
    pytest.param("recipient:CVL", [GUNMEN, BARE], id="recipient"),
    pytest.param("source:police", [GUNMEN, BARE], id="source"),
    pytest.param("source:NGA,TUR", [GUNMEN, BARE], id="country of the source, one of two that nobody has"),
    pytest.param("actor:Nobody", [], id="a name that nobody has"),
    pytest.param("place:Afrin", [STRIKE], id="a place without regard to accents"),
    pytest.param("place:Aleppo", [STRIKE], id="the unit it lies in"),
    pytest.param("place:170", [STRIKE], id="id of the gazetteer"),
    pytest.param("country:NGA", [GUNMEN], id="country of the place"),
    pytest.param("after:2018-01-21", [GUNMEN, VISIT], id="after"),
    pytest.param("after:2018-02", [GUNMEN, VISIT], id="after the first day of a month"),
    pytest.param("before:2018", [VISIT, STRIKE], id="before the end of a year"),
    pytest.param("before:2018-02-10", [STRIKE], id="a month that may reach beyond the day"),
    pytest.param("after:2018-01-20 before:2018-01-20", [STRIKE], id="between two days"),
    pytest.param("after:2019,2018-02 before:2026", [GUNMEN, VISIT], id="after any of two days"),
    pytest.param("on:2018-02,2026-03", [GUNMEN, VISIT], id="in any of two months"),
    pytest.param("on:2018-02-10", [VISIT], id="a month that the day lies in"),
    pytest.param("-on:2018", [GUNMEN, BARE], id="not in a year; what has no day counts"),
    pytest.param("deaths>7", [GUNMEN], id="more deaths"),
    pytest.param("deaths>=7", [GUNMEN, STRIKE], id="as many deaths"),
    pytest.param("deaths=7", [STRIKE], id="so many deaths"),
    pytest.param("-deaths>0", [VISIT, BARE], id="no deaths known"),
    pytest.param("injuries>0", [], id="a figure that none has"),
    pytest.param("confidence>0.7", [GUNMEN, VISIT, STRIKE, BARE], id="confidence"),
    pytest.param('"air strikes"', [VISIT, STRIKE], id="a phrase of the report"),
    pytest.param("villagers", [GUNMEN, BARE], id="a word of the report"),
    pytest.param("villagers,fighters", [], id="words without a field are one phrase"),
    pytest.param("text:villagers,fighters", [GUNMEN, VISIT, STRIKE, BARE], id="any of two words"),
    pytest.param("-villagers", [VISIT, STRIKE], id="reports without a word"),
    pytest.param('sentence:"air strikes"', [STRIKE], id="a phrase of the sentence"),
    pytest.param("publisher:savanna", [], id="a part of a publisher's name"),
    pytest.param('publisher:"savanna news"', [GUNMEN, VISIT, STRIKE], id="publisher"),
    pytest.param('publisher:"SAVANNA News",nobody', [GUNMEN, VISIT, STRIKE], id="publishers, however they are spelled"),
    pytest.param("report:r2", [VISIT, STRIKE], id="report"),
    pytest.param("event:event-visit", [VISIT], id="event"),
    pytest.param(
        'type:ASSAULT actor:TUR place:Afrin after:2018-01-20 deaths>3 "air strikes"', [STRIKE], id="all together"
    ),
]


@pytest.mark.parametrize(("query", "expected"), FINDS)
def test_finds(store: Store, query: str, expected: list[str]):
    fill(store)
    asked = parse_query(query)
    with store.view() as view:
        assert [row["event_id"] for row in view.find(asked)] == expected
        assert [one["id"] for one in view.flat_events(asked)] == expected
        assert view.count(asked) == len(expected)
        assert [row["event_id"] for row in view.find(asked, limit=2, offset=1)] == expected[1:3]


@pytest.mark.parametrize(("few", "many"), [(0, 1), (0, 100), (1, 1), (2, 100)])
def test_every_way_through_a_file_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, many: int):
    monkeypatch.setattr(searching, "FEW", few)
    monkeypatch.setattr(searching, "MANY", many)
    store = SqlStore(str(tmp_path / "s.sqlite"), create=True)
    fill(store)
    with store.view() as view:
        for case in FINDS:
            query, expected = case.values
            asked = parse_query(query)
            assert [row["event_id"] for row in view.find(asked)] == expected, query
            assert [one["id"] for one in view.flat_events(asked)] == expected, query
            assert view.count(asked) == len(expected), query
    store.close()


def test_every_store_is_a_store(store: Store):
    assert isinstance(store, Store)
    assert store.name
    assert store.faults() == []


def test_a_row_has_what_a_table_shows(store: Store):
    fill(store)
    with store.view() as view:
        [row] = view.find(parse_query("report:r1"))
    shown = {"event_id": "event-1", "report_id": "r1", "type": "ASSAULT", "mode": "firearms", "status": "actual"}
    shown |= {"date_from": "2026-03-02", "date_to": "2026-03-02", "actors": "Gunmen", "actor_codes": "UAF CRM"}
    shown |= {"recipients": "villagers", "recipient_codes": "CVL", "place": "Zamfara", "country": "NGA"}
    shown |= {"deaths_low": 12, "deaths_high": None, "deaths_best": 12, "version": 1}
    assert {name: row[name] for name in shown} == shown


def test_flat_events_are_those_of_code(store: Store):
    fill(store, gunmen())
    with store.view() as view:
        [found] = view.flat_events(Query())
    assert found["codebooks"] == list(CODING.codebooks)
    assert found["khaldun"] == CODING.khaldun
    assert (found["report_id"], found["published"], found["url"]) == ("r1", "2026-03-03", "https://news.example/1")
    assert {key: value for key, value in found.items() if key in gunmen().record["events"][0]} == (
        gunmen().record["events"][0]
    )


def test_the_same_report_again_changes_nothing(store: Store):
    assert fill(store) == Tally(reports=3, added=3, events=4, flawed=3)
    assert fill(store) == Tally(unchanged=3)
    with store.view() as view:
        assert view.standing([gunmen().report], CODING) == {"r1": "unchanged"}
        assert view.stats()["events"] == 4
        assert view.stats()["versions of reports"] == 3


def test_a_changed_report_keeps_both_versions(store: Store):
    fill(store)
    changed = gunmen(title="Correction: gunmen kill villagers")
    with store.view() as view:
        assert view.standing([changed.report], CODING) == {"r1": "changed"}
    assert fill(store, changed) == Tally(reports=1, changed=1, events=1, flawed=1)
    with store.view() as view:
        newest, first = view.report("r1"), view.report("r1", 1)
        assert (newest.version, newest.latest, newest.report.title) == (2, 2, "Correction: gunmen kill villagers")
        assert (first.version, first.report.title) == (1, "Gunmen kill villagers")
        assert first.record is not None
        assert [one.version for one in view.earlier()] == [1]
        assert [row["version"] for row in view.find(parse_query("report:r1"))] == [2]
        assert view.stats()["events"] == 4
    assert store.faults() == []


def test_a_new_coding_waits_until_it_replaces_the_old_one_as_a_whole(store: Store):
    fill(store)
    fresh = kept(coded(events=(event(id="event-new", type="FIGHT"),)))
    with store.view() as view:
        assert view.standing([fresh.report], LATER) == {"r1": "outdated"}
    assert fill(store, fresh, coding=LATER) == Tally(reports=1, recoded=1, events=1, flawed=1)
    with store.view() as view:
        assert view.standing([fresh.report], LATER) == {"r1": "unchanged"}
        assert view.count(parse_query("event:event-new")) == 0
        assert view.codings() == [(CODING, 3)]
        assert view.stats()["staged records"] == 1
    with store.writer() as writer:
        assert writer.replace(LATER) == 1
        assert writer.replace(LATER) == 0
    with store.view() as view:
        assert [row["event_id"] for row in view.find(parse_query("report:r1"))] == ["event-new"]
        assert dict(view.codings()) == {CODING: 2, LATER: 1}
        assert view.report("r1").coding == LATER
        assert view.stats()["staged records"] == 0
    assert store.faults() == []


def test_a_new_report_is_in_force_whatever_coded_it(store: Store):
    fill(store, gunmen())
    fill(store, air_strike(), coding=LATER)
    with store.view() as view:
        assert view.count(Query()) == 3
        assert view.codings() == [(CODING, 1), (LATER, 1)]


def test_a_deleted_report_leaves_a_tombstone_and_never_comes_back(store: Store):
    fill(store)
    fill(store, gunmen(title="Other"))
    with store.writer() as writer:
        assert writer.delete("r1", at="2026-03-04T00:00:00+00:00", reason="asked")
        assert not writer.delete("r1", at="2026-03-05T00:00:00+00:00", reason="")
        assert not writer.delete("nothing", at="2026-03-05T00:00:00+00:00", reason="")
    store.tidy()
    with store.view() as view:
        assert view.report("r1") is None
        assert view.report("r1", 1) is None
        assert view.count(parse_query("report:r1")) == 0
        assert view.count(parse_query("actor:Gunmen")) == 0
        assert view.tombstones() == {"r1": "2026-03-04T00:00:00+00:00"}
        assert view.standing([gunmen().report], CODING) == {"r1": "deleted"}
        assert (view.stats()["reports"], view.stats()["deleted reports"]) == (2, 1)
    assert fill(store, gunmen()) == Tally(refused=1)
    assert store.faults() == []


def test_texts_of_any_kind_come_back_as_they_were(store: Store):
    odd = kept(coded(TEXT, number=9, title=ODD, publisher=ODD, url=None))
    odd = dataclasses.replace(odd, report=dataclasses.replace(odd.report, text=odd.report.text + ODD))
    fill(store, odd)
    with store.view() as view:
        back = view.report("r9")
        assert back.report == odd.report
        assert digest_of(back.report) == digest_of(odd.report)
        assert back.record == {key: value for key, value in odd.record.items() if key != "codebooks"}
        assert view.standing([odd.report], CODING) == {"r9": "unchanged"}
        [found] = view.flat_events(Query())
        assert found["publisher"] == ODD
    assert store.faults() == []


def test_figures_beyond_every_database_are_kept(store: Store):
    huge = dataclasses.replace(event().deaths, low=10**30, best=10**30)
    fill(store, kept(coded(events=(event(deaths=huge),))))
    with store.view() as view:
        assert view.count(parse_query("deaths>1000000")) == 1
        [found] = view.flat_events(Query())
        assert found["deaths"]["low"] == 10**30


def test_a_report_that_comes_twice_in_a_batch_is_kept_twice_only_if_it_changed(store: Store):
    assert fill(store, gunmen(), gunmen()) == Tally(reports=1, added=1, unchanged=1, events=1, flawed=1)
    both = fill(store, gunmen(title="1"), gunmen(title="2"))
    assert both == Tally(reports=2, changed=2, events=2, flawed=2)
    with store.view() as view:
        assert view.report("r1").latest == 3
    assert store.faults() == []


def test_a_transaction_that_fails_leaves_nothing(store: Store):
    fill(store, undated())
    with pytest.raises(ZeroDivisionError), store.writer() as writer:
        writer.keep([gunmen(), air_strike()], CODING)
        raise ZeroDivisionError
    with store.view() as view:
        assert [row["event_id"] for row in view.find(Query())] == [BARE]
    assert fill(store, gunmen(), air_strike()).added == 2
    assert store.faults() == []


def test_a_reader_sees_one_state_while_it_is_written(store: Store):
    fill(store, gunmen())
    with store.view() as view:
        before = view.count(Query())
        fill(store, air_strike())
        assert view.count(Query()) == before
        assert [kept.report.id for kept in view.reports()] == ["r1"]
    with store.view() as view:
        assert view.count(Query()) == before + 2


def test_judgements_are_kept_in_their_order(store: Store):
    fill(store)
    first = Judgement(pair=("event-1", "event-strike"), decision="same", by="A", at="2026-03-04", reasons=("why",))
    second = dataclasses.replace(first, decision="different", by="B", reasons=())
    reports = Judgement(pair=("r1", "r2"), decision="unsure", by="B", at="2026-03-05")
    with store.writer() as writer:
        for one in (first, second, reports):
            writer.judge(one)
    with store.view() as view:
        assert view.judgements() == [first, second, reports]
    with pytest.raises(StoreError, match="no event and no report 'event-0'"), store.writer() as writer:
        writer.judge(dataclasses.replace(first, pair=("event-0", "event-1")))


def test_incidents_are_replaced_as_a_whole(store: Store):
    fill(store)
    rows = [
        {"incident_id": "in-1", "events": ["event-1", "event-strike"], "reports": ["r1", "r2"], "type": "ASSAULT",
         "date": {"from": "2026-03-02", "to": "2026-03-02"}, "place": None, "conflicts": ["deaths"], "voices": 2,
         "deaths": {"low": 7, "high": 12, "best": 12}},
        {"incident_id": "in-2", "events": ["event-visit", "event-bare"], "reports": ["r3"], "type": None,
         "date": None, "place": None, "conflicts": []},
    ]  # fmt: skip
    with store.view() as view:
        assert view.linked != view.generation
    with store.writer() as writer:
        assert writer.set_incidents(rows) == 2
    with store.view() as view:
        assert view.linked == view.generation
        assert view.incident("in-1") == rows[0]
        assert view.incident("nothing") is None
        assert list(view.incidents()) == rows
        assert {row["event_id"] for row in view.find(parse_query("incident:in-1"))} == {GUNMEN, STRIKE}
    assert store.faults() == []
    with store.writer() as writer:
        assert writer.set_incidents(rows[1:]) == 1
    with store.view() as view:
        assert [row["incident_id"] for row in view.incidents()] == ["in-2"]


def test_deleting_a_report_takes_its_incidents_along(store: Store):
    fill(store)
    row = {"incident_id": "in-1", "events": ["event-1", "event-bare"], "reports": ["r1", "r3"], "type": "ASSAULT"}
    with store.writer() as writer:
        writer.set_incidents([{**row, "conflicts": []}])
        writer.delete("r1", at="2026-03-04", reason="")
    with store.view() as view:
        assert list(view.incidents()) == []
        assert view.linked != view.generation
        assert view.count(parse_query("event:event-bare")) == 1


def test_runs_are_noted(store: Store):
    with store.writer() as writer:
        first = writer.begin_run(CODING, options="{}", at="2026-03-04")
        second = writer.begin_run(LATER, options="{}", at="2026-03-05")
        writer.note_run(second, Tally(reports=2, added=2), finished_at="2026-03-06")
    with store.view() as view:
        runs = view.runs()
    assert [(run.number, run.coding, run.finished_at) for run in runs] == [
        (first, CODING, None),
        (second, LATER, "2026-03-06"),
    ]
    assert runs[1].tally == Tally(reports=2, added=2)


def test_a_report_without_text_is_kept(store: Store):
    nothing = Report(id="empty", text="")
    record = {**undated().record, "id": "empty", "events": []}
    fill(store, dataclasses.replace(undated(), report=nothing, record=record))
    with store.view() as view:
        assert view.report("empty").report == nothing
    assert store.faults() == []
