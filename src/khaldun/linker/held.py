"""What reports have in common, days or places, and how much that says: what few reports have is telling."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)
#: What only one of so many reports has says all that days or places can say.
_RARE = 20


class Held(Generic[Thing]):
    """What each report has, and all that is as good as that; how many reports have each."""

    def __init__(self, own: Sequence[frozenset[Thing]], near: Sequence[frozenset[Thing]]) -> None:
        self._own, self._near = own, near
        self._holders = Counter(thing for things in near for thing in things)
        self._known = sum(map(bool, own))

    def compared(self, one: int, other: int, *, near: str, far: str) -> dict[str, float]:
        """Whether two reports have something in common, or nearly; nothing where one has none.

        `near` counts 1 where few of all reports that have any have the same, and 0 where all have it: the logarithm
        of how much likelier it is of one happening than of any two reports.
        """
        mine, theirs = self._own[one], self._near[other]
        if not mine or not theirs:
            return {}
        shared = mine & theirs
        if not shared:
            return {far: 1.0}
        fewest = min(self._holders[thing] for thing in shared)
        return {near: min(1.0, math.log(self._known / fewest) / math.log(_RARE))}


def held_days(days: Sequence[frozenset[int]], near: float) -> Held[int]:
    """Days, by their numbers; those up to `near` days before or after are as good."""
    steps = range(-int(near), int(near) + 1)
    return Held(days, [frozenset(day + step for day in own for step in steps) for own in days])


def held_places(points: Sequence[frozenset[tuple[float, float]]], side: float) -> Held[tuple[int, int]]:
    """Points (latitude, longitude) as squares of `side` degrees; squares that touch are as good."""
    squares = [frozenset((round(lat / side), round(lon / side)) for lat, lon in own) for own in points]
    around = [(north, east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    return Held(squares, [frozenset((y + n, x + e) for y, x in own for n, e in around) for own in squares])
