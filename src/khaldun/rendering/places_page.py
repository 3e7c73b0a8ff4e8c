"""The places of reports as one HTML page with maps that needs nothing else: no network, no other file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khaldun.records import CodedReport, Report
from khaldun.records.software import software_version
from khaldun.rendering.map import PlaceMap, place_maps
from khaldun.rendering.page import Piece
from khaldun.rendering.places import PlaceView, place_views
from khaldun.rendering.segments import cut
from khaldun.rendering.templating import asset, policy, template

Section = tuple[Report, list[PlaceView], list[PlaceMap], list[Piece]]


def places_page(coded: Iterable[CodedReport]) -> str:
    """A page with a map, a table and the text for each report."""
    style, script = asset("report.css", "places.css"), asset("places.js")
    return template("places.html.j2").render(
        reports=[_section(number, one) for number, one in enumerate(coded, 1)],
        version=software_version(),
        style=style,
        script=script,
        policy=policy(style, script),
    )


def _section(number: int, coded: CodedReport) -> Section:
    views = place_views(coded, f"r{number}")
    return coded.report, views, place_maps(views, f"map{number}"), _pieces(coded.report.text, views)


def _pieces(text: str, views: Sequence[PlaceView]) -> list[Piece]:
    """The text cut at its toponyms, each with the key of its place."""
    marks = [(view.key, place.span) for view in views for place in view.mentions]
    return [
        Piece(text=segment.text, keys=" ".join(dict.fromkeys(marks[n][0] for n in segment.marks)))
        for segment in cut(text, [span for _, span in marks])
    ]
