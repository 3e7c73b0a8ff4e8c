"""Place: a toponym resolved to a gazetteer entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khaldun.records.spans import TextSpan

PlacePrecision = Literal["point", "city", "district", "admin1", "country", "region"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """One reading of a toponym that was not chosen, with its score (0 to 1)."""

    gazetteer_id: str
    name: str
    country: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A toponym (`span`) and the gazetteer entry it was resolved to.

    `lat`, `lon` are WGS 84 degrees; where `precision` is country or region they are only a middle and never a point to
    map. All but `span` and `name` are None when the choice stayed open; `alternatives` are then what it lay between.
    `rule` says what decided.
    """

    span: TextSpan
    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    gazetteer_id: str | None = None
    precision: PlacePrecision | None = None
    alternatives: tuple[PlaceCandidate, ...] = ()
    rule: str = ""
