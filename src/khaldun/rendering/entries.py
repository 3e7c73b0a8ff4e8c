"""A codebook entry for the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khaldun.rendering.terminal import plain


def entry_card(label: str, place: str, values: Mapping[str, str]) -> RenderableType:
    """The codebook's id and version, where the entry stands, and all it says."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for key, value in values.items():
        table.add_row(key, Text(plain(value)))
    return Group(Text.assemble((label, "bold"), "  ", (place, "dim")), Padding(table, (0, 0, 1, 2)))
