"""Report: one published text, as it came."""

from __future__ import annotations

from dataclasses import dataclass

#: The keys of a report in its input form, in the order of the record contract.
REPORT_KEYS = ("id", "text", "title", "published", "publisher", "url", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published text; `text` is never altered, all offsets of its coding refer to it.

    `published` is an ISO 8601 date or date-time; whatever is unknown is None. `problems` are what the reader met
    on this report (a row without text, bytes that could not be decoded): each becomes an issue on the coded report.
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    problems: tuple[str, ...] = ()
