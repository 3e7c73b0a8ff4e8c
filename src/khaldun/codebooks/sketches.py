"""Sketch: the hashed words of a report by which copies of it are known when its text is no longer at hand.

Shingles and their containment are Broder's (1997, On the resemblance and containment of documents). Of the shingles of
a text those with the smallest hashes are kept (a bottom-k sketch: Cohen and Kaplan 2007), all where there are no more
than `KEPT`: two such sketches can be compared exactly as far as both reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from khaldun.codebooks.loading import data_path
from khaldun.codebooks.numerals import may_start, read_numeral
from khaldun.codebooks.overlays import layered_table
from khaldun.codebooks.quantities import QuantityBook, load_quantities
from khaldun.records.text import fold, straighten

#: Words of a shingle: with two, stock phrases fill a text; with four, one letter misread spoils four of them.
SHINGLE_WORDS = 3
#: Most shingles kept of a text: a report of 1,000 words is kept whole.
KEPT = 1024
#: Shingles that make the beginning of a report: about its first two sentences.
LEAD_SHINGLES = 50
#: Above this share of capitalised words a text is written in capitals or title case, and only numbers are told apart.
_MOSTLY_CAPITAL = 0.6
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?|[-–—]")
#: A word parted at the end of a line.
_PARTED = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[a-z])")
_SENTENCE_BREAK = re.compile(r'[.!?:"]|\n[ \t]*\r?\n')
_DASHES = "-–—"
#: A sentence as far as furniture goes: a line's part up to a full stop.
_PIECE = re.compile(r"[^\n]+?(?:[.!?](?=\s|$)|\n|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The number of words of a text, and ascending 32-bit hashes: of its shingles, its beginning, its names.

    A name's hash is two: the upper 16 bits of the words before and after the name, the lower of the name itself. So one
    sees whether the same or another name (or number) stands in the same place.
    """

    words: int
    shingles: tuple[int, ...] = ()
    lead: tuple[int, ...] = ()
    names: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    is_name: bool


def sketch_of(text: str, overlays: tuple[Path, ...] = ()) -> Sketch:
    """The sketch of a text: case, accents and line breaks set aside, numbers by their value (`twelve` is 12).

    `overlays` are a user's codebook files. Raises CodebookError for a faulty one.
    """
    report = _without_furniture(straighten(text), load_furniture(overlays))
    tokens = list(_with_values(list(_tokens(report)), load_quantities(overlays)))
    words = [token.word for token in tokens]
    shingles = [_hash(" ".join(words[at : at + SHINGLE_WORDS])) for at in range(len(words) - SHINGLE_WORDS + 1)]
    return Sketch(
        words=len(words),
        shingles=tuple(sorted(set(shingles))[:KEPT]),
        lead=tuple(sorted(set(shingles[:LEAD_SHINGLES]))),
        names=tuple(sorted(set(_slots(tokens)))),
    )


@lru_cache
def load_furniture(overlays: tuple[Path, ...] = ()) -> re.Pattern[str]:
    """What finds the cues of sentences that a site puts round a report, a user's rows added to ours."""
    path = data_path("sketches", "furniture.tsv")
    table = layered_table(path, columns=["cue", "kind"], key=["cue"], overlays=overlays)
    cues = sorted((row["cue"] for row in table.rows), key=lambda cue: (-len(cue), cue))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})\b", re.IGNORECASE)


def _without_furniture(text: str, furniture: re.Pattern[str]) -> str:
    """The text without the sentences in which a site speaks of itself, and with words joined that lines part."""
    return _PIECE.sub(lambda match: "" if furniture.search(match[0]) else match[0], _PARTED.sub("", text))


def _tokens(text: str) -> Iterator[_Token]:
    """The words, and whether they look like names: capitalised within a sentence, or before such a word."""
    found = list(_TOKEN.finditer(text))
    opens = [_opens_sentence(text, found, at) for at in range(len(found))]
    capital = [match[0][0].isupper() for match in found] + [False]
    if sum(capital) > _MOSTLY_CAPITAL * len(found):
        capital = [False] * len(capital)
    for at, match in enumerate(found):
        is_name = capital[at] and (not opens[at] or (capital[at + 1] and not opens[at + 1]))
        yield _Token(fold(match[0]), is_name)


def _opens_sentence(text: str, found: Sequence[re.Match[str]], at: int) -> bool:
    return at == 0 or _SENTENCE_BREAK.search(text, found[at - 1].end(), found[at].start()) is not None


def _with_values(tokens: Sequence[_Token], book: QuantityBook) -> Iterator[_Token]:
    """The words with numbers in figures, whether spelled or not; a range as its two ends."""
    words = [token.word for token in tokens]
    at = 0
    while at < len(tokens):
        number = read_numeral(words, at, book=book) if _opens_number(words[at], book) else None
        if number is None:
            if words[at] not in _DASHES:
                yield tokens[at]
            at += 1
            continue
        for value in dict.fromkeys((number.low, number.high)):
            if value is not None:
                yield _Token(f"{value:.15g}", is_name=True)
        at = max(number.end, at + 1)


def _opens_number(word: str, book: QuantityBook) -> bool:
    return may_start(word, book) and word not in book.vague


def _slots(tokens: Sequence[_Token]) -> Iterator[int]:
    """For each run of names or numbers a hash of the words before and after it, and in the lower half one of itself."""
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].is_name:
            end += 1
        if end > at:
            before = tokens[at - 1].word if at else ""
            after = tokens[end].word if end < len(tokens) else ""
            filler = " ".join(token.word for token in tokens[at:end])
            yield (_hash(f"{before} # {after}") & 0xFFFF0000) | (_hash(filler) >> 16)
        at = max(end, at + 1)


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
