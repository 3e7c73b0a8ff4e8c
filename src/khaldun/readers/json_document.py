"""JSON documents: one object, or a list of objects, in a whole file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khaldun.readers.base import MAX_DOCUMENT_BYTES, NO, POSSIBLE, ReadOptions
from khaldun.readers.documents import peek_text, read_document
from khaldun.readers.items import bad_item
from khaldun.readers.json_items import SeenColumns, parse_json, report_of_object
from khaldun.readers.sources import Source
from khaldun.records import Report

_START = re.compile(r'\s*(?:\[\s*)?(?:\{\s*["}]|\])')


class JsonReader:
    """Reads a JSON file as a whole; in a list, the place of an item is its number from 1."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)

    def sniff(self, head: bytes) -> int:
        """Possible where it opens as an object or a list of objects."""
        return POSSIBLE if _START.match(peek_text(head)) else NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """A report an object."""
        source.line = None
        document = read_document(source, options, limit=MAX_DOCUMENT_BYTES)
        value, problem = (None, document.problem) if document.failed else parse_json(document.text)
        if problem:
            yield bad_item(source, problem)
            return
        seen, noted = SeenColumns(options.mapping), document.problem
        items = enumerate(value, 1) if isinstance(value, list) else [(None, value)]
        for number, item in items:
            source.line = number
            yield report_of_object(source, item, options, seen=seen, problem=noted)
            noted = None
        source.line = None
        if missing := seen.problem():
            yield bad_item(source, missing)

    def estimate(self, source: Source) -> int | None:
        """One for an object; a list would have to be read."""
        return 1 if peek_text(source.head).lstrip().startswith("{") else None
