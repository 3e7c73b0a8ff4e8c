"""Number words, vague quantities, bounds, units and nouns for people: what is needed to read how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from khaldun.codebooks.loading import CodebookHeader, Row, Table, data_path, read_table, read_toml
from khaldun.errors import CodebookError

NumberKind = Literal["unit", "ten", "scale", "half", "article"]
Bound = Literal["least", "most", "about", "plain"]
UnitWord = Literal["money", "measure", "time", "people", "share", "name"]
_NUMBER_KINDS: tuple[str, ...] = get_args(NumberKind)
_BOUNDS: tuple[str, ...] = get_args(Bound)
_NOUN_KINDS = ("person", "plural", "demonym", "tally")
_WORD_LISTS = ("pronouns", "determiners", "bridges", "counted_determiners", "weak", "not_after_weak")
_UNITS: tuple[str, ...] = get_args(UnitWord)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWord:
    """A word that builds a number."""

    value: float
    kind: NumberKind


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueQuantity:
    """A vague quantity and the range that the convention gives it; `keep` words of it are the quantity itself."""

    words: tuple[str, ...]
    low: int | None
    high: int | None
    report: bool
    keep: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundPhrase:
    """Words that open or close the range of the number beside them."""

    words: tuple[str, ...]
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityBook:
    """All tables for quantities; phrases by their first word (`bounds_before`: by their last), longest first.

    `units` holds, for each side (before, after, part), words and what they measure. `people` are all forms of nouns
    for people, `one_person` the singular ones; `tallies` ("deaths", "arrests") stand for a person each.
    `zeros` are the words of "no one" and the like, `words` the small words by list name.
    """

    labels: tuple[str, ...]
    numbers: Mapping[str, NumberWord]
    vague: Mapping[str, tuple[VagueQuantity, ...]]
    bounds_before: Mapping[str, tuple[BoundPhrase, ...]]
    bounds_after: Mapping[str, tuple[BoundPhrase, ...]]
    units: Mapping[str, Mapping[str, UnitWord]]
    people: frozenset[str]
    one_person: frozenset[str]
    tallies: frozenset[str]
    zeros: frozenset[tuple[str, ...]]
    words: Mapping[str, frozenset[str]]


@lru_cache
def load_quantities(overlays: tuple[Path, ...] = ()) -> QuantityBook:
    """The quantity tables that ship with Khaldun (`overlays` hold none of these tables and are not read here).

    Raises CodebookError for a file that cannot be used, with file, line and key.
    """
    names = ("number_words", "vague", "bounds", "units", "person_nouns")
    columns = (
        ("word", "value", "kind"),
        ("phrase", "low", "high", "report", "keep"),
        ("phrase", "side", "bound"),
        ("word", "side", "unit"),
        ("noun", "plural", "kind"),
    )
    tables = [
        read_table(data_path("quantities", f"{name}.tsv"), wanted) for name, wanted in zip(names, columns, strict=True)
    ]
    numbers, vague, bounds, units, nouns = tables
    people, one_person, tallies = _nouns(nouns)
    header, words = _small_words(data_path("quantities", "words.toml"))
    return QuantityBook(
        labels=(*(table.header.label for table in tables), header.label),
        numbers=_numbers(numbers),
        vague=_vague(vague),
        bounds_before=_bounds(bounds, "before"),
        bounds_after=_bounds(bounds, "after"),
        units=_units(units),
        people=people,
        one_person=one_person,
        tallies=tallies,
        zeros=frozenset(tuple(phrase.split()) for phrase in words["pronouns"]),
        words=words,
    )


def _small_words(path: Path) -> tuple[CodebookHeader, dict[str, frozenset[str]]]:
    header, content = read_toml(path)
    found: dict[str, frozenset[str]] = {}
    for group in ("zero", "counted"):
        for name, words in content.get(group, {}).items():
            found["counted_determiners" if (group, name) == ("counted", "determiners") else name] = frozenset(words)
    for name in _WORD_LISTS:
        if name not in found:
            raise CodebookError("missing list", file=path, key=name)
    return header, found


def _whole(row: Row, column: str) -> int | None:
    if not row[column]:
        return None
    try:
        return int(row[column])
    except ValueError as error:
        raise row.fail(f"{row[column]!r} is no whole number", column) from error


def _numbers(table: Table) -> dict[str, NumberWord]:
    found: dict[str, NumberWord] = {}
    for row in table.rows:
        kind = row.one_of("kind", _NUMBER_KINDS)
        found[row["word"]] = NumberWord(value=row.number("value"), kind=cast("NumberKind", kind))
    return found


def _vague(table: Table) -> dict[str, tuple[VagueQuantity, ...]]:
    found: dict[str, list[VagueQuantity]] = {}
    for row in table.rows:
        words = tuple(row["phrase"].split())
        quantity = VagueQuantity(
            words=words,
            low=_whole(row, "low"),
            high=_whole(row, "high"),
            report=row.one_of("report", ("yes", "no")) == "yes",
            keep=_whole(row, "keep") or len(words),
        )
        found.setdefault(words[0], []).append(quantity)
    return {word: tuple(sorted(rows, key=lambda q: -len(q.words))) for word, rows in found.items()}


def _bounds(table: Table, side: str) -> dict[str, tuple[BoundPhrase, ...]]:
    found: dict[str, list[BoundPhrase]] = {}
    for row in table.rows:
        bound = row.one_of("bound", _BOUNDS)
        words = tuple(row["phrase"].split())
        if row.one_of("side", ("before", "after")) == side:
            key = words[-1] if side == "before" else words[0]
            found.setdefault(key, []).append(BoundPhrase(words=words, bound=cast("Bound", bound)))
    return {word: tuple(sorted(rows, key=lambda b: -len(b.words))) for word, rows in found.items()}


def _units(table: Table) -> dict[str, dict[str, UnitWord]]:
    found: dict[str, dict[str, UnitWord]] = {"before": {}, "after": {}, "part": {}}
    for row in table.rows:
        side = row.one_of("side", tuple(found))
        found[side].setdefault(row["word"], cast("UnitWord", row.one_of("unit", _UNITS)))
    return found


def _nouns(table: Table) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    people: set[str] = set()
    one_person: set[str] = set()
    tallies: set[str] = set()
    for row in table.rows:
        kind = row.one_of("kind", _NOUN_KINDS)
        forms = {row["noun"], row["plural"]} - {"-", ""}
        if kind == "tally":
            tallies |= forms
            continue
        people |= forms - ({row["noun"]} if kind == "plural" and row["plural"] != "-" else set())
        if kind != "plural" and row["plural"] != "-":
            one_person.add(row["noun"])
    return frozenset(people), frozenset(one_person), frozenset(tallies)
