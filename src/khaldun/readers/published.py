"""When a report came out: the usual forms of dates to ISO 8601; what is not plain stays unknown."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from khaldun.codebooks.reading import load_reading
from khaldun.records.text import squeeze

_ISO = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2}:\d\d(?::\d\d)?))?")
_MAIL = re.compile(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d\d.*")
_EPOCH = re.compile(r"[12]\d{9}|[12]\d{12}")


@lru_cache(maxsize=4096)
def normalise_published(given: str) -> str | None:
    """ISO 8601 of a date or date-time as written, or None where it is none or can be read in two ways.

    ISO 8601 stays as it is, other forms of it get their hyphens; figures of ten or thirteen digits are seconds or
    milliseconds since 1970.
    """
    text = squeeze(given)
    for read in (_from_iso, _from_epoch, _from_figures, _from_mail, _from_forms):
        if found := read(text):
            return found
    return None


def is_iso(given: str) -> bool:
    """Whether this is an ISO 8601 date or date-time."""
    return _from_iso(given) is not None


def _from_iso(text: str) -> str | None:
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            found = parse(text)
        except ValueError:
            continue
        return text if _ISO.fullmatch(text) else found.isoformat()
    return None


def _from_epoch(text: str) -> str | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = int(text[:10])
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat()


def _from_figures(text: str) -> str | None:
    """Day, month and year in figures; with slashes or hyphens only where they cannot be read in two ways."""
    match = _FIGURES.fullmatch(text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] != "." and first <= 12 and second <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 and match[2] != "." else (first, second)
    iso = f"{year:04}-{month:02}-{day:02}"
    return _from_iso(f"{iso}T{match[5]:0>5}" if match[5] and len(match[5]) < 6 else _with_time(iso, match[5]))


def _with_time(iso: str, time: str | None) -> str:
    return f"{iso}T{time:0>8}" if time else iso


def _from_mail(text: str) -> str | None:
    if not _MAIL.fullmatch(text):
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _from_forms(text: str) -> str | None:
    if len(text) > 60 or not any(c.isdigit() for c in text):
        return None
    for form in load_reading().date_forms:
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        return found.isoformat() if ":" in text else found.date().isoformat()
    return None
