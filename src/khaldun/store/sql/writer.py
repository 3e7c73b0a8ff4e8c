"""Writes records in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table, func, insert, select, update

from khaldun.errors import StoreError
from khaldun.records.encoding import JsonObject
from khaldun.store.base import Coding, Kept, Tally, Verdict, digest_of, stored_id
from khaldun.store.sql.batch import Batch
from khaldun.store.sql.bulk import cells, insert_many
from khaldun.store.sql.counters import raise_generation
from khaldun.store.sql.erasing import erase_report
from khaldun.store.sql.event_rows import EventRows, forget_events
from khaldun.store.sql.known import Known, known_reports
from khaldun.store.sql.packing import Packer, unpack_record
from khaldun.store.sql.rows import Row, version_row
from khaldun.store.sql.tables import coded, coding, event, judgement, report, version
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

    def judge(self, verdict: Verdict) -> None:
        """Keeps a judgement.

        Raises StoreError when one of the events is not in the store.
        """
        for one in verdict.pair:
            if self._connection.scalar(select(event.c.id).where(event.c.event_id == one).limit(1)) is None:
                raise StoreError(f"no event {one!r}", store=self._name)
        first, second = verdict.pair
        row = {"id": self._number(judgement), "first": first, "second": second, "decision": verdict.decision}
        row |= {"who": verdict.who, "at": verdict.at, "note": verdict.note}
        self._connection.execute(insert(judgement), [row])
        self._touch()

    def _place(self, item: Kept, found: Known | None, standing: str, number: int, fresh: Batch) -> Tally:
        """Rows for a report that is new, changed, or coded by another coding."""
        flawed, events = int(bool(item.record["issues"])), len(item.record["events"])
        if found is None:
            row = self._number(report)
            fresh.reports.append({"id": row, "report_id": stored_id(item.report.id), "version": 1})
            kept = self._new_version(item, row, 1, fresh)
            self._add_coded(item.record, kept, number, "force", fresh)
            return Tally(reports=1, added=1, events=events, flawed=flawed)
        if standing == "changed":
            fresh.retired.append(found.version)
            kept = self._new_version(item, found.row, found.number + 1, fresh)
            fresh.renewed.append((found.row, found.number + 1))
            self._add_coded(item.record, kept, number, "force", fresh)
            return Tally(reports=1, changed=1, events=events, flawed=flawed)
        state = "staged" if found.in_force is not None else "force"
        self._add_coded(item.record, found.version, number, state, fresh)
        return Tally(reports=1, recoded=1, events=events, flawed=flawed)

    def _new_version(self, item: Kept, report_row: int, number: int, fresh: Batch) -> int:
        row = self._number(version)
        fresh.versions.append(
            {"id": row, "report": report_row, "number": number, "digest": digest_of(item.report)}
            | version_row(item.report)
        )
        return row

    def _add_coded(self, record: JsonObject, version_row_number: int, number: int, state: str, fresh: Batch) -> None:
        kept = {key: value for key, value in record.items() if key not in ("codebooks", "khaldun")}
        row = self._number(coded)
        fresh.coded.append({
            "id": row,
            "version": version_row_number,
            "coding": number,
            "state": state,
            "events": len(kept["events"]),
            "record": self._pack(kept),
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
            self._connection.execute(insert(coding), [row | {"own": "\n".join(made_by.own)}])
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
