"""Plain text: one report a file."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.readers.base import MAX_TEXT_CHARS, NO, ReadOptions
from khaldun.readers.decoding import binary_kind
from khaldun.readers.documents import document_report, read_document
from khaldun.readers.items import bad_item
from khaldun.readers.sources import Source
from khaldun.records import Report

#: Four bytes are the most that a character takes.
_LIMIT = 4 * MAX_TEXT_CHARS + 4
_LAST_RESORT = 1


class PlainTextReader:
    """Takes a whole file as the text of one report, without a title; its id is the file's path."""

    name = "text"
    suffixes = (".txt", ".text", ".md")

    def sniff(self, head: bytes) -> int:
        """Anything that is text at all, when no other form claims it."""
        return NO if binary_kind(head) else _LAST_RESORT

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """The one report."""
        source.line = None
        document = read_document(source, options, limit=_LIMIT)
        if document.failed:
            yield bad_item(source, document.problem or "unreadable")
            return
        yield document_report(source, {"text": document.text}, document, options)

    def estimate(self, source: Source) -> int | None:
        """One."""
        return 1
