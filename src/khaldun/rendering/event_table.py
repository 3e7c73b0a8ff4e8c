"""Events that were found in a store as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group, JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

from khaldun.rendering.terminal import plain

Row = Mapping[str, Any]
#: A day, a code or a place is not broken in the middle.
_WIDTHS = {"date": 10, "what": 10, "who": 8, "to whom": 8, "where": 8, "report": 10}
_COLUMNS = ("", "date", "what", "who", "to whom", "where", "deaths", "report")


def event_table(rows: Iterable[Row], *, offset: int = 0) -> RenderableType:
    """A row an event: day, type, parties with codes, place, deaths, the report."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in _COLUMNS:
        justify: JustifyMethod = "right" if name in ("", "deaths") else "left"
        table.add_column(
            name, justify=justify, no_wrap=name in ("", "deaths"), overflow="fold", min_width=_WIDTHS.get(name)
        )
    for number, row in enumerate(rows, offset + 1):
        table.add_row(str(number), *(Text(plain(cell)) for cell in _cells(row)))
    return table if table.row_count else Group(Text("nothing found", style="dim"))


def _cells(row: Row) -> tuple[str, ...]:
    what = f"{row['type']}, {row['mode']}" if row["mode"] else row["type"]
    status = "" if row["status"] == "actual" else f" ({row['status']})"
    return (
        _days(row),
        what + status,
        _parties(row["actors"], row["actor_codes"]),
        _parties(row["recipients"], row["recipient_codes"]),
        ", ".join(filter(None, (row["place"], row["country"]))),
        _range(row["deaths_low"], row["deaths_high"], row["deaths_best"]),
        row["report_id"],
    )


def _days(row: Row) -> str:
    first, last = row["date_from"], row["date_to"]
    return first or "" if first == last else f"{first} to {last}"


def _parties(names: str, codes: str) -> str:
    pairs = zip(names.split("; "), codes.split("; "), strict=False)
    return "; ".join(f"{name} [{code}]" if code else name for name, code in pairs)


def _range(low: int | None, high: int | None, best: int | None) -> str:
    if low is not None and low == high:
        return f"{low:,}"
    if low is not None:
        return f"{low:,}+" if high is None else f"{low:,} to {high:,}"
    if high is not None:
        return f"up to {high:,}"
    return "" if best is None else f"about {best:,}"
