"""Place names brought to one spelling: a plain key for exact look-up, a loose key for spellings from other scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from khaldun.codebooks.loading import CodebookHeader, data_path, line_of, read_toml
from khaldun.errors import CodebookError
from khaldun.records.text import fold, squeeze

PATH = data_path("gazetteer", "spelling.toml")
_DROPPED = str.maketrans(dict.fromkeys("'\".`ʻʼʽ´ʿʾ"))
_SPACED = re.compile(r"[-–—_/,()&]+")
_ABBREVIATED = re.compile(r"[A-Za-z]{2,5}\.$")
_DOUBLED = re.compile(r"(.)\1+")
_SHAPE: dict[str, dict[str, type]] = {
    "plain": {"first_words": dict, "drop_first": list},
    "loose": {"articles": list, "replace": list, "drop_last": list, "english_written": list},
    "stripped": {"before": list, "after": list},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSpelling:
    """The rules of `spelling.toml`."""

    header: CodebookHeader
    first_words: dict[str, str]
    drop_first: tuple[str, ...]
    articles: frozenset[str]
    replace: tuple[tuple[str, str], ...]
    drop_last: str
    english_written: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]

    def plain(self, name: str) -> str:
        """The key of a name for exact look-up: no case, accents, apostrophes, hyphens; "St." as "saint".

        A short word keeps its final point ("Miss." is Mississippi, "Miss" is not).
        """
        key = fold(name) if not name.isascii() else name.lower()
        key = squeeze(_SPACED.sub(" ", key.translate(_DROPPED)))
        first, _, rest = key.partition(" ")
        if not rest:
            return f"{key}." if _ABBREVIATED.match(name) else key
        if first in self.drop_first:
            return self.plain(rest)
        return f"{self.first_words.get(first, first)} {rest}"

    def loose(self, plain: str) -> str:
        """The key of a plain key that spellings of one name from another script share."""
        words = [word for word in plain.split() if word not in self.articles] or plain.split()
        key = "".join(words)
        for old, new in self.replace:
            key = key.replace(old, new)
        return _DOUBLED.sub(r"\1", key).rstrip(self.drop_last)

    def stripped(self, plain: str) -> str | None:
        """A plain key without its word of kind ("rostov" of "rostov oblast"), or None where it has none."""
        for word in self.after:
            if plain.endswith(" " + word):
                return plain[: -len(word) - 1]
        for word in self.before:
            if plain.startswith(word + " "):
                return plain[len(word) + 1 :]
        return None


@lru_cache(maxsize=1)
def load_place_spelling() -> PlaceSpelling:
    """The rules of spelling that ship with Khaldun."""
    header, content = read_toml(PATH)
    for table, keys in _SHAPE.items():
        _check(table, keys, content.get(table))
    plain, loose, stripped = content["plain"], content["loose"], content["stripped"]
    return PlaceSpelling(
        header=header,
        first_words=dict(plain["first_words"]),
        drop_first=tuple(plain["drop_first"]),
        articles=frozenset(loose["articles"]),
        replace=tuple(_pair(pair) for pair in loose["replace"]),
        drop_last="".join(loose["drop_last"]),
        english_written=frozenset(loose["english_written"]),
        before=tuple(stripped["before"]),
        after=tuple(stripped["after"]),
    )


def _check(table: str, keys: dict[str, type], content: object) -> None:
    if not isinstance(content, dict):
        raise CodebookError("missing table", file=PATH, line=1, key=table)
    for key in sorted(set(content) ^ set(keys)):
        problem = "unknown key" if key in content else "missing key"
        raise CodebookError(problem, file=PATH, line=line_of(PATH, key), key=f"{table}.{key}")
    for key, kind in keys.items():
        if not isinstance(content[key], kind):
            raise CodebookError(f"no {kind.__name__}", file=PATH, line=line_of(PATH, key), key=f"{table}.{key}")


def _pair(pair: Sequence[str]) -> tuple[str, str]:
    if len(pair) != 2:
        raise CodebookError("not a pair", file=PATH, line=line_of(PATH, "replace"), key="loose.replace")
    return pair[0], pair[1]
