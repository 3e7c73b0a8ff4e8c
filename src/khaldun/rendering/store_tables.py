"""What a store keeps as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from khaldun.rendering.terminal import plain

#: Runs that are shown, the last ones.
_RUNS = 10


def stats_table(
    numbers: Mapping[str, int], codings: Iterable[tuple[str, int]], runs: Sequence[Sequence[str]]
) -> RenderableType:
    """Numbers of what is kept; codings with the number of records in force; the last runs, line by line."""
    counts = _table("kept", "number")
    for name, number in numbers.items():
        counts.add_row(name, f"{number:,}")
    made = _table("coded by", "reports")
    for name, number in codings:
        made.add_row(Text(plain(name)), f"{number:,}")
    last = _table("begun", "ended", "reports", "added", "changed", "coded anew", "known")
    for row in runs[-_RUNS:]:
        last.add_row(*(Text(plain(cell)) for cell in row))
    return Group(counts, "", made, "", last)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    texts = ("kept", "coded by", "begun", "ended")
    for name in columns:
        table.add_column(name, justify="left" if name in texts else "right", overflow="fold")
    return table
