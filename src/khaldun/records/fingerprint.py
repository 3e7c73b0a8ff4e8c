"""Fingerprint: what the linker needs of a report's words once the text itself is no longer at hand."""

from __future__ import annotations

import base64
import sys
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

FINGERPRINT_VERSION = 1
#: Terms of a report with how often each stands there, in alphabetical order.
Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a report's title and text speak of, folded, without function words.

    `words` are content words in the singular; `names` those that stand with a capital only, and two of them in a row;
    `numbers` figures; `opening` the words with which the report begins.
    """

    words: Counted = ()
    names: Counted = ()
    numbers: Counted = ()
    opening: Counted = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A report's words in short: sketches of hashed word shingles for copies, terms with counts for likeness.

    `words` is the number of words of the text. `shingles`, `lead` and `names` are ascending 32-bit hashes, as
    little-endian bytes: of word shingles of the whole text, of those of its beginning, of its names and numbers.
    """

    words: int
    shingles: bytes = b""
    lead: bytes = b""
    names: bytes = b""
    terms: Terms = Terms()


def pack_hashes(hashes: Iterable[int]) -> bytes:
    """32-bit numbers as little-endian bytes. Raises OverflowError for a number that does not fit."""
    numbers = array("I", hashes)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def fingerprint_to_dict(fingerprint: Fingerprint | None) -> dict[str, Any] | None:
    """A fingerprint in its exchange form (hashes as base64), or None."""
    if fingerprint is None:
        return None
    return {
        "version": FINGERPRINT_VERSION,
        "words": fingerprint.words,
        **{
            name: base64.b64encode(getattr(fingerprint, name)).decode("ascii") for name in ("shingles", "lead", "names")
        },
        "terms": {field.name: dict(getattr(fingerprint.terms, field.name)) for field in fields(Terms)},
    }


def fingerprint_from_dict(value: Mapping[str, Any] | None) -> Fingerprint | None:
    """A fingerprint from its exchange form; None for None and for another version's.

    Raises KeyError, TypeError or ValueError for what is none.
    """
    if value is None or value["version"] != FINGERPRINT_VERSION:
        return None
    return Fingerprint(
        words=int(value["words"]),
        **{name: base64.b64decode(value[name], validate=True) for name in ("shingles", "lead", "names")},
        terms=Terms(**{field.name: _counted(value["terms"][field.name]) for field in fields(Terms)}),
    )


def _counted(counts: Mapping[str, int]) -> Counted:
    return tuple(_shared(str(word), int(count)) for word, count in counts.items())


@lru_cache(maxsize=1 << 18)
def _shared(word: str, count: int) -> tuple[str, int]:
    """One object for the same pair in many reports, which takes a fifth of the memory."""
    return sys.intern(word), count
