"""How an ingest is told on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from khaldun.rendering.words import counted
from khaldun.store import Tally
from khaldun.workflows.code_corpus import estimate_size
from khaldun.workflows.config import RunConfig


@contextmanager
def told_ingest(config: RunConfig) -> Iterator[Callable[[Tally], None]]:
    """A teller with its progress bar, where a person looks on."""
    console = Console(stderr=True)
    total = estimate_size(config) if console.is_terminal else None
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    ahead = (TextColumn("left"), TimeRemainingColumn()) if total else ()
    with Progress(*columns, *ahead, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=total)

        def tell(tally: Tally) -> None:
            words = f"{counted(tally.seen, 'report')}, {counted(tally.events, 'event')} kept"
            progress.update(task, description=words, completed=tally.seen)

        yield tell


def say_kept(store: str, tally: Tally) -> None:
    """The last lines of an ingest: what was done, and what could be done."""
    done = {
        "added": tally.added,
        "changed": tally.changed,
        "coded anew": tally.recoded,
        "known": tally.unchanged + tally.outdated,
        "refused, since deleted before": tally.refused,
        "with issues": tally.flawed,
    }
    parts = ", ".join(f"{number:,} {what}" for what, number in done.items() if number)
    told = f" ({parts})" if parts else ""
    sys.stderr.write(f"{store}: {counted(tally.seen, 'report')}{told}, {counted(tally.events, 'event')} kept\n")
    if tally.outdated:
        coded = f"{counted(tally.outdated, 'known report')} coded by another version, model or codebook"
        sys.stderr.write(f"{coded}: --recode codes them anew\n")
