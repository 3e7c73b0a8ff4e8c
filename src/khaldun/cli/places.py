"""The command that shows where: places."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import clear_ending
from khaldun.cli.options import Coding, Reading, run_config
from khaldun.workflows.config import RunConfig


def places(
    reading: Reading,
    coding: Coding,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="Write a page with maps to this file.", rich_help_panel="Output"
        ),
    ] = None,
) -> None:
    """Show the places of each report: what each toponym was resolved to and why, and which events happened there.

    Without -o as a table in the terminal; with -o as one page with a map, the table and the text of each report. The
    page needs no network and no other file. A country or a region is never shown as a point.

    [bold]Examples[/bold]
      khaldun places report.txt --published 2026-03-03
      khaldun places examples/reports.jsonl -o map.html
    """
    from khaldun.cli.progress import ensure_gazetteer

    config = run_config(reading, coding)
    with clear_ending():
        ensure_gazetteer()
        if output is None:
            _show(config)
        else:
            _write(config, output)


def _show(config: RunConfig) -> None:
    from khaldun.cli.shown import Shower
    from khaldun.rendering.place_table import report_places
    from khaldun.workflows.code_corpus import code_reports

    show = Shower()
    for coded in code_reports(config):
        show(report_places(coded))


def _write(config: RunConfig, target: Path) -> None:
    from khaldun.cli.progress import told_run
    from khaldun.rendering.words import counted
    from khaldun.workflows.render_reports import render_places

    with told_run(config) as teller:
        reports = render_places(config, target, teller)
    sys.stderr.write(f"{target}: the places of {counted(reports, 'report')}\n")
