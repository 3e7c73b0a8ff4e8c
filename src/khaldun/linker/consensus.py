"""Consensus: what the accounts of one happening agree on, and on what they do not.

Nothing is averaged. A count is the range of the figures given, with every claim and who makes it; another field has the
value that most independent voices agree with, and `rules` says by how many. Copies are one voice. The result does not
depend on the order in which reports or events are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from khaldun.codebooks.agreement import AgreementRules, load_agreement
from khaldun.linker.accounts import Telling, accounts_of, days_in, tellings_of
from khaldun.linker.claims import claims_conflict, claims_for, count_of, told_in_order
from khaldun.linker.drafts import IncidentDraft
from khaldun.linker.fields import dates_meet, fineness, parties_meet, party_key, places_meet
from khaldun.linker.publication import earliest_of
from khaldun.linker.voices import Voices, voices_of, voices_words
from khaldun.linker.votes import Ballot, Vote, all_agree, best_backed
from khaldun.records.actor import Actor
from khaldun.records.encoding import COUNTS
from khaldun.records.incident import ClaimedCount, Incident
from khaldun.records.place import Place
from khaldun.records.when import EventDate

_DATES: Ballot[EventDate] = Ballot(
    key=lambda date: (date.first, date.last),
    agrees=dates_meet,
    finer=lambda date: (date.basis != "text", days_in(date), date.first),
)
_TYPES: Ballot[str] = Ballot(key=str, agrees=str.__eq__, finer=lambda name: ())
_ROLES = ("actor", "recipient")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """What an incident's tellings make of it, with the reason for each field that has a value."""

    tellings: tuple[Telling, ...]
    asserted: tuple[Telling, ...]
    voices: Voices
    rules: AgreementRules
    reasons: dict[str, str]


def agree(draft: IncidentDraft, rules: AgreementRules | None = None) -> Incident:
    """The incident that a draft makes; one without events states its reports and voices alone."""
    rules = load_agreement() if rules is None else rules
    voices = voices_of(draft.reports, draft.near_duplicates)
    events = told_in_order({event.id: event for event in draft.events}.values(), voices)
    tellings = tuple(tellings_of(events, voices, rules))
    asserted = tuple(telling for telling in tellings if not telling.denied) or tellings
    earliest = earliest_of(voices.reports)
    reasons = {"voices": voices_words(voices), "earliest": earliest.basis, **_sources_reason(tellings)}
    side = _Side(tellings=tellings, asserted=asserted, voices=voices, rules=rules, reasons=reasons)
    counts = _counts(side)
    return Incident(
        incident_id=draft.incident_id,
        events=tuple(event.id for event in events),
        reports=tuple(report.id for report in voices.reports),
        type=_type(side),
        date=_date(side),
        place=_place(side),
        actor=_parties(side, "actor"),
        recipient=_parties(side, "recipient"),
        **counts,
        voices=voices.number,
        earliest=earliest.report,
        accounts=accounts_of(tellings, voices),
        conflicts=_conflicts(side, counts),
        near_duplicates=tuple(sorted(tuple(copies) for copies in draft.near_duplicates)),
        judgements=draft.judgements,
        rules=MappingProxyType(reasons),
    )


def _counts(side: _Side) -> dict[str, ClaimedCount | None]:
    events = [event for telling in side.tellings for event in telling.events]
    found = {field: count_of(claims_for(field, events, side.voices), side.voices) for field in COUNTS}
    side.reasons.update({field: count.rule for field, count in found.items() if count is not None})
    return found


def _type(side: _Side) -> str | None:
    votes = [Vote(one.voice, one.rank, kind) for one in side.asserted for kind in _types(one)]
    winner = best_backed(votes, _TYPES)
    if winner is None:
        return None
    side.reasons["type"] = winner.told("told")
    return winner.value


def _types(telling: Telling) -> list[str]:
    return list(dict.fromkeys(event.type for event in telling.events))


def _date(side: _Side) -> EventDate | None:
    votes = [Vote(one.voice, one.rank, one.date) for one in side.asserted if one.date is not None]
    winner = best_backed(votes, _DATES)
    if winner is None:
        return None
    side.reasons["date"] = winner.told("stated")
    return winner.value


def _place(side: _Side) -> Place | None:
    votes = [Vote(one.voice, one.rank, one.place) for one in side.asserted if one.place is not None]
    winner = best_backed(votes, _places(side.rules))
    if winner is None:
        return None
    side.reasons["place"] = winner.told("named")
    return winner.value


def _places(rules: AgreementRules) -> Ballot[Place]:
    return Ballot(
        key=lambda place: place.gazetteer_id or place.name,
        agrees=lambda one, other: places_meet(one, other, rules),
        finer=lambda place: (fineness(place, rules),),
    )


def _parties(side: _Side, role: str) -> tuple[Actor, ...]:
    """The parties that enough of the voices name which name any; none are left out where no one has so many."""
    namers: dict[str, set[str]] = {}
    first: dict[str, Actor] = {}
    for telling in side.asserted:
        for party in telling.parties(role):
            key = party_key(party)
            namers.setdefault(key, set()).add(telling.voice)
            if key not in first or _fuller(party, first[key]):
                first[key] = party
    if not namers:
        return ()
    voices = len(set().union(*namers.values()))
    most = max(map(len, namers.values()))
    enough = [key for key, by in namers.items() if len(by) >= min(most, side.rules.least_share * voices)]
    side.reasons[role] = f"named by {most} of {voices} independent reports" if voices > 1 else "named by one report"
    return tuple(first[key] for key in enough)


def _fuller(one: Actor, other: Actor) -> bool:
    """Whether a party is told with a name of its own where the other is only a kind of people."""
    return one.entity_id is not None and other.entity_id is None


def _conflicts(side: _Side, counts: dict[str, ClaimedCount | None]) -> tuple[str, ...]:
    """The fields on which accounts contradict one another, in the order of the record."""
    asserted = side.asserted
    dates = [one.date for one in asserted if one.date is not None and one.date.basis == "text"]
    places = [one.place for one in asserted if one.place is not None]
    conflicting = {
        "type": _types_conflict(asserted),
        "date": not all_agree(dates, _DATES),
        "place": not all_agree(places, _places(side.rules)),
        **{role: _parties_conflict(role, asserted) for role in _ROLES},
        **{field: count is not None and claims_conflict(count.claims) for field, count in counts.items()},
        "status": any(one.denied for one in side.tellings) and not all(one.denied for one in side.tellings),
    }
    return tuple(field for field, conflicts in conflicting.items() if conflicts)


def _types_conflict(tellings: Sequence[Telling]) -> bool:
    told = {frozenset(_types(telling)) for telling in tellings}
    return any(one.isdisjoint(other) for one in told for other in told)


def _parties_conflict(role: str, tellings: Sequence[Telling]) -> bool:
    named = {tuple(map(party_key, parties)): parties for parties in (one.parties(role) for one in tellings) if parties}
    lists = list(named.values())
    return any(not parties_meet(one, other) for at, one in enumerate(lists) for other in lists[at + 1 :])


def _sources_reason(tellings: Sequence[Telling]) -> dict[str, str]:
    """Where several independent reports all go back to one source, that is said."""
    keys = {telling.key for telling in tellings}
    if len(keys) != 1 or None in keys or len({telling.voice for telling in tellings}) < 2:
        return {}
    return {"sources": f"all accounts go back to one source: {tellings[0].source}"}
