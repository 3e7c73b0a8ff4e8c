"""Confidence of an event and of each field that is filled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from khaldun.codebooks.field_confidence import load_field_confidence
from khaldun.codebooks.reader import load_reader_use
from khaldun.records import Actor, Attribution, Confidences, EventDate, Place
from khaldun.records.encoding import COUNTS


def calibrated(score: float) -> float:
    """An event's confidence from its score (both 0 to 1): Platt's (1999) slope and shift on the log odds.

    Scores of rules and reader together order events well and are too sure of themselves. The numbers are those of the
    codebook for the reader; `training/fit_field_confidence.py` fits them.
    """
    numbers = load_reader_use()["confidence"]
    return 1 / (1 + math.exp(-(numbers["slope"] * _log_odds(score) + numbers["shift"])))


def bare(confidence: float) -> float:
    """The score that was calibrated to a confidence."""
    numbers = load_reader_use()["confidence"]
    return 1 / (1 + math.exp(-(_log_odds(confidence) - numbers["shift"]) / numbers["slope"]))


def _log_odds(chance: float) -> float:
    inside = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))


#: A chance nearer to 0 or 1 is taken for this near.
_LEAST = 1e-6


class FieldConfidences:
    """Looks up how often fields of each kind are right (see the codebook of field confidence)."""

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        self.shares = load_field_confidence(tuple(overlays))

    def of(self, event: float, fields: dict[str, Any], attribution: Sequence[Attribution]) -> Confidences:
        """Confidences of an event's fields; `event` is the event's own confidence, which is that of its type."""
        return Confidences(
            type=event,
            actor=self._parties("actor", fields["actor"]),
            recipient=self._parties("recipient", fields["recipient"]),
            place=self._place(fields["place"]),
            date=self._date(fields["date"]),
            counts=self.shares["counts", "any"] if any(fields[name] for name in COUNTS) else None,
            attribution=self.shares["attribution", "any"] if attribution else None,
        )

    def _parties(self, side: str, parties: tuple[Actor, ...]) -> float | None:
        """That of the party known least."""
        return min((self.shares[side, _kind(party)] for party in parties), default=None)

    def _place(self, place: Place | None) -> float | None:
        return None if place is None else self.shares["place", place.precision or "unresolved"]

    def _date(self, date: EventDate | None) -> float | None:
        if date is None:
            return None
        return self.shares["date", "text" if date.span is not None else date.basis]


def _kind(party: Actor) -> str:
    if party.country is None:
        return "uncoded"
    return "inferred" if "country" in party.inferred else "read"
