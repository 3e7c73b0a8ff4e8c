"""A source line by line, never holding more than one bounded line; only LF ends a line (CR in files without LF)."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.readers.base import MAX_LINE_BYTES
from khaldun.readers.decoding import detect, mark_of
from khaldun.readers.sources import Source

_CHUNK = 256 * 1024
_WIDE = ("utf-16", "utf-32", "utf16", "utf32")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line with its end, or why there is none; `number` counts from 1."""

    number: int
    data: bytes = b""
    problem: str | None = None


def line_encoding(source: Source, override: str | None) -> str:
    """The encoding that the lines of `read_lines` are in."""
    encoding = detect(source.head, override=override)
    return "utf-8" if is_wide(encoding) else encoding


def is_wide(encoding: str) -> bool:
    """Whether an encoding has several bytes for every character, so that bytes cannot be split at line ends."""
    return encoding.lower().replace("_", "-").startswith(_WIDE)


def read_lines(source: Source, override: str | None = None, *, limit: int = MAX_LINE_BYTES) -> Iterator[Line]:
    """The lines of a source without its byte order mark; UTF-16 and UTF-32 come as UTF-8.

    A line longer than `limit` bytes is passed over; where the source breaks, the last line says so.
    """
    ending = b"\r" if b"\r" in source.head and b"\n" not in source.head else b"\n"
    number, kept, size = 1, bytearray(), 0
    for chunk in _chunks(source, override):
        *complete, rest = chunk.split(ending)
        for part in complete:
            yield _line(number, kept, size=size, part=part + ending, limit=limit)
            number, kept, size = number + 1, bytearray(), 0
        size += len(rest)
        if size <= limit:
            kept += rest
        else:
            kept.clear()
    if source.broken:
        yield Line(number=number, problem=source.broken)
    elif size:
        yield _line(number, kept, size=size, part=b"", limit=limit)


def _line(number: int, kept: bytearray, *, size: int, part: bytes, limit: int) -> Line:
    total = size + len(part.rstrip(b"\r\n"))
    if total > limit:
        return Line(number=number, problem=f"the line has {total:,} bytes; more than {limit:,} are not read")
    return Line(number=number, data=bytes(kept) + part)


def _chunks(source: Source, override: str | None) -> Iterator[bytes]:
    encoding = detect(source.head, override=override)
    if mark := mark_of(source.head):
        source.read(len(mark[0]))
    if is_wide(encoding):
        yield from _transcoded(source, encoding)
        return
    while chunk := source.read(_CHUNK):
        yield chunk


def _transcoded(source: Source, encoding: str) -> Iterator[bytes]:
    """UTF-8; a unit that is no character becomes the byte FF, which no UTF-8 holds, and is met again as such."""
    decoder = codecs.getincrementaldecoder(encoding)(_MARK_BAD)
    while chunk := source.read(_CHUNK):
        yield decoder.decode(chunk).encode("utf-8", "surrogateescape")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogateescape")


def _mark_bad(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return "\udcff", error.end
    raise error


_MARK_BAD = "khaldun.readers.mark_bad"
codecs.register_error(_MARK_BAD, _mark_bad)
