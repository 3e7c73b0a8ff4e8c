"""Bytes to text: which encoding, and what to do with a byte that does not fit it. Nothing else is ever altered."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from khaldun.codebooks.reading import load_reading

#: Byte order marks, longest first, and the encodings they stand for.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
#: Fewer bytes beyond ASCII than this are too thin a ground for a guess in silence.
_THIN = 32
#: Fewer odd bytes than this say nothing by their share.
_FEW = 8
#: Text in a Latin script has fewer bytes beyond ASCII than this share.
_LATIN_SHARE = 0.12
#: A word of one letter (French "à") is among what looks odd; more than this share means another encoding.
_IMPLAUSIBLE_SHARE = 0.1
#: Share of control characters from which on a file is no text.
_CONTROL_SHARE = 0.05
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1b")
_ASCII = bytes(range(128))
_TYPOGRAPHIC = "‘’“”„–—…«»€£§°•\u00a0"
_RARE_LETTERS = "ÿþ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, and where it could not be decoded cleanly what was done: `line` (from 1) and a sentence."""

    text: str
    line: int = 1
    problem: str | None = None


def binary_kind(head: bytes) -> str | None:
    """What sort of binary file begins so ("a PDF"), or None for text."""
    for signature, what in load_reading().signatures:
        if head.startswith(signature):
            return what
    if mark_of(head) or wide_encoding(head):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    many = controls >= _FEW or b"\0" in head
    return "binary data" if many and controls > _CONTROL_SHARE * len(head) else None


def is_usable(encoding: str) -> bool:
    """Whether Python knows an encoding by this name that makes text of bytes."""
    try:
        b"a".decode(encoding)
    except (LookupError, ValueError):
        return False
    return True


def mark_of(data: bytes) -> tuple[bytes, str] | None:
    """The byte order mark that the data begin with, and its encoding."""
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), None)


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is zero, as in any text with ASCII letters."""
    even, odd = head[0:400:2], head[1:400:2]
    if len(odd) < 2:
        return None
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def detect(head: bytes, declared: str | None = None, *, override: str | None = None) -> str:
    """The encoding of data that begin so: by mark, as the user says, as declared, UTF-8, else by its looks."""
    if mark := mark_of(head):
        return mark[1]
    for said in (override, declared):
        if said and is_usable(said):
            return said
    if wide := wide_encoding(head):
        return wide
    sample = head[:_SAMPLE]
    if _is_utf8(sample) or len(_high(sample)) < _THIN:
        return "utf-8"
    return _guess(sample) or "utf-8"


def decode(data: bytes, encoding: str) -> Decoded:
    """The text of bytes in this encoding; a byte order mark is taken off.

    What is not UTF-8 though it should be is read by a guess, or bytes become U+FFFD; either way it is said.
    """
    if (mark := mark_of(data)) and mark[1] == encoding:
        data = data[len(mark[0]) :]
    try:
        return Decoded(text=data.decode(encoding))
    except UnicodeDecodeError as error:
        return _mend(data, encoding, error)
    except UnicodeError as error:
        return Decoded(text=data.decode("utf-8", "replace"), problem=f"the text is not {encoding}: {error}")


def _mend(data: bytes, encoding: str, error: UnicodeDecodeError) -> Decoded:
    before = data[: error.start].decode(encoding, "replace")
    line = before.count("\n") + 1
    column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
    what = f"byte {column} of the line (0x{data[error.start]:02X}) is not {encoding}"
    if encoding == "utf-8" and not _is_utf8(data) and (other := _guess(data)):
        return Decoded(text=data.decode(other), line=line, problem=f"{what}; the text was read as {other}")
    return Decoded(
        text=data.decode(encoding, "replace"), line=line, problem=f"{what}; what cannot be read became U+FFFD"
    )


def _high(data: bytes) -> bytes:
    return data.translate(None, _ASCII)


def _is_utf8(data: bytes) -> bool:
    """Whether the data are UTF-8 but for some damage: more good characters beyond ASCII than bad bytes."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    bad = text.count("\ufffd")
    return bad == 0 or sum(1 for c in text if c > "\x7f") - bad > bad


def _guess(data: bytes) -> str | None:
    """An 8-bit or East Asian encoding that the data decode in and that gives words; None where none does."""
    if len(_high(data)) < max(_FEW, _LATIN_SHARE * len(data)):
        return "cp1252" if _is_western(data) else None
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None or not _decodes(data, best.encoding):
        return None
    return best.encoding


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _is_western(data: bytes) -> bool:
    """Whether Windows-1252 gives hardly anything but letters beside letters and usual punctuation."""
    if not _decodes(data, "cp1252"):
        return False
    text = data.decode("cp1252")
    odd = [match.start() for match in re.finditer(r"[^\x00-\x7f]", text)]
    if any(text[at] in _RARE_LETTERS for at in odd):
        return False
    return sum(not _is_plausible(text, at) for at in odd) <= _IMPLAUSIBLE_SHARE * len(odd)


def _is_plausible(text: str, at: int) -> bool:
    if text[at] in _TYPOGRAPHIC:
        return True
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return text[at].isalpha() and any(c.isalpha() for c in beside)
