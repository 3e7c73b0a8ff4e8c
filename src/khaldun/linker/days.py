"""Days that reports have in common, and how much that says: the same day is telling where few reports have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

#: What only one of so many reports has says all that days can say.
_RARE = 20


class Days:
    """The days of each report, and how many reports have each day, or one `near` it."""

    def __init__(self, days: Sequence[frozenset[int]], near: float) -> None:
        steps = range(-int(near), int(near) + 1)
        self._days = days
        self._near = [frozenset(day + step for day in own for step in steps) for own in days]
        self._holders = Counter(day for own in self._near for day in own)
        self._dated = sum(map(bool, days))

    def compared(self, one: int, other: int, *, near: str, far: str) -> dict[str, float]:
        """Whether two reports have a day in common, or nearly; nothing where the days of one are not known.

        `near` counts 1 where few of all dated reports have that day, and 0 where all have it: the logarithm of how
        much likelier it is of one happening than of any two reports.
        """
        mine, theirs = self._days[one], self._near[other]
        if not mine or not theirs:
            return {}
        shared = mine & theirs
        if not shared:
            return {far: 1.0}
        fewest = min(self._holders[day] for day in shared)
        return {near: min(1.0, math.log(self._dated / fewest) / math.log(_RARE))}
