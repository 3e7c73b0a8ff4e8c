"""Parquet: one report a row, read in batches; a damaged row group costs only itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from khaldun.readers.base import CERTAIN, NO, ReadOptions
from khaldun.readers.columns import Candidates, pick_values, table_columns
from khaldun.readers.items import bad_item, make_report
from khaldun.readers.sources import Source
from khaldun.records import Report

_BATCH_ROWS = 256
_SPOOL_BYTES = 32 * 1024 * 1024
_CHUNK = 1024 * 1024
_MAGIC = b"PAR1"
_FAULTS = (pa.ArrowException, OSError, ValueError, OverflowError)


class ParquetReader:
    """Reads only the columns that are asked for; the line of a report is its row, from 1."""

    name = "parquet"
    suffixes = (".parquet", ".pq", ".parq")

    def sniff(self, head: bytes) -> int:
        """Sure where the file begins as Parquet does."""
        return CERTAIN if head.startswith(_MAGIC) else NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """A report a row; mapped columns that the table lacks are one problem."""
        source.line = None
        if direct := source.seekable():
            yield from _read(source, direct, options)
            return
        with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
            while chunk := source.read(_CHUNK):
                spool.write(chunk)
            spool.seek(0)
            yield from _read(source, cast("BinaryIO", spool), options)

    def estimate(self, source: Source) -> int | None:
        """The number of rows that the file states."""
        stream = source.seekable()
        if stream is None:
            return None
        try:
            return int(pq.ParquetFile(stream).metadata.num_rows)
        except _FAULTS:
            return None


def _read(source: Source, stream: BinaryIO, options: ReadOptions) -> Iterator[Report]:
    table, problem = _open(source, stream)
    if table is None:
        yield bad_item(source, problem)
    else:
        yield from _reports(source, table, options)


def _open(source: Source, stream: BinaryIO) -> tuple[pq.ParquetFile | None, str]:
    if not source.head or source.broken:
        return None, source.broken or "the file is empty"
    try:
        return pq.ParquetFile(stream), ""
    except _FAULTS as error:
        return None, f"not a Parquet file that can be read: {_first_line(error)}"


def _reports(source: Source, table: pq.ParquetFile, options: ReadOptions) -> Iterator[Report]:
    names: list[str] = list(table.schema_arrow.names)
    columns, problem = table_columns(names, options.mapping)
    if problem:
        yield bad_item(source, problem)
    if not columns["text"]:
        return
    first = 1
    for group in range(table.metadata.num_row_groups):
        yield from _group(source, table, group, first=first, columns=columns, options=options)
        first += table.metadata.row_group(group).num_rows


def _group(
    source: Source, table: pq.ParquetFile, group: int, *, first: int, columns: Candidates, options: ReadOptions
) -> Iterator[Report]:
    wanted = sorted({name for names in columns.values() for name in names})
    batches = table.iter_batches(batch_size=_BATCH_ROWS, row_groups=[group], columns=wanted)
    row = first
    while True:
        try:
            batch = next(batches, None)
        except _FAULTS as error:
            source.line = row
            yield bad_item(source, f"the rows from here to the end of their group are damaged: {_first_line(error)}")
            return
        if batch is None:
            return
        for values in _rows(batch):
            source.line = row
            yield make_report(source, pick_values(values, columns), options)
            row += 1


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, object]]:
    columns = {name: _plain_times(batch.column(name)) for name in batch.schema.names}
    for index in range(batch.num_rows):
        yield {name: _value(column[index]) for name, column in columns.items()}


def _plain_times(column: pa.Array) -> pa.Array:
    """Time stamps in microseconds, as Python's own; others as they are."""
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    return column


def _value(cell: pa.Scalar) -> object:
    try:
        return cast("object", cell.as_py())
    except _FAULTS as error:
        return error


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0][:200]
