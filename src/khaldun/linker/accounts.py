"""Accounts: what each source says, side by side; the same words in copies are one account with several reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khaldun.codebooks.agreement import AgreementRules
from khaldun.linker.claims import claims_for, count_of, told_in_order
from khaldun.linker.fields import fineness
from khaldun.linker.sources import is_denied, source_key, source_name
from khaldun.linker.voices import Voices
from khaldun.records.actor import Actor
from khaldun.records.calendar import parse_day
from khaldun.records.encoding import COUNTS
from khaldun.records.incident import Account, Value
from khaldun.records.linkable import LinkableEvent
from khaldun.records.place import Place
from khaldun.records.when import EventDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The events that one source tells in the reports of one voice; `key` None: that voice itself.

    `rank` is that of the first report. `date` and `place` are the ones it is most exact about.
    """

    voice: str
    rank: int
    key: str | None
    source: str | None
    events: tuple[LinkableEvent, ...]
    date: EventDate | None
    place: Place | None

    @property
    def denied(self) -> bool:
        """Whether the source only denies."""
        return all(map(is_denied, self.events))

    def parties(self, role: str) -> tuple[Actor, ...]:
        """The actors or the recipients, each name once."""
        named = (party for event in self.events for party in getattr(event, role))
        return tuple({party.name: party for party in reversed(list(named))}.values())[::-1]


def tellings_of(events: Iterable[LinkableEvent], voices: Voices, rules: AgreementRules) -> list[Telling]:
    """The events by voice and source, the earliest first."""
    found: dict[tuple[str, str | None], list[LinkableEvent]] = {}
    for event in told_in_order(events, voices):
        found.setdefault((voices.of(event.report), source_key(event)), []).append(event)
    return [_telling(voice, key, told, voices, rules) for (voice, key), told in found.items()]


def _telling(
    voice: str, key: str | None, told: Sequence[LinkableEvent], voices: Voices, rules: AgreementRules
) -> Telling:
    dates = [event.date for event in told if event.date is not None]
    places = [event.place for event in told if event.place is not None]
    return Telling(
        voice=voice,
        rank=voices.order(told[0].report),
        key=key,
        source=voices.publisher(voice) if key is None else source_name(told[0]),
        events=tuple(told),
        date=min(dates, key=lambda date: (date.basis != "text", days_in(date)), default=None),
        place=min(places, key=lambda place: fineness(place, rules), default=None),
    )


def days_in(date: EventDate) -> int:
    """How many days a date spans."""
    first, last = parse_day(date.first), parse_day(date.last)
    return 0 if first is None or last is None else (last - first).days + 1


def accounts_of(tellings: Sequence[Telling], voices: Voices) -> tuple[Account, ...]:
    """One account for each source, or several where it says different things in independent reports."""
    made: dict[tuple[str | None, str, str], tuple[Telling, Mapping[str, Value], set[str]]] = {}
    for telling in tellings:
        says = what_is_said(telling, voices)
        key = (telling.key, "" if telling.key else telling.voice, repr(sorted(says.items())))
        made.setdefault(key, (telling, says, set()))[2].update(event.report for event in telling.events)
    return tuple(
        Account(source=telling.source, reports=tuple(sorted(reports, key=voices.order)), says=says)
        for telling, says, reports in made.values()
    )


def what_is_said(telling: Telling, voices: Voices) -> dict[str, Value]:
    """The fields a telling speaks of, in plain values."""
    says: dict[str, Value] = {"type": [*dict.fromkeys(event.type for event in telling.events)]}
    if telling.denied:
        says["denies"] = True
    if telling.date is not None:
        says["date"] = {"from": telling.date.first, "to": telling.date.last}
    if telling.place is not None:
        says["place"] = telling.place.name
    for role in ("actor", "recipient"):
        names: list[Value] = [party.name for party in telling.parties(role)]
        says |= {role: names} if names else {}
    for field in COUNTS:
        count = count_of(claims_for(field, telling.events, voices), voices)
        says |= {field: {"low": count.low, "high": count.high}} if count is not None else {}
    return says
