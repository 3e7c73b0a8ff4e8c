"""Fingerprint: what the linker needs of a report's words once the text itself is no longer at hand."""

from __future__ import annotations

import base64
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FINGERPRINT_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A report's words in short: sketches of hashed word shingles for copies, content words with counts for likeness.

    `words` is the number of words of the text. `shingles`, `lead` and `names` are ascending 32-bit hashes: of word
    shingles of the whole text, of those of its beginning, of its names and numbers. `terms` are the content words of
    title and text, folded, with how often each stands there, in alphabetical order. No text can be read back from it
    in order.
    """

    words: int
    shingles: tuple[int, ...] = ()
    lead: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()


def fingerprint_to_dict(fingerprint: Fingerprint | None) -> dict[str, Any] | None:
    """A fingerprint in its exchange form (hashes as base64 of little-endian 32-bit numbers), or None."""
    if fingerprint is None:
        return None
    return {
        "version": FINGERPRINT_VERSION,
        "words": fingerprint.words,
        "shingles": _packed(fingerprint.shingles),
        "lead": _packed(fingerprint.lead),
        "names": _packed(fingerprint.names),
        "terms": dict(fingerprint.terms),
    }


def fingerprint_from_dict(value: Mapping[str, Any] | None) -> Fingerprint | None:
    """A fingerprint from its exchange form; None for None and for another version's.

    Raises KeyError, TypeError or ValueError for what is none.
    """
    if value is None or value["version"] != FINGERPRINT_VERSION:
        return None
    return Fingerprint(
        words=int(value["words"]),
        shingles=_unpacked(value["shingles"]),
        lead=_unpacked(value["lead"]),
        names=_unpacked(value["names"]),
        terms=tuple((sys.intern(str(word)), int(count)) for word, count in value["terms"].items()),
    )


def _packed(hashes: tuple[int, ...]) -> str:
    numbers = array("I", hashes)
    if sys.byteorder == "big":
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode("ascii")


def _unpacked(text: str) -> tuple[int, ...]:
    numbers = array("I", base64.b64decode(text, validate=True))
    if sys.byteorder == "big":
        numbers.byteswap()
    return tuple(numbers)
