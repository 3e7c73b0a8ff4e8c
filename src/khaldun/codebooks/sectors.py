"""Sector codes of actors: PLOVER's list, its country-slot codes, and CAMEO's retired ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from khaldun.codebooks.loading import CodebookHeader, Row, data_path
from khaldun.codebooks.overlays import layered_table

FILE = data_path("plover", "sectors.csv")
COLUMNS = ("code", "name", "definition", "status", "acled_counterpart", "icews_counterpart", "cameo_counterpart", "use")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A sector code; `use` is frequent, less frequent, country slot or retired."""

    code: str
    name: str
    definition: str
    status: str
    use: str
    acled: str
    icews: str
    cameo: str

    @property
    def in_use(self) -> bool:
        """Whether records may carry it (CAMEO's retired codes may not)."""
        return self.use != "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sectors:
    """The sector codebook by code."""

    header: CodebookHeader
    codes: Mapping[str, Sector]

    @property
    def slots(self) -> frozenset[str]:
        """Codes that stand where a country would (UNO, IGO, NGO, …)."""
        return frozenset(code for code, sector in self.codes.items() if sector.use == "country slot")

    @property
    def allowed(self) -> frozenset[str]:
        """Codes that records may carry."""
        return frozenset(code for code, sector in self.codes.items() if sector.in_use)


@lru_cache
def load_sectors(overlays: tuple[Path, ...] = ()) -> Sectors:
    """Sector codes with a user's files over them (id `plover-sectors`). Raises CodebookError for a faulty file."""
    table = layered_table(FILE, columns=COLUMNS, key=("code",), overlays=overlays)
    return Sectors(header=table.header, codes=MappingProxyType({row["code"]: _sector(row) for row in table.rows}))


def _sector(row: Row) -> Sector:
    if not (row["code"].isalpha() and row["code"].isupper()):
        raise row.fail("a sector code is written in capital letters", row["code"])
    return Sector(
        code=row["code"],
        name=row["name"],
        definition=row["definition"],
        status=row["status"],
        use=row["use"],
        acled=row["acled_counterpart"],
        icews=row["icews_counterpart"],
        cameo=row["cameo_counterpart"],
    )
