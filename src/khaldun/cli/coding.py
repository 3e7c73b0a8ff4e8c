"""The commands that code reports: code, annotate, explain, render."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import clear_ending, refuse
from khaldun.cli.options import Coding, Reading, Unfinished, one_of, run_config
from khaldun.errors import ExportError
from khaldun.workflows.config import OutputConfig, RunConfig

#: Endings of flat events, which the record of `khaldun annotate` does not take.
_EVENTS_ONLY = (".csv", ".parquet")

Target = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="PATH", help="Where to write.", rich_help_panel="Output")
]


class Shown(StrEnum):
    """How `khaldun code` shows events that are not written to a file."""

    TABLE = "table"
    JSON = "json"


def code(
    reading: Reading,
    coding: Coding,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write the events to this file; its ending says how: .jsonl, .csv, .parquet.",
            rich_help_panel="Output",
        ),
    ] = None,
    shown: Annotated[
        Shown,
        typer.Option(
            "--format",
            parser=one_of(Shown),
            metavar="|".join(Shown),
            help="Without -o: cards to read, or JSON Lines for pipes.",
            rich_help_panel="Output",
        ),
    ] = Shown.TABLE,
    unfinished: Unfinished,
) -> None:
    """Code reports: who did what to whom, when, where, how many, and according to whom.

    Without -o the events are shown in the terminal, each with its sentence and the words its fields were read from.
    A file appears whole or not at all: it is written aside (.part) and then renamed.

    [bold]Examples[/bold]
      khaldun code examples/reports.jsonl
      khaldun code news/*.html.gz -o events.parquet --workers 4
      khaldun code table.csv --map text=body --map published=day -o events.csv
      khaldun code - --published 2026-03-03 --format json < report.txt | jq .type
    """
    config = run_config(reading, coding)
    _refuse_without(output, unfinished)
    with clear_ending(output):
        if output is not None:
            from khaldun.exporters import events_exporter_for

            _write(config, output, events_exporter_for(output).name, unfinished)
        elif shown is Shown.JSON:
            _stream(config, "events-jsonl")
        else:
            _show_cards(config)


def annotate(reading: Reading, coding: Coding, *, output: Target = None, unfinished: Unfinished) -> None:
    """Write the full record of every report: events, triggers, parties, places, times, attributions, issues.

    One line of JSON a report, in input order; also a report that could not be coded has its line, with its issue.
    `khaldun schema` prints the form.

    [bold]Examples[/bold]
      khaldun annotate examples/reports.jsonl -o coded.jsonl
      khaldun annotate archive/ -o coded.jsonl --workers 4 --resume
      cat report.txt | khaldun annotate - --published 2026-03-03 | jq .events
    """
    config = run_config(reading, coding)
    _refuse_without(output, unfinished)
    with clear_ending(output):
        if output is None:
            _stream(config, "annotate-jsonl")
        elif output.suffix.lower() in _EVENTS_ONLY:
            raise ExportError(
                "the full record is JSON Lines; `khaldun code -o` writes events in this form", file=output
            )
        else:
            _write(config, output, "annotate-jsonl", unfinished)


def explain(
    reading: Reading,
    coding: Coding,
    *,
    event: Annotated[str | None, typer.Option(metavar="ID", help="Only the event with this id.")] = None,
) -> None:
    """Say why each field of an event has its value, and why words that look like an event were not coded.

    For every field: the words it was read from with their offsets, and the rule, codebook entry or model that decided.

    [bold]Examples[/bold]
      khaldun explain report.txt --published 2026-03-03
      khaldun explain examples/reports.jsonl --event ev-0123456789abcdef
    """
    from khaldun.cli.shown import Shower
    from khaldun.rendering.explanation import codebooks_line, explain_report
    from khaldun.workflows.code_corpus import code_reports

    show, found = Shower(), dict[str, None]()
    with clear_ending():
        _prepare()
        for coded in code_reports(run_config(reading, coding)):
            if event is None or any(one.id == event for one in coded.events):
                show(explain_report(coded, event))
                found |= dict.fromkeys(coded.codebooks)
        if event is not None and not found:
            raise refuse(f"no event {event!r} in this input")
        if event is None:
            show(codebooks_line(found))


def render(
    reading: Reading,
    coding: Coding,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="A .html file for one report, or a folder for several.",
            rich_help_panel="Output",
        ),
    ],
) -> None:
    """Make a page for each report: its text with marked words, and its events beside it.

    A page needs no network and no other file. Pointing at a field, or reaching it with Tab, lights its words.
    Several reports go into a folder, with an index.html.

    [bold]Examples[/bold]
      khaldun render report.txt --published 2026-03-03 -o report.html
      khaldun render examples/reports.jsonl -o pages
    """
    from khaldun.cli.progress import told_run
    from khaldun.rendering.words import counted
    from khaldun.workflows.render_reports import render_reports

    config = run_config(reading, coding)
    with clear_ending():
        _prepare()
        with told_run(config) as teller:
            pages = render_reports(config, output, teller)
    sys.stderr.write(f"{output}: {counted(pages, 'page')}\n")


def _refuse_without(output: Path | None, unfinished: Unfinished) -> None:
    if output is None and (unfinished.resume or unfinished.restart):
        raise refuse("--resume and --restart need the output that was begun (-o)")


def _write(config: RunConfig, target: Path, exporter: str, unfinished: Unfinished) -> None:
    from khaldun.cli.progress import say_done, told_run
    from khaldun.workflows.code_corpus import write_corpus

    output = OutputConfig(target=target, exporter=exporter, resume=unfinished.resume, restart=unfinished.restart)
    _prepare()
    with told_run(config) as teller:
        mark = write_corpus(config, output, teller)
    say_done(str(target), mark)


def _stream(config: RunConfig, exporter_name: str) -> None:
    """Writes to standard output as reports are coded."""
    from khaldun.cli.progress import IssueTeller
    from khaldun.exporters import get_exporter
    from khaldun.workflows.code_corpus import code_reports

    _prepare()
    exporter = get_exporter(exporter_name)
    issues = IssueTeller(lambda line: typer.echo(line, err=True))
    sys.stdout.buffer.write(exporter.head())
    for coded in code_reports(config):
        sys.stdout.buffer.write(exporter.encode(coded))
        sys.stdout.buffer.flush()
        issues.tell(coded)
    issues.close()


def _show_cards(config: RunConfig) -> None:
    from khaldun.cli.shown import Shower
    from khaldun.rendering.terminal import report_cards
    from khaldun.workflows.code_corpus import code_reports

    _prepare()
    show = Shower()
    for coded in code_reports(config):
        show(report_cards(coded))


def _prepare() -> None:
    """Builds what is built on first use, where a person sees it."""
    from khaldun.cli.progress import ensure_gazetteer

    ensure_gazetteer()
