"""Flat events as JSON Lines: one line an event, nesting kept."""

from __future__ import annotations

from pathlib import Path

from khaldun.exporters.base import move_into_place
from khaldun.records import CodedReport, dump_line
from khaldun.records.flat_event import flat_events


class EventsJsonl:
    """One line an event; a report without events adds nothing."""

    name = "events-jsonl"
    suffix = ".jsonl"

    def head(self) -> bytes:
        """Nothing."""
        return b""

    def encode(self, coded: CodedReport) -> bytes:
        """The lines of the report's events."""
        return "".join(dump_line(event) + "\n" for event in flat_events(coded)).encode()

    def finish(self, aside: Path, target: Path) -> None:
        """The aside file is the output."""
        move_into_place(aside, target)
