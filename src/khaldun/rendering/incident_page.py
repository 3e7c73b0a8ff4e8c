"""Incidents as one HTML page that needs nothing else: the accounts side by side, and below them the texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from khaldun.records.software import software_version
from khaldun.rendering.fields import ROLES
from khaldun.rendering.incident_view import IncidentView, ReportLine, ShownIncident, incident_view
from khaldun.rendering.page import Piece, pieces_of, web_link
from khaldun.rendering.templating import asset, policy, template


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A report's text, with the words marked that its events of the incident were read from."""

    line: ReportLine
    title: str
    link: str | None
    language: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An incident and the texts that are at hand."""

    view: IncidentView
    texts: tuple[TextView, ...]


def incident_page(incidents: Sequence[ShownIncident]) -> str:
    """The page of one incident, or of several that one report tells of."""
    style = asset("report.css", "incident.css")
    sections = [_section(shown) for shown in incidents]
    return template("incident.html.j2").render(
        sections=sections,
        title=sections[0].view.title if len(sections) == 1 else f"{len(sections)} incidents",
        roles=[role for role in ROLES if role != "content"],
        version=software_version(),
        style=style,
        policy=policy(style),
    )


def _section(shown: ShownIncident) -> Section:
    view = incident_view(shown)
    return Section(view=view, texts=tuple(_texts(shown, view)))


def _texts(shown: ShownIncident, view: IncidentView) -> Iterator[TextView]:
    ours = frozenset(shown.row["events"])
    for line in view.reports:
        coded = shown.reports.get(line.id)
        if coded is None:
            continue
        told = replace(coded, events=tuple(event for event in coded.events if event.id in ours))
        yield TextView(
            line=line,
            title=coded.report.title or coded.report.id,
            link=web_link(coded.report.url),
            language=coded.report.language,
            pieces=tuple(pieces_of(told)),
        )
