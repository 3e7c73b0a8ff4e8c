"""The full record of each report as JSON Lines: the output of `khaldun annotate`."""

from __future__ import annotations

from pathlib import Path

from khaldun.exporters.base import move_into_place
from khaldun.records import CodedReport, dump_line, to_dict
from khaldun.records.software import software_version


class AnnotateJsonl:
    """One line a report, also for a report without events."""

    name = "annotate-jsonl"
    suffix = ".jsonl"

    def head(self) -> bytes:
        """Nothing."""
        return b""

    def encode(self, coded: CodedReport) -> bytes:
        """The report's line."""
        return (dump_line({**to_dict(coded), "khaldun": software_version()}) + "\n").encode()

    def finish(self, aside: Path, target: Path) -> None:
        """The aside file is the output."""
        move_into_place(aside, target)
