"""Average linkage over pairs that are copies: one false pair does not join two groups."""

from __future__ import annotations

from collections.abc import Mapping

#: For each report those it is a copy of, with how much of the shorter one is in the other.
Copies = Mapping[str, Mapping[str, float]]


def joined(copies: Copies, least_linked: float) -> list[tuple[str, ...]]:
    """Groups of two or more: the strongest pairs first, joined when `least_linked` of the pairs across are copies.

    Equal pairs are taken in the order of their ids, so that the groups depend on nothing but the pairs.
    """
    pairs = sorted(
        (-strength, one, other) for one, others in copies.items() for other, strength in others.items() if one < other
    )
    groups = _Groups(copies)
    while sum(groups.join(one, other, least_linked) for _, one, other in pairs):
        pairs = [pair for pair in pairs if not groups.together(pair[1], pair[2])]
    return groups.of_two_or_more()


class _Groups:
    """Which report is in which group, and how many copies lie across each two groups."""

    def __init__(self, copies: Copies) -> None:
        self._group = {report: report for report in copies}
        self._members = {report: [report] for report in copies}
        self._across = {report: dict.fromkeys(others, 1) for report, others in copies.items()}

    def together(self, one: str, other: str) -> bool:
        """Whether two reports are in one group."""
        return self._group[one] == self._group[other]

    def join(self, one: str, other: str, least_linked: float) -> bool:
        """Makes one group of the groups of two reports, if enough lies across; says whether it did."""
        left, right = sorted((self._group[one], self._group[other]))
        if left == right:
            return False
        size = len(self._members[left]) * len(self._members[right])
        if self._across[left].get(right, 0) < least_linked * size:
            return False
        for member in self._members[right]:
            self._group[member] = left
        self._members[left] += self._members.pop(right)
        self._merge_counts(left, right)
        return True

    def _merge_counts(self, left: str, right: str) -> None:
        for third, count in self._across.pop(right).items():
            del self._across[third][right]
            if third != left:
                self._across[left][third] = self._across[left].get(third, 0) + count
                self._across[third][left] = self._across[left][third]

    def of_two_or_more(self) -> list[tuple[str, ...]]:
        """The members of each group, in alphabetical order."""
        return sorted(tuple(sorted(members)) for members in self._members.values() if len(members) > 1)
