"""Where bytes come from: named inputs to a list of sources, and a source to an opened, decompressed stream."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from khaldun.errors import ReaderError
from khaldun.readers.streams import CheckedStream, decompressed

STDIN = "-"
_MAGIC = re.compile(r"[*?\[]")
_COMPRESSED = (".gz", ".zst")
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """One source of reports: its name in ids and problems, and its path (None: standard input)."""

    name: str
    path: Path | None

    @property
    def suffix(self) -> str:
        """The ending that tells the form, in lower case: `.csv` for `clash.CSV.gz`."""
        suffixes = [s.lower() for s in Path(self.name).suffixes]
        if suffixes and suffixes[-1] in _COMPRESSED:
            suffixes.pop()
        return suffixes[-1] if suffixes else ""


class Source:
    """An opened source: its bytes after decompression, read once and in order.

    `head` are its first bytes, which `read` gives again. `broken` says what ended the stream before its time, if
    anything did. `line` is the line of the item that its reader yielded last; problems name it.
    """

    def __init__(self, ref: SourceRef, raw: BinaryIO) -> None:
        self.ref, self.name = ref, ref.name
        self.line: int | None = None
        self._raw = raw
        self._stream: CheckedStream = decompressed(raw)
        self.head = self._stream.peek(_HEAD_BYTES)

    @property
    def broken(self) -> str | None:
        """Why the stream ended early (a truncated archive, a disk error), or None."""
        return self._stream.broken

    @property
    def size(self) -> int | None:
        """Bytes of the source, where they are known beforehand."""
        if self._stream.compressed or self.ref.path is None:
            return None
        status = os.fstat(self._raw.fileno())
        return status.st_size if stat.S_ISREG(status.st_mode) else None

    def read(self, size: int) -> bytes:
        """Up to `size` further bytes; b"" at the end, also where the stream broke."""
        return self._stream.read(size)

    def seekable(self) -> BinaryIO | None:
        """The raw file itself where it can be read in any order; nothing must have been read beyond the head."""
        if self.size is None:
            return None
        self._raw.seek(0)
        return self._raw

    def close(self) -> None:
        """Closes what was opened; standard input stays open."""
        if self.ref.path is not None:
            self._raw.close()


def open_source(ref: SourceRef) -> Source:
    """Opens a source; raises OSError where that is not possible."""
    return Source(ref, sys.stdin.buffer if ref.path is None else ref.path.open("rb"))


def discover(inputs: Sequence[str]) -> tuple[SourceRef, ...]:
    """The sources that these inputs name, in their order, each once.

    An input is a file, a folder (walked in sorted order, hidden files passed over), a glob, or "-" for standard
    input. Raises ReaderError, before anything is read, for an input that does not exist, a glob that matches nothing,
    and inputs that hold no file at all.
    """
    found: dict[str, SourceRef] = {}
    for given in inputs:
        for ref in _refs(given):
            found.setdefault(STDIN if ref.path is None else str(ref.path.absolute()), ref)
    if inputs and not found:
        raise ReaderError("no reports found: there is no file in it", file=", ".join(inputs))
    return tuple(found.values())


def _refs(given: str) -> Iterator[SourceRef]:
    if given == STDIN:
        return iter([SourceRef(name=STDIN, path=None)])
    path = Path(given)
    if given and _is_there(path):
        return _files([path])
    if not _MAGIC.search(given):
        raise ReaderError("no such file or folder", file=given)
    matches = _matches(path, given)
    if not matches:
        raise ReaderError("no file matches this pattern", file=given)
    return _files(matches)


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return False


def _matches(pattern: Path, given: str) -> list[Path]:
    """What matches a pattern, sorted; hidden files and folders only where the pattern names their dot."""
    plain = next(i for i, part in enumerate(pattern.parts) if _MAGIC.search(part))
    base, wild = Path(*pattern.parts[:plain]), pattern.parts[plain:]
    try:
        found = sorted(base.glob("/".join(wild)))
    except (ValueError, OSError) as error:
        raise ReaderError(f"no pattern that can be used: {error}", file=given) from error
    if any(part.startswith(".") for part in wild):
        return found
    return [path for path in found if not any(part.startswith(".") for part in path.relative_to(base).parts)]


def _files(paths: Iterable[Path]) -> Iterator[SourceRef]:
    for path in paths:
        entries = _entries(path) if path.is_dir() else None
        if entries is None:
            yield SourceRef(name=path.as_posix(), path=path)
        else:
            yield from _files(entries)


def _entries(folder: Path) -> list[Path] | None:
    """What a folder holds, sorted; None where it cannot be listed: it then stands for itself and fails when opened."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return None
    return [e for e in entries if not e.name.startswith(".") and not (e.is_symlink() and e.is_dir())]
