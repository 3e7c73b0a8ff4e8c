"""The dateline: an opening with city, date and agency, behind which the coding starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.datelines import DatelineWords, load_datelines
from khaldun.codebooks.gazetteer import open_gazetteer
from khaldun.codebooks.times import TimeGrammar, TimeMatch, load_times
from khaldun.pipeline import extensions
from khaldun.pipeline.extensions import DatelineValues
from khaldun.records.calendar import parse_day, shift_day
from khaldun.records.reckoning import reckon
from khaldun.records.situation import Situation

NAME = "khaldun_dateline"
LAYER = "dateline"
#: A dateline stands this near to the start, in characters.
_REACH = 500
#: Characters that a headline does not have, and people that a city without any other sign of a dateline must have.
_PARAGRAPH, _TOWN = 160, 20_000

_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*){0,4}"
_MIXED = r"[A-ZÀ-Þ][\w.'’\-]+(?: (?:[A-ZÀ-Þ][\w.'’\-]+|[a-z]{2,4})){0,4}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?i:{_MONTH} {_DAY}(?:,? \d{{4}})?|{_DAY} {_MONTH}(?:,? (?:\d{{4}}|\d{{2}}\b))?|\d{{4}}-\d\d-\d\d)"
_TAIL = (
    r"(?: \((?P<state>[A-ZÀ-Þ][\w .'’\-]{2,24})\)(?=,))?"
    r"(?P<region>(?:, ?[A-ZÀ-Þ][\w.'’\-]*(?: [A-ZÀ-Þ][\w.'’\-]*){0,3}){0,2}?)"
    rf"(?:,? ?(?P<date>{_DATE}))?(?:,? ?\((?P<agency>[^()\n]{{2,60}})\)| (?P<named>Reuters|AP|AFP))?,? ?"
    r"(?P<break>--+|[—–_:]|-(?=\s))"
)
_ANCHORED = re.compile(rf"(?P<city>{_CAPITALS}|{_MIXED}){_TAIL}")
_FLOATING = re.compile(rf"(?P<city>\b{_CAPITALS}){_TAIL}")
_KNOWN_AGENCY = re.compile(
    r"(?P<city>\b[A-ZÀ-Þ][\w.'’\-]+(?:[ /][A-ZÀ-Þ][\w.'’\-]+)?) \((?P<agency>[^()\n]{2,40})\) "
    r"(?P<break>--+|[—–-])(?=\s)"
)
_LOWER = re.compile(r"(?P<city>[a-z][a-z.'’\-]+(?: [a-z][a-z.'’\-]+){0,2})(?P<break>:) ?(?=\S)")
_MARK = re.compile(r"\s*\[(?P<mark>[^\]\n]{3,40})\]")
_STARTS = re.compile(r"\n\s*|(?<=[.!?…\"”’]) +")


@Language.factory(NAME, assigns=["doc._.dateline"], default_config={"overlays": []})
def make_dateline(nlp: Language, name: str, overlays: list[str]) -> DatelineFinder:
    """Marks the dateline (layer `dateline`)."""
    paths = tuple(Path(path) for path in overlays)
    return DatelineFinder(load_datelines(paths), load_times(paths))


class DatelineFinder:
    """Finds the dateline by its form, at the start of the text or behind a headline or byline."""

    def __init__(self, words: DatelineWords, grammar: TimeGrammar) -> None:
        self._words, self._grammar = words, grammar

    def __call__(self, doc: Doc) -> Doc:
        """Fills the layer `dateline` with at most one span."""
        text = doc.text
        match = self._find(doc, text)
        if match is None:
            return doc
        end = self._behind_mark(text, match.end())
        span = doc.char_span(match.start(), match.end("break"), alignment_mode="expand")
        if span is None:
            return doc
        start_of_coding = next((t.i for t in doc[span.end :] if t.idx >= end and not t.is_space), len(doc))
        agency = _group(match, "agency") or _group(match, "named")
        values = DatelineValues(
            date=self._date(doc, match),
            day=bool(_group(match, "date")),
            agency=self._words.agency(agency) if agency else None,
            toponym=None,
            end=start_of_coding,
        )
        extensions.add(doc, LAYER, span.start, span.end, values=values)
        return doc

    def _find(self, doc: Doc, text: str) -> re.Match[str] | None:
        capitals = text[:_REACH].isupper()
        for start in _starts(text, extensions.values_of(doc, "report").get("title")):
            match = _ANCHORED.match(text, start)
            if match and self._holds(doc, match, capitals):
                return match
            match = _LOWER.match(text, start)
            if match and self._holds_lower(text, match):
                return match
        return None if capitals else self._find_floating(text)

    def _find_floating(self, text: str) -> re.Match[str] | None:
        """Behind a byline that no line break ends, only a plain form counts."""
        match = _FLOATING.search(text, 0, _REACH)
        if match and (_is_strong(match) or (match["break"] in ("--", "—") and self._may_be_city(match, longest=2))):
            return match
        match = _KNOWN_AGENCY.search(text, 0, _REACH)
        return match if match and match["agency"].lower() in self._words.agencies else None

    def _holds(self, doc: Doc, match: re.Match[str], capitals: bool) -> bool:
        """Date or agency make it plain; without them the city must be in capitals, or known as a place and set off."""
        city = match["city"]
        if city.lower() in self._words.labels or any(
            w.islower() and w not in self._words.particles for w in city.split()
        ):
            return False
        if _is_strong(match):
            return True
        if capitals or match["region"].count(" ") > 5:
            return False
        if city.isupper() and (match["break"] != ":" or _is_behind_title(doc, match)):
            return self._may_be_city(match, longest=4)
        if not _followed_by_sentence(match):
            return False
        if match["break"] == ":":
            return _opens_paragraph(match) and _is_town(city)
        return match["break"] != "-" and _is_place(doc, match)

    def _may_be_city(self, match: re.Match[str], longest: int) -> bool:
        city = match["city"]
        if city.lower() in self._words.labels or len(city) < 4 or "-" in city or len(city.split()) > longest:
            return False
        return _followed_by_sentence(match)

    def _holds_lower(self, text: str, match: re.Match[str]) -> bool:
        """ "lucknow: the police …": only in a text without any capital at its beginning."""
        behind = text[match.start() : match.start() + 200]
        return behind == behind.lower() and match["city"] not in self._words.labels

    def _behind_mark(self, text: str, end: int) -> int:
        mark = _MARK.match(text, end)
        return mark.end() if mark and mark["mark"].lower() in self._words.marks else end

    def _date(self, doc: Doc, match: re.Match[str]) -> str | None:
        written = _group(match, "date")
        if not written:
            return None
        published = parse_day(extensions.values_of(doc, "report").get("published"))
        found: list[date] = []

        def accept(time: TimeMatch) -> bool:
            reckoning = reckon(time.rule, time.fields, Situation(anchor=published, tense="past"))
            if reckoning is not None and reckoning.interval is not None and reckoning.interval.unit == "day":
                day = reckoning.interval.first
                found.append(day if "y" in time.fields else _not_after(day, published))
            return True

        self._grammar.find(re.findall(r"\d+(?:st|nd|rd|th)?|[a-z]+\.?|[^\w\s]", written.lower()), accept)
        return found[0].isoformat() if len(found) == 1 else None


def _not_after(day: date, published: date | None) -> date:
    """A dateline without a year is not of a day to come; a day later is a matter of time zones."""
    if published is None or (day - published).days <= 1:
        return day
    return shift_day(day, -1, "year") or day


def _starts(text: str, title: str | None) -> Iterator[int]:
    """Where a dateline may start: the text's first word, each line of its beginning, behind its first sentences."""
    yield len(text) - len(text.lstrip())
    if title and text.startswith(title):
        rest = text[len(title) :].lstrip(" .\n")
        yield len(text) - len(rest)
    for count, match in enumerate(_STARTS.finditer(text, 0, _REACH)):
        if count < 8:
            yield match.end()


def _is_strong(match: re.Match[str]) -> bool:
    return bool(_group(match, "date") or _group(match, "agency") or _group(match, "named"))


def _followed_by_sentence(match: re.Match[str]) -> bool:
    behind = match.string[match.end() : match.end() + 3].lstrip(" \n\"“‘'(")
    return bool(behind) and behind[0].isupper()


def _is_behind_title(doc: Doc, match: re.Match[str]) -> bool:
    title = extensions.values_of(doc, "report").get("title")
    return isinstance(title, str) and match.string.startswith(title) and match.start() <= len(title) + 4


def _opens_paragraph(match: re.Match[str]) -> bool:
    """A name and a colon open many headlines ("Smith: I will run"); a paragraph is longer than these."""
    line = match.string[match.start() : match.start() + _PARAGRAPH]
    return len(line) == _PARAGRAPH and "\n" not in line


def _is_town(name: str) -> bool:
    return any(
        place.population >= _TOWN and place.precision != "country" and place.matched in ("name", "alias")
        for place in open_gazetteer().candidates(name)
    )


def _is_place(doc: Doc, match: re.Match[str]) -> bool:
    span = doc.char_span(match.start("city"), match.end("city"), alignment_mode="expand")
    return span is not None and any(token.ent_type_ in ("GPE", "LOC", "FAC") for token in span) and len(span) < 4


def _group(match: re.Match[str], name: str) -> str | None:
    value: str | None = match.groupdict().get(name)
    return value
