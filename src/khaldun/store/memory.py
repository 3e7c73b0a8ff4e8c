"""A store in memory: for tests, and for programs that want to ask a few reports without a file.

It is plain and slow: every question looks at everything. What it answers is what the other stores must answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from khaldun.errors import StoreError
from khaldun.records import Report
from khaldun.records.encoding import JsonObject
from khaldun.records.judgement import Judgement
from khaldun.store.base import Coding, Kept, KeptReport, Run, Standing, Tally, digest_of, stored_id
from khaldun.store.matching import Found, meets
from khaldun.store.query import Query


@dataclass(slots=True)
class _Version:
    report: Report
    records: dict[str, tuple[Coding, JsonObject]] = field(default_factory=dict)
    in_force: str | None = None


@dataclass(slots=True)
class _State:
    reports: dict[str, list[_Version]] = field(default_factory=dict)
    deleted: dict[str, str] = field(default_factory=dict)
    judgements: list[Judgement] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    incidents: dict[str, JsonObject] = field(default_factory=dict)
    generation: int = 0
    linked: int = 0


class MemoryStore:
    """A Store that is gone when the program ends."""

    name = "a store in memory"

    def __init__(self) -> None:
        self._state = _State()

    @contextmanager
    def view(self) -> Iterator[MemoryView]:
        """A consistent reading."""
        yield MemoryView(self._state)

    @contextmanager
    def writer(self) -> Iterator[MemoryWriter]:
        """A transaction on a copy, which takes the place of the state when the block ends well."""
        state = deepcopy(self._state)
        yield MemoryWriter(state)
        self._state = state

    def faults(self) -> list[str]:
        """Nothing can be wrong here."""
        return []

    def tidy(self) -> None:
        """Nothing is left over here."""

    def close(self) -> None:
        """Nothing to let go of."""


class MemoryView:
    """A StoreView over one state."""

    def __init__(self, state: _State) -> None:
        self._state = state

    @property
    def generation(self) -> int:
        """How often records or judgements changed."""
        return self._state.generation

    @property
    def linked(self) -> int:
        """The generation that the incidents were made of; 0 before there were any."""
        return self._state.linked

    def standing(self, reports: Sequence[Report], coding: Coding) -> dict[str, Standing]:
        """How each of these reports stands to the store, by its id."""
        return {report.id: self._standing(report, coding) for report in reports}

    def report(self, report_id: str, version: int | None = None) -> KeptReport | None:
        """A report in its newest or another version; None where there is none, or it was deleted."""
        versions = self._state.reports.get(stored_id(report_id), [])
        number = len(versions) if version is None else version
        return _kept(versions, number) if 0 < number <= len(versions) else None

    def reports(self) -> Iterator[KeptReport]:
        """The newest version of every report, in the order in which they came."""
        for versions in self._state.reports.values():
            yield _kept(versions, len(versions))

    def earlier(self) -> Iterator[KeptReport]:
        """Versions of reports that are not the newest."""
        for versions in self._state.reports.values():
            yield from (_kept(versions, number) for number in range(1, len(versions)))

    def find(self, query: Query, *, limit: int | None = None, offset: int = 0) -> Iterator[Mapping[str, Any]]:
        """The events that a query finds as rows, the newest first."""
        found = self._found(query)
        yield from (one.row() for one in found[offset : None if limit is None else offset + limit])

    def count(self, query: Query) -> int:
        """How many events a query finds."""
        return len(self._found(query))

    def flat_events(self, query: Query) -> Iterator[JsonObject]:
        """The events that a query finds, as `khaldun code` writes them."""
        for one in self._found(query):
            told = {"report_id": one.report.id, "published": one.report.published}
            told |= {"publisher": one.report.publisher, "url": one.report.url}
            yield {**told, **one.event, "codebooks": list(one.coding.codebooks), "khaldun": one.coding.khaldun}

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        return list(self._state.runs)

    def judgements(self) -> list[Judgement]:
        """All judgements by people, the oldest first."""
        return list(self._state.judgements)

    def codings(self) -> list[tuple[Coding, int]]:
        """What made the records that are in force, and how many of them."""
        numbers: dict[Coding, int] = {}
        for kept in self.reports():
            if kept.coding is not None:
                numbers[kept.coding] = numbers.get(kept.coding, 0) + 1
        return list(numbers.items())

    def incident(self, incident_id: str) -> JsonObject | None:
        """The whole row of an incident; None where there is none."""
        return self._state.incidents.get(incident_id)

    def incidents(self) -> Iterator[JsonObject]:
        """The whole rows of all incidents, in the order of the linker."""
        return iter(self._state.incidents.values())

    def tombstones(self) -> Mapping[str, str]:
        """When each report that was deleted was deleted, by its id."""
        return dict(self._state.deleted)

    def stats(self) -> Mapping[str, int]:
        """Numbers of what is kept."""
        kept = list(self.reports())
        versions = [version for versions in self._state.reports.values() for version in versions]
        return {
            "reports": len(kept),
            "deleted reports": len(self._state.deleted),
            "versions of reports": len(versions),
            "incidents": len(self._state.incidents),
            "events": self.count(Query()),
            "issues": sum(len((one.record or {"issues": ()})["issues"]) for one in kept),
            "judgements": len(self._state.judgements),
            "staged records": sum(len(one.records) - 1 for one in versions if one.in_force is not None),
        }

    def _standing(self, report: Report, coding: Coding) -> Standing:
        if stored_id(report.id) in self._state.deleted:
            return "deleted"
        versions = self._state.reports.get(stored_id(report.id))
        if versions is None:
            return "new"
        if digest_of(versions[-1].report) != digest_of(report):
            return "changed"
        return "unchanged" if coding.key in versions[-1].records else "outdated"

    def _found(self, query: Query) -> list[Found]:
        incidents = {event: name for name, row in self._state.incidents.items() for event in row["events"]}
        found: list[Found] = []
        for kept in self.reports():
            if kept.record is not None and kept.coding is not None:
                for event in kept.record["events"]:
                    one = Found(
                        report=kept.report,
                        version=kept.version,
                        coding=kept.coding,
                        event=event,
                        incident=incidents.get(event["id"]),
                        number=len(found),
                    )
                    found.append(one)
        found = [one for one in found if all(meets(one, condition) for condition in query.conditions)]
        return sorted(found, key=lambda one: (one.day, one.number), reverse=True)


class MemoryWriter(MemoryView):
    """A StoreWriter over a state of its own."""

    def keep(self, items: Sequence[Kept], coding: Coding) -> Tally:
        """Keeps reports with their records; what is there already stays as it is."""
        tally = Tally()
        for item in items:
            tally += self._keep(item, coding)
        return tally

    def replace(self, coding: Coding) -> int:
        """Puts all staged records of a coding in force, and those that they replace out of it; says how many."""
        staged = [
            versions[-1]
            for versions in self._state.reports.values()
            if coding.key in versions[-1].records and versions[-1].in_force != coding.key
        ]
        for version in staged:
            version.records = {coding.key: version.records[coding.key]}
            version.in_force = coding.key
        self._state.generation += bool(staged)
        return len(staged)

    def delete(self, report_id: str, *, at: str, reason: str) -> bool:
        """Removes a report's texts and records, and leaves a tombstone; says whether the report was there."""
        gone = self._state.reports.pop(stored_id(report_id), None)
        if gone is None:
            return False
        self._state.deleted[stored_id(report_id)] = at
        records = [record for version in gone for _, record in version.records.values()]
        events = {event["id"] for record in records for event in record["events"]}
        kept = {name: row for name, row in self._state.incidents.items() if not events & set(row["events"])}
        self._state.incidents = kept
        self._state.generation += 1
        return True

    def judge(self, judgement: Judgement) -> None:
        """Keeps a person's judgement on two events, or on two reports; earlier ones on the pair stay.

        Raises StoreError when one of the two is not in the store.
        """
        events = {one.event["id"] for one in self._found(Query())}
        known = events if judgement.pair[0] in events else set(self._state.reports)
        for one in judgement.pair:
            if one not in known:
                raise StoreError(f"no event and no report {one!r}", store=MemoryStore.name)
        self._state.judgements.append(judgement)
        self._state.generation += 1

    def set_incidents(self, rows: Iterable[JsonObject]) -> int:
        """Puts incidents, made of all that is kept now, in the place of those that are there; how many."""
        self._state.incidents = {row["incident_id"]: row for row in rows}
        self._state.linked = self._state.generation
        return len(self._state.incidents)

    def begin_run(self, coding: Coding, *, options: str, at: str) -> int:
        """Notes that a run begins; its number."""
        number = len(self._state.runs) + 1
        run = Run(number=number, started_at=at, finished_at=None, coding=coding, options=options, tally=Tally())
        self._state.runs.append(run)
        return number

    def note_run(self, number: int, tally: Tally, *, finished_at: str | None = None) -> None:
        """Notes what a run did until now, and when it was done."""
        self._state.runs[number - 1] = replace(self._state.runs[number - 1], tally=tally, finished_at=finished_at)

    def _keep(self, item: Kept, coding: Coding) -> Tally:
        standing = self._standing(item.report, coding)
        if standing in ("deleted", "unchanged"):
            return Tally(refused=1) if standing == "deleted" else Tally(unchanged=1)
        versions = self._state.reports.setdefault(stored_id(item.report.id), [])
        if standing != "outdated":
            versions.append(_Version(replace(item.report, problems=())))
        newest, record = versions[-1], {k: v for k, v in item.record.items() if k not in ("codebooks", "khaldun")}
        newest.records[coding.key] = (coding, record)
        newest.in_force = newest.in_force or coding.key
        self._state.generation += 1
        done = {"new": "added", "changed": "changed", "outdated": "recoded"}[standing]
        flawed = int(bool(record["issues"]))
        return Tally(reports=1, events=len(record["events"]), flawed=flawed, **{done: 1})


def _kept(versions: Sequence[_Version], number: int) -> KeptReport:
    version = versions[number - 1]
    coding, record = version.records[version.in_force] if version.in_force else (None, None)
    return KeptReport(report=version.report, version=number, latest=len(versions), coding=coding, record=record)
