"""Which report came out first, as far as their dates and times of publication tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from khaldun.records.calendar import parse_day
from khaldun.records.linkable import LinkableReport

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earliest:
    """The report that came out first, or None where that cannot be told; `basis` says what it was told by."""

    report: str | None
    basis: str


def in_order(reports: Iterable[LinkableReport]) -> list[LinkableReport]:
    """Reports by time of publication, a day before its hours, those without one last; equal ones by id."""
    return sorted(reports, key=lambda report: (*_span_of(report.published), report.id))


def earliest_of(reports: Sequence[LinkableReport]) -> Earliest:
    """The one report that came out before all others; a day is as long as it is, and a time without a zone is UTC."""
    ordered = in_order(reports)
    dated = [report for report in ordered if _span_of(report.published)[0] != _NEVER]
    if not dated:
        return Earliest(report=None, basis="no report states when it was published")
    first, (start, end) = dated[0], _span_of(dated[0].published)
    others = [_span_of(report.published)[0] for report in dated[1:]]
    rivals = [other for other in others if other == start or other < end]
    if rivals:
        return Earliest(
            report=None, basis=f"{len(rivals) + 1} reports of {(first.published or '')[:10]}, no order told"
        )
    left_out = len(ordered) - len(dated)
    without = f"; {left_out} without a day left out" if left_out else ""
    return Earliest(report=first.id, basis=f"published {first.published}{without}")


def _span_of(published: str | None) -> tuple[datetime, datetime]:
    """The first and the last moment at which a report can have come out."""
    day = parse_day(published)
    if day is None or published is None:
        return _NEVER, _NEVER
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        moment = datetime.combine(day, time.min)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if len(published.strip()) > len("2026-03-03"):
        return moment.astimezone(UTC), moment.astimezone(UTC)
    return moment, moment + timedelta(days=1)
