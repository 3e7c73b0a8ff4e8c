"""The contract on the Doc: every extension and span group that components meet on, declared once with its meaning.

A *layer* is a span group `doc.spans[name]` whose spans carry a string id (`span.id_`), and a Doc extension of the same
name, a dictionary from that id to plain values (strings, numbers, lists, dicts, None: nothing else survives
`Doc.to_bytes`). A *table* is a Doc extension only: a dictionary keyed by the id of a trigger, or a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, TypedDict, cast

from spacy.tokens import Doc, Span, SpanGroup

from khaldun.records.calendar import parse_day


class TimexValues(TypedDict):
    """A time expression: interval of ISO days (None where it has none: durations, sets, "now")."""

    first: str | None
    last: str | None
    precision: str | None
    basis: str
    kind: Literal["date", "duration", "set", "vague"]


class ToponymValues(TypedDict):
    """A place name as written: a bare `name`, an `adjective` ("Turkish"), or inside an `organisation`'s name."""

    name: str
    form: Literal["name", "adjective", "organisation"]
    dateline: bool


class PlaceValues(TypedDict):
    """What a toponym (same id) was resolved to; all None when the choice stayed open."""

    gazetteer_id: str | None
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: str | None
    alternatives: list[dict[str, Any]]
    rule: str


class QuantityValues(TypedDict):
    """A number of something: `noun` is the token index of what is counted (-1: not said), `unit` what sort it is."""

    low: int | None
    high: int | None
    best: int | None
    exact: bool
    noun: int
    unit: Literal["people", "money", "measure", "time", "other"]


class PartyValues(TypedDict):
    """A possible party: token index of its head, and its coding (filled by actor_coding, then coreference)."""

    head: int
    name: str
    kind: str | None
    country: str | None
    sectors: list[str]
    entity_id: str | None
    inferred: list[str]
    antecedent: str | None
    rule: str


class TriggerValues(TypedDict):
    """Words that tell of an event; `type` is None where it is no political event.

    `head`: token index. `frame`: name of the construction that says where the parties stand. `light`: token index of
    the light verb that carries the parties, or -1. `complement`: token index of what an operator governs, or -1.
    `operator`: id of the trigger that this one belongs to, or ""; `joined` when it tells the same event.
    `happening`: how likely the words tell of an event, 0 to 1 (None: the reader did not run). `confidence`: 0 to 1.
    `rule`: codebook entry. `evidence`: character pairs of further tellings of the same event.
    """

    head: int
    type: str | None
    mode: str | None
    frame: str
    light: int
    complement: int
    joined: bool
    operator: str
    happening: float | None
    confidence: float
    rule: str
    evidence: list[list[int]]


class ParticipantValues(TypedDict):
    """Parties of a trigger, as ids in the layer `parties`; weapons as token ranges."""

    actor: list[str]
    recipient: list[str]
    reciprocal: bool
    weapons: list[list[int]]
    rule: str


class CasualtyValues(TypedDict):
    """Counts of a trigger, as ids in the layer `quantities`; None where the text gives none."""

    deaths: str | None
    injuries: str | None
    detained: str | None
    displaced: str | None
    participants: str | None
    rule: str


class CircumstanceValues(TypedDict):
    """Time and place that govern a trigger: ids in `timexes` and `toponyms`.

    `first`, `last`, `precision`, `basis` are set where the date is not just that of `timex`: taken from dateline or
    publication (`timex` None), or counted on from the timex ("since 4 March").
    """

    timex: str | None
    first: str | None
    last: str | None
    precision: str | None
    basis: str | None
    date_rule: str
    toponym: str | None
    place_rule: str


class FactualityValues(TypedDict):
    """Did it happen? -3 (certainly not) … 0 (unknown) … 3 (certainly), and PLOVER's status.

    `ruled_status` is the status by the rules alone: weights that were fitted on it go on with it.
    """

    status: str
    ruled_status: str
    factuality: float
    rule: str


class ContextValues(TypedDict):
    """PLOVER contexts of a trigger, sorted, and for each the token ranges that show it."""

    contexts: list[str]
    evidence: dict[str, list[list[int]]]


class AttributionValues(TypedDict):
    """Who says it: `source` and `via` are party ids; `cue` and `content` token ranges [start, end)."""

    source: str | None
    cue: list[int] | None
    content: list[list[int]]
    kind: str
    stance: str
    via: str | None
    rule: str


class DatelineValues(TypedDict):
    """An opening with city, date and agency; `end` is the token index where coding starts.

    `day`: whether it names a day, which `date` leaves open where nothing tells the year.
    """

    date: str | None
    day: bool
    agency: str | None
    toponym: str | None
    end: int


class ReaderValues(TypedDict, total=False):
    """What the learned reader said: for each of its words the token index, and one row of scores (an array)."""

    tokens: list[int]
    scores: Any


class ReportValues(TypedDict):
    """What is known of the report besides its text."""

    id: str
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None


LAYERS = ("dateline", "timexes", "toponyms", "quantities", "parties", "triggers")
TABLES = ("places", "participants", "casualties", "circumstances", "factuality", "contexts")
LISTS = ("attributions", "remarks", "rejected")
#: attributions: list of AttributionValues; remarks: list of {"component", "message"} (issues on this report);
#: rejected: list of {"start", "end", "reason"} (token range of trigger words that were not coded, and why).


def register() -> None:
    """Declares every extension on Doc; calling it again changes nothing."""
    for name in LAYERS + TABLES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default={})
    for name in LISTS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
    for name in ("report", "reader"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default={})


def add(doc: Doc, layer: str, start: int, end: int, *, values: Mapping[str, object], label: str = "") -> str:
    """Puts tokens `start` to `end` (exclusive) on a layer with their values and returns the new span's id."""
    group = doc.spans[layer] if layer in doc.spans else SpanGroup(doc, name=layer)
    span_id = f"{layer}:{len(group)}"
    group.append(Span(doc, start, end, label=label or layer, span_id=span_id))
    doc.spans[layer] = group
    table = values_of(doc, layer)
    table[span_id] = values
    return span_id


def spans_of(doc: Doc, layer: str) -> list[Span]:
    """The spans of a layer in the order they were added (an empty list when there are none)."""
    return list(doc.spans[layer]) if layer in doc.spans else []


def span_by_id(doc: Doc, span_id: str) -> Span:
    """The span with this id; ids are `layer:number`."""
    layer, _, number = span_id.rpartition(":")
    return cast("Span", doc.spans[layer][int(number)])


def values_of(doc: Doc, name: str) -> dict[str, Any]:
    """The values of a layer or table, keyed by span id; changes to it stay on the Doc."""
    return cast("dict[str, Any]", getattr(doc._, name))


def list_of(doc: Doc, name: str) -> list[Any]:
    """One of the list extensions; changes to it stay on the Doc."""
    return cast("list[Any]", getattr(doc._, name))


def coding_start(doc: Doc) -> int:
    """The token where the text behind the dateline begins."""
    return max((values["end"] for values in values_of(doc, "dateline").values()), default=0)


def report_day(doc: Doc) -> tuple[date | None, str]:
    """The day that a report speaks on, and where it is from: its dateline, else its publication (None: not stated)."""
    for values in values_of(doc, "dateline").values():
        if (day := parse_day(values["date"])) is not None:
            return day, "dateline"
    return parse_day(values_of(doc, "report").get("published")), "published"


def remark(doc: Doc, component: str, message: str) -> None:
    """Notes an issue on this report."""
    list_of(doc, "remarks").append({"component": component, "message": message})


def reject(doc: Doc, start: int, end: int, reason: str) -> None:
    """Notes that these tokens look like an event but were not coded, and why."""
    list_of(doc, "rejected").append({"start": start, "end": end, "reason": reason})


register()
