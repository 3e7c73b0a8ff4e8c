"""The commands that show one thing whole: those under show."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import clear_ending
from khaldun.cli.options import with_groups
from khaldun.cli.stores import Kept

show_app = typer.Typer(help="Show one thing whole.", no_args_is_help=True)


@show_app.command("incident")
@with_groups
def show_incident(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="An incident; or an event or a report that belongs to some.")
    ],
    kept: Kept,
    *,
    incidents: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Look into this file of `khaldun link`, not into a store; it has no texts."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write a page (.html) with the accounts and, out of a store, the texts.",
            rich_help_panel="Output",
        ),
    ] = None,
) -> None:
    """Show the accounts of a happening side by side: who says what, who only copies, and on what they disagree.

    For each field: the value known best and by which rule. Fields on which accounts disagree have a `!`. Every
    figure is listed with who gives it, and every link of two events with what its score is made of.

    [bold]Examples[/bold]
      khaldun show incident in-0123456789abcdef --db news.sqlite
      khaldun show incident ev-0123456789abcdef -o incident.html
      khaldun show incident clash-zamfara --incidents incidents.jsonl
    """
    from khaldun.cli.shown import Shower
    from khaldun.rendering.incident_table import incident_card
    from khaldun.store.opening import open_store
    from khaldun.workflows.show_incident import incidents_of_file, kept_incidents, write_page

    with clear_ending():
        found = incidents_of_file(incidents, name) if incidents else kept_incidents(open_store(kept.db), name)
        if output is not None:
            write_page(found, output)
            sys.stderr.write(f"{output}: {', '.join(shown.row['incident_id'] for shown in found)}\n")
            return
        show = Shower()
        for shown in found:
            show(incident_card(shown))
