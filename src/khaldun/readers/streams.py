"""Bytes as they come out of gzip and Zstandard; what breaks is noted, never raised."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import BinaryIO, Protocol

import zstandard

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
#: Small, so that one step of a decompressor cannot fill the memory: a byte of Zstandard may stand for 32 kB, one of
#: gzip for 1 kB.
_ZSTD_STEP, _GZIP_STEP = 1024, 16 * 1024


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class CheckedStream:
    """A stream that ends where it breaks and says why in `broken`."""

    def __init__(self, stream: _Readable, *, compressed: bool) -> None:
        self.broken: str | None = None
        self.compressed = compressed
        self._stream = stream
        self._ahead = b""

    def peek(self, size: int) -> bytes:
        """The next bytes, up to `size`, which `read` will give again."""
        while len(self._ahead) < size and (more := self._next(size - len(self._ahead))):
            self._ahead += more
        return self._ahead[:size]

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; b"" at the end."""
        if self._ahead:
            part, self._ahead = self._ahead[:size], self._ahead[size:]
            return part
        return self._next(size)

    def _next(self, size: int) -> bytes:
        if self.broken:
            return b""
        try:
            return self._stream.read(size)
        except EOFError:
            self.broken = "the compressed data end too early (a truncated file?)"
        except (OSError, zlib.error, zstandard.ZstdError) as error:
            self.broken = f"the data cannot be read on: {error}"
        return b""


class _Frames:
    """Compressed members (frames) one after another; raises EOFError where the last one is cut off.

    What could be decompressed before the break is given first: the standard library's GzipFile loses it.
    """

    def __init__(self, raw: _Readable, begin: Callable[[], _Decompressor], *, step: int) -> None:
        self._raw, self._begin, self._step = raw, begin, step
        self._frame = begin()
        self._rest, self._out, self._inside = b"", io.BytesIO(), False

    def read(self, size: int, /) -> bytes:
        while not (part := self._out.read(size)):
            data = self._rest or self._raw.read(self._step)
            if not data:
                if self._inside:
                    raise EOFError
                return b""
            self._feed(data)
        return part

    def _feed(self, data: bytes) -> None:
        if not self._inside and not data.strip(b"\0"):
            self._rest = b""  # zeros that fill up a block behind the last member
            return
        self._inside, self._rest = True, b""
        self._out = io.BytesIO(self._frame.decompress(data))
        if self._frame.eof:
            self._rest, self._inside = self._frame.unused_data, False
            self._frame = self._begin()


def decompressed(raw: BinaryIO) -> CheckedStream:
    """The stream behind the raw bytes; whether they are compressed is told by their first bytes, not by a suffix."""
    plain = CheckedStream(raw, compressed=False)
    start = plain.peek(len(_ZSTD))
    if start.startswith(_GZIP):
        return CheckedStream(_Frames(plain, _begin_gzip, step=_GZIP_STEP), compressed=True)
    if start == _ZSTD:
        return CheckedStream(_Frames(plain, _begin_zstd, step=_ZSTD_STEP), compressed=True)
    return plain


def _begin_gzip() -> _Decompressor:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)


def _begin_zstd() -> _Decompressor:
    return zstandard.ZstdDecompressor().decompressobj()
