"""The commands that look after a store: those under db."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import REFUSED, clear_ending, refuse
from khaldun.cli.options import Coding, coding_config, with_groups
from khaldun.cli.stores import Kept

db_app = typer.Typer(help="Look after a store: check, count, bring up to date, export, delete.", no_args_is_help=True)


@db_app.command("check")
@with_groups
def check_store(kept: Kept) -> None:
    """Check that a store is whole: the file, the texts, the records, and that events are found by what they say.

    Each fault is told; the exit code is 2 when there is one. Nothing is changed.

    [bold]Example[/bold]
      khaldun db check --db news.sqlite
    """
    from khaldun.store.opening import open_store

    with clear_ending():
        store = open_store(kept.db)
        found = store.faults()
        for fault in found:
            sys.stderr.write(f"khaldun: {store.name}: {fault}\n")
        if found:
            raise typer.Exit(REFUSED)
        sys.stdout.write(f"{store.name}: no fault found\n")


@db_app.command("stats")
@with_groups
def show_stats(kept: Kept) -> None:
    """Count what a store keeps, and list its codings and last runs.

    [bold]Example[/bold]
      khaldun db stats
    """
    from khaldun.cli.shown import Shower
    from khaldun.rendering.store_tables import stats_table
    from khaldun.store.opening import open_store
    from khaldun.workflows.store_stats import store_stats

    with clear_ending():
        stats = store_stats(open_store(kept.db))
        Shower()(stats_table(stats.numbers, stats.codings, stats.runs))


@db_app.command("migrate")
@with_groups
def migrate_store(
    kept: Kept,
    *,
    to: Annotated[
        str, typer.Option("--to", metavar="STEP", help="Another step of the schema than the newest, as 0001.")
    ] = "head",
) -> None:
    """Bring a store that an earlier version made to the schema of this one; make a copy first.

    It is done as a whole or not at all. Going back to an earlier step drops what that step does not know.

    [bold]Example[/bold]
      khaldun db migrate --db news.sqlite
    """
    from khaldun.store.opening import migrate

    with clear_ending():
        name, before, after = migrate(kept.db, to)
        done = "is there already" if before == after else f"was at step {before}"
        sys.stdout.write(f"{name}: at step {after or 'none'} ({done})\n")


@db_app.command("export")
@with_groups
def export_store(
    kept: Kept,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PATH", help="A folder, which is made.", rich_help_panel="Output")
    ],
) -> None:
    """Write all that a store keeps as JSON Lines into a folder.

    reports.jsonl and coded.jsonl can be read again (`khaldun ingest reports.jsonl --coded coded.jsonl`); earlier
    versions of reports, judgements, incidents and deleted reports have files of their own.

    [bold]Example[/bold]
      khaldun db export --db news.sqlite -o news
    """
    from khaldun.store.opening import open_store
    from khaldun.workflows.export_store import export

    with clear_ending():
        for path, number in export(open_store(kept.db), output):
            sys.stderr.write(f"{path}: {number:,} lines\n")


@db_app.command("delete-report")
@with_groups
def delete_report(
    report: Annotated[str, typer.Argument(metavar="ID", help="The id of the report.")],
    kept: Kept,
    *,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why, for the tombstone.")] = "",
) -> None:
    """Delete a report: its texts and records in all versions, its fingerprint, and its part in incidents.

    A tombstone stays (id, digests, when and why), and the report is refused when it comes again.

    [bold]Example[/bold]
      khaldun db delete-report clash-zamfara --because "asked by the publisher"
    """
    from khaldun.store.opening import open_store
    from khaldun.workflows.deleting import delete

    with clear_ending():
        store = open_store(kept.db)
        if not delete(store, report, reason=because):
            raise refuse(f"{store.name}: no report {report!r}")
        sys.stderr.write(f"{store.name}: {report} is deleted\n")


@db_app.command("recode")
@with_groups
def recode_store(coding: Coding, kept: Kept) -> None:
    """Code all reports of a store anew with this version, model and codebooks, from the texts that it keeps.

    The records that are there stay in force until all are coded, then all are replaced at once. Run it again after a
    break: what is coded is passed over.

    [bold]Example[/bold]
      khaldun db recode --db news.sqlite --codebook my-triggers.tsv --workers 4
    """
    from khaldun.cli.progress import ensure_gazetteer
    from khaldun.cli.store_progress import say_kept, told_ingest
    from khaldun.store.opening import open_store
    from khaldun.workflows.ingest import recode

    config = coding_config(coding)
    with clear_ending():
        ensure_gazetteer()
        store = open_store(kept.db)
        with told_ingest(config) as watch:
            tally = recode(store, config, watch)
        say_kept(store.name, tally)
