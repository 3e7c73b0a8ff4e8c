"""Codes reports and writes a page for each: one file for one report, a folder with an index for several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from khaldun.errors import ExportError, ReaderError
from khaldun.exporters.base import move_into_place
from khaldun.records import CodedReport, Report
from khaldun.rendering.page import IndexEntry, index_page, report_page
from khaldun.rendering.places_page import places_page
from khaldun.workflows.aside import Mark
from khaldun.workflows.code_corpus import Watch, advance, code_reports, read_reports
from khaldun.workflows.config import RunConfig

_PAGE_ENDINGS = (".html", ".htm")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
_NAME_LENGTH = 60
_LISTED = re.compile(r'<a href="(\d{5,}(?:-[A-Za-z0-9_-]+)?\.html)"')


def render_reports(config: RunConfig, target: Path, watch: Watch) -> int:
    """Writes the page of the one report to a `.html` file, or the pages of all reports into a folder; says how many.

    Raises ExportError when several reports are to go into one file; ReaderError when the inputs hold none.
    """
    reports = read_reports(config)
    first = list(islice(reports, 2))
    if not first:
        raise ReaderError("no report in it", file=", ".join(config.inputs))
    coded = code_reports(config, chain(first, reports))
    if target.suffix.lower() not in _PAGE_ENDINGS:
        return _write_folder(coded, target, watch)
    if len(first) > 1:
        raise ExportError("the input holds several reports: give a folder (a name without .html)", file=target)
    return _write_one(coded, target, watch)


def render_places(config: RunConfig, target: Path, watch: Watch) -> int:
    """Writes one page with the places of all reports; says how many.

    Raises ExportError when the file cannot be written; ReaderError when the inputs hold no report.
    """
    if not target.parent.is_dir():
        raise ExportError("its folder does not exist", file=target)
    coded: list[CodedReport] = []
    mark = Mark()
    for one in code_reports(config):
        coded.append(one)
        mark = advance(mark, (one,))
        watch((one,), mark)
    if not coded:
        raise ReaderError("no report in it", file=", ".join(config.inputs))
    _write(places_page(coded), target)
    return len(coded)


def page_name(number: int, report: Report) -> str:
    """A file name that sorts in input order and shows the report's id."""
    readable = _NOT_IN_NAMES.sub("-", report.id).strip("-")[:_NAME_LENGTH]
    return f"{number:05d}-{readable}.html" if readable else f"{number:05d}.html"


def _write_one(coded: Iterator[CodedReport], target: Path, watch: Watch) -> int:
    for one in coded:
        _write(report_page(one), target)
        watch((one,), advance(Mark(), (one,)))
    return 1


def _write_folder(coded: Iterator[CodedReport], folder: Path, watch: Watch) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=folder) from error
    entries: list[IndexEntry] = []
    mark = Mark()
    for number, one in enumerate(coded, 1):
        entry = IndexEntry.of(page_name(number, one.report), one)
        _write(report_page(one), folder / entry.file)
        entries.append(entry)
        mark = advance(mark, (one,))
        watch((one,), mark)
    earlier = _pages_listed(folder / "index.html")
    _write(index_page(entries), folder / "index.html")
    for name in earlier - {entry.file for entry in entries}:
        (folder / name).unlink(missing_ok=True)
    return len(entries)


def _pages_listed(index: Path) -> set[str]:
    """The pages that the index of an earlier run names; they would stand there unlisted after this run."""
    return set(_LISTED.findall(index.read_text("utf-8", "replace"))) if index.is_file() else set()


def _write(page: str, target: Path) -> None:
    """The whole page or nothing."""
    made = target.with_name(target.name + ".part")
    try:
        made.write_bytes(page.encode("utf-8", "xmlcharrefreplace"))
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=target) from error
    move_into_place(made, target)
