"""Judgement: whether two events, or two reports, tell of one happening, and who or what decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Decision = Literal["same", "different", "unsure"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision on a pair of ids, both of events or both of reports, in alphabetical order.

    A score's decision has `score` (0 to 1) and `reasons`, a person's has `by` and `at` (ISO 8601) and outranks it.
    """

    pair: tuple[str, str]
    decision: Decision
    score: float | None = None
    reasons: tuple[str, ...] = ()
    by: str | None = None
    at: str | None = None
