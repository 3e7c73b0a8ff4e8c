"""Adjectives and people's nouns that stand for places ("Turkish", "Sri Lankan", "Georgians")."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.codebooks.toponyms import ToponymCodebook
from khaldun.pipeline.components.toponyms.sight import Sight


def find_adjectives(sight: Sight, codebook: ToponymCodebook) -> Iterator[tuple[int, int]]:
    """Token ranges of adjectives, the longest first at each place."""
    known = codebook.adjectives
    folded = known if sight.case == "mixed" else {word.lower(): place for word, place in known.items()}
    words = sight.words if sight.case == "mixed" else sight.lower
    index, count = 0, len(words)
    while index < count:
        end = _end(words, index, known=folded)
        if end and not _means_something_else(sight, index, end=end, codebook=codebook):
            yield index, end
        index = end or index + 1


def _end(words: list[str], index: int, *, known: dict[str, str]) -> int:
    if index + 1 < len(words) and f"{words[index]} {words[index + 1]}" in known:
        return index + 2
    return index + 1 if words[index] in known else 0


def _means_something_else(sight: Sight, start: int, *, end: int, codebook: ToponymCodebook) -> bool:
    words, lower = codebook.words, sight.lower
    for first in (start - 2, start - 1, start):
        if first >= 0 and any(" ".join(lower[first : end + extra]) in words.not_places for extra in (0, 1, 2)):
            return True
    after = lower[end] if end < len(lower) else ""
    before = lower[start - 1] if start else ""
    at = sight.entity_at[start]
    if after in words.language_after or (at >= 0 and sight.entities[at].label == "LANGUAGE"):
        return True
    bare = sight.tags[end - 1] != "NNPS" and (end >= len(lower) or not sight.words[end][:1].isalpha())
    return bare and before in words.language_before and not lower[end - 1].endswith("s")
