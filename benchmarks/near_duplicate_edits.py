"""What happens to a report on its way from one publisher to the next: the documented edits of the benchmark.

Every edit takes the text and a random generator of its own and gives another text. None needs anything of Khaldun.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

from khaldun.codebooks.quantities import load_quantities

TEXTS = Path(__file__).parent / "near_duplicates_texts"
#: The shortest text that a cut leaves, in words: about two sentences.
LEAST_WORDS = 40
#: Share of characters that scanning spoils.
OCR_RATE = (0.005, 0.03)
#: What scanners take for what (our own list).
_CONFUSED = {
    "rn": "m", "m": "rn", "l": "1", "I": "l", "O": "0", "e": "c", "c": "e", "h": "b", "b": "h", "cl": "d", "d": "cl",
    "u": "n", "n": "u", "t": "f", "f": "t", "i": "j", "vv": "w", "w": "vv", "5": "S", "S": "5", "g": "q", "a": "o",
    "o": "a", ".": ",", ",": ".", " ": "", "r": "n", "s": "z",
}  # fmt: skip
_SENTENCE_END = re.compile(r'(?<=[.!?"])\s+(?=["A-Z])')
_YEARS = range(1900, 2100)


def _words_of(kind: str) -> dict[int, str]:
    """The first word of the codebook for each number of a kind."""
    found: dict[int, str] = {}
    for word, number in load_quantities().numbers.items():
        if number.kind == kind:
            found.setdefault(int(number.value), word)
    return found


_UNITS = [_words_of("unit")[value] for value in range(20)]
_TENS = ["", "", *(_words_of("ten")[value] for value in range(20, 100, 10))]

#: A figure that stands alone, or a spelled number from two to nineteen.
_COUNT = re.compile(rf"(?<![\w,.])(\d{{1,3}}(?:,\d{{3}})+|\d+)(?![\w]|[.,]\d)|\b({'|'.join(_UNITS[2:])})\b(?!-)")

Edit = Callable[[str, Random], str]


def cut_from_the_end(text: str, random: Random) -> str:
    """The first quarter to four fifths of the sentences, and never less than about two of them."""
    sentences = _SENTENCE_END.split(text)
    keep = max(2, round(len(sentences) * random.uniform(0.25, 0.8)))
    while keep < len(sentences) and len(" ".join(sentences[:keep]).split()) < LEAST_WORDS:
        keep += 1
    end = text.find(sentences[keep - 1]) + len(sentences[keep - 1])
    return text[:end]


def other_headline(text: str, random: Random) -> str:
    """The publisher's own headline as first line, in the text as sites deliver it."""
    return f"{random.choice(_lines('boilerplate.tsv', 'headline'))}\n\n{text}"


def boilerplate(text: str, random: Random) -> str:
    """One or two stock paragraphs of a site before the report, after it, or both."""
    before = random.sample(_lines("boilerplate.tsv", "before"), random.choice((0, 1, 1, 2)))
    after = random.sample(_lines("boilerplate.tsv", "after"), random.choice((1, 1, 2)))
    return "\n\n".join([*before, text, *after])


def ocr_noise(text: str, random: Random) -> str:
    """Letters taken for others, lost spaces, words parted at line ends; half a percent to three of the characters."""
    rate, out, at = random.uniform(*OCR_RATE), list[str](), 0
    while at < len(text):
        size = 2 if text[at : at + 2] in _CONFUSED else 1
        seen = text[at : at + size]
        out.append(_CONFUSED[seen] if seen in _CONFUSED and random.random() < rate else seen)
        at += size
    return _broken_lines("".join(out), random)


def numbers_translated(text: str, random: Random) -> str:
    """Every count in the other notation: `12` as twelve, `twelve` as 12."""
    del random  # nothing is left to chance
    return _COUNT.sub(lambda match: _in_words(match[1]) if match[1] else str(_UNITS.index(match[2])), text)


def other_dateline(text: str, random: Random) -> str:
    """No dateline, or that of another agency."""
    body = re.sub(r"^[^\n]{0,80}? - ", "", text, count=1)
    agency = random.choice(("Wire One", "Continental News", "Staff and agencies", "Press Pool"))
    return random.choice((body, f"{agency.upper()} - {body}"))


def reworded(text: str, random: Random) -> str:
    """A sub-editor's changes: words of a list replaced in three places of four, straight quotes made curly."""
    for row in _rows("rewording.tsv"):
        pattern = re.compile(rf"\b{re.escape(row['from'])}\b")
        text = _now_and_then(pattern, row["to"], text, random)
    return re.sub(r'"([^"\n]*)"', r"“\1”", text)


def _now_and_then(pattern: re.Pattern[str], new: str, text: str, random: Random) -> str:
    return pattern.sub(lambda match: new if random.random() < 0.75 else match[0], text)


def laid_out_anew(text: str, random: Random) -> str:
    """Other paragraphs: all in one, or each sentence in its own, lines wrapped."""
    sentences = _SENTENCE_END.split(text)
    joined = random.choice((" ", "\n\n")).join(sentences)
    return re.sub(r"((?:\S+ ){11}\S+) ", r"\1\n", joined) if random.random() < 0.5 else joined


EDITS: Mapping[str, Edit] = {
    "cut from the end": cut_from_the_end,
    "another headline": other_headline,
    "boilerplate round it": boilerplate,
    "OCR noise": ocr_noise,
    "numbers translated": numbers_translated,
    "another dateline": other_dateline,
    "reworded here and there": reworded,
    "laid out anew": laid_out_anew,
}
#: Edits that are applied together, in their order, beside each alone.
COMBINED: Sequence[tuple[str, ...]] = (
    ("cut from the end", "boilerplate round it"),
    ("another dateline", "numbers translated", "cut from the end", "another headline"),
    ("reworded here and there", "boilerplate round it"),
    ("cut from the end", "OCR noise"),
    ("laid out anew", "OCR noise", "boilerplate round it"),
    ("another dateline", "reworded here and there", "numbers translated", "another headline", "boilerplate round it"),
)


def edited(text: str, names: Sequence[str], random: Random) -> str:
    """The text after several edits."""
    for name in names:
        text = EDITS[name](text, random)
    return text


def _broken_lines(text: str, random: Random) -> str:
    """A few words parted by a hyphen at the line's end."""
    return re.sub(
        r"\b([A-Za-z]{3,6})([a-z]{3,8})\b",
        lambda match: f"{match[1]}-\n{match[2]}" if random.random() < 0.02 else match[0],
        text,
    )


def _in_words(figure: str) -> str:
    number = int(figure.replace(",", ""))
    if number in _YEARS and "," not in figure:
        return figure
    if number >= 1_000_000:
        return figure
    thousands, rest = divmod(number, 1000)
    parts = [f"{_below_thousand(thousands)} thousand"] if thousands else []
    return " ".join([*parts, *([_below_thousand(rest)] if rest or not thousands else [])])


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_UNITS[hundreds]} hundred"] if hundreds else []
    if rest or not hundreds:
        tens, unit = divmod(rest, 10)
        small = _UNITS[rest] if rest < 20 else _TENS[tens] + (f"-{_UNITS[unit]}" if unit else "")
        parts.append(small)
    return " and ".join(parts)


@lru_cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    lines = [line for line in (TEXTS / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _lines(name: str, position: str) -> list[str]:
    return [row["text"] for row in _rows(name) if row["position"] == position]
