"""Lines to CSV records (RFC 4180, leniently): a record knows its line, and an open quotation mark costs one row.

The standard library's reader lets an open quotation mark swallow the rest of the file and bounds cells by a setting
that is global to the process; both are why this one exists.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from khaldun.readers.base import MAX_LINE_BYTES
from khaldun.readers.decoding import Decoded

#: Possessive, so that a doubled mark is never taken for a closing one.
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')

NumberedLine = tuple[int, Decoded, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: the line it starts on and its cells, or why it cannot be read; `note`: a byte not decoded."""

    line: int
    cells: list[str] = field(default_factory=list)
    problem: str | None = None
    note: str | None = None


def split_record(text: str, delimiter: str, *, strict: bool = False) -> list[str] | None:
    """The cells of a record, without its line end; None where a quotation mark stays open.

    A cell that goes on behind its closing quotation mark is taken as it stands, quotation marks and all; `strict`
    gives None for it.
    """
    cells: list[str] = []
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        if quoted is None and text.startswith('"', at):
            return None
        behind = quoted.end() if quoted else at
        end = text.find(delimiter, behind)
        end = end if end >= 0 else len(text)
        if quoted and end == behind:
            cells.append(quoted[1].replace('""', '"'))
        elif quoted and strict:
            return None
        else:
            cells.append(text[at:end])
        if end == len(text):
            return cells
        at = end + 1


def read_records(lines: Iterable[NumberedLine], delimiter: str | None = None) -> Iterator[Record]:
    """The records of decoded lines; blank lines are passed over, the delimiter is taken from the first record."""
    return _RecordReader(lines, delimiter).records()


class _RecordReader:
    """Takes lines, and takes them again where a record that seemed to run over them did not."""

    def __init__(self, lines: Iterable[NumberedLine], delimiter: str | None) -> None:
        self._lines, self._delimiter = iter(lines), delimiter
        self._width = 0
        self._again: deque[NumberedLine] = deque()
        #: Whether the lines to take again are known to close no quotation mark: each is then a record of its own.
        self._alone = False

    def records(self) -> Iterator[Record]:
        while (line := self._next()) is not None:
            number, decoded, problem = line
            if problem:
                yield Record(line=number, problem=problem)
            elif decoded.text.strip("\r\n") != "":
                yield self._record(number, decoded)

    def _next(self) -> NumberedLine | None:
        if self._again:
            return self._again.popleft()
        self._alone = False
        return next(self._lines, None)

    def _record(self, number: int, first: Decoded) -> Record:
        if self._delimiter is None:
            self._delimiter = delimiter_of(first.text)
        cells = split_record(_without_end(first.text), self._delimiter)
        self._width = self._width or len(cells or [])
        if cells is not None:
            return Record(line=number, cells=cells, note=first.problem)
        return self._open(number, first) if self._alone else self._long_record(number, first)

    def _open(self, number: int, first: Decoded) -> Record:
        """A line with an open quotation mark; between tabs, where few writers quote, it is a character like others."""
        if self._delimiter == "\t":
            return Record(line=number, cells=_without_end(first.text).split("\t"), note=first.problem)
        return Record(line=number, problem=_OPEN)

    def _long_record(self, number: int, first: Decoded) -> Record:
        """A record that runs over several lines: the next line with an odd number of quotation marks must end it."""
        parts, size, taken, closes = [first], len(first.text), list[NumberedLine](), False
        while size <= MAX_LINE_BYTES and not closes and (line := self._next()) is not None:
            taken.append(line)
            if line[2]:
                break
            parts.append(line[1])
            size += len(line[1].text)
            closes = _closes(line)
        if closes and (cells := self._joined(parts)) is not None:
            return Record(line=number, cells=cells, note=next((p.problem for p in parts if p.problem), None))
        if not closes and not self._are_rows(taken):
            return Record(line=number, problem=self._pass_over() if size > MAX_LINE_BYTES else _OPEN)
        self._again.extendleft(reversed(taken))
        self._alone = not closes
        return self._open(number, first)

    def _are_rows(self, lines: list[NumberedLine]) -> bool:
        """Whether lines behind an open quotation mark are rows of their own, and not the text of one cell."""
        if lines and lines[-1][2]:
            return True
        cells = [split_record(_without_end(line[1].text), self._delimiter or ",") for line in lines[:_LOOKED_AT]]
        return sum(row is not None and len(row) == self._width for row in cells) * 2 > len(cells)

    def _pass_over(self) -> str:
        """Takes the rest of a record that is too long, without keeping it."""
        while (line := self._next()) is not None:
            if _closes(line):
                return f"the row has more than {MAX_LINE_BYTES:,} characters; it is not read"
        return _OPEN

    def _joined(self, parts: list[Decoded]) -> list[str] | None:
        return split_record(_without_end("".join(part.text for part in parts)), self._delimiter or ",", strict=True)


#: So many lines show whether they are rows.
_LOOKED_AT = 50
_OPEN = "a quotation mark is opened and not closed; the row is passed over"


def delimiter_of(header: str) -> str:
    """Tab, semicolon or bar where the line of column names has more of them than commas; else the comma."""
    return max(",\t;|", key=lambda mark: (header.count(mark), mark == ","))


def _without_end(text: str) -> str:
    for end in ("\r\n", "\n", "\r"):
        if text.endswith(end):
            return text[: -len(end)]
    return text


def _closes(line: NumberedLine) -> bool:
    return line[1].text.count('"') % 2 == 1
