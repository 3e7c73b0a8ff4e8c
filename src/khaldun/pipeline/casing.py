"""Gives a text that has but one case (all capitals, all lower case) the cases that a parser expects.

The parser reads the restored text; every offset holds in the report's own, for restoring never changes a length.
"""

from __future__ import annotations

import re

from khaldun.codebooks.casing import CasingCodebook

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?(?:[^\W\d_]\.)*")
_OPENING = re.compile(r"(?:^|[.!?:][\"”')\]]*|--|\])\s*[\"“'(\[]*$")
_SUFFIXES = ("'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "ment", "ness", "n't")
#: A line is of one case when at least this share of its letters is, and it has so many letters.
_SHARE, _LOWER_SHARE, _LEAST = 0.9, 0.995, 24


def restore_case(text: str, codebook: CasingCodebook) -> str:
    """The text with usual case in every paragraph that is of one case; all others as they are. Same length."""
    parts = re.split(r"(\n+)", text)
    return "".join(part if part.isspace() or not _is_one_case(part) else _restore(part, codebook) for part in parts)


def _is_one_case(part: str) -> bool:
    letters = [c for c in part if c.isalpha()]
    if len(letters) < _LEAST:
        return False
    upper = sum(map(str.isupper, letters)) / len(letters)
    return upper >= _SHARE or upper <= 1 - _LOWER_SHARE


def _restore(part: str, codebook: CasingCodebook) -> str:
    made: list[str] = []
    last = 0
    for match in _WORD.finditer(part):
        made.append(part[last : match.start()])
        opening = bool(_OPENING.search(part[: match.start()][-12:]))
        made.append(_cased(match[0], codebook, opening=opening))
        last = match.end()
    return _restore_names("".join([*made, part[last:]]), codebook)


def _restore_names(part: str, codebook: CasingCodebook) -> str:
    """Names of several words, as the actor tables write them ("Army of National Liberation")."""
    words = list(_WORD.finditer(part))
    keys = [match[0].lower() for match in words]
    for start in range(len(words)):
        for length in range(min(codebook.longest, len(words) - start), 1, -1):
            name = codebook.names.get(" ".join(keys[start : start + length]))
            first, last = words[start].start(), words[start + length - 1].end()
            if name is not None and len(name) == last - first and " " in part[first:last]:
                part = part[:first] + name + part[last:]
                break
    return part


def _cased(word: str, codebook: CasingCodebook, *, opening: bool) -> str:
    lower = word.lower()
    if len(lower) != len(word) or lower.count(".") > 1:
        return word.upper() if len(word.upper()) == len(word) else word
    bare = lower.rstrip(".")
    if bare in codebook.acronyms:
        return word.upper() if len(word.upper()) == len(word) else word
    if _is_common(bare, codebook) and not opening:
        return lower
    title = lower[0].upper() + lower[1:]
    return title if len(title) == len(word) else word


def _is_common(word: str, codebook: CasingCodebook) -> bool:
    if word in codebook.common or len(word) == 1:
        return word != "i"
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) > 3 and (stem in codebook.common or f"{stem}e" in codebook.common):
            return True
    return False
