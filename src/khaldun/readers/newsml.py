"""NewsML-G2 (XML): a news item, or a message with many."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from khaldun.readers.base import CERTAIN, NO, POSSIBLE, ReadOptions
from khaldun.readers.documents import Document
from khaldun.readers.items import make_report
from khaldun.readers.nitf import nitf_values
from khaldun.readers.paragraphs import local_name, text_of_element, text_of_html
from khaldun.readers.sources import Source
from khaldun.readers.xml_tree import XML_LANG, Tree, find, find_all, line_text, read_tree, root_name
from khaldun.records import Report

_ROOTS = ("newsMessage", "newsItem")
#: When the content as it stands was made, else when this version of the item was.
_DATES = (
    "contentMeta/contentModified",
    "contentMeta/contentCreated",
    "itemMeta/versionCreated",
    "itemMeta/firstCreated",
)
_PUBLISHERS = ("itemMeta/provider", "contentMeta/infoSource", "rightsInfo/copyrightHolder")


class NewsMLReader:
    """Takes the text of each `newsItem` (inline XHTML, NITF or plain text); the id is its guid."""

    name = "newsml"
    suffixes = (".newsml", ".xml")

    def sniff(self, head: bytes) -> int:
        """Sure where the root element is a message or an item; possible for XML of any other sort."""
        root = root_name(head)
        if root in _ROOTS:
            return CERTAIN
        return POSSIBLE if root and head.lstrip().startswith(b"<?xml") else NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        """A report a news item, in document order."""
        found = read_tree(source, options, _ROOTS, otherwise="no news format is known with the root element")
        if isinstance(found, Report):
            yield found
        else:
            yield from _items(source, *found, options)

    def estimate(self, source: Source) -> int | None:
        """As many as there are items in the head, where that is the whole."""
        whole = source.size is not None and source.size <= len(source.head)
        return max(1, source.head.count(b"</newsItem>")) if whole else None


def _items(source: Source, tree: Tree, document: Document, options: ReadOptions) -> Iterator[Report]:
    noted = document.problem
    for item in tree.root.iter() if tree.root is not None else ():
        if local_name(item) == "newsItem":
            source.line = tree.lines.get(item)
            yield make_report(source, _values(item), options, problem=noted)
            noted = None


def _values(item: Element) -> dict[str, object]:
    return {
        "id": item.get("guid"),
        "text": _text(item),
        "title": line_text(find(item, "contentMeta/headline")) or line_text(find(item, "itemMeta/title")),
        "published": next((found for path in _DATES if (found := line_text(find(item, path)))), None),
        "publisher": next((found for path in _PUBLISHERS if (found := _name(find(item, path)))), None),
        "language": _language(item),
    }


def _text(item: Element) -> str | None:
    for content in find_all(item, "contentSet/inlineXML"):
        if text := _inline_xml(content):
            return text
    for data in find_all(item, "contentSet/inlineData"):
        text = "".join(data.itertext())
        if text.strip():
            return text_of_html(text) if "html" in data.get("contenttype", "") else text
    return None


def _inline_xml(content: Element) -> str | None:
    for root in content:
        if local_name(root) == "nitf":
            return str(nitf_values(root)["text"] or "") or None
        if text := text_of_element(root):
            return text
    return None


def _name(party: Element | None) -> str | None:
    """The name of a party: as written, else the last part of its code."""
    if party is None:
        return None
    name = line_text(find(party, "name")) or party.get("literal")
    return name or (party.get("qcode") or "").rpartition(":")[2] or None


def _language(item: Element) -> str | None:
    stated = find(item, "contentMeta/language")
    tag = None if stated is None else stated.get("tag")
    inline = find(item, "contentSet/inlineXML")
    return tag or (None if inline is None else inline.get(XML_LANG)) or item.get(XML_LANG)
