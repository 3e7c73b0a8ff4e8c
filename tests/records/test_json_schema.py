"""The JSON Schema holds for what the records become, and for nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from coded_records import coded, event
from khaldun.exporters.annotate_jsonl import AnnotateJsonl
from khaldun.exporters.events_jsonl import EventsJsonl
from khaldun.records import CodedReport, to_dict
from khaldun.records.json_schema import SCHEMA_ROOTS, json_schema

EMPTY = event(
    mode=None, contexts=(), actor=(), recipient=(), place=None, date=None, deaths=None, attribution=(), cameo=None,
    goldstein=None, acled=None, evidence=(), provenance=(),
)  # fmt: skip
CASES = [
    pytest.param(coded(), id="every field filled"),
    pytest.param(coded(events=(EMPTY,)), id="every field empty"),
    pytest.param(coded(events=()), id="no event"),
]


def errors(record: Any, root: str) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema(root)).iter_errors(record)]


@pytest.mark.parametrize("root", SCHEMA_ROOTS)
def test_is_a_schema(root: str):
    Draft202012Validator.check_schema(json_schema(root))


@pytest.mark.parametrize("report", CASES)
def test_holds_for_records(report: CodedReport):

    for line in AnnotateJsonl().encode(report).splitlines():
        assert errors(json.loads(line), "coded_report") == []
    for line in EventsJsonl().encode(report).splitlines():
        assert errors(json.loads(line), "flat_event") == []
    assert errors(to_dict(report.report), "report") == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "status"), "done"),
        (("events", 0, "confidence"), 1.2),
        (("events", 0, "deaths", "low"), -1),
        (("events", 0, "date", "from"), "3 March"),
        (("events", 0, "actor", 0, "country"), "Nigeria"),
        (("schema",), 2),
        (("surprise",), 1),
    ],
    ids=[
        "unknown status",
        "confidence over 1",
        "negative count",
        "no ISO day",
        "no country code",
        "version",
        "new key",
    ],
)
def test_refuses(path: tuple[str | int, ...], value: object):

    record = json.loads(AnnotateJsonl().encode(coded()))
    *way, last = path
    place = record
    for step in way:
        place = place[step]
    place[last] = value
    assert errors(record, "coded_report")


def test_unknown_root():
    with pytest.raises(KeyError):
        json_schema("nothing")
