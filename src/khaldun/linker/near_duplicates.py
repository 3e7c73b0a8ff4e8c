"""Groups of reports that are copies or light rewrites of one text.

Candidates come from MinHash signatures with locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998; the
library is rensa), and each candidate pair is then checked on the words themselves. Groups grow by average linkage: two
become one when enough of the pairs across them are copies, the strongest pairs first. The result depends on the set of
reports alone, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rensa import RMinHash, RMinHashLSH

from khaldun.codebooks.copies import CopyBounds, load_copy_bounds
from khaldun.linker.copy_groups import joined
from khaldun.linker.overlap import Words, copy_strength, overlap_of
from khaldun.linker.publication import earliest_of, in_order
from khaldun.records.linkable import LinkableReport

#: 64 bands of two rows find a pair with a fifth of its shingles in common in 93 of 100 cases, with a quarter in 98.
_PERMUTATIONS, _BANDS, _SEED = 128, 64, 20261
#: Beneath this estimate (standard error 0.03) a candidate shares next to nothing and is not looked at any further.
_LEAST_ESTIMATE = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Copies of one text, earliest first; `earliest` is None where their dates do not tell, `basis` says what did."""

    reports: tuple[str, ...]
    earliest: str | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """All groups of two or more reports, by their first reports' ids."""

    groups: tuple[Group, ...]

    def of_report(self) -> Mapping[str, Group]:
        """The group of each report that is in one."""
        return {report: group for group in self.groups for report in group.reports}


def group(reports: Iterable[LinkableReport], bounds: CopyBounds | None = None) -> Grouping:
    """The groups of copies among reports; a report without a fingerprint, or without words, is in none."""
    index = CopyIndex(bounds)
    for report in reports:
        index.add(report)
    return index.grouping()


class CopyIndex:
    """Reports that are compared as they arrive: a new one with its candidates alone, never all with all."""

    def __init__(self, bounds: CopyBounds | None = None) -> None:
        self._bounds = load_copy_bounds() if bounds is None else bounds
        self._lsh = RMinHashLSH(threshold=0.5, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._reports: dict[str, LinkableReport] = {}
        self._keys: dict[str, int] = {}
        self._added: list[tuple[str, Words, RMinHash]] = []
        self._copies: dict[str, dict[str, float]] = {}

    def add(self, report: LinkableReport) -> None:
        """Takes a report in; one with the id of an earlier one takes its place."""
        self.remove(report.id)
        self._reports[report.id] = report
        if report.fingerprint is None or not report.fingerprint.shingles:
            return
        words, signature = Words(report.fingerprint), RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        signature.update([value.to_bytes(4, "little") for value in words.shingles.tolist()])
        for key in sorted(self._lsh.query(signature)):
            self._compare(report.id, words, signature, self._added[key])
        self._keys[report.id] = len(self._added)
        self._lsh.insert(len(self._added), signature)
        self._added.append((report.id, words, signature))

    def remove(self, report: str) -> None:
        """Forgets a report, if it is there."""
        self._reports.pop(report, None)
        for other in self._copies.pop(report, {}):
            del self._copies[other][report]
        key = self._keys.pop(report, None)
        if key is not None:
            self._lsh.remove(key)

    def grouping(self) -> Grouping:
        """The groups of all reports taken in."""
        groups = []
        for members in joined(self._copies, self._bounds.least_linked):
            reports = in_order(self._reports[member] for member in members)
            earliest = earliest_of(reports)
            ids = tuple(report.id for report in reports)
            groups.append(Group(reports=ids, earliest=earliest.report, basis=earliest.basis))
        return Grouping(groups=tuple(sorted(groups, key=lambda group: group.reports)))

    def _compare(self, report: str, words: Words, signature: RMinHash, other: tuple[str, Words, RMinHash]) -> None:
        if signature.jaccard(other[2]) < _LEAST_ESTIMATE:
            return
        strength = copy_strength(overlap_of(words, other[1]), self._bounds)
        if strength:
            self._copies.setdefault(report, {})[other[0]] = strength
            self._copies.setdefault(other[0], {})[report] = strength
