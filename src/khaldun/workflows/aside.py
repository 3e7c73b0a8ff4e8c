"""The file that an output is written to aside, and the journal that says how far it got.

`events.csv.part` only ever grows; after each chunk of reports `events.csv.part.journal` gets a line with the number of
reports done and the bytes they take. A run that was broken off, even by SIGKILL, is taken up by cutting the aside file
at the last line of the journal. A chained digest of the reports done makes sure that the inputs are still the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal

from khaldun.errors import ExportError
from khaldun.records import Report, content_id
from khaldun.records.report import REPORT_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far a run got: what it wrote, and the digest of the reports that this came from."""

    reports: int = 0
    events: int = 0
    flawed: int = 0
    bytes: int = 0
    digest: str = ""

    def reached(self, reports: Sequence[Report]) -> str:
        """The digest after these further reports."""
        return content_id("run", self.digest, *(getattr(report, key) for report in reports for key in REPORT_KEYS))


class Aside:
    """An output in the making; use as a context manager, which closes its files and leaves them where they are."""

    def __init__(self, target: Path, *, settings: Mapping[str, Any], head: bytes) -> None:
        self.target, self.path, self.journal = target, part_of(target), journal_of(target)
        self.mark = Mark()
        self._settings, self._head = dict(settings), head
        self._data: BinaryIO | None = None
        self._log: BinaryIO | None = None

    def begin(self, *, restart: bool = False) -> None:
        """Starts anew.

        Raises ExportError when a broken-off run left its files (unless `restart`), or when nothing can be written here.
        """
        if self.path.exists() and not restart:
            problem = "an unfinished run left this: go on with --resume, or start again with --restart"
            raise ExportError(problem, file=self.path)
        self._open("wb")
        self.mark = Mark(bytes=len(self._head))
        self._write(self._head, json.dumps(self._settings, sort_keys=True))
        self._write(b"", json.dumps(asdict(self.mark)))

    def take_up(self) -> None:
        """Goes on where the run before was broken off, or starts anew when there is nothing to go on with.

        Raises ExportError when that run had other settings.
        """
        mark = self._last_mark()
        if mark is None:
            self.begin(restart=True)
            return
        self._open("r+b")
        self._files()[0].truncate(mark.bytes)
        self._files()[0].seek(mark.bytes)
        self._files()[1].seek(0, os.SEEK_END)
        self.mark = mark

    def append(self, data: bytes, mark: Mark) -> None:
        """Writes what a chunk of reports gave, then notes that it is done."""
        self.mark = mark
        self._write(data, json.dumps(asdict(mark)))

    def close(self) -> None:
        """Closes the files."""
        for file in (self._data, self._log):
            if file is not None:
                file.close()

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _files(self) -> tuple[BinaryIO, BinaryIO]:
        if self._data is None or self._log is None:
            raise ExportError("not open", file=self.path)
        return self._data, self._log

    def _open(self, mode: Literal["wb", "r+b"]) -> None:
        try:
            self._data, self._log = self.path.open(mode), self.journal.open(mode)
        except OSError as error:
            raise ExportError(error.strerror or str(error), file=self.path) from error

    def _write(self, data: bytes, line: str) -> None:
        """Data first, and on the disk, then the journal: so the journal never claims too much."""
        for file, content in zip(self._files(), (data, line.encode() + b"\n"), strict=True):
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            except OSError as error:
                raise ExportError(error.strerror or str(error), file=self.path) from error

    def _last_mark(self) -> Mark | None:
        """The last line of the journal that the aside file bears out; a torn line counts for nothing."""
        if not (self.path.exists() and self.journal.exists()):
            return None
        entries = list(_entries(self.journal.read_bytes()))
        if len(entries) < 2:  # killed before the first chunk was noted
            return None
        self._check_settings(entries[0])
        size = self.path.stat().st_size
        return next((mark for mark in map(_mark_of, reversed(entries[1:])) if mark.bytes <= size), None)

    def _check_settings(self, before: Mapping[str, Any]) -> None:
        now = self._settings
        differing = sorted(key for key in before.keys() | now if before.get(key) != now.get(key))
        if differing:
            told = ", ".join(_difference(key, before.get(key), now.get(key)) for key in differing)
            problem = f"begun with {told}: use the same settings, or start again with --restart"
            raise ExportError(problem, file=self.path)


def part_of(target: Path) -> Path:
    """The aside file of an output."""
    return target.with_name(target.name + ".part")


def journal_of(target: Path) -> Path:
    """The journal of an output's aside file."""
    return target.with_name(target.name + ".part.journal")


def _difference(key: str, before: object, now: object) -> str:
    if isinstance(before, list) or isinstance(now, list):
        return f"other {key}"
    return f"{key} {before or '(default)'}, now {now or '(default)'}"


def _mark_of(entry: Mapping[str, Any]) -> Mark:
    return Mark(**entry)


def _entries(journal: bytes) -> list[dict[str, Any]]:
    whole, _, _torn = journal.rpartition(b"\n")
    return [json.loads(line) for line in whole.splitlines()]
