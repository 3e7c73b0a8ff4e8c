"""The commands about what Khaldun knows and writes: codebook, gazetteer, schema."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from khaldun.cli.exits import clear_ending

codebook_app = typer.Typer(
    help="Look at the codebooks, look up a code, check a codebook of yours.", no_args_is_help=True
)
gazetteer_app = typer.Typer(help="The index of places that geocoding looks into.", no_args_is_help=True)


class Described(StrEnum):
    """What `khaldun schema` can describe."""

    CODED_REPORT = "coded_report"
    FLAT_EVENT = "flat_event"
    REPORT = "report"


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
        typer.Argument(help="The record of annotate (coded_report), that of code (flat_event), or an input report."),
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
