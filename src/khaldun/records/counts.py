"""CountRange: how many, as far as the text says."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.records.spans import TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRange:
    """How many: "at least 12" is low 12, high None, best 12. Unknown is None, never 0."""

    low: int | None
    high: int | None
    best: int | None
    exact: bool
    span: TextSpan
