"""Reads one state of the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, func, select

from khaldun.records import Report
from khaldun.records.encoding import JsonObject
from khaldun.records.judgement import Judgement
from khaldun.store.base import Coding, KeptReport, Run, Standing, Tally, digest_of, stored_id
from khaldun.store.query import Query
from khaldun.store.sql.counters import GENERATION, LINKED, counter
from khaldun.store.sql.incidents import read_incident, read_incidents
from khaldun.store.sql.known import known_reports
from khaldun.store.sql.packing import unpack_record, unpack_report
from khaldun.store.sql.searching import Search
from khaldun.store.sql.tables import coded, coding, event, incident, issue, judgement, report, run, version

_CODED_REPORT = (
    select(report.c.report_id, report.c.version.label("latest"), version, coded.c.record, coded.c.coding)
    .join(version, version.c.report == report.c.id)
    .outerjoin(coded, (coded.c.version == version.c.id) & (coded.c.state != "staged"))
    .where(report.c.deleted_at.is_(None))
)
#: Rows that are fetched at once while many are passed on.
_AT_ONCE = 1000


class SqlView:
    """A StoreView over one connection, inside its transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standing(self, reports: Sequence[Report], coding: Coding) -> dict[str, Standing]:
        """How each of these reports stands to the store, by its id."""
        known = known_reports(self._connection, [stored_id(one.id) for one in reports])
        found = {one.id: known.get(stored_id(one.id)) for one in reports}
        return {
            one.id: "new" if (kept := found[one.id]) is None else kept.standing(digest_of(one), coding.key)
            for one in reports
        }

    def report(self, report_id: str, version: int | None = None) -> KeptReport | None:
        """A report in its newest or another version; None where there is none, or it was deleted."""
        found = [row for row in self._versions(report_id) if version in (None, row.number)]
        return self._kept_report(found[-1]) if found else None

    def reports(self) -> Iterator[KeptReport]:
        """The newest version of every report, in the order in which they came."""
        newest = _CODED_REPORT.where(version.c.number == report.c.version).order_by(report.c.id)
        for row in self._connection.execution_options(yield_per=_AT_ONCE).execute(newest):
            yield self._kept_report(row)

    def find(self, query: Query, *, limit: int | None = None, offset: int = 0) -> Iterator[Mapping[str, Any]]:
        """The events that a query finds as rows, the newest first."""
        wanted = self._search.select(query).limit(limit).offset(offset)
        for row in self._connection.execution_options(yield_per=_AT_ONCE).execute(wanted).mappings():
            yield dict(row)

    def count(self, query: Query) -> int:
        """How many events a query finds."""
        return int(self._connection.scalar(self._search.count(query)) or 0)

    def flat_events(self, query: Query) -> Iterator[JsonObject]:
        """The events that a query finds, as `khaldun code` writes them."""
        wanted = self._search.numbers(query)
        result = self._connection.execute(wanted)
        while rows := result.fetchmany(_AT_ONCE):
            yield from self._flat([row.id for row in rows])

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        return [self._run(row) for row in self._connection.execute(select(run).order_by(run.c.id)).mappings()]

    def judgements(self) -> list[Judgement]:
        """All judgements by people, the oldest first."""
        return [
            Judgement(
                pair=(row.first, row.second),
                decision=row.decision,
                by=row.by,
                at=row.at,
                reasons=_lines(row.reasons),
            )
            for row in self._connection.execute(select(judgement).order_by(judgement.c.id))
        ]

    def codings(self) -> list[tuple[Coding, int]]:
        """What made the records that are in force, and how many of them."""
        wanted = select(coded.c.coding, func.count()).where(coded.c.state == "force").group_by(coded.c.coding)
        return [(self._codings[row[0]], row[1]) for row in self._connection.execute(wanted.order_by(coded.c.coding))]

    def earlier(self) -> Iterator[KeptReport]:
        """Versions of reports that are not the newest."""
        wanted = _CODED_REPORT.where(version.c.number < report.c.version, coded.c.state.in_(("past", "force")))
        for row in self._connection.execution_options(yield_per=_AT_ONCE).execute(wanted.order_by(version.c.id)):
            yield self._kept_report(row)

    def incident(self, incident_id: str) -> JsonObject | None:
        """The whole row of an incident; None where there is none."""
        return read_incident(self._connection, incident_id)

    def incidents(self) -> Iterator[JsonObject]:
        """The whole rows of all incidents, in the order of the linker."""
        return read_incidents(self._connection)

    @property
    def generation(self) -> int:
        """How often records or judgements changed."""
        return counter(self._connection, GENERATION)

    @property
    def linked(self) -> int:
        """The generation that the incidents were made of; 0 before there were any."""
        return counter(self._connection, LINKED)

    def tombstones(self) -> Mapping[str, str]:
        """When each report that was deleted was deleted, by its id."""
        wanted = select(report.c.report_id, report.c.deleted_at).where(report.c.deleted_at.is_not(None))
        return {row.report_id: row.deleted_at for row in self._connection.execute(wanted.order_by(report.c.id))}

    def stats(self) -> Mapping[str, int]:
        """Numbers of what is kept."""
        whole = {
            "reports": select(func.count()).select_from(report).where(report.c.deleted_at.is_(None)),
            "deleted reports": select(func.count()).select_from(report).where(report.c.deleted_at.is_not(None)),
            "versions of reports": select(func.count()).select_from(version).where(version.c.text.is_not(None)),
            "incidents": select(func.count()).select_from(incident),
            "events": select(func.count()).select_from(event),
            "issues": select(func.count()).select_from(issue),
            "judgements": select(func.count()).select_from(judgement),
            "staged records": select(func.count()).select_from(coded).where(coded.c.state == "staged"),
        }
        return {name: int(self._connection.scalar(wanted) or 0) for name, wanted in whole.items()}

    @cached_property
    def _search(self) -> Search:
        return Search(self._connection)

    @cached_property
    def _codings(self) -> dict[int, Coding]:
        rows = self._connection.execute(select(coding))
        return {
            row.id: Coding(khaldun=row.khaldun, model=row.model, codebooks=_lines(row.codebooks), own=_lines(row.own))
            for row in rows
        }

    def _run(self, row: RowMapping) -> Run:
        return Run(
            number=row["id"],
            coding=self._codings[row["coding"]],
            tally=Tally(**{name: row[name] for name in Tally.__dataclass_fields__}),
            **{name: row[name] for name in ("started_at", "finished_at", "options")},
        )

    def _versions(self, report_id: str) -> Sequence[Row[Any]]:
        """Every version with the record that holds or held for it, the oldest first; of several records the last."""
        wanted = _CODED_REPORT.where(report.c.report_id == stored_id(report_id))
        return self._connection.execute(wanted.order_by(version.c.number, coded.c.state.desc(), coded.c.id)).all()

    def _kept_report(self, row: Row[Any]) -> KeptReport:
        return KeptReport(
            report=unpack_report(dict(row._mapping)),
            version=row.number,
            latest=row.latest,
            coding=self._codings.get(row.coding),
            record=None if row.record is None else unpack_record(row.record),
        )

    def _flat(self, numbers: Sequence[int]) -> Iterator[JsonObject]:
        wanted = (
            select(event.c.id, event.c.event_id, event.c.position, coded.c.record, coded.c.coding)
            .add_columns(report.c.report_id, version.c.published, version.c.publisher, version.c.url, version.c.exact)
            .join(coded, coded.c.id == event.c.coded)
            .join(version, version.c.id == event.c.version)
            .join(report, report.c.id == version.c.report)
            .where(event.c.id.in_(numbers))
        )
        rows = {row.id: row for row in self._connection.execute(wanted)}
        for number in numbers:
            yield self._flat_event(rows[number])

    def _flat_event(self, row: Row[Any]) -> JsonObject:
        made_by = self._codings[row.coding]
        told = unpack_record(row.exact) if row.exact else row._mapping
        return {
            "report_id": row.report_id,
            **{name: told[name] for name in ("published", "publisher", "url")},
            **unpack_record(row.record)["events"][row.position],
            "codebooks": list(made_by.codebooks),
            "khaldun": made_by.khaldun,
        }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
