"""Claims: who gives which figure; a count of an incident is a stated range and never an average."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from khaldun.linker.fields import figures_meet
from khaldun.linker.sources import is_denied, source_name
from khaldun.linker.voices import Voices
from khaldun.records.incident import Claim, ClaimedCount
from khaldun.records.linkable import LinkableEvent


def claims_for(field: str, events: Iterable[LinkableEvent], voices: Voices) -> tuple[Claim, ...]:
    """Every figure for a count, the earliest report's first; what a source denies is no claim of it."""
    return tuple(_claims(field, told_in_order(events, voices)))


def told_in_order(events: Iterable[LinkableEvent], voices: Voices) -> list[LinkableEvent]:
    """Events as they were told: the earliest report's first, and within a report in text order."""
    return sorted(events, key=lambda event: (voices.order(event.report), event.trigger.start, event.id))


def count_of(claims: Sequence[Claim], voices: Voices) -> ClaimedCount | None:
    """The count that claims make, or None where there is none."""
    if not claims:
        return None
    best, rule = _best(claims, voices)
    low, high = _bounds(claims)
    return ClaimedCount(low=low, high=high, best=best, rule=rule, claims=tuple(claims))


def claims_conflict(claims: Sequence[Claim]) -> bool:
    """Whether two claims cannot both hold."""
    ranges = dict.fromkeys((claim.low, claim.high) for claim in claims)
    return any(not figures_meet(one, other) for one, other in combinations(ranges, 2))


def _claims(field: str, events: Iterable[LinkableEvent]) -> Iterator[Claim]:
    for event in events:
        count = event.count(field)
        if count is not None and not is_denied(event) and (count.low, count.high) != (None, None):
            yield Claim(report=event.report, event=event.id, source=source_name(event), low=count.low, high=count.high)


def _bounds(claims: Sequence[Claim]) -> tuple[int | None, int | None]:
    """The lowest and the highest figure; a bound is open (None) where the claim that goes furthest leaves it open."""
    figures = [figure for claim in claims for figure in (claim.low, claim.high) if figure is not None]
    lowest, highest = min(figures), max(figures)
    open_below = not any(claim.low == lowest for claim in claims)
    open_above = not any(claim.high == highest for claim in claims)
    return None if open_below else lowest, None if open_above else highest


def _best(claims: Sequence[Claim], voices: Voices) -> tuple[int | None, str]:
    """The figure that most independent reports give; of equal ones the one reported last; of those the lower."""
    told: dict[int, dict[str, int]] = {}
    for claim in claims:
        figure = claim.low if claim.low is not None else claim.high
        if figure is not None:
            voice = voices.of(claim.report)
            # a voice speaks when its first report does: a late copy of an early figure is no late figure
            told.setdefault(figure, {})[voice] = voices.order(voice)
    most = max(len(by) for by in told.values())
    backed = {figure: max(by.values()) for figure, by in told.items() if len(by) == most}
    latest = max(backed.values())
    best = min(figure for figure, rank in backed.items() if rank == latest)
    return best, _why(best, told, backed)


def _why(best: int, told: dict[int, dict[str, int]], backed: dict[int, int]) -> str:
    number, voices = len(told[best]), len({voice for by in told.values() for voice in by})
    if len(told) == 1:
        return "the only figure" if voices == 1 else f"the one figure, given by {number} independent reports"
    if len(backed) == 1:
        return f"the figure of {number} of {voices} independent reports"
    same_report = sum(rank == backed[best] for rank in backed.values()) > 1
    kind = "the lower of the figures in the latest report" if same_report else "the latest report's figure"
    return f"{kind}; {len(backed)} figures are given by {number} each"
