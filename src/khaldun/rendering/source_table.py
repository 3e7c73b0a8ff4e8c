"""Who is quoted on what, as a table for the terminal; readable without colour and at any width."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

from khaldun.records.source_line import SourceLine
from khaldun.rendering.source_words import HEADINGS, cells
from khaldun.rendering.terminal import plain
from khaldun.rendering.words import counted

#: A name is not broken after every letter, however narrow the terminal is.
_LEAST = {"source": 12, "side": 6, "on what": 8, "states": 8}
_NUMBERS = frozenset({"said", "reports", "quoted", "denies"})


def source_table(lines: Sequence[SourceLine], *, top: int) -> RenderableType:
    """A row a source, the `top` most quoted (0: all), and how many more there are."""
    if not lines:
        return Text("nobody is quoted", style="dim")
    shown = lines[:top] if top else lines
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    for name in HEADINGS:
        justify: JustifyMethod = "right" if name in _NUMBERS else "left"
        least = len(name) if name in _NUMBERS else _LEAST.get(name)
        table.add_column(name, justify=justify, overflow="fold", min_width=least)
    for line in shown:
        table.add_row(*(Text(plain(cell)) for cell in cells(line)))
    more = len(lines) - len(shown)
    return Group(table, Text(f"{counted(more, 'more source')}: --top 0 shows all", style="dim")) if more else table
