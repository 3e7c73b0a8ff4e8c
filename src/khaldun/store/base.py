"""The protocols of every store, and the small records that stores take and give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable

from khaldun.records import Report, content_id
from khaldun.records.encoding import JsonObject
from khaldun.records.judgement import Judgement
from khaldun.records.report import REPORT_KEYS
from khaldun.records.text import encodable
from khaldun.store.query import Query

#: How a report that comes in stands to the store.
Standing = Literal["new", "changed", "unchanged", "outdated", "deleted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What makes records: a version of Khaldun, a model (empty: the usual one), codebooks; `own`: digests of files."""

    khaldun: str
    model: str = ""
    codebooks: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    @property
    def codebook_hash(self) -> str:
        """A digest of all codebooks in use."""
        return content_id("codebooks", *self.codebooks, *self.own)

    @property
    def key(self) -> str:
        """The same for the same version, model and codebooks, and for no others."""
        return content_id("coding", self.khaldun, self.model, self.codebook_hash)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report as it came, with the record that a coding made of it (the exchange form of a coded report).

    `line`: the record as JSON, without what made it, where it came as text; so it need not be written anew.
    """

    report: Report
    record: JsonObject
    line: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What an ingest did, by reports: added, changed, coded anew, left as they were, refused since deleted before."""

    reports: int = 0
    events: int = 0
    added: int = 0
    changed: int = 0
    recoded: int = 0
    unchanged: int = 0
    outdated: int = 0
    refused: int = 0
    flawed: int = 0

    @property
    def seen(self) -> int:
        """All reports that came by."""
        return self.reports + self.unchanged + self.outdated + self.refused

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One call of an ingest: when, by which coding, with which options (JSON), what it did.

    `finished_at` is None while it runs, and for ever where it was broken off.
    """

    number: int
    started_at: str
    finished_at: str | None
    coding: Coding
    options: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A version of a report as the store has it; `latest` is the number of the newest one."""

    report: Report
    version: int
    latest: int
    coding: Coding | None
    record: JsonObject | None


class StoreView(Protocol):
    """Reads one state of a store: what is written meanwhile is not seen."""

    def standing(self, reports: Sequence[Report], coding: Coding) -> dict[str, Standing]:
        """How each of these reports stands to the store, by its id."""

    def report(self, report_id: str, version: int | None = None) -> KeptReport | None:
        """A report in its newest or another version; None where there is none, or it was deleted."""

    def reports(self) -> Iterator[KeptReport]:
        """The newest version of every report, in the order in which they came."""

    def find(self, query: Query, *, limit: int | None = None, offset: int = 0) -> Iterator[Mapping[str, Any]]:
        """The events that a query finds as rows, the newest first."""

    def count(self, query: Query) -> int:
        """How many events a query finds."""

    def flat_events(self, query: Query) -> Iterator[JsonObject]:
        """The events that a query finds, as `khaldun code` writes them."""

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""

    def judgements(self) -> list[Judgement]:
        """All judgements by people, the oldest first."""

    def codings(self) -> list[tuple[Coding, int]]:
        """What made the records that are in force, and how many of them."""

    def earlier(self) -> Iterator[KeptReport]:
        """Versions of reports that are not the newest."""

    def incident(self, incident_id: str) -> JsonObject | None:
        """The whole row of an incident; None where there is none."""

    def incidents(self) -> Iterator[JsonObject]:
        """The whole rows of all incidents, in the order of the linker."""

    @property
    def generation(self) -> int:
        """How often records or judgements changed."""

    @property
    def linked(self) -> int:
        """The generation that the incidents were made of; 0 before there were any."""

    def tombstones(self) -> Mapping[str, str]:
        """When each report that was deleted was deleted, by its id."""

    def stats(self) -> Mapping[str, int]:
        """Numbers of what is kept."""


class StoreWriter(StoreView, Protocol):
    """Reads and writes in one transaction: all of it is kept, or nothing."""

    def keep(self, items: Sequence[Kept], coding: Coding) -> Tally:
        """Keeps reports with their records; what is there already stays as it is.

        A new record of a report that another coding made a record of is staged: it waits for `replace`.
        """

    def replace(self, coding: Coding) -> int:
        """Puts all staged records of a coding in force, and those that they replace out of it; says how many."""

    def delete(self, report_id: str, *, at: str, reason: str) -> bool:
        """Removes a report's texts and records, and leaves a tombstone; says whether the report was there."""

    def judge(self, judgement: Judgement) -> None:
        """Keeps a person's judgement on two events, or on two reports; earlier ones on the pair stay.

        Raises StoreError when one of the two is not in the store.
        """

    def set_incidents(self, rows: Iterable[JsonObject]) -> int:
        """Puts incidents, made of all that is kept now, in the place of those that are there; how many."""

    def begin_run(self, coding: Coding, *, options: str, at: str) -> int:
        """Notes that a run begins; its number."""

    def note_run(self, number: int, tally: Tally, *, finished_at: str | None = None) -> None:
        """Notes what a run did until now, and when it was done."""


@runtime_checkable
class Store(Protocol):
    """A place where reports, records, judgements and incidents are kept."""

    @property
    def name(self) -> str:
        """How the store is told to a person."""

    def view(self) -> AbstractContextManager[StoreView]:
        """A consistent reading."""

    def writer(self) -> AbstractContextManager[StoreWriter]:
        """A transaction; only one writes at a time."""

    def faults(self) -> list[str]:
        """What is not as it should be; nothing is changed."""

    def tidy(self) -> None:
        """Takes what was deleted out of indexes, logs and free pages as well."""

    def close(self) -> None:
        """Lets go of the store."""


def digest_of(report: Report) -> str:
    """The same for reports that say the same, whatever their ids are."""
    return content_id("text", *(getattr(report, key) for key in REPORT_KEYS if key != "id"))


def stored_id(report_id: str) -> str:
    """A report's id as it is kept: a database holds neither lone surrogates nor NUL."""
    return encodable(report_id).replace("\x00", "\ufffd")
