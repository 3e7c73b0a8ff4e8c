"""What is written is read again: the records of the exchange form, whole and with gaps."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from coded_records import coded, event
from khaldun.records import CodedReport, EventDate, to_dict, to_json
from khaldun.records.decoding import coded_report_from_dict, event_from_dict

BARE = replace(
    event(), mode=None, actor=(), recipient=(), place=None, date=None, deaths=None, acled=None, attribution=()
)
CASES = [
    coded(),
    coded(events=()),
    coded(events=(BARE,)),
    coded(events=(event(date=EventDate(first="2026-03-03", last="2026-03-03", precision="day", basis="dateline")),)),
]


@pytest.mark.parametrize("one", CASES)
def test_what_is_written_is_read_again(one: CodedReport) -> None:
    read = coded_report_from_dict(json.loads(to_json(one)), one.report)
    assert replace(read, rejected=one.rejected, sentences=one.sentences) == one


def test_without_its_report_a_record_has_no_text() -> None:
    read = coded_report_from_dict(to_dict(coded()))
    assert (read.report.id, read.report.text) == ("r1", "")


def test_an_event_alone() -> None:
    assert event_from_dict(to_dict(event())) == event()


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(KeyError):
        coded_report_from_dict({"id": "r1"})
