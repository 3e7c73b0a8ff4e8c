"""EventDate: a closed interval of days with the precision the text gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khaldun.records.spans import TextSpan

Precision = Literal["day", "week", "month", "season", "year", "range"]
Basis = Literal["text", "dateline", "published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When something happened: `first` to `last`, ISO dates, both inclusive.

    `basis` says what the date was read or counted from; `span` is None where no words of the text name it.
    """

    first: str
    last: str
    precision: Precision
    basis: Basis
    span: TextSpan | None = None
