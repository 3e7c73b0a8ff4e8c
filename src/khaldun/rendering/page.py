"""One coded report as one HTML page that needs nothing else: no network, no other file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.records import CodedReport, Event
from khaldun.records.software import software_version
from khaldun.rendering.fields import ROLES, FieldView, Mark, derived_views, field_views
from khaldun.rendering.map import place_maps
from khaldun.rendering.places import PlaceView, place_views
from khaldun.rendering.segments import cut
from khaldun.rendering.templating import asset, policy, template
from khaldun.rendering.words import NOT_STATED, parties_words, type_words

_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of the report's text: the fields it belongs to, its look, and the label that stands before it."""

    text: str
    keys: str = ""
    role: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An event as it stands beside the text; `fields` pairs each view with the key of its words."""

    number: int
    key: str
    event: Event
    title: str
    parties: str
    fields: tuple[tuple[str, FieldView], ...]
    derived: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A line of the index: the file of a report's page and what one wants to know before opening it."""

    file: str
    title: str
    publisher: str
    published: str
    events: int
    issues: int

    @classmethod
    def of(cls, file: str, coded: CodedReport) -> IndexEntry:
        """The line for a report whose page is `file`."""
        report = coded.report
        return cls(
            file=file,
            title=report.title or report.id,
            publisher=report.publisher or "",
            published=report.published or "",
            events=len(coded.events),
            issues=len(coded.issues),
        )


def report_page(coded: CodedReport) -> str:
    """The page of a report."""
    style, script = asset("report.css", "places.css"), asset("report.js", "places.js")
    report = coded.report
    places = place_views(coded)
    return template("report.html.j2").render(
        report=report,
        link=web_link(report.url),
        pieces=pieces_of(coded, places),
        cards=[card_of(number, event) for number, event in enumerate(coded.events, 1)],
        places=places,
        maps=place_maps(places),
        issues=coded.issues,
        codebooks=coded.codebooks,
        version=software_version(),
        roles=[role for role in ROLES if role != "content"],
        not_stated=NOT_STATED,
        style=style,
        script=script,
        policy=policy(style, script),
    )


def web_link(url: str | None) -> str | None:
    """An address that a browser may follow, or None."""
    return url if url and url.lower().startswith(_WEB) else None


def index_page(entries: Sequence[IndexEntry]) -> str:
    """A page that leads to the pages of several reports."""
    style = asset("report.css")
    return template("index.html.j2").render(
        entries=entries,
        version=software_version(),
        style=style,
        policy=policy(style),
    )


def card_of(number: int, event: Event) -> Card:
    """An event's card."""
    views = field_views(event)
    arrow = "↔" if event.reciprocal else "→"
    parties = f"{parties_words(event.actor)} {arrow} {parties_words(event.recipient)}"
    return Card(
        number=number,
        key=f"e{number}",
        event=event,
        title=type_words(event),
        parties=parties,
        fields=tuple((f"e{number}-{view.name}", view) for view in views),
        derived=tuple(derived_views(event)),
    )


def pieces_of(coded: CodedReport, places: Sequence[PlaceView] = ()) -> list[Piece]:
    """The report's text cut at the borders of all marked words of all events, and of the toponyms of `places`."""
    marks = [(number, mark) for number, event in enumerate(coded.events, 1) for mark in _marks(event)]
    marks += [(0, Mark(place.span, view.key, "content", "")) for view in places for place in view.mentions]
    segments = cut(coded.report.text, [mark.span for _, mark in marks])
    return [
        Piece(
            text=segment.text,
            keys=" ".join(dict.fromkeys(_key(*marks[n]) for n in segment.marks)),
            role=_role([marks[n][1] for n in segment.marks]),
            tag=_tag([marks[n] for n in segment.opening]),
        )
        for segment in segments
    ]


def _marks(event: Event) -> list[Mark]:
    sentence = Mark(event.sentence, "sentence", "content", "sentence")
    return [sentence, *(mark for view in field_views(event) for mark in view.marks)]


def _key(number: int, mark: Mark) -> str:
    """What ties words to a field of an event, or (number 0) to a place of the report."""
    return f"e{number}-{mark.field}" if number else mark.field


def _role(marks: Sequence[Mark]) -> str:
    """The look of words: that of the shortest mark over them, so that a count shows inside its noun phrase."""
    shown = sorted((len(mark.span.text), ROLES.index(mark.role)) for mark in marks if mark.role != "content")
    return ROLES[shown[0][1]] if shown else ""


def _tag(opening: Sequence[tuple[int, Mark]]) -> str:
    """Label and event numbers of the marks that begin here: `actor 1,2`."""
    numbers: dict[str, list[str]] = {}
    for number, mark in opening:
        if mark.role != "content":
            numbers.setdefault(mark.label, []).append(str(number))
    return " ".join(f"{label} {','.join(dict.fromkeys(found))}" for label, found in numbers.items())
