"""The commands about named actors: find."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.exits import clear_ending
from khaldun.cli.options import check_day

actors_app = typer.Typer(help="Look up how a name is coded, and why.", no_args_is_help=True)


@actors_app.command("find")
def find_actor(
    name: Annotated[
        str, typer.Argument(help="A name as a report writes it, with its title or without.", metavar="NAME")
    ],
    *,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            help="The day (ISO 8601) on which the affiliation must hold; without it, the latest office.",
            metavar="DATE",
            callback=check_day,
        ),
    ] = None,
    codebook: Annotated[
        list[Path] | None,
        typer.Option(
            help="A file of actors of yours, a table or FollowTheMoney JSON lines; repeat for more.", metavar="PATH"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a card.")] = False,
) -> None:
    """Show how a name would be coded by itself, which row of which table says so, and names spelt much like it.

    Told are the country, the sectors and the entity; each entity that the name may be, found as written, without
    regard to case and accents, or in another transliteration, with all its dated affiliations (> marks the one that
    holds); role words and demonyms in it. In a report the country it is about, titles and appositions add to this.

    [bold]Examples[/bold]
      khaldun actors find "Benny Gantz" --on 2012-11-20
      khaldun actors find Ansarullah
      khaldun actors find "rebel commander" --json
      khaldun actors find "Ann Lee" --codebook my-actors.csv
    """
    from khaldun.cli.shown import Shower
    from khaldun.rendering.actor_card import actor_card
    from khaldun.workflows.find_actor import as_record, find_actor

    with clear_ending():
        report = find_actor(name, on[:10] if on else None, tuple(codebook or ()))
        if as_json:
            import json

            sys.stdout.write(json.dumps(as_record(report), ensure_ascii=False, indent=2) + "\n")
        else:
            Shower()(actor_card(report))
