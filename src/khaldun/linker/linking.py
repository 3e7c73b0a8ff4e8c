"""Reports to incidents: copies first, then happenings, then the acts within each, and what is agreed of them.

The result depends on the set of reports and judgements alone: reports that arrive day by day give the same incidents
as all at once. What is kept for that holds no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khaldun.codebooks.linking import LinkingWeights, load_linking_weights
from khaldun.linker.acts import Act, find_acts
from khaldun.linker.consensus import agree
from khaldun.linker.drafts import IncidentDraft
from khaldun.linker.happenings import Happenings, find_happenings
from khaldun.linker.judgements import settle
from khaldun.linker.near_duplicates import group
from khaldun.linker.publication import in_order
from khaldun.linker.scoring import reasons_of
from khaldun.records.ids import content_id
from khaldun.records.incident import Incident
from khaldun.records.judgement import Judgement
from khaldun.records.linkable import LinkableEvent, LinkableReport

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """All reports linked so far, by their ids; what is needed to go on."""

    reports: Mapping[str, LinkableReport] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The incidents of all reports so far, and the state to go on from."""

    incidents: tuple[Incident, ...]
    state: LinkState


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What all drafts are made from; reports in order of publication."""

    reports: Sequence[LinkableReport]
    number: Mapping[str, int]
    copies: tuple[tuple[str, ...], ...]
    happenings: Happenings
    judged: Sequence[Judgement]
    book: LinkingWeights


def link(
    reports: Iterable[LinkableReport],
    *,
    judgements: Sequence[Judgement] = (),
    state: LinkState | None = None,
    codebook: LinkingWeights | None = None,
) -> Linked:
    """The incidents of these reports and of those in `state`; a report takes the place of an earlier one of its id.

    Each event stands in one incident. Where the reports of a happening do not all have an event of one act, a row
    without events names them all; so does one for a report without events.
    """
    known = {**(state.reports if state else {}), **{report.id: report for report in reports}}
    ordered = in_order(known.values())
    ground = _ground(ordered, settle(judgements).values(), codebook or load_linking_weights())
    drafts = (draft for numbers in ground.happenings.groups for draft in _drafts(ground, numbers))
    return Linked(incidents=tuple(agree(draft) for draft in drafts), state=LinkState(reports=known))


def _ground(reports: Sequence[LinkableReport], judged: Iterable[Judgement], book: LinkingWeights) -> _Ground:
    number = {report.id: at for at, report in enumerate(reports)}
    owner = {event.id: number[event.report] for report in reports for event in report.events}
    copies = tuple(one.reports for one in group(reports).groups)
    held = list(judged)
    same = [(number[ids[0]], number[other]) for ids in copies for other in ids[1:]]
    same += [pair for one in held if one.decision == "same" and (pair := _places(one, {**owner, **number}))]
    different = [pair for one in held if one.decision == "different" and (pair := _places(one, number))]
    found = find_happenings(reports, book, same=same, different=different)
    return _Ground(reports=reports, number=number, copies=copies, happenings=found, judged=held, book=book)


def _places(judgement: Judgement, number: Mapping[str, int]) -> Pair | None:
    """The numbers of what a judgement is on, or None where it is on something else."""
    one, other = (number.get(name) for name in judgement.pair)
    return None if one is None or other is None else (one, other)


def _drafts(ground: _Ground, numbers: Sequence[int]) -> Iterator[IncidentDraft]:
    """The acts of a happening, and a row without events where no act stands in all its reports."""
    reports = [ground.reports[number] for number in numbers]
    acts = _acts(ground, [event for report in reports for event in report.events])
    for act in acts:
        yield _draft(ground, act.events, tuple(act.judgements))
    widest = max((len({event.report for event in act.events}) for act in acts), default=0)
    if widest < len(reports):
        yield _whole(ground, reports, numbers)


def _acts(ground: _Ground, events: Sequence[LinkableEvent]) -> list[Act]:
    place = {event.id: at for at, event in enumerate(events)}
    pairs = {
        decision: [pair for one in ground.judged if one.decision == decision and (pair := _places(one, place))]
        for decision in ("same", "different")
    }
    scores = ground.happenings.scores

    def alike(one: str, other: str) -> float:
        low, high = sorted((ground.number[one], ground.number[other]))
        return scores.get((low, high), 0.0)

    return find_acts(events, ground.book, alike, same=pairs["same"], different=pairs["different"])


def _draft(ground: _Ground, events: Sequence[LinkableEvent], ties: tuple[Judgement, ...]) -> IncidentDraft:
    numbers = sorted({ground.number[event.report] for event in events})
    ids = {event.id for event in events} | {event.report for event in events}
    return IncidentDraft(
        incident_id=content_id("in", "act", events[0].id),
        events=tuple(events),
        reports=tuple(ground.reports[number] for number in numbers),
        near_duplicates=_copies_among(ground, numbers),
        judgements=_with_judged(ground, ties, ids),
    )


def _whole(ground: _Ground, reports: Sequence[LinkableReport], numbers: Sequence[int]) -> IncidentDraft:
    return IncidentDraft(
        incident_id=content_id("in", "reports", reports[0].id),
        events=(),
        reports=tuple(reports),
        near_duplicates=_copies_among(ground, numbers),
        judgements=_with_judged(ground, tuple(_ties(ground, numbers)), {report.id for report in reports}),
    )


def _ties(ground: _Ground, numbers: Sequence[int]) -> Iterator[Judgement]:
    """For each report after the first its best pair with an earlier one."""
    found = ground.happenings
    for at, number in enumerate(numbers):
        earlier = [(found.scores[one, number], -one) for one in numbers[:at] if (one, number) in found.scores]
        if earlier:
            score, one = max(earlier)
            first, second = sorted((ground.reports[-one].id, ground.reports[number].id))
            reasons = reasons_of(found.features[-one, number], ground.book.reports)
            yield Judgement(pair=(first, second), decision="same", score=round(score, 4), reasons=reasons)


def _with_judged(ground: _Ground, ties: tuple[Judgement, ...], ids: set[str]) -> tuple[Judgement, ...]:
    """The ties, with what people judged of the members in the place of scores on the same pair."""
    judged = {one.pair: one for one in ground.judged if not ids.isdisjoint(one.pair)}
    return (*judged.values(), *(tie for tie in ties if tie.pair not in judged))


def _copies_among(ground: _Ground, numbers: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    among = {ground.reports[number].id for number in numbers}
    parts = (tuple(report for report in ids if report in among) for ids in ground.copies)
    return tuple(part for part in parts if len(part) > 1)
