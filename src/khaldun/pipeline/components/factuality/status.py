"""From a reading to PLOVER's status: actual, historical, future, hypothetical, negated."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.codebooks.modality import StatusRules
from khaldun.pipeline.components.factuality.contexts import Reading
from khaldun.pipeline.components.factuality.forms import PAST_FORMS


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, and what decided it: the cell of the reading, and what overruled it.

    `ruled_status` is that of the rules alone, where the reader overruled them.
    """

    status: str
    rule: str
    ruled_status: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ruled_status", self.ruled_status or self.status)

    def become(self, status: str, reason: str) -> Verdict:
        """Another status, for a reason that is noted in the rule."""
        return Verdict(status, f"{self.rule} ({reason})")


def base_status(reading: Reading, event_type: str | None, rules: StatusRules) -> Verdict:
    """The status before it is asked whether what happened is background: never "historical"."""
    verdict = Verdict("actual", reading.cell or "main")
    if reading.polarity > 0:
        return verdict
    parts = frozenset(reading.cell.split("."))
    if "question" in parts:
        return verdict.become("hypothetical", "asked")
    if _done_in_the_saying(reading, event_type, parts=parts, rules=rules):
        return verdict.become("actual", "done in the saying")
    if reading.polarity < 0:
        return Verdict("negated", verdict.rule)
    if not parts.isdisjoint(rules.doubtful_parts):
        return Verdict("hypothetical", verdict.rule)
    if not parts.isdisjoint(rules.future_parts):
        return Verdict("future", verdict.rule)
    if parts.isdisjoint(rules.counted_parts):
        return Verdict("hypothetical", verdict.rule)
    return verdict.become("actual", "counted as done")


def _done_in_the_saying(reading: Reading, event_type: str | None, *, parts: frozenset[str], rules: StatusRules) -> bool:
    spoken = not parts.isdisjoint(rules.spoken_parts)
    if event_type in rules.open_speech_types:
        return True
    if event_type in rules.speech_types and parts.isdisjoint(rules.future_parts):
        return reading.polarity == 0 or (spoken and parts.isdisjoint(PAST_FORMS))
    return event_type in rules.promise_types and spoken
