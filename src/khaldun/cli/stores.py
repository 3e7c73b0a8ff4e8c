"""The commands that fill a store and ask it: ingest, find, judge."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import clear_ending
from khaldun.cli.options import Coding, Reading, one_of, run_config, whole_number

Query = Annotated[
    list[str] | None,
    typer.Argument(help="Conditions, as in 'type:ASSAULT actor:TUR deaths>3 \"air strike\"'; none: all events."),
]


class Decided(StrEnum):
    """What a person can decide on a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Where records are kept."""

    db: Annotated[
        str,
        typer.Option(
            "--db",
            envvar="KHALDUN_DB",
            metavar="URL",
            help="The store: a file, or the address of a database (postgresql://…).",
            rich_help_panel="Store",
        ),
    ] = "khaldun.sqlite"


def ingest(
    reading: Reading,
    coding: Coding,
    kept: Kept,
    *,
    coded: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Records that `khaldun annotate` wrote from the same inputs; nothing is coded then.",
            rich_help_panel="Coding",
        ),
    ] = None,
    recode: Annotated[
        bool,
        typer.Option(
            "--recode",
            help="Code reports anew that another version, model or codebook coded; replaced as a whole at the end.",
            rich_help_panel="Coding",
        ),
    ] = False,
    no_link: Annotated[
        bool,
        typer.Option(
            "--no-link", help="Leave incidents as they are; the next ingest makes them.", rich_help_panel="Store"
        ),
    ] = False,
) -> None:
    """Read, code, link and keep reports in a store, which is made where there is none.

    What is kept already is passed over: run it again with the same inputs, after a break or with new ones. A
    report that changed is kept in both versions. Reports are kept in batches, each whole or not at all; at the end
    the incidents of all that is kept take the place of those before, at once.

    [bold]Examples[/bold]
      khaldun ingest examples/reports.jsonl
      khaldun ingest archive/ --db news.sqlite --workers 4
      khaldun ingest archive/ --coded coded.jsonl --db postgresql://me@localhost/news
    """
    from khaldun.cli.progress import ensure_gazetteer
    from khaldun.cli.store_progress import say_kept, told_ingest
    from khaldun.store.opening import open_store
    from khaldun.workflows.ingest import IngestConfig
    from khaldun.workflows.ingest import ingest as run

    config = run_config(reading, coding)
    with clear_ending():
        if coded is None:
            ensure_gazetteer()
        store = open_store(kept.db, create=True)
        with told_ingest(config) as watch:
            tally = run(store, config, IngestConfig(coded=coded, recode=recode, link=not no_link), watch)
        say_kept(store.name, tally)


def find(
    kept: Kept,
    *,
    query: Query = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Write all that is found to this file, whole: .jsonl or .csv, as `khaldun code` does.",
            rich_help_panel="Output",
        ),
    ] = None,
    count: Annotated[
        bool, typer.Option("--count", help="Print only how many events are found.", rich_help_panel="Output")
    ] = False,
    limit: Annotated[
        int,
        typer.Option(
            parser=whole_number, metavar="N", help="So many rows at most are shown.", rich_help_panel="Output"
        ),
    ] = 50,
    offset: Annotated[
        int,
        typer.Option(parser=whole_number, metavar="N", help="So many rows are passed over.", rich_help_panel="Output"),
    ] = 0,
) -> None:
    """Find events in a store, the newest first.

    Conditions are joined by "and", `-` before one turns it round, `type:ASSAULT,FIGHT` means any of them. Words
    without a field are looked for in titles and texts of reports. What else there is: docs/reference/query.md.

    [bold]Examples[/bold]
      khaldun find type:ASSAULT country:NGA 'deaths>3'
      khaldun find 'actor:TUR place:Afrin after:2018-01-20 "air strike"' --count
      khaldun find status:actual after:2026-03 -o march.csv
    """
    from khaldun.store import parse_query
    from khaldun.store.opening import open_store
    from khaldun.workflows import find_events

    with clear_ending():
        asked = parse_query(" ".join(query or ()))
        store = open_store(kept.db)
        if count:
            sys.stdout.write(f"{find_events.count_events(store, asked)}\n")
        elif output is not None:
            number = find_events.write_events(store, asked, output)
            sys.stderr.write(f"{output}: {number:,} events\n")
        else:
            from khaldun.cli.shown import Shower
            from khaldun.rendering.event_table import event_table

            rows = find_events.event_rows(store, asked, limit=limit, offset=offset)
            Shower()(event_table(rows, offset=offset))


def judge(
    first: Annotated[str, typer.Argument(metavar="ID", help="An event or a report.")],
    second: Annotated[str, typer.Argument(metavar="ID", help="The other one.")],
    decision: Annotated[
        Decided, typer.Argument(parser=one_of(Decided), metavar="|".join(Decided), help="What you decide.")
    ],
    kept: Kept,
    *,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")],
    because: Annotated[str | None, typer.Option("--because", metavar="TEXT", help="Why.")] = None,
) -> None:
    """Keep a person's judgement: whether two events, or two reports, tell of the same happening.

    It outranks every score and is kept for ever; a later one on the same pair takes its place.

    [bold]Example[/bold]
      khaldun judge ev-0123456789abcdef ev-fedcba9876543210 same --by "A. Ndiaye" --because "same village, same day"
    """
    from khaldun.store.opening import open_store
    from khaldun.workflows.judging import judge as keep

    with clear_ending():
        store = open_store(kept.db)
        kept_as = keep(store, (first, second), decision.value, by=by, reasons=(because,) if because else ())
        sys.stderr.write(f"{store.name}: {' and '.join(kept_as.pair)}: {kept_as.decision}, by {kept_as.by}\n")
