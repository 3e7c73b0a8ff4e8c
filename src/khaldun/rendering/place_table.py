"""The places of a report as a table for the terminal; readable without colour and at any width."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from khaldun.records import CodedReport
from khaldun.rendering.places import PlaceView, place_views
from khaldun.rendering.terminal import heading, issue_line, plain

#: Columns and the shares of the width that they take of what the names of columns leave.
_COLUMNS = {"toponym": 4, "place": 4, "admin1": 3, "country": 0, "precision": 0, "lat, lon": 4, "events there": 6}


def report_places(coded: CodedReport) -> RenderableType:
    """A report's heading, its table of places, why each was chosen, and the issues."""
    views = place_views(coded)
    parts: list[RenderableType] = [heading(coded), _table(views), Text(""), _reasons(views)]
    if not views:
        parts = [heading(coded), Text("  no place named", style="dim")]
    return Group(*parts, *(issue_line(issue.component, issue.message) for issue in coded.issues), Text(""))


def _table(views: list[PlaceView]) -> Table:
    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("", width=3, justify="right")
    for column, share in _COLUMNS.items():
        table.add_column(column, ratio=share or None, min_width=len(column), overflow="fold")
    for number, view in enumerate(views, 1):
        table.add_row(str(number), *_cells(view))
    return table


def _cells(view: PlaceView) -> Iterator[Text]:
    place = view.place
    yield Text(plain(view.toponyms), style="green")
    yield Text(plain(view.name), style="" if view.is_resolved else "yellow")
    for value in (place.admin1, place.country, place.precision, view.coordinates):
        yield Text(plain(value or "–"))
    yield Text(plain(view.happenings or "–"), style="bold" if view.events else "")


def _reasons(views: list[PlaceView]) -> RenderableType:
    """For each place by its number: what decided, and the readings that were not chosen."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=3, justify="right")
    grid.add_column(overflow="fold")
    for number, view in enumerate(views, 1):
        word = "not chosen" if view.is_resolved else "open between"
        lines = [view.rules or "–", *([f"{word}: {view.alternatives}"] if view.alternatives else [])]
        grid.add_row(str(number), Text("\n".join(map(plain, lines)), style="dim"))
    return Group(Text("why", style="dim"), grid)
