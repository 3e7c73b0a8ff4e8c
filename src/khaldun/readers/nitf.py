"""NITF, the News Industry Text Format (XML): one report a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from khaldun.readers.base import CERTAIN, NO, ReadOptions
from khaldun.readers.documents import document_report
from khaldun.readers.paragraphs import text_of_element
from khaldun.readers.sources import Source
from khaldun.readers.xml_tree import XML_LANG, find, line_text, read_tree, root_name
from khaldun.records import Report

_ROOTS = ("nitf",)
#: Where the day of publication stands, best first: element and attribute.
_DATES = (
    ("head/docdata/date.issue", "norm"),
    ("head/pubdata", "date.publication"),
    ("head/docdata/date.release", "norm"),
    ("body/body.head/dateline/story.date", "norm"),
)


class NitfReader:
    """Takes the paragraphs of `body.content`, joined by blank lines; the id is that of `doc-id`."""

    name = "nitf"
    suffixes = (".nitf", ".xml")

    def sniff(self, head: bytes) -> int:
        """Sure where the root element is `nitf`."""
        return CERTAIN if root_name(head) in _ROOTS else NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """The one report."""
        found = read_tree(source, options, _ROOTS, otherwise="no NITF: the root element is")
        if isinstance(found, Report):
            yield found
            return
        tree, document = found
        if tree.root is not None:
            yield document_report(source, nitf_values(tree.root), document, options)

    def estimate(self, source: Source) -> int | None:
        """One."""
        return 1


def nitf_values(root: Element) -> dict[str, object]:
    """The fields of a report in an `nitf` element."""
    body = find(root, "body/body.content")
    headline = find(root, "body/body.head/hedline/hl1")
    return {
        "id": _attribute(root, "head/docdata/doc-id", "id-string"),
        "text": None if body is None else text_of_element(body),
        "title": line_text(headline) or line_text(find(root, "head/title")),
        "published": next((found for path, name in _DATES if (found := _attribute(root, path, name))), None),
        "publisher": _attribute(root, "head/pubdata", "name") or line_text(find(root, "body/body.head/distributor")),
        "url": _attribute(root, "head/pubdata", "ex-ref"),
        "language": root.get(XML_LANG) or _language(find(root, "body")),
    }


def _attribute(root: Element, path: str, name: str) -> str | None:
    element = find(root, path)
    return None if element is None else _plain(element.attrib).get(name)


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}


def _language(element: Element | None) -> str | None:
    return None if element is None else element.get(XML_LANG)
