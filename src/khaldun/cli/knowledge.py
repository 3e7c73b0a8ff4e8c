"""The commands about what Khaldun knows and writes: codebook, gazetteer, schema."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import REFUSED, clear_ending, refuse
from khaldun.cli.options import one_of

codebook_app = typer.Typer(
    help="Look at the codebooks, look up a code, check and test a codebook of yours.", no_args_is_help=True
)
gazetteer_app = typer.Typer(help="The index of places that geocoding looks into.", no_args_is_help=True)


class Described(StrEnum):
    """What `khaldun schema` can describe."""

    CODED_REPORT = "coded_report"
    FLAT_EVENT = "flat_event"
    INCIDENT = "incident"
    REPORT = "report"


@codebook_app.command("list")
def list_codebooks() -> None:
    """List the codebooks that ship with Khaldun: id, version, number of entries, licence, file.

    [bold]Example[/bold]
      khaldun codebook list
    """
    from rich.table import Table

    from khaldun.cli.shown import Shower
    from khaldun.codebooks.catalogue import shipped

    with clear_ending():
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for column in ("id", "version", "entries"):
            table.add_column(column, justify="right" if column == "entries" else "left", no_wrap=True)
        for column in ("file", "licence"):
            table.add_column(column, min_width=len("Apache-2.0"), overflow="fold")
        for book in shipped():
            header = book.header
            table.add_row(header.id, header.version, f"{book.entries:,}", book.name, header.licence)
        Shower()(table)


@codebook_app.command("show")
def show_code(
    code: Annotated[
        str,
        typer.Argument(
            help="A PLOVER type, mode or context, a sector, a CAMEO code, an ACLED type, a name or id, a verb, "
            "a codebook's id, or a rule as `khaldun explain` prints it.",
            metavar="CODE",
        ),
    ],
    *,
    codebook: Annotated[
        list[Path] | None, typer.Option(help="A codebook file of yours to look into as well.", metavar="PATH")
    ] = None,
) -> None:
    """Show every entry that defines a code, with its file and line.

    [bold]Examples[/bold]
      khaldun codebook show ASSAULT
      khaldun codebook show 190
      khaldun codebook show abduct --codebook my-triggers.tsv
    """
    from khaldun.cli.shown import Shower
    from khaldun.codebooks.catalogue import find_code, near_codes
    from khaldun.rendering.entries import entry_card

    with clear_ending():
        found = find_code(code, tuple(codebook or ()))
        if not found:
            near = ", ".join(near_codes(code))
            raise refuse(f"no codebook has an entry {code!r}{f'; near it: {near}' if near else ''}")
        show = Shower()
        for entry in found:
            show(entry_card(entry.label, f"{entry.file}:{entry.line or ''}".rstrip(":"), entry.values))


@codebook_app.command("check")
def check_codebook(
    paths: Annotated[list[Path], typer.Argument(help="Codebook files of yours.", metavar="PATH...")],
) -> None:
    """Check codebook files of yours: header, columns, keys, and that every code they name exists.

    Each fault is told with file, line and key; the exit code is 2 when there is one.

    [bold]Example[/bold]
      khaldun codebook check my-triggers.tsv
    """
    from khaldun.codebooks.catalogue import check

    with clear_ending():
        faults = [fault for path in paths for fault in check(path)]
        for fault in faults:
            sys.stderr.write(f"khaldun: {fault}\n")
        if faults:
            raise typer.Exit(REFUSED)
    sys.stdout.write("".join(f"{path}: no fault found\n" for path in paths))


@codebook_app.command("test")
def test_codebook(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Codebook files of yours, those with sentences among them; without any, ours.", metavar="[PATH...]"
        ),
    ] = None,
    *,
    everything: Annotated[
        bool,
        typer.Option("--all", help="With files of yours: try our sentences as well, with your files laid over ours."),
    ] = False,
) -> None:
    """Code the sentences that belong to trigger entries: each must, or must not, be coded as its row says.

    Every pattern, operator, light verb, modal and mode has at least one sentence of each kind. Told are the sentences
    that come out otherwise, with what was coded instead; entries without sentences; and how many are known to fail.
    The entries are tried alone: without the learned reader, and whatever the confidence.
    The exit code is 2 when a sentence fails that is not known to, or one is missing.

    [bold]Examples[/bold]
      khaldun codebook test
      khaldun codebook test my-triggers.tsv my-sentences.tsv
      khaldun codebook test my-triggers.tsv my-sentences.tsv --all
    """
    from khaldun.cli.progress import ensure_gazetteer
    from khaldun.codebooks.catalogue import verify
    from khaldun.codebooks.examples import load_examples
    from khaldun.workflows.try_examples import summary, try_examples

    files = tuple(paths or ())
    with clear_ending():
        ensure_gazetteer()
        verify(files)
        examples = load_examples(files)
        wanted = examples if everything or not files else examples.of_files(files)
        lines, holds = summary(wanted, try_examples(wanted.sentences, files))
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        if not holds:
            raise typer.Exit(REFUSED)


@gazetteer_app.command("build")
def build_gazetteer() -> None:
    """Build the index ahead of its first use (it is kept for all later runs), and print its path.

    [bold]Example[/bold]
      khaldun gazetteer build
    """
    from khaldun.cli.progress import ensure_gazetteer

    with clear_ending():
        path = ensure_gazetteer()
    sys.stdout.write(f"{path}\n")


def schema(
    what: Annotated[
        Described,
        typer.Argument(
            parser=one_of(Described),
            metavar="|".join(Described),
            help="The record of annotate (coded_report), of code (flat_event), of link (incident), or an input report.",
        ),
    ] = Described.CODED_REPORT,
) -> None:
    """Print the JSON Schema of a record that Khaldun reads or writes.

    [bold]Examples[/bold]
      khaldun schema > coded_report.schema.json
      khaldun schema flat_event
    """
    import json

    from khaldun.records.json_schema import json_schema

    sys.stdout.write(json.dumps(json_schema(what.value), indent=2) + "\n")
