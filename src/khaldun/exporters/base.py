"""The Exporter protocol: how coded reports become one output file.

Every output is first written aside, as bytes that only ever grow: what the file begins with, then the bytes of each
report in input order. So a run that was broken off can cut the aside file at the last whole report and go on. `finish`
turns the whole aside file into the output; for text it is the output already.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, runtime_checkable

from khaldun.errors import ExportError
from khaldun.records import CodedReport


@runtime_checkable
class Exporter(Protocol):
    """Writes coded reports in one form; the same reports always give the same bytes."""

    @property
    def name(self) -> str:
        """The name of the form, as it is registered."""

    @property
    def suffix(self) -> str:
        """The ending of its files, with the dot."""

    def head(self) -> bytes:
        """What the aside file begins with."""

    def encode(self, coded: CodedReport) -> bytes:
        """What one report adds to the aside file (nothing, where it has nothing to tell in this form)."""

    def finish(self, aside: Path, target: Path) -> None:
        """Makes the output from the whole aside file; the output appears at once or not at all.

        Raises ExportError when it cannot be written.
        """


def move_into_place(made: Path, target: Path) -> None:
    """Gives a finished file its name in one step.

    Raises ExportError when the system refuses.
    """
    try:
        made.replace(target)
    except OSError as error:
        raise ExportError(error.strerror or str(error), file=target) from error
