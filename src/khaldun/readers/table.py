"""CSV and TSV: one report a row, columns by name."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.codebooks.reading import load_reading
from khaldun.readers.base import NO, PROBABLE, ReadOptions
from khaldun.readers.columns import pick_values, table_columns
from khaldun.readers.csv_records import Record, delimiter_of, read_records, split_record
from khaldun.readers.decoding import decode
from khaldun.readers.documents import peek_text, unreadable
from khaldun.readers.items import bad_item, make_report
from khaldun.readers.jsonl import estimate_lines
from khaldun.readers.lines import line_encoding, read_lines
from khaldun.readers.sources import Source
from khaldun.records import Report


class TableReader:
    """Reads tables with a line of column names; the delimiter is what that line uses most."""

    name = "csv"
    suffixes = (".csv", ".tsv", ".tab")

    def sniff(self, head: bytes) -> int:
        """Probable where the first line has several columns and one of them is a usual name for the text."""
        first = peek_text(head).lstrip("\r\n").partition("\n")[0].strip()
        names = split_record(first, delimiter_of(first)) or []
        usual = set(load_reading().columns["text"])
        return PROBABLE if len(names) > 1 and usual & {name.strip().lower() for name in names} else NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """A report a row; mapped columns that the table lacks are one problem, at the line of column names."""
        if problem := unreadable(source):
            yield bad_item(source, problem)
            return
        encoding = line_encoding(source, options.encoding)
        lines = (
            (line.number, decode(line.data, encoding), line.problem) for line in read_lines(source, options.encoding)
        )
        records = read_records(lines)
        header = next(records, None)
        if header is None or header.problem:
            source.line = header.line if header else None
            yield bad_item(source, header.problem if header and header.problem else "the file is empty")
            return
        yield from _rows(source, header, records, options=options)

    def estimate(self, source: Source) -> int | None:
        """From the mean length of the first lines; too many where texts run over several lines."""
        lines = estimate_lines(source)
        return None if lines is None else max(1, lines - 1)


def _rows(source: Source, header: Record, records: Iterator[Record], *, options: ReadOptions) -> Iterator[Report]:
    names = header.cells
    source.line = header.line
    columns, problem = table_columns(names, options.mapping)
    if problem:
        yield bad_item(source, problem)
    if not columns["text"]:
        return
    for record in records:
        source.line = record.line
        if record.problem:
            yield bad_item(source, record.problem)
        else:
            yield _row(source, record, names, columns=columns, options=options)


def _row(
    source: Source, record: Record, names: list[str], *, columns: dict[str, tuple[str, ...]], options: ReadOptions
) -> Report:
    row: dict[str, object] = {}
    for name, cell in zip(names, record.cells, strict=False):
        row.setdefault(name, cell)
    noted = record.note
    if len(record.cells) > len(names):
        noted = f"{len(record.cells)} cells for {len(names)} columns"
    return make_report(source, pick_values(row, columns), options, problem=noted)
