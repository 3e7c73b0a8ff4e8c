"""Average linkage: two groups become one when the mean score over all pairs across them is high enough.

Strangers are not chained together by one bridge, for every pair across counts, a pair that was never scored as 0
(Sokal and Michener 1958; sparse, with a heap). Equal scores are taken in the order of the members' numbers.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

Pair = tuple[int, int]
#: Drags the mean beneath every threshold: what people call different is never one.
_NEVER = -1e9


def grouped(
    size: int,
    scores: Mapping[Pair, float],
    threshold: float,
    *,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
) -> list[tuple[int, ...]]:
    """Groups of the numbers below `size`, each ascending, by their first members.

    Pairs in `same` are one from the start and count as one voice; what holds a pair in `different` is not joined.
    """
    voice = _voices(size, same)
    groups = _Groups(voice, _between_voices(voice, scores, different))
    groups.join_all(threshold)
    return sorted(tuple(sorted(members)) for members in groups.members.values())


def _voices(size: int, same: Iterable[Pair]) -> list[int]:
    """For each number the least that it is the same as."""
    first = list(range(size))

    def find(number: int) -> int:
        while first[number] != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for one, other in same:
        low, high = sorted((find(one), find(other)))
        first[high] = low
    return [find(number) for number in range(size)]


def _between_voices(voice: list[int], scores: Mapping[Pair, float], different: Iterable[Pair]) -> dict[Pair, float]:
    """The mean score between each two voices, pairs without a score counting 0."""
    members: dict[int, int] = {}
    for first in voice:
        members[first] = members.get(first, 0) + 1
    sums: dict[Pair, float] = {}
    for (one, other), score in sorted(scores.items()):
        pair = (min(voice[one], voice[other]), max(voice[one], voice[other]))
        if pair[0] != pair[1]:
            sums[pair] = sums.get(pair, 0.0) + score
    means = {pair: total / (members[pair[0]] * members[pair[1]]) for pair, total in sums.items()}
    for one, other in different:
        pair = (min(voice[one], voice[other]), max(voice[one], voice[other]))
        if pair[0] != pair[1]:
            means[pair] = _NEVER
    return means


class _Groups:
    """Groups of voices, with the sum of scores across each two that have any."""

    def __init__(self, voice: list[int], means: Mapping[Pair, float]) -> None:
        self.members: dict[int, list[int]] = {}
        for number, first in enumerate(voice):
            self.members.setdefault(first, []).append(number)
        self._voices = dict.fromkeys(self.members, 1)
        self._across: dict[int, dict[int, float]] = {first: {} for first in self.members}
        for (one, other), mean in means.items():
            self._across[one][other] = self._across[other][one] = mean

    def join_all(self, threshold: float) -> None:
        """Joins the two groups with the highest mean until none reaches the threshold."""
        heap = [
            entry
            for one, others in self._across.items()
            for other in others
            if one < other and (entry := self._entry(one, other))[0] <= -threshold
        ]
        heapq.heapify(heap)
        while heap:
            _, one, other, voices = heapq.heappop(heap)
            if (self._voices.get(one), self._voices.get(other)) != voices:
                continue
            self._join(one, other)
            for third in self._across[one]:
                entry = self._entry(min(one, third), max(one, third))
                if entry[0] <= -threshold:
                    heapq.heappush(heap, entry)

    def _entry(self, one: int, other: int) -> tuple[float, int, int, Pair]:
        voices = (self._voices[one], self._voices[other])
        return -self._across[one][other] / (voices[0] * voices[1]), one, other, voices

    def _join(self, one: int, other: int) -> None:
        self.members[one] += self.members.pop(other)
        self._voices[one] += self._voices.pop(other)
        mine = self._across[one]
        del mine[other]
        for third, total in self._across.pop(other).items():
            if third != one:
                del self._across[third][other]
                mine[third] = self._across[third][one] = mine.get(third, 0.0) + total
