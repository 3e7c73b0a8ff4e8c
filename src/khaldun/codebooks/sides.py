"""Sides: which sectors speak for themselves together, and which of them stand against one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import data_path
from khaldun.codebooks.overlays import layered_table

SIDES = data_path("cues", "sides.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Sector codes of each side, in the order in which they are asked for, and the sides that each stands against."""

    sectors: Mapping[str, frozenset[str]]
    against: Mapping[str, frozenset[str]]
    label: str

    def of(self, sectors: Collection[str]) -> str | None:
        """The side of a party with these sector codes; None where it is on none."""
        return next((side for side, codes in self.sectors.items() if not codes.isdisjoint(sectors)), None)


@lru_cache
def load_sides(overlays: tuple[Path, ...] = ()) -> Sides:
    """The sides with a user's rows over them.

    Raises CodebookError for a side that stands against one that is none.
    """
    columns = ("side", "sectors", "against")
    table = layered_table(SIDES, columns=columns, key=("side",), overlays=overlays)
    names = frozenset(row["side"] for row in table.rows)
    for row in table.rows:
        for other in sorted(_parts(row["against"]) - names):
            raise row.fail(f"no side {other!r}", "against")
    return Sides(
        sectors={row["side"]: _parts(row["sectors"]) for row in table.rows},
        against={row["side"]: _parts(row["against"]) for row in table.rows},
        label=table.header.label,
    )


def _parts(cell: str) -> frozenset[str]:
    return frozenset(part for part in cell.split("|") if part)
