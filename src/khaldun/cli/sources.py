"""The command that lists who is quoted: sources."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import clear_ending
from khaldun.cli.options import Coding, Reading, run_config, whole_number


def sources(
    reading: Reading,
    coding: Coding,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write all sources to this file; its ending says how: .csv, .jsonl, .html.",
            rich_help_panel="Output",
        ),
    ] = None,
    top: Annotated[
        int,
        typer.Option(
            parser=whole_number,
            metavar="N",
            help="Without -o: show the N most quoted; 0 for all.",
            rich_help_panel="Output",
        ),
    ] = 50,
) -> None:
    """List who is quoted on what, how often, and on which side.

    For every source: its side or, for a media outlet, whom it belongs to; how many attributions in how many reports,
    how many of them quoted; the types and actors of the events it speaks of, and the threats, demands and the like
    that its words make themselves; how often it reports a deed of its own side, and how often one of the other side.
    The output of `khaldun annotate` (.jsonl) is read as it is, everything else is coded first.

    [bold]Examples[/bold]
      khaldun sources examples/reports.jsonl
      khaldun sources coded.jsonl -o sources.csv
    """
    from khaldun.cli.progress import ensure_gazetteer
    from khaldun.cli.shown import Shower
    from khaldun.rendering.source_table import source_table
    from khaldun.rendering.words import counted
    from khaldun.workflows.list_sources import list_sources, write_sources

    with clear_ending():
        ensure_gazetteer()
        lines = list_sources(run_config(reading, coding))
        if output is None:
            Shower()(source_table(lines, top=top))
        else:
            write_sources(lines, output)
            sys.stderr.write(f"{output}: {counted(len(lines), 'source')}\n")
