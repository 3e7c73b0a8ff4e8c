"""JSON Lines: one JSON object, one report, a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from khaldun.readers.base import CERTAIN, NO, PROBABLE, ReadOptions
from khaldun.readers.decoding import decode
from khaldun.readers.documents import peek_text, unreadable
from khaldun.readers.items import bad_item
from khaldun.readers.json_items import SeenColumns, parse_json, report_of_object
from khaldun.readers.lines import Line, line_encoding, read_lines
from khaldun.readers.sources import Source
from khaldun.records import Report

_OBJECT = re.compile(r'\{\s*["}]')
_SNIFFED_LINES = 20


class JsonLinesReader:
    """Reads objects by usual names or a mapping; an object that is ninjs is read as such."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson", ".json")

    def sniff(self, head: bytes) -> int:
        """Sure where one of the first lines is a whole object; probable where a line is longer than the head."""
        text = peek_text(head).lstrip()
        if not _OBJECT.match(text):
            return NO
        lines = text.split("\n")[:_SNIFFED_LINES]
        if any(isinstance(parse_json(line)[0], dict) for line in lines):
            return CERTAIN
        return PROBABLE if len(lines) == 1 else NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """A report a line; blank lines are passed over."""
        if problem := unreadable(source):
            yield bad_item(source, problem)
            return
        encoding, seen = line_encoding(source, options.encoding), SeenColumns(options.mapping)
        for line in read_lines(source, options.encoding):
            source.line = line.number
            if line.problem or line.data.strip():
                yield _report(source, line, encoding, options=options, seen=seen)
        source.line = None
        if problem := seen.problem():
            yield bad_item(source, problem)

    def estimate(self, source: Source) -> int | None:
        """From the mean length of the first lines."""
        return estimate_lines(source)


def estimate_lines(source: Source) -> int | None:
    """The lines of a source, from its size and the mean length of its first ones."""
    lines = source.head.count(b"\n")
    if source.size is None or lines == 0:
        return None if source.size is None else 1
    return max(1, round(source.size * lines / (source.head.rfind(b"\n") + 1)))


def _report(source: Source, line: Line, encoding: str, *, options: ReadOptions, seen: SeenColumns) -> Report:
    if line.problem:
        return bad_item(source, line.problem)
    decoded = decode(line.data, encoding)
    value, problem = parse_json(decoded.text.rstrip("\r\n"))
    if problem:
        return bad_item(source, problem)
    return report_of_object(source, value, options, seen=seen, problem=decoded.problem)
