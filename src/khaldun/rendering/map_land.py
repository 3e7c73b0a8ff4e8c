"""The countries that a view shows: their outlines in the picture, and where their names may stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from khaldun.codebooks.outlines import Country, Outlines
from khaldun.rendering.projection import Point, View, clip, middle, thin

#: Smaller islands (in picture units) are not drawn; smaller countries have no name for orientation.
_LEAST_SEEN, _LEAST_NAMED = 2.0, 900.0
_LEAST_STEP = 1.2


class Land:
    """What one view shows of all countries."""

    def __init__(self, outlines: Outlines, view: View) -> None:
        seen = ((country, list(_seen_rings(country, view))) for country in outlines.countries)
        self._rings = {country.name: rings for country, rings in seen if rings}
        self._names = {country.iso3: country.name for country in outlines.countries if country.iso3}

    def path(self, iso3: str | None = None) -> str:
        """The outline of what is seen of a country ("" for nothing), or without a code that of all countries."""
        shown = self._rings.values() if iso3 is None else [self._rings.get(self._names.get(iso3, ""), [])]
        return "".join(_path(ring) for rings in shown for ring in rings)

    def spot(self, iso3: str | None) -> Point | None:
        """The middle of the largest part of a country that is seen."""
        rings = self._rings.get(self._names.get(iso3 or "", ""), [])
        return max((middle(ring) for ring in rings), default=(0.0, None))[1]

    def name_spots(self) -> list[tuple[str, Point]]:
        """Countries large enough to be named, the largest first, and the middle of what is seen of them."""
        spots = [(*max(middle(ring) for ring in rings), name) for name, rings in self._rings.items()]
        return [(name, spot) for area, spot, name in sorted(spots, reverse=True) if area > _LEAST_NAMED]


def _seen_rings(country: Country, view: View) -> Iterator[list[Point]]:
    """Without what is too small to be seen, but for the main part of a country."""
    for number, ring in enumerate(country.rings):
        for placed in view.turns(ring.points, ring.box):
            seen = thin(clip(placed, view.height), _LEAST_STEP)
            if len(seen) > 2 and (number == 0 or middle(seen)[0] >= _LEAST_SEEN):
                yield seen


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
