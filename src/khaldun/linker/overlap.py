"""How much of one report stands in another, by their fingerprints: the real check behind each candidate pair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from khaldun.codebooks.copies import CopyBounds
from khaldun.codebooks.sketches import KEPT
from khaldun.records.fingerprint import Fingerprint

Hashes = NDArray[np.uint32]
_HIGHEST = 0xFFFFFFFF


class Words:
    """A fingerprint as arrays, which are compared some twenty times as fast as tuples."""

    def __init__(self, fingerprint: Fingerprint) -> None:
        self.shingles = _array(fingerprint.shingles)
        self.lead = _array(fingerprint.lead)
        self._names = _array(fingerprint.names)

    @property
    def reach(self) -> int:
        """The highest hash up to which all shingles of the text are known."""
        return int(self.shingles[-1]) if len(self.shingles) >= KEPT else _HIGHEST

    @cached_property
    def slots(self) -> Mapping[int, frozenset[int]]:
        """By the words around it (upper half of the hash), which names or numbers stand there."""
        found: dict[int, set[int]] = {}
        for value in self._names.tolist():
            found.setdefault(value >> 16, set()).add(value & 0xFFFF)
        return {frame: frozenset(names) for frame, names in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Shares (0 to 1) of what two reports have in common; the pairs are of the first and of the second report.

    `contained`: of its shingles in the other; `led`: of its beginning in the other. `places` are those where both have
    a name or a number between the same words, `agreeing` those of them where it is the same one.
    """

    contained: tuple[float, float]
    led: tuple[float, float]
    places: int
    agreeing: int


def overlap_of(first: Words, second: Words) -> Overlap:
    """What two reports have in common, as far as both sketches reach."""
    reach = min(first.reach, second.reach)
    ours, theirs = _up_to(first.shingles, reach), _up_to(second.shingles, reach)
    common = _common(ours, theirs)
    shared = [frame for frame in first.slots if frame in second.slots] if common else []
    return Overlap(
        contained=(_share(common, len(ours)), _share(common, len(theirs))),
        led=(_led(first, second, reach), _led(second, first, reach)),
        places=len(shared),
        agreeing=sum(not first.slots[frame].isdisjoint(second.slots[frame]) for frame in shared),
    )


def copy_strength(overlap: Overlap, bounds: CopyBounds) -> float:
    """How much of the shorter report is in the other (0 to 1) where the two are copies of one text; else 0."""
    strength = max(overlap.contained)
    is_copy = strength >= bounds.least_contained and _names_agree(overlap, bounds) and _begins_alike(overlap, bounds)
    return strength if is_copy else 0.0


def _names_agree(overlap: Overlap, bounds: CopyBounds) -> bool:
    if overlap.agreeing < bounds.least_agreeing:
        alone = min(overlap.contained) >= bounds.least_contained_nameless
        return alone and overlap.agreeing == overlap.places
    return (overlap.agreeing - 0.5) / (overlap.places - 0.5) >= bounds.least_agreement


def _begins_alike(overlap: Overlap, bounds: CopyBounds) -> bool:
    """Whether both beginnings are copied, or one is and the report with a beginning of its own has little else."""
    first, second = (led >= bounds.least_lead for led in overlap.led)
    if first and second:
        return True
    own = overlap.contained[1] if first else overlap.contained[0]
    return (first or second) and own >= bounds.least_share


def _led(first: Words, second: Words, reach: int) -> float:
    """The share of the first report's beginning in the second: in its shingles, or in its own beginning."""
    lead = _up_to(first.lead, reach)
    in_text = _share(_common(lead, _up_to(second.shingles, reach)), len(lead))
    return max(in_text, _share(_common(first.lead, second.lead), len(first.lead)))


def _common(first: Hashes, second: Hashes) -> int:
    """How many numbers two ascending arrays without repetition share."""
    if len(first) > len(second):
        first, second = second, first
    if not len(first):
        return 0
    at = np.searchsorted(second, first)
    at[at == len(second)] = 0
    return int(np.count_nonzero(second[at] == first))


def _up_to(hashes: Hashes, reach: int) -> Hashes:
    return hashes if reach == _HIGHEST else hashes[: int(np.searchsorted(hashes, np.uint32(reach), side="right"))]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _array(hashes: bytes) -> Hashes:
    return np.frombuffer(hashes, dtype="<u4").astype(np.uint32)
