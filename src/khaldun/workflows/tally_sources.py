"""Adds up who is quoted on what over the records of many reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from khaldun.codebooks.sides import Sides
from khaldun.records.source_line import Counted, SourceLine

#: The line of all that is said by nobody who is named.
UNNAMED = "not named"
_DIRECT = frozenset({"direct", "mixed"})
_ARTICLE = "the "

Nested = Mapping[str, Any]
Key = tuple[str, str | None]


@dataclass(slots=True)
class _Tally:
    """What has been added up for one source."""

    names: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    sectors: Counter[tuple[str, ...]] = field(default_factory=Counter)
    outlets: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    numbers: Counter[str] = field(default_factory=Counter)
    stances: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    about: Counter[str] = field(default_factory=Counter)
    statements: Counter[str] = field(default_factory=Counter)
    entity_id: str | None = None

    def meet(self, party: Nested, outlet: Nested | None) -> None:
        """Notes how a source is named and coded here."""
        self.names[_bare(party["name"])] += 1
        self.countries.update(filter(None, [party["country"]]))
        self.kinds.update(filter(None, [party["kind"]]))
        self.sectors.update(filter(None, [tuple(party["sectors"])]))
        self.entity_id = party["entity_id"] or self.entity_id
        if outlet:
            self.outlets[outlet["standing"], outlet["owner"]] += 1


class SourceTally:
    """The sources of the records that were added, by entity, else by name and country."""

    def __init__(self, sides: Sides) -> None:
        self._sides, self._tallies = sides, dict[Key, _Tally]()

    def add(self, record: Nested) -> None:
        """Adds the record of one report, as `khaldun annotate` writes it."""
        for said in record["attributions"]:
            tally = self._of(said["source"], said["source_outlet"])
            tally.numbers["attributions"] += 1
            tally.numbers["quoted"] += said["kind"] in _DIRECT
            tally.stances[said["stance"]] += 1
            tally.reports.add(record["id"])
            tally.statements.update(_made_by(said["cue"], record["events"]))
            if said["via"]:
                self._of(said["via"], said["via_outlet"]).numbers["passed_on"] += 1
        for event in record["events"]:
            self._add_event(event)

    def lines(self) -> list[SourceLine]:
        """A line a source, the most quoted first."""
        made = [self._line(key, tally) for key, tally in self._tallies.items()]
        return sorted(made, key=lambda line: (-line.attributions, -line.passed_on, line.source, line.country or ""))

    def _add_event(self, event: Nested) -> None:
        actors = {_bare(party["name"]) for party in event["actor"]}
        spoken: set[Key] = set()
        for link in event["attribution"]:
            key = _key(link["source"])
            if key in spoken:
                continue
            spoken.add(key)
            tally = self._tallies.setdefault(key, _Tally())
            tally.types[event["type"]] += 1
            tally.about.update(sorted(actors))
            if link["account"]:
                tally.numbers[link["account"]] += 1

    def _of(self, party: Nested | None, outlet: Nested | None) -> _Tally:
        tally = self._tallies.setdefault(_key(party), _Tally())
        if party is not None:
            tally.meet(party, outlet)
        return tally

    def _line(self, key: Key, tally: _Tally) -> SourceLine:
        sectors = max(sorted(tally.sectors), key=tally.sectors.__getitem__, default=())
        standing, owner = max(sorted(tally.outlets, key=str), key=tally.outlets.__getitem__, default=(None, None))
        numbers = {name: tally.numbers[name] for name in ("attributions", "quoted", "passed_on")}
        accounts = {name: tally.numbers[name] for name in ("self_reported", "other_side")}
        return SourceLine(
            source=_foremost(tally.names) or key[0],
            kind=_foremost(tally.kinds),
            country=_foremost(tally.countries),
            sectors=sectors,
            entity_id=tally.entity_id,
            side=self._sides.of(sectors[:1]),
            standing=standing,
            owner=owner,
            reports=len(tally.reports),
            stances=_ranked(tally.stances),
            types=_ranked(tally.types),
            about=_ranked(tally.about),
            statements=_ranked(tally.statements),
            **numbers,
            **accounts,
        )


def _key(party: Nested | None) -> Key:
    if party is None:
        return UNNAMED, None
    return (party["entity_id"], "") if party["entity_id"] else (_bare(party["name"]).casefold(), party["country"])


def _made_by(cue: Nested | None, events: Sequence[Nested]) -> Iterator[str]:
    """Types of the events that saying words make themselves: "threatened", "called for"."""
    for event in events if cue else ():
        trigger = event["trigger"]
        if cue and trigger["start"] < cue["end"] and cue["start"] < trigger["end"]:
            yield event["type"]


def _bare(name: str) -> str:
    """A name in one line, without its article."""
    words = " ".join(name.split())
    return words[len(_ARTICLE) :] if words.casefold().startswith(_ARTICLE) else words


def _ranked(counts: Counter[str]) -> Counted:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _foremost(counts: Counter[str]) -> str | None:
    return _ranked(counts)[0][0] if counts else None
