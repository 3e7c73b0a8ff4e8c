"""The words that time expressions are made of: token classes, as one character each, and values."""

from __future__ import annotations

import re
from functools import lru_cache

from khaldun.codebooks.holidays import Holiday, load_holidays
from khaldun.codebooks.loading import data_path, read_table, read_toml
from khaldun.errors import CodebookError

NO_CLASS = "."
#: Stands for the second and further words of a name of several words.
CONTINUED = "~"
HOLIDAY = "HOLIDAY"
#: Characters of Unicode's private use area: one for each set of classes that a word may have.
_FIRST_CODE = 0xE000


class TimeWords:
    """Classes and values of words; every set of classes is one character, so that patterns run over a string."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, int | str]] = {}
        self._numerals, self._samples = _load_numerals()
        self._names = load_holidays()
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(self._names, key=len, reverse=True):
            self._by_first.setdefault(name[0], []).append(name)
        self._set_codes: dict[frozenset[str], str] = {}
        self._codes = {word: self._code_for(classes) for word, classes in self._load_classes().items()}
        self.holiday_code = self._code_for(frozenset({HOLIDAY}))
        self._code_all_numerals()
        self.class_names = frozenset().union(*self._set_codes)

    def encode(self, words: list[str]) -> str:
        """One character a word."""
        known = self._codes
        codes = [known.get(word) or self._unlisted(word) for word in words]
        for i, word in enumerate(words):
            if word in self._by_first and codes[i] != CONTINUED:
                self._mark_holiday(codes, words, i)
        return "".join(codes)

    def characters(self, class_name: str) -> str:
        """The characters of all sets that hold a class, to stand in a regular expression."""
        codes = sorted(code for classes, code in self._set_codes.items() if class_name in classes)
        return f"(?:[{''.join(codes)}]{CONTINUED}*)" if class_name == HOLIDAY else f"[{''.join(codes)}]"

    def value(self, class_name: str, word: str) -> int | str | None:
        """What a word of a class is worth, or None."""
        return self._values.get(class_name, {}).get(word)

    def holiday(self, words: list[str]) -> Holiday | None:
        """The holiday of this name, cut into words."""
        return self._names.get(tuple(words))

    def numbers(self, words: list[str]) -> list[int]:
        """The values of the number words among these."""
        return [value for word in words if isinstance(value := self.value("NUM", word), int)]

    def number(self, words: list[str]) -> float | None:
        """A number in figures or words: "1,500", "2 1/2", "twenty-four", "two hundred", "a"; None where it is none."""
        total: float = 0
        for word in words:
            value = self.value("NUM", word) or self.value("AN", word) or _figures(word)
            if isinstance(value, int | float):
                total = total * value if value in (100, 1000) and total else total + value
        return total or None

    def _mark_holiday(self, codes: list[str], words: list[str], start: int) -> None:
        for name in self._by_first[words[start]]:
            if tuple(words[start : start + len(name)]) == name:
                codes[start : start + len(name)] = [self.holiday_code] + [CONTINUED] * (len(name) - 1)
                return

    def _unlisted(self, word: str) -> str:
        if not any("0" <= c <= "9" for c in word[:6]):
            return NO_CLASS
        return self._code_for(self._numeral_classes(word))

    def _numeral_classes(self, word: str) -> frozenset[str]:
        return frozenset(name for name, form in self._numerals if form.fullmatch(word))

    def _code_for(self, classes: frozenset[str]) -> str:
        if not classes:
            return NO_CLASS
        if classes not in self._set_codes:
            self._set_codes[classes] = chr(_FIRST_CODE + len(self._set_codes))
        return self._set_codes[classes]

    def _load_classes(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for row in read_table(data_path("times", "words.tsv"), ["class", "value", "words"]).rows:
            name, value = row["class"], row["value"]
            for word in row["words"].split("|"):
                found.setdefault(word, set()).add(name)
                self._values.setdefault(name, {})[word] = int(value) if re.fullmatch(r"-?\d+", value) else value
        return {word: frozenset(classes) for word, classes in sorted(found.items())}

    def _code_all_numerals(self) -> None:
        """Makes the codes of all sets of numeral classes, so that patterns compiled later know them."""
        for sample in self._samples:
            self._code_for(self._numeral_classes(sample))


def _figures(word: str) -> float | None:
    if not word[:1].isdigit():
        return None
    whole, _, part = word.replace(",", "").partition("/")
    try:
        return float(whole) / float(part) if part else float(whole)
    except (ValueError, ZeroDivisionError):
        return None


def _load_numerals() -> tuple[list[tuple[str, re.Pattern[str]]], list[str]]:
    """Classes and their forms, and one sample of each set of classes that a numeral may have."""
    path = data_path("times", "numerals.toml")
    _, content = read_toml(path)
    forms = [(name, re.compile(form, re.IGNORECASE)) for name, form in sorted(content["classes"].items())]
    return forms, content["samples"]["words"]


@lru_cache(maxsize=1)
def load_time_words() -> TimeWords:
    """The shipped classes of words; raises CodebookError where a file does not hold."""
    words = TimeWords()
    if HOLIDAY not in words.class_names:
        raise CodebookError("no holidays", file=data_path("times", "holidays.tsv"))
    return words
