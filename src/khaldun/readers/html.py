"""HTML pages: main text, title, date and publisher, found by trafilatura; no network."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from khaldun.readers.base import CERTAIN, MAX_DOCUMENT_BYTES, NO, PROBABLE, ReadOptions
from khaldun.readers.documents import document_report, peek_text, read_document
from khaldun.readers.items import bad_item
from khaldun.readers.paragraphs import SEPARATOR
from khaldun.readers.sources import Source
from khaldun.readers.xml_tree import root_name
from khaldun.records import Report

_SNIFFED = 2048
_LANGUAGE = ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang")
#: Only dates that the page states as its own: a search of the whole page takes the year of the copyright line for
#: one. The bound is fixed, as trafilatura's own is today and would make the result depend on the clock.
_DATES: dict[str, object] = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}

#: What a page that is no page has been seen to raise inside the extractor.
_FAULTS = (LxmlError, ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError)


class HtmlReader:
    """Takes a page as one report: the paragraphs that trafilatura finds, joined by blank lines, without the title."""

    name = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def sniff(self, head: bytes) -> int:
        """Sure where an HTML document begins."""
        text = peek_text(head)[:_SNIFFED].lstrip().lower()
        if text.startswith("<!doctype html") or (root_name(head) or "").lower() == "html":
            return CERTAIN
        return PROBABLE if text.startswith(("<body", "<article", "<main", "<p>", "<div")) else NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """The one report."""
        source.line = None
        document = read_document(source, options, limit=MAX_DOCUMENT_BYTES, declares=True)
        values, problem = (None, document.problem) if document.failed else _extract(document.text)
        if values is None:
            yield bad_item(source, problem or "no main text was found on the page")
        else:
            yield document_report(source, values, document, options)

    def estimate(self, source: Source) -> int | None:
        """One."""
        return 1


def _extract(page: str) -> tuple[dict[str, object] | None, str | None]:
    """The fields of a report on a page; or None and, where it is not just an empty page, why."""
    try:
        trafilatura = import_module("trafilatura")
    except ImportError as error:
        return None, f"HTML cannot be read, as trafilatura does not load: {str(error).partition(chr(10))[0]}"
    try:
        tree = trafilatura.load_html(page)
        found = None if tree is None else _fields(trafilatura, tree)
    except _FAULTS as error:
        return None, f"HTML that cannot be read: {type(error).__name__}: {error}"
    return found, None


def _fields(trafilatura: ModuleType, tree: HtmlElement) -> dict[str, object] | None:
    language = next((tree.get(name) for name in _LANGUAGE if tree.get(name)), None)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES)
    )
    if found is None or not (found.text or "").strip():
        return None
    return {
        "text": _paragraphs(found.text, found.title),
        "title": found.title,
        "published": found.date,
        "publisher": found.sitename or found.hostname,
        "url": found.url,
        "language": found.language or language,
    }


def _paragraphs(text: str, title: str | None) -> str:
    """One line of trafilatura is one paragraph; a first one that only repeats the title is left out."""
    lines = [line for line in text.split("\n") if line.strip()]
    if title and len(lines) > 1 and lines[0].strip() == title.strip():
        lines = lines[1:]
    return SEPARATOR.join(lines)
