"""The contract of every reader: a name, suffixes, a sniff, and a way to read; and the options a user may give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from khaldun.readers.sources import Source
from khaldun.records import Report

#: A longer text is no report; it is named as a problem and never made into a Doc.
MAX_TEXT_CHARS = 1_000_000
#: A longer line (or CSV record) is passed over without being held: the longest text with every character escaped.
MAX_LINE_BYTES = 12 * MAX_TEXT_CHARS
#: A larger single document (HTML, XML, JSON) is passed over.
MAX_DOCUMENT_BYTES = 32 * 1024 * 1024

#: What `sniff` answers: certainly, probably, possibly, no.
CERTAIN, PROBABLE, POSSIBLE, NO = 90, 60, 20, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read, where the input does not say it itself.

    `mapping`: field of a report to the column that holds it. `published` (ISO 8601) and `language`: for reports that
    have none. `encoding` and `form` (a reader's name): instead of what would be found out.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    published: str | None = None
    language: str | None = None
    encoding: str | None = None
    form: str | None = None


@runtime_checkable
class Reader(Protocol):
    """One input form.

    `read` never raises for a bad item: it yields a Report with `problems` and goes on. Before each Report it sets
    `source.line` to the line (or row) that the report starts on, or None where the source is one report.
    """

    @property
    def name(self) -> str:
        """The form's name, as a user gives it."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File endings of this form, lower case, with their dot."""

    def sniff(self, head: bytes) -> int:
        """How surely these first bytes are of this form: 0 (no) to 100."""

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """The reports of a source, one after another, in its order."""

    def estimate(self, source: Source) -> int | None:
        """How many reports it holds, roughly and without reading it all; None where that is not cheap."""
