"""A whole source as one text: for forms that cannot be read line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from khaldun.readers.base import ReadOptions
from khaldun.readers.decoding import Decoded, binary_kind, decode, detect, wide_encoding
from khaldun.readers.items import make_report
from khaldun.readers.sources import Source
from khaldun.records import Report

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_DECLARATION_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of a source, or what is wrong with it; `line` is where a byte could not be decoded."""

    text: str = ""
    line: int | None = None
    problem: str | None = None
    failed: bool = False


def read_document(source: Source, options: ReadOptions, *, limit: int, declares: bool = False) -> Document:
    """Everything a source holds, up to `limit` bytes; `declares`: the form names its encoding near its start."""
    if problem := unreadable(source):
        return Document(problem=problem, failed=True)
    data = _read_up_to(source, limit + 1)
    if source.broken:
        return Document(problem=source.broken, failed=True)
    if len(data) > limit:
        return Document(problem=f"more than {limit:,} bytes in one report are not read", failed=True)
    declared = declared_encoding(data) if declares else None
    decoded: Decoded = decode(data, detect(data, declared, override=options.encoding))
    return Document(text=decoded.text, line=decoded.line if decoded.problem else None, problem=decoded.problem)


def document_report(source: Source, values: Mapping[str, object], document: Document, options: ReadOptions) -> Report:
    """The report that a whole document holds, with what was met when it was decoded."""
    report = make_report(source, values, options)
    if document.problem is None or not report.text:
        return report
    return replace(report, problems=(f"{source.name}:{document.line}: {document.problem}", *report.problems))


def unreadable(source: Source) -> str | None:
    """Why a source as a whole holds no text (empty, binary), or None."""
    if not source.head:
        return source.broken or "the file is empty"
    if kind := binary_kind(source.head):
        return f"not text but {kind}"
    return None


def declared_encoding(data: bytes) -> str | None:
    """The encoding that HTML or XML names near its start; Latin-1 is read as the web reads it, as Windows-1252."""
    match = _DECLARED.search(data[:_DECLARATION_BYTES])
    if not match:
        return None
    name = match[1].decode("ascii").lower()
    if name.startswith(("utf-16", "utf-32")) and not wide_encoding(data):
        return None
    return "cp1252" if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"} else name


def peek_text(head: bytes) -> str:
    """The beginning of a source as text, good enough to tell its form."""
    return decode(head, detect(head)).text


def _read_up_to(source: Source, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
