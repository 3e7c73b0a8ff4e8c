"""What a person sees of an event: its fields in words, the words of the report they stand on, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khaldun.records import Actor, Attribution, Event, TextSpan
from khaldun.records.encoding import COUNTS
from khaldun.rendering import words

Role = str
#: Roles of marked words, in the order of a legend; the last one is shown only when it is asked for.
ROLES: tuple[Role, ...] = ("what", "actor", "recipient", "place", "date", "count", "weapon", "source", "cue", "content")
#: Fields that one step of the pipeline fills together, and the name of that step in the provenance.
_STEPS = {
    **dict.fromkeys(("actor", "recipient", "weapons"), "participants"),
    **dict.fromkeys(COUNTS, "counts"),
    **dict.fromkeys(("quad", "score", "cameo", "goldstein", "acled"), "views"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a report that a field stands on: the field's name, the role (its look), the label in words."""

    span: TextSpan
    field: str
    role: Role
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field of an event as shown: `why` says what decided it."""

    name: str
    label: str
    value: str
    marks: tuple[Mark, ...] = ()
    why: str = ""
    confidence: float | None = None


def field_views(event: Event) -> list[FieldView]:
    """The fields of an event in the order that one reads them; of the counts only those that are known."""
    confidences = event.confidences
    views = [
        _view("type", "what", words.type_words(event), _type_marks(event), confidence=confidences.type),
        _party_view("actor", "who", event.actor, confidences.actor),
        _party_view("recipient", "to whom", event.recipient, confidences.recipient),
        _view(
            "date",
            "when",
            words.date_words(event.date),
            _marks("date", "date", [event.date]),
            confidence=confidences.date,
        ),
        _view(
            "place",
            "where",
            words.place_words(event.place),
            _marks("place", "place", [event.place]),
            confidence=confidences.place,
        ),
        *_count_views(event),
        _view(
            "weapons",
            "weapons",
            ", ".join(span.text for span in event.weapons),
            [Mark(span, "weapons", "weapon", "weapon") for span in event.weapons],
        ),
        _view(
            "attribution",
            "according to",
            words.chain_words(event.attribution),
            list(_attribution_marks(event.attribution)),
            confidence=confidences.attribution,
        ),
        _view("status", "status", words.status_words(event)),
        _view("contexts", "contexts", ", ".join(event.contexts)),
    ]
    return [_because(view, reason_of(event, view.name)) for view in views if view.value]


def derived_views(event: Event) -> list[FieldView]:
    """What follows from the type, mode and status alone: the views of other codings."""
    acled = f"{event.acled.event_type} / {event.acled.sub_event_type}" if event.acled else ""
    views = [
        _view("quad", "quad category", event.quad),
        _view("score", "PLOVER score", f"{event.score:g}"),
        _view("cameo", "CAMEO", event.cameo or ""),
        _view("goldstein", "Goldstein", "" if event.goldstein is None else f"{event.goldstein:g}"),
        _view("acled", "ACLED", acled),
    ]
    return [
        _because(view, reason_of(event, view.name) or "follows from type, mode and text")
        for view in views
        if view.value
    ]


def reason_of(event: Event, field: str) -> str:
    """What decided a field: its own rule, else that of the step which fills it together with others."""
    reasons = {"type": event.rule, **dict(event.provenance)}
    return reasons.get(field) or reasons.get(_STEPS.get(field, ""), "")


def marks_of(event: Event) -> list[Mark]:
    """Every mark of an event."""
    return [mark for view in field_views(event) for mark in view.marks]


def _because(view: FieldView, why: str) -> FieldView:
    return FieldView(
        name=view.name, label=view.label, value=view.value, marks=view.marks, why=why, confidence=view.confidence
    )


def _view(
    name: str, label: str, value: str, marks: Sequence[Mark] = (), *, confidence: float | None = None
) -> FieldView:
    return FieldView(name=name, label=label, value=value, marks=tuple(marks), confidence=confidence)


def _type_marks(event: Event) -> list[Mark]:
    again = [Mark(span, "type", "what", "told again") for span in event.evidence if span != event.trigger]
    return [Mark(event.trigger, "type", "what", "what"), *again]


def _party_view(name: str, label: str, parties: Sequence[Actor], confidence: float | None) -> FieldView:
    return _view(name, label, words.parties_words(parties), _marks(name, name, parties), confidence=confidence)


def _count_views(event: Event) -> Iterator[FieldView]:
    for name in COUNTS:
        if (count := getattr(event, name)) is not None:
            yield _view(
                name,
                name,
                words.count_words(count),
                [Mark(count.span, name, "count", name)],
                confidence=event.confidences.counts,
            )


def _attribution_marks(chain: Sequence[Attribution]) -> Iterator[Mark]:
    for link in chain:
        for party in (link.source, link.via):
            yield from _marks("attribution", "source", [party])
        if link.cue:
            yield Mark(link.cue, "attribution", "cue", "says")
        for span in link.content:
            yield Mark(span, "attribution", "content", "content")


def _marks(field: str, role: Role, records: Sequence[object]) -> list[Mark]:
    spans = [getattr(record, "span", None) for record in records]
    return [Mark(span, field, role, role) for span in spans if span is not None]
