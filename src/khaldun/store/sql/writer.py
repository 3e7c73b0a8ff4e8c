"""Writes records in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, Table, func, select, update

from khaldun.errors import StoreError
from khaldun.records.encoding import JsonObject
from khaldun.records.judgement import Judgement
from khaldun.store.base import Coding, Kept, Tally, digest_of, stored_id
from khaldun.store.sql import tables
from khaldun.store.sql.batch import Batch
from khaldun.store.sql.bulk import cells, insert_many
from khaldun.store.sql.counters import LINKED, raise_generation, set_counter
from khaldun.store.sql.erasing import erase_report
from khaldun.store.sql.event_rows import EventRows, forget_events
from khaldun.store.sql.incidents import replace_incidents
from khaldun.store.sql.known import Known, known_reports
from khaldun.store.sql.packing import Packer, unpack_record
from khaldun.store.sql.rows import Row, version_row
from khaldun.store.sql.tables import coded, coding, event, report, run, version
from khaldun.store.sql.view import SqlView

#: Staged records that are put in force at a time.
_AT_ONCE = 500


class SqlWriter(SqlView):
    """A StoreWriter over one connection, inside its transaction."""

    def __init__(self, connection: Connection, name: str) -> None:
        super().__init__(connection)
        self._name, self._pack = name, Packer()
        self._next: dict[str, int] = {}

    def keep(self, items: Sequence[Kept], coding: Coding) -> Tally:
        """Keeps reports with their records; what is there already stays as it is.

        A new record of a report that another coding made a record of is staged: it waits for `replace`.
        """
        tally = Tally()
        for part in _without_repeats(items):
            tally += self._keep(part, coding)
        return tally

    def replace(self, coding: Coding) -> int:
        """Puts all staged records of a coding in force, and those that they replace out of it; says how many."""
        number, replaced = self._coding_row(coding), 0
        staged = (
            select(coded.c.id, coded.c.version, coded.c.record)
            .where(coded.c.state == "staged", coded.c.coding == number)
            .order_by(coded.c.id)
            .limit(_AT_ONCE)
        )
        while rows := self._connection.execute(staged).all():
            self._retire([row.version for row in rows])
            events = self._event_rows()
            for row in rows:
                events.add(unpack_record(row.record), row.id, row.version)
            events.insert()
            self._connection.execute(
                update(coded).where(coded.c.id.in_([row.id for row in rows])).values(state="force")
            )
            replaced += len(rows)
        if replaced:
            self._touch()
        return replaced

    def delete(self, report_id: str, *, at: str, reason: str) -> bool:
        """Removes a report's texts and records, and leaves a tombstone; says whether the report was there."""
        found = known_reports(self._connection, [stored_id(report_id)]).get(stored_id(report_id))
        if found is None or found.deleted:
            return False
        erase_report(self._connection, found.row, at=at, reason=reason)
        self._touch()
        return True

    def judge(self, judgement: Judgement) -> None:
        """Keeps a person's judgement on two events, or on two reports; earlier ones on the pair stay.

        Raises StoreError when one of the two is not in the store.
        """
        table = tables.judgement
        column = event.c.event_id if self._has(event.c.event_id, judgement.pair[0]) else report.c.report_id
        for one in judgement.pair:
            if not self._has(column, one):
                raise StoreError(f"no event and no report {one!r}", store=self._name)
        row = {"first": judgement.pair[0], "second": judgement.pair[1], "decision": judgement.decision}
        row |= {"by": judgement.by or "", "at": judgement.at or "", "reasons": "\n".join(judgement.reasons)}
        insert_many(self._connection, table, [cells(table, {"id": self._number(table), **row})])
        self._touch()

    def set_incidents(self, rows: Iterable[JsonObject]) -> int:
        """Puts incidents, made of all that is kept now, in the place of those that are there; how many."""
        number = replace_incidents(self._connection, rows)
        set_counter(self._connection, LINKED, self.generation)
        return number

    def begin_run(self, coding: Coding, *, options: str, at: str) -> int:
        """Notes that a run begins; its number."""
        row: Row = {"id": self._number(run), "started_at": at, "options": options}
        row |= {"coding": self._coding_row(coding), **asdict(Tally())}
        insert_many(self._connection, run, [cells(run, row)])
        return int(row["id"])

    def note_run(self, number: int, tally: Tally, *, finished_at: str | None = None) -> None:
        """Notes what a run did until now, and when it was done."""
        values = {**asdict(tally), "finished_at": finished_at}
        self._connection.execute(update(run).where(run.c.id == number).values(values))

    def _has(self, column: ColumnElement[str], value: str) -> bool:
        return self._connection.scalar(select(column).where(column == value).limit(1)) is not None

    def _keep(self, items: Sequence[Kept], coding: Coding) -> Tally:
        known = known_reports(self._connection, [stored_id(item.report.id) for item in items])
        number, tally, fresh = self._coding_row(coding), Tally(), Batch()
        for item in items:
            found = known.get(stored_id(item.report.id))
            standing = "new" if found is None else found.standing(digest_of(item.report), coding.key)
            if standing == "deleted":
                tally += Tally(refused=1)
            elif standing == "unchanged":
                tally += Tally(unchanged=1)
            else:
                tally += self._place(item, found, standing, number, fresh)
        self._insert(fresh)
        return tally

    def _place(self, item: Kept, found: Known | None, standing: str, number: int, fresh: Batch) -> Tally:
        """Rows for a report that is new, changed, or coded by another coding."""
        flawed, events = int(bool(item.record["issues"])), len(item.record["events"])
        if found is None:
            row = self._number(report)
            fresh.reports.append({"id": row, "report_id": stored_id(item.report.id), "version": 1})
            kept = self._new_version(item, row, 1, fresh)
            self._add_coded(item, kept, number, "force", fresh)
            return Tally(reports=1, added=1, events=events, flawed=flawed)
        if standing == "changed":
            fresh.retired.append(found.version)
            kept = self._new_version(item, found.row, found.number + 1, fresh)
            fresh.renewed.append((found.row, found.number + 1))
            self._add_coded(item, kept, number, "force", fresh)
            return Tally(reports=1, changed=1, events=events, flawed=flawed)
        state = "staged" if found.in_force is not None else "force"
        self._add_coded(item, found.version, number, state, fresh)
        return Tally(reports=1, recoded=1, events=events, flawed=flawed)

    def _new_version(self, item: Kept, report_row: int, number: int, fresh: Batch) -> int:
        row = self._number(version)
        fresh.versions.append(
            {"id": row, "report": report_row, "number": number, "digest": digest_of(item.report)}
            | version_row(item.report)
        )
        return row

    def _add_coded(self, item: Kept, version_row_number: int, number: int, state: str, fresh: Batch) -> None:
        kept = {key: value for key, value in item.record.items() if key not in ("codebooks", "khaldun")}
        row = self._number(coded)
        fresh.coded.append({
            "id": row,
            "version": version_row_number,
            "coding": number,
            "state": state,
            "events": len(kept["events"]),
            "record": self._pack(kept, item.line),
        })
        if state == "force":
            fresh.in_force.append((kept, row, version_row_number))

    def _insert(self, fresh: Batch) -> None:
        for table, rows in ((report, fresh.reports), (version, fresh.versions)):
            insert_many(self._connection, table, [cells(table, row) for row in rows])
        for row, newest in fresh.renewed:
            self._connection.execute(update(report).where(report.c.id == row).values(version=newest))
        self._retire(fresh.retired)
        if fresh.coded:
            insert_many(self._connection, coded, [cells(coded, row) for row in fresh.coded])
            self._touch()
        events = self._event_rows()
        for record, coded_row, version_number in fresh.in_force:
            events.add(record, coded_row, version_number)
        events.insert()

    def _retire(self, versions: Sequence[int]) -> None:
        """Takes the records of these versions out of force; they stay as records."""
        if not versions:
            return
        forced = (coded.c.version.in_(versions), coded.c.state == "force")
        forget_events(self._connection, list(self._connection.scalars(select(coded.c.id).where(*forced))))
        self._connection.execute(update(coded).where(*forced).values(state="past"))

    def _event_rows(self) -> EventRows:
        return EventRows(self._connection, self._number)

    def _coding_row(self, made_by: Coding) -> int:
        found = self._connection.scalar(select(coding.c.id).where(coding.c.key == made_by.key))
        if found is None:
            found = self._number(coding)
            row: Row = {"id": found, "key": made_by.key, "khaldun": made_by.khaldun, "model": made_by.model}
            row |= {"codebook_hash": made_by.codebook_hash, "codebooks": "\n".join(made_by.codebooks)}
            insert_many(self._connection, coding, [cells(coding, row | {"own": "\n".join(made_by.own)})])
        return int(found)

    def _touch(self) -> None:
        """Notes that records changed."""
        raise_generation(self._connection)

    def _number(self, table: Table) -> int:
        """The next number of a row; ours alone, since only one writes at a time."""
        if table.name not in self._next:
            self._next[table.name] = int(self._connection.scalar(select(func.max(table.c.id))) or 0)
        self._next[table.name] += 1
        return self._next[table.name]


def _without_repeats(items: Sequence[Kept]) -> Iterator[list[Kept]]:
    """The items in parts in which no report comes twice; as a rule in one."""
    part: dict[str, Kept] = {}
    for item in items:
        if stored_id(item.report.id) in part:
            yield list(part.values())
            part = {}
        part[stored_id(item.report.id)] = item
    if part:
        yield list(part.values())
