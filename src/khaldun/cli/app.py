"""The Typer application: every command, and how the process ends."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from khaldun.cli import actors, coding, database, exits, knowledge, linking, places, showing, sources, stores
from khaldun.cli.options import with_groups

app = typer.Typer(
    name="khaldun",
    epilog=exits.epilog(),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    coding.code,
    coding.annotate,
    coding.explain,
    coding.render,
    linking.link,
    places.places,
    sources.sources,
    stores.ingest,
    stores.find,
    stores.judge,
):
    app.command(_command.__name__, epilog=exits.epilog(), no_args_is_help=True)(with_groups(_command))
app.add_typer(actors.actors_app, name="actors")
app.add_typer(knowledge.codebook_app, name="codebook")
app.add_typer(knowledge.gazetteer_app, name="gazetteer")
app.add_typer(database.db_app, name="db")
app.add_typer(showing.show_app, name="show")
app.command("schema")(knowledge.schema)


def _print_version(wanted: bool) -> None:
    if wanted:
        from khaldun.records.software import software_version

        sys.stdout.write(f"khaldun {software_version()}\n")
        raise typer.Exit


@app.callback()
def khaldun(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """News reports in, auditable event data out: who did what to whom, when, where, how many, and according to whom.

    [bold]Begin with[/bold]
      khaldun code examples/reports.jsonl               look at the events
      khaldun code examples/reports.jsonl -o out.csv    keep them as a table
      khaldun explain examples/reports.jsonl            see where each field is from
      khaldun render examples/reports.jsonl -o pages    read them beside the text
      khaldun places examples/reports.jsonl -o map.html see where they happened
    """


def main() -> None:
    """Runs the command line."""
    exits.stop_on_sigterm()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal or pipe that cannot show a letter gets its escape
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="khaldun")
