"""Records and odd texts as bytes: what a text column cannot hold is kept exactly, and what is long is compressed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from struct import pack, unpack
from typing import Any, TypeVar

import zstandard

from khaldun.records import Report
from khaldun.records.encoding import JsonObject

Value = TypeVar("Value", str, str | None)
#: Fast, and half as large again as the smallest that is possible.
_LEVEL = 3
#: UTF-8 has no lone surrogates, PostgreSQL no NUL.
_ODD = re.compile("[\ud800-\udfff\x00]")
_REPLACEMENT = "\ufffd"


def storable(value: Value) -> Value:
    """The text with U+FFFD for each character that a text column cannot hold; same length as before."""
    if not value or (value.isprintable() and value.isascii()):
        return value
    return _ODD.sub(_REPLACEMENT, value)


class Packer:
    """Records to bytes; one for each writer, since a compressor belongs to one thread."""

    def __init__(self) -> None:
        self._compressor = zstandard.ZstdCompressor(level=_LEVEL)

    def __call__(self, value: JsonObject, line: bytes | None = None) -> bytes:
        """A record as compressed JSON (`line`, where it is given); lone surrogates as escapes."""
        found = line or json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
        return self._compressor.compress(found)


def unpack_record(data: bytes) -> JsonObject:
    """A record from its bytes."""
    found: JsonObject = json.loads(zstandard.ZstdDecompressor().decompress(data))
    return found


def pack_exact(texts: Mapping[str, Any]) -> bytes:
    """The fields of a report as they came."""
    return Packer()(dict(texts))


def unpack_report(row: Mapping[str, Any]) -> Report:
    """A report from the columns of its version."""
    names = ("title", "text", "published", "publisher", "url", "language")
    texts = unpack_record(row["exact"]) if row["exact"] else {name: row[name] for name in names}
    return Report(id=row["report_id"], **texts)


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers of rows, four bytes each."""
    found = list(numbers)
    return pack(f"<{len(found)}I", *found)


def unpack_numbers(data: bytes) -> tuple[int, ...]:
    """Numbers of rows from their bytes."""
    return unpack(f"<{len(data) // 4}I", data)
