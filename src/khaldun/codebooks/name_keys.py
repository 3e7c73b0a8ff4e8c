"""Keys under which names are looked up: as written, folded, and by a skeleton that transliterations share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

from khaldun.codebooks.coding_rules import Spelling
from khaldun.records.text import fold, straighten

_SPLIT = re.compile(r"[\s\-‐‑–/]+")
_DROPPED = str.maketrans("", "", '.,"“”()[]')
_INITIAL_VOWELS = frozenset("aeiou")
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def name_words(text: str) -> tuple[str, ...]:
    """The words of a name with their case; hyphens part words, points, brackets and possessive endings go.

    >>> name_words("U.N.-backed Izz al-Din's")
    ('UN', 'backed', 'Izz', 'al', 'Din')
    """
    parts = _SPLIT.split(straighten(text).translate(_DROPPED))
    words = (part.removesuffix("'s").removesuffix("'S").strip("'") for part in parts)
    return tuple(word for word in words if word and word not in ("s", "S"))


def name_key(text: str) -> str:
    """The key of a name as written."""
    return " ".join(name_words(text))


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word in plain small ASCII letters."""
    plain = word if word.isascii() else str(anyascii(word))
    return plain.lower() if plain.isascii() else fold(plain)


def folded_key(words: Iterable[str]) -> str:
    """The key of a name without regard to case, accents and inner apostrophes."""
    return " ".join(folded(word).replace("'", "") for word in words)


@lru_cache(maxsize=65536)
def skeleton(words: tuple[str, ...], spelling: Spelling) -> str:
    """What the usual transliterations of one name have in common: its consonants, without articles."""
    plain = [folded(word).replace("'", "") for word in words]
    joined = "".join([word for word in plain if word not in spelling.articles] or plain)
    for pair, letter in spelling.pairs:
        joined = joined.replace(pair, letter)
    joined = joined.translate(spelling.letters)
    first = "a" if joined[:1] in _INITIAL_VOWELS else joined[:1]
    return _DOUBLE.sub(r"\1", first + joined[1:].translate(spelling.silent))
