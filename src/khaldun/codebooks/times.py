"""The grammar of time expressions: patterns over token classes, and the fields that a match gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import data_path, line_of, read_toml
from khaldun.codebooks.time_words import NO_CLASS, TimeWords, load_time_words
from khaldun.errors import CodebookError
from khaldun.records.calendar import full_year
from khaldun.records.reckoning import RULES, spelled_year_number

_PATH = ("times", "patterns.toml")
_KEYS = frozenset({"form", "rule", "guard", "skip", "set"})
#: A run of words must hold one of these to be looked at.
_CORE = (
    *(
        "MONTH",
        "WEEKDAY",
        "WEEKDAYS",
        "UNIT",
        "CLOCKUNIT",
        "SEASON",
        "TODAY",
        "TONIGHT",
        "OVERNIGHT",
        "PART",
        "HOLIDAY",
    ),
    *("YEAR", "SHORTYEAR", "NUMERIC", "DECADE", "SHORTDECADE", "DECADEWORD", "MIDYEAR", "MIDDECADE"),
    *("MERIDIEM", "ZONE", "OCLOCK", "VAGUE", "REPEAT", "HALF", "PERIOD", "NUM"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way to write a time; `skip` words at its start do not belong to it; `fixed` fields are always set."""

    form: re.Pattern[str]
    rule: str
    guard: str
    skip: int
    fixed: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMatch:
    """Words `start` to `end` (exclusive) that a pattern fits, with the fields for its rule."""

    start: int
    end: int
    rule: str
    guard: str
    fields: dict[str, Any]


class TimeGrammar:
    """Finds time expressions among lower-case words."""

    def __init__(self) -> None:
        self._words = load_time_words()
        self._groups, self.patterns = _load_patterns(self._words)
        core = "|".join(self._words.characters(name) for name in _CORE)
        self._runs = re.compile(f"[^{NO_CLASS}]*?(?:{core})[^{NO_CLASS}]*")

    def find(self, words: list[str], accept: Callable[[TimeMatch], bool]) -> None:
        """Offers every match in text order to `accept`, the longest first; what is accepted is not looked at again."""
        codes = self._words.encode(words)
        for run in self._runs.finditer(codes):
            at = run.start()
            while at < run.end():
                at = next((match.end for match in self._matches(codes, words, at) if accept(match)), at + 1)

    def _matches(self, codes: str, words: list[str], at: int) -> Iterator[TimeMatch]:
        found = []
        for pattern in self.patterns:
            match = pattern.form.match(codes, at)
            if match and match.end() > at:
                found.append((match, pattern))
        found.sort(key=lambda pair: -pair[0].end())
        for match, pattern in found:
            if (made := self._made(match, pattern, words)) is not None:
                yield made

    def _made(self, match: re.Match[str], pattern: Pattern, words: list[str]) -> TimeMatch | None:
        fields = dict(pattern.fixed)
        for name in pattern.form.groupindex:
            start, end = match.span(name)
            if start >= 0 and not self._read(fields, name, words[start:end]):
                return None
        start = match.start() + pattern.skip
        return TimeMatch(start=start, end=match.end(), rule=pattern.rule, guard=pattern.guard, fields=fields)

    def _read(self, fields: dict[str, Any], group: str, words: list[str]) -> bool:
        """Puts what the words of a group are worth into the fields; False where they are worth nothing."""
        if group in self._groups:
            values = [v for name in self._groups[group] if (v := self._words.value(name, words[0])) is not None]
            fields[group] = values[0] if values else None
            return bool(values)
        return _READERS[group](fields, words, self._words)


def _read_year(fields: dict[str, Any], words: list[str], known: TimeWords, key: str = "y") -> bool:
    digits = re.sub(r"\D", "", words[-1])
    if not digits:
        fields[key] = spelled_year_number(known.numbers(words))
        return fields[key] is not None
    if key == "y2" and len(digits) == 2:
        digits = f"{fields['y'] // 100}{digits}"
    fields[key] = full_year(digits)
    return True


def _read_decade(fields: dict[str, Any], words: list[str], _: TimeWords) -> bool:
    digits = re.sub(r"\D", "", words[0])
    fields["y"] = full_year(digits) if len(digits) > 2 else 1900 + int(digits)
    return True


def _read_day(fields: dict[str, Any], words: list[str], known: TimeWords, key: str = "d") -> bool:
    digits = re.match(r"\d+", words[0])
    fields[key] = int(digits[0]) if digits else known.value("ORDINAL", words[0])
    return fields[key] is not None


def _read_day_year(fields: dict[str, Any], words: list[str], _: TimeWords) -> bool:
    day, _comma, year = words[0].partition(",")
    fields["d"], fields["y"] = int(day), int(year)
    return True


def _read_month_figures(fields: dict[str, Any], words: list[str], _: TimeWords) -> bool:
    fields["m"] = int(words[0])
    return True


def _read_numeric(fields: dict[str, Any], words: list[str], _: TimeWords) -> bool:
    digits = re.findall(r"\d+", words[0])
    fields["parts"], fields["last_digits"] = [int(d) for d in digits], digits[-1]
    if "." in words[0]:
        fields["dotted"] = True
    return True


def _read_next_day(fields: dict[str, Any], words: list[str], _: TimeWords) -> bool:
    """ "10 and 11 February" are two days in a row; other pairs are no interval."""
    fields["d2"] = int(words[0])
    return bool(fields["d2"] == fields["d"] + 1)


def _read_part_code(fields: dict[str, Any], words: list[str], _: TimeWords) -> bool:
    """ "Q1", "H2": the quarter or half of a year."""
    fields["u"], fields["ord"] = "quarter" if words[0][0] == "q" else "half", int(words[0][1])
    return True


def _read_number(fields: dict[str, Any], words: list[str], known: TimeWords) -> bool:
    fields["n"] = known.number(words)
    return fields["n"] is not None


def _read_spelled(fields: dict[str, Any], words: list[str], known: TimeWords) -> bool:
    fields["spelled"] = known.numbers(words)
    return True


def _read_holiday(fields: dict[str, Any], words: list[str], known: TimeWords) -> bool:
    fields["h"] = known.holiday(words)
    return fields["h"] is not None


def _read_flag(fields: dict[str, Any], words: list[str], _: TimeWords) -> bool:
    fields["vague"] = True
    return True


_READERS = {
    "y": _read_year,
    "y2": lambda fields, words, known: _read_year(fields, words, known, "y2"),
    "lateyear": lambda fields, words, known: _read_year(fields, words, known, "lateyear"),
    "midyear": _read_year,
    "dec": _read_decade,
    "d": _read_day,
    "dd": _read_day,
    "dayyear": _read_day_year,
    "d2": lambda fields, words, known: _read_day(fields, words, known, "d2"),
    "mm": _read_month_figures,
    "next_day": _read_next_day,
    "part_code": _read_part_code,
    "numeric": _read_numeric,
    "n": _read_number,
    "spelled": _read_spelled,
    "h": _read_holiday,
    "vague": _read_flag,
}


def _load_patterns(words: TimeWords) -> tuple[dict[str, list[str]], tuple[Pattern, ...]]:
    path = data_path(*_PATH)
    _, content = read_toml(path)
    groups: dict[str, list[str]] = content["groups"]
    patterns = tuple(_pattern(entry, content["macros"], words, path) for entry in content["pattern"])
    for pattern in patterns:
        if unknown := sorted(set(pattern.form.groupindex) - set(groups) - set(_READERS)):
            raise CodebookError("a group without a meaning", file=path, line=line_of(path, unknown[0]), key=unknown[0])
    return groups, patterns


def _pattern(entry: dict[str, Any], macros: dict[str, str], words: TimeWords, path: Path) -> Pattern:
    form, rule = entry["form"], entry["rule"]
    line = line_of(path, form)
    if rule not in RULES or set(entry) - _KEYS:
        raise CodebookError("unknown rule or key", file=path, line=line, key=rule)
    for name, text in macros.items():
        form = form.replace("{" + name + "}", f"(?:{text})")
    names = "|".join(sorted(words.class_names, key=lambda name: (-len(name), name)))
    coded = re.sub(names, lambda found: words.characters(found[0]), form.replace(" ", ""))
    if left := re.search(r"[A-Z]{2,}|\{", coded):
        raise CodebookError("unknown class or macro", file=path, line=line, key=left[0])
    return Pattern(
        form=re.compile(coded),
        rule=rule,
        guard=entry.get("guard", ""),
        skip=entry.get("skip", 0),
        fixed=tuple(sorted(entry.get("set", {}).items())),
    )


@lru_cache(maxsize=1)
def load_times(overlays: tuple[Path, ...] = ()) -> TimeGrammar:
    """The grammar of time expressions; raises CodebookError where one of its files does not hold."""
    return TimeGrammar()
