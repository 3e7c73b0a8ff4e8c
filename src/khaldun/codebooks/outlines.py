"""Country outlines for maps. They are for orientation and judge no claim to land."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

from khaldun.codebooks.loading import HEADER_KEYS, CodebookHeader, data_path
from khaldun.errors import CodebookError

#: Longitude and latitude in degrees.
Point = tuple[float, float]
_STEPS = 100
_HALF, _POLE = 180.0, 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A closed line. One over the 180th meridian goes on past it; one round a pole goes along it.

    `box` is west, south, east, north.
    """

    points: tuple[Point, ...]
    box: tuple[float, float, float, float]

    @property
    def area(self) -> float:
        """The area of its box."""
        west, south, east, north = self.box
        return (east - west) * (north - south)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country or territory: `iso3` is None for a land without a code; the largest ring comes first."""

    iso3: str | None
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """All countries."""

    header: CodebookHeader
    countries: tuple[Country, ...]

    def country(self, iso3: str | None) -> Country | None:
        """The country with this code, or None."""
        return next((country for country in self.countries if iso3 and country.iso3 == iso3), None)


@lru_cache(maxsize=1)
def load_outlines() -> Outlines:
    """The outlines that ship with Khaldun.

    Raises CodebookError when a key is missing or a ring names an arc that is not there.
    """
    path = data_path("outlines", "countries.json")
    content = json.loads(path.read_text("utf-8"))
    try:
        header = CodebookHeader(**{key: content[key] for key in HEADER_KEYS})
        arcs = [_points(arc) for arc in content["arcs"]]
        countries = tuple(_country(each, arcs) for each in content["countries"])
    except (KeyError, IndexError) as error:
        raise CodebookError(f"not whole: {error}", file=path) from error
    return Outlines(header=header, countries=countries)


def _points(steps: Sequence[int]) -> tuple[Point, ...]:
    pairs = zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)
    return tuple((x / _STEPS, y / _STEPS) for x, y in pairs)


def _country(content: dict[str, Any], arcs: Sequence[tuple[Point, ...]]) -> Country:
    rings = sorted((_ring(ring, arcs) for ring in content["rings"]), key=lambda ring: -ring.area)
    return Country(iso3=content["iso3"], name=content["name"], rings=tuple(rings))


def _ring(numbers: Sequence[int], arcs: Sequence[tuple[Point, ...]]) -> Ring:
    """Arcs one after the other; each begins where the one before ended."""
    joined: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        joined += arc[1:] if joined else arc
    points = tuple(_unbroken(joined))
    (first, _), (last, _) = points[0], points[-1]
    if abs(first - last) > _HALF:
        points = (*points, (last, -_POLE), (first, -_POLE))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Ring(points=points, box=(min(xs), min(ys), max(xs), max(ys)))


def _unbroken(points: Iterable[Point]) -> Iterator[Point]:
    """A line without leaps from one side of the 180th meridian to the other."""
    turn, before = 0.0, None
    for lon, lat in points:
        if before is not None and abs(lon - before) > _HALF:
            turn += 2 * _HALF if lon < before else -2 * _HALF
        before = lon
        yield lon + turn, lat
