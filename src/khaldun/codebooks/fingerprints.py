"""Fingerprints: a report's words in the short form by which it is linked when its text is no longer at hand."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import data_path, line_of
from khaldun.codebooks.overlays import layered_toml
from khaldun.codebooks.sketches import sketch_of
from khaldun.errors import CodebookError
from khaldun.records.fingerprint import Counted, Fingerprint, Terms, pack_hashes
from khaldun.records.text import straighten

PATH = data_path("linking", "terms.toml")
_LISTS = ("function_words", "calendar_words", "singular_endings")
_LIMITS = ("words", "names", "numbers", "opening", "capitals")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*")
_POSSESSIVE = re.compile(r"'[sS]?$")
#: Shorter words are not reduced to a singular.
_LEAST_PLURAL, _LEAST_IES = 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TermBook:
    """Word lists and limits of `terms.toml`; what each holds stands there."""

    function_words: frozenset[str]
    calendar_words: frozenset[str]
    singular_endings: tuple[str, ...]
    limits: Mapping[str, int]


@lru_cache
def load_term_book(overlays: tuple[Path, ...] = ()) -> TermBook:
    """The lists and limits, with a user's over them. Raises CodebookError for an unknown, missing or wrong key."""
    _, content = layered_toml(PATH, check=_check, overlays=overlays)
    lists = content["lists"]
    return TermBook(
        function_words=frozenset(lists["function_words"]),
        calendar_words=frozenset(lists["calendar_words"]),
        singular_endings=tuple(lists["singular_endings"]),
        limits={key: content["limits"][key] for key in _LIMITS},
    )


def fingerprint_of(text: str, title: str | None = None, overlays: tuple[Path, ...] = ()) -> Fingerprint:
    """The fingerprint of a report; `overlays` are a user's codebook files. Raises CodebookError for a faulty one."""
    sketch = sketch_of(text, overlays)
    return Fingerprint(
        words=sketch.words,
        shingles=pack_hashes(sketch.shingles),
        lead=pack_hashes(sketch.lead),
        names=pack_hashes(sketch.names),
        terms=terms_of(text, title, load_term_book(overlays)),
    )


def terms_of(text: str, title: str | None, book: TermBook) -> Terms:
    """What title and text speak of; a title that opens the text counts once."""
    whole = f"{title}\n{text}" if title and not text.startswith(title) else text
    found = [(_POSSESSIVE.sub("", match[0]), match.start()) for match in _TOKEN.finditer(_plain(whole))]
    words = list(_content_words([word for word, _ in found], book))
    opening = Counter(word for at, word in words if at < book.limits["opening"])
    return Terms(
        words=_counted(Counter(word for _, word in words), book.limits["words"]),
        names=_counted(Counter(_names(found, book)), book.limits["names"]),
        numbers=_counted(Counter(_numbers(found)), book.limits["numbers"]),
        opening=_counted(opening, book.limits["opening"]),
    )


def _plain(text: str) -> str:
    """The text without accents and typographic apostrophes; case is kept, for names are known by it."""
    text = straighten(text)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _content_words(found: list[str], book: TermBook) -> Iterator[tuple[int, str]]:
    """The words that say something, each with its place among all."""
    for at, token in enumerate(found):
        word = token.lower()
        if len(word) > 1 and not word[0].isdigit() and word not in book.function_words:
            yield at, _singular(word, book)


def _singular(word: str, book: TermBook) -> str:
    if len(word) >= _LEAST_IES and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) >= _LEAST_PLURAL and word.endswith("s") and not word.endswith(book.singular_endings):
        return word[:-1]
    return word


def _names(found: list[tuple[str, int]], book: TermBook) -> Iterator[str]:
    """Words that stand with a capital only, and each pair of them with nothing but a space or hyphen between."""
    small = {word for word, _ in found if word.islower()}
    before, end = "", -2
    for word, start in found:
        name = word.lower()
        if not _is_name(word, name, book) or name in small:
            before = ""
            continue
        yield name
        if before and start - end == 1:
            yield f"{before} {name}"
        before, end = name, start + len(word)


def _is_name(word: str, name: str, book: TermBook) -> bool:
    if len(word) < 2 or not word[0].isupper() or name in book.function_words or name in book.calendar_words:
        return False
    return not (word.isupper() and len(word) >= book.limits["capitals"])


def _numbers(found: list[tuple[str, int]]) -> Iterator[str]:
    return (word.replace(",", "") for word, _ in found if word[:1].isdigit())


def _counted(counts: Counter[str], most: int) -> Counted:
    """The commonest terms, in alphabetical order."""
    return tuple(sorted(counts.most_common(most)))


def _check(path: Path, content: dict[str, Any]) -> None:
    for table, values in content.items():
        known = {"limits": _LIMITS, "lists": _LISTS}.get(table)
        if known is None:
            raise CodebookError("unknown table", file=path, line=line_of(path, f"[{table}]"), key=table)
        for key, value in values.items():
            if key not in known:
                raise CodebookError("unknown key", file=path, line=line_of(path, key), key=key)
            if table == "limits" and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
                raise CodebookError("no whole number from 1 on", file=path, line=line_of(path, key), key=key)
