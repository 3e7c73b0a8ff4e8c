"""The command that links events of many reports into incidents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import clear_ending


def link(
    coded: Annotated[Path, typer.Argument(help="Coded reports: what `khaldun annotate` wrote.", show_default=False)],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="PATH", help="Write the incidents to this file.", rich_help_panel="Output"
        ),
    ],
    judgements: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="What people judged, one JSON object a line; it outranks every score."),
    ] = None,
) -> None:
    """Link the events of many reports into incidents: each happening once, with every account of it side by side.

    Copies of one text count as one voice. No text is needed: coded reports carry the fingerprints of their words. The
    incidents do not depend on the order of the reports. The file appears whole or not at all.

    [bold]Examples[/bold]
      khaldun annotate examples/reports.jsonl -o coded.jsonl
      khaldun link coded.jsonl -o incidents.jsonl
      khaldun link coded.jsonl -o incidents.jsonl --judgements judged.jsonl
    """
    from khaldun.cli.progress import told_reading
    from khaldun.rendering.words import counted
    from khaldun.workflows.link_incidents import link_file

    with clear_ending(output):
        with told_reading() as tell:
            incidents = link_file(coded, output, judgements=judgements, tell=tell)
        sys.stderr.write(f"{output}: {counted(incidents, 'incident')}\n")
