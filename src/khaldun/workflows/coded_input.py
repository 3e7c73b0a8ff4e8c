"""Records that were made before: the output of `khaldun annotate`, paired with the reports that it was made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from khaldun.errors import ReaderError
from khaldun.records import SCHEMA_VERSION, Report, dump_line
from khaldun.records.encoding import JsonObject
from khaldun.store import Coding, Kept

_WANTED = "the output of `khaldun annotate` is wanted"


class CodedInput:
    """A file with a record a line, in the order of the reports; all of one coding.

    Raises ReaderError when it cannot be opened, or holds no record.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as file:
            self.coding = self._coding(self._parsed(file.readline(), 1), 1)
        books, software = {"codebooks": list(self.coding.codebooks)}, {"khaldun": self.coding.khaldun}
        self._told = f"{dump_line(books)[1:-1]}, ".encode(), f", {dump_line(software)[1:]}".encode()

    def with_records(self, reports: Iterable[Report]) -> Iterator[Kept]:
        """Each report with its record.

        Raises ReaderError, with the line, where reports and records are not the same, or another coding made a record.
        """
        with self._open() as file:
            for number, (report, line) in enumerate(zip_longest(reports, file), 1):
                if report is None or line is None:
                    raise self._fault("no record" if line is None else "no report of the input", number, report)
                record = self._parsed(line, number)
                if record["id"] != report.id:
                    raise self._fault(f"this is the record of {record['id']!r}, not", number, report)
                if self._coding(record, number) != self.coding:
                    raise self._fault("another version or codebook than that of line 1 coded", number, report)
                yield Kept(report=report, record=record, line=self._without_coding(line))

    def _without_coding(self, line: bytes) -> bytes | None:
        """The line without the keys that say what made all of the records, where they stand as we write them."""
        books, ending = self._told
        end = line.rstrip()
        if end.endswith(ending) and end.count(books) == 1:  # within a text, a quotation mark has a backslash before it
            return end.removesuffix(ending).replace(books, b"") + b"}"
        return None

    def _open(self) -> BinaryIO:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise ReaderError(error.strerror or str(error), file=self.path) from error

    def _fault(self, problem: str, number: int, report: Report | None) -> ReaderError:
        of = "stands to this record" if report is None else f"the input's report {report.id!r}"
        return ReaderError(f"{problem} {of}: give the inputs that it was made from", file=self.path, line=number)

    def _parsed(self, line: bytes, number: int) -> JsonObject:
        try:
            record: JsonObject = json.loads(_decoded(line))
        except ValueError as error:
            raise ReaderError(
                "no JSON: the output of `khaldun annotate` is wanted", file=self.path, line=number
            ) from error
        if not isinstance(record, dict) or record.get("schema") != SCHEMA_VERSION or "events" not in record:
            problem = f"no record of schema {SCHEMA_VERSION}: the output of `khaldun annotate` is wanted"
            raise ReaderError(problem, file=self.path, line=number)
        return record

    def _coding(self, record: JsonObject, number: int) -> Coding:
        try:
            return Coding(khaldun=record["khaldun"], codebooks=tuple(record["codebooks"]))
        except KeyError as error:
            raise ReaderError(f"no key {error}", file=self.path, line=number) from error


def _decoded(line: bytes) -> str | bytes:
    """A line as text, which is parsed in a third less time; what is no UTF-8 stays for the parser to judge."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line
