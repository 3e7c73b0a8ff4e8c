"""TextSpan: the only way to point into a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpan:
    """Characters of a report's unaltered text.

    `start` and `end` are Python `str` indices (code points), `end` exclusive; `text` is `report.text[start:end]`.
    """

    start: int
    end: int
    text: str

    def overlaps(self, other: TextSpan) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: TextSpan) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end
