"""Mark-up to text: the paragraphs in their order, joined by blank lines."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from khaldun.codebooks.reading import load_reading

SEPARATOR = "\n\n"
_SPACE = re.compile(r"[ \t\r\n\f]+")


class Paragraphs:
    """Collects paragraphs from start tags, text and end tags; runs of XML white space become one space."""

    def __init__(self) -> None:
        kinds = load_reading().markup
        self._inline, self._silent = kinds["inline"], kinds["left-out"]
        self._done: list[str] = []
        self._parts: list[str] = []
        self._left_out = 0
        self._kept_as_is = 0

    def start(self, tag: str) -> None:
        """An element begins."""
        if tag == "br":
            self._parts.append("\n" if self._kept_as_is else " ")
            return
        if tag not in self._inline:
            self._flush()
        self._left_out += tag in self._silent
        self._kept_as_is += tag == "pre"

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag not in self._inline and tag != "br":
            self._flush()
        self._left_out = max(0, self._left_out - (tag in self._silent))
        self._kept_as_is = max(0, self._kept_as_is - (tag == "pre"))

    def data(self, text: str | None) -> None:
        """Text."""
        if text and not self._left_out:
            self._parts.append(text)

    def text(self) -> str:
        """All paragraphs so far."""
        self._flush()
        return SEPARATOR.join(self._done)

    def _flush(self) -> None:
        joined = "".join(self._parts)
        paragraph = joined.strip("\r\n") if self._kept_as_is else _SPACE.sub(" ", joined).strip(" ")
        self._parts.clear()
        if paragraph.strip():
            self._done.append(paragraph)


def text_of_element(root: Element) -> str:
    """The paragraphs below an XML element; deep nesting does no harm."""
    found = Paragraphs()
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, seen = stack.pop()
        tag = local_name(element)
        if seen:
            found.end(tag)
            found.data(element.tail if element is not root else None)
            continue
        found.start(tag)
        found.data(element.text)
        stack.append((element, True))
        stack += [(child, False) for child in reversed(element)]
    return found.text()


def local_name(element: Element) -> str:
    """The name of an element without its namespace ("" for a comment)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of_html(markup: str) -> str:
    """The paragraphs of an HTML fragment."""
    parser = _FragmentParser()
    parser.feed(markup.replace("<![", "&lt;!["))  # the parser gives up at sections it does not know
    parser.close()
    return parser.found.text()


class _FragmentParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._void = load_reading().markup["void"]
        self.found = Paragraphs()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.start(tag)
        if tag in self._void:
            self.found.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._void:
            self.found.end(tag)

    def handle_data(self, data: str) -> None:
        self.found.data(data)
