"""XML to a tree, safely: entity declarations and external entities are refused; every element knows its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from khaldun.readers.base import MAX_DOCUMENT_BYTES, ReadOptions
from khaldun.readers.documents import Document, peek_text, read_document
from khaldun.readers.items import bad_item
from khaldun.readers.paragraphs import local_name
from khaldun.readers.sources import Source
from khaldun.records import Report

_ROOT = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL
)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A parsed document and the line of each of its elements; or what is wrong with it, and at which line."""

    root: Element | None = None
    lines: dict[Element, int] = field(default_factory=dict)
    line: int | None = None
    problem: str | None = None


def parse_xml(text: str) -> Tree:
    """The tree of a document that has been decoded already; never raises."""
    builder = _Builder()
    parser = cast("Callable[..., Any]", XMLParser)(target=builder)
    builder.expat = parser.parser
    try:
        parser.feed(text)
        root = parser.close()
    except DefusedXmlException:
        line = int(parser.parser.CurrentLineNumber)
        return Tree(line=line, problem="entities declared in the file, or outside it, are refused")
    except ParseError as error:
        return Tree(line=error.position[0], problem=f"not well-formed XML: {str(error).partition(':')[0]}")
    except (ValueError, LookupError, RecursionError) as error:
        return Tree(line=1, problem=f"XML that cannot be read: {error}")
    return Tree(root=root, lines=builder.lines)


def read_tree(
    source: Source, options: ReadOptions, roots: Collection[str], *, otherwise: str
) -> tuple[Tree, Document] | Report:
    """The tree of a source with its document; or the report that stands for a source which cannot be read.

    `otherwise` says what is wrong where the root element is none of `roots`.
    """
    source.line = None
    document = read_document(source, options, limit=MAX_DOCUMENT_BYTES, declares=True)
    if document.failed:
        return bad_item(source, document.problem or "unreadable")
    tree = parse_xml(document.text)
    if tree.root is None:
        return bad_item(source, tree.problem or "no XML", line=tree.line)
    if local_name(tree.root) not in roots:
        return bad_item(source, f"{otherwise} <{local_name(tree.root)}>", line=1)
    return tree, document


def root_name(head: bytes) -> str | None:
    """The local name of the root element, from the first bytes; None for what does not look like XML."""
    match = _ROOT.match(peek_text(head)[:8192])
    return match[1] if match else None


def find(element: Element, path: str) -> Element | None:
    """The first element at a path of local names (`contentMeta/headline`), whatever the namespace."""
    return next(find_all(element, path), None)


def find_all(element: Element, path: str) -> Iterator[Element]:
    """All elements at a path of local names, in document order."""
    first, _, rest = path.partition("/")
    for child in element:
        if local_name(child) == first:
            if rest:
                yield from find_all(child, rest)
            else:
                yield child


def line_text(element: Element | None) -> str | None:
    """The whole text of an element on one line; None where there is none."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


class _Builder(TreeBuilder):
    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Element, int] = {}
        self.expat: object = None

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        element = super().start(tag, attrs)
        self.lines[element] = int(getattr(self.expat, "CurrentLineNumber", 0))
        return element
