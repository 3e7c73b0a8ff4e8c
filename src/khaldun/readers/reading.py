"""The front door: inputs of any form, alone or mixed, to reports in their order; nothing is lost on the way."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaldun.codebooks.reading import FIELDS
from khaldun.errors import ReaderError
from khaldun.readers.base import Reader, ReadOptions
from khaldun.readers.decoding import is_usable
from khaldun.readers.items import bad_item, place_of
from khaldun.readers.published import is_iso
from khaldun.readers.registry import get_reader, pick_reader, reader_names
from khaldun.readers.sources import Source, SourceRef, discover, open_source
from khaldun.records import Report

_LOGGER = logging.getLogger(__name__)
_DEFAULTS = ReadOptions()


def read_inputs(inputs: Sequence[str], *, options: ReadOptions = _DEFAULTS) -> Iterator[Report]:
    """The reports of all inputs, one after another: files, folders, globs, "-" for standard input.

    What cannot be read is a Report without text whose `problems` name file and line. Every source gives at least one
    Report, and no two have the same id. Raises ReaderError, before anything is read, for an input that does not exist,
    a glob that matches nothing, and options that do not hold.
    """
    _check(options)
    return _with_own_ids(_read_all(discover(inputs), options))


def estimate_reports(sources: Sequence[SourceRef], *, options: ReadOptions = _DEFAULTS) -> int | None:
    """About how many reports the sources hold; None where one of them cannot tell cheaply."""
    total = 0
    for ref in sources:
        if (count := _estimate(ref, options)) is None:
            return None
        total += count
    return total


def _check(options: ReadOptions) -> None:
    for field in options.mapping:
        if field not in FIELDS:
            raise ReaderError(f"no field of a report; there are: {', '.join(FIELDS)}", file=f"mapping {field!r}")
    if options.published and not is_iso(options.published):
        raise ReaderError("not an ISO 8601 date or time", file=f"published {options.published!r}")
    if options.encoding and not is_usable(options.encoding):
        raise ReaderError("no encoding is known by this name", file=f"encoding {options.encoding!r}")
    if options.form and options.form not in reader_names():
        raise ReaderError(f"no such form; there are: {', '.join(reader_names())}", file=f"form {options.form!r}")


def _read_all(sources: Sequence[SourceRef], options: ReadOptions) -> Iterator[tuple[str, Report]]:
    """Each report with its place."""
    for ref in sources:
        try:
            source = open_source(ref)
        except OSError as error:
            yield ref.name, Report(id=ref.name, text="", problems=(f"{ref.name}: {error.strerror or error}",))
            continue
        try:
            yield from _read_source(source, options)
        finally:
            source.close()


def _read_source(source: Source, options: ReadOptions) -> Iterator[tuple[str, Report]]:
    reports = _guarded(_reader_for(source, options), source, options)
    empty = True
    for report in reports:
        empty = False
        published, language = report.published or options.published, report.language or options.language
        yield place_of(source), replace(report, published=published, language=language)
    if empty:
        source.line = None
        yield source.name, bad_item(source, "there is no report in it")


def _guarded(reader: Reader, source: Source, options: ReadOptions) -> Iterator[Report]:
    """The reports of one source; a reader that fails against its contract costs only the rest of this source."""
    try:
        yield from reader.read(source, options)
    except Exception as error:
        _LOGGER.exception("the reader %s failed on %s", reader.name, source.name)
        problem = f"the reader {reader.name} failed: {type(error).__name__}: {error}"
        yield bad_item(source, problem)


def _reader_for(source: Source, options: ReadOptions) -> Reader:
    return get_reader(options.form) if options.form else pick_reader(source)


def _with_own_ids(reports: Iterator[tuple[str, Report]]) -> Iterator[Report]:
    """A second report of the same id gets a number behind it, and a problem that says so."""
    seen: set[str] = set()
    for place, report in reports:
        if report.id in seen:
            report_id = _free_id(report.id, seen)
            problem = f"{place}: the id {report.id!r} occurred before; this report is {report_id!r}"
            report = replace(report, id=report_id, problems=(*report.problems, problem))
        seen.add(report.id)
        yield report


def _free_id(report_id: str, seen: set[str]) -> str:
    number = 2
    while f"{report_id}#{number}" in seen:
        number += 1
    return f"{report_id}#{number}"


def _estimate(ref: SourceRef, options: ReadOptions) -> int | None:
    if ref.path is None or not ref.path.is_file():
        return None
    try:
        source = open_source(ref)
    except OSError:
        return 1
    try:
        return _reader_for(source, options).estimate(source)
    finally:
        source.close()
