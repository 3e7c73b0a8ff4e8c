"""Looks whether a store is whole: the file, the rows, and that what events are found by says what the records say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, func, select, text

from khaldun.store.base import digest_of
from khaldun.store.sql.counters import GENERATION, LINKED, counter
from khaldun.store.sql.engine import is_sqlite
from khaldun.store.sql.packing import unpack_numbers, unpack_record, unpack_report
from khaldun.store.sql.rows import day_of
from khaldun.store.sql.tables import coded, event, incident, member, posting, report, version

#: So many rows are looked at together.
_AT_ONCE = 500


def faults(connection: Connection) -> Iterator[str]:
    """Everything that is not as it should be, in words; nothing is changed."""
    for look in (*(_SQLITE if is_sqlite(connection) else ()), _reports, _forces, _events, _postings, _incidents):
        yield from look(connection)


def _file(connection: Connection) -> Iterator[str]:
    for row in connection.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield f"the file: {row[0]}"


def _pointers(connection: Connection) -> Iterator[str]:
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"a row of {row[0]} points to a row of {row[2]} that is not there"


def _words(connection: Connection) -> Iterator[str]:
    wanted = select(func.count()).select_from(version)
    indexed = connection.scalar(text("SELECT count(*) FROM report_words_docsize"))
    if indexed != connection.scalar(wanted):
        yield "the index of words has not as many texts as there are versions of reports"


_SQLITE: tuple[Callable[[Connection], Iterator[str]], ...] = (_file, _pointers, _words)


def _reports(connection: Connection) -> Iterator[str]:
    """Each version says what its digest says, and each report has its newest version."""
    rows = select(report.c.report_id, report.c.deleted_at, version).join(version, version.c.report == report.c.id)
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(rows):
        told = dict(row._mapping)
        if row.deleted_at is not None:
            if row.text is not None or row.exact is not None:
                yield f"report {row.report_id}: deleted, but a text is left"
        elif row.text is None or digest_of(unpack_report(told)) != row.digest:
            yield f"report {row.report_id}, version {row.number}: not the text that was kept"
    newest = select(func.max(version.c.number)).where(version.c.report == report.c.id).scalar_subquery()
    for row in connection.execute(select(report.c.report_id).where(report.c.version != func.coalesce(newest, 0))):
        yield f"report {row.report_id}: its newest version is not the last one"


def _forces(connection: Connection) -> Iterator[str]:
    """Each report has one record in force, of its newest version."""
    in_force = (coded.c.version == version.c.id) & (coded.c.state == "force")
    wanted = (
        select(report.c.report_id, func.count(coded.c.id).label("records"))
        .join(version, (version.c.report == report.c.id) & (version.c.number == report.c.version))
        .outerjoin(coded, in_force)
        .where(report.c.deleted_at.is_(None))
        .group_by(report.c.report_id)
        .having(func.count(coded.c.id) != 1)
    )
    for row in connection.execute(wanted):
        yield f"report {row.report_id}: {row.records} records in force, not one"


def _events(connection: Connection) -> Iterator[str]:
    """The events that can be found are those of the records in force."""
    last = 0
    wanted = select(coded.c.id, coded.c.record).where(coded.c.state == "force").order_by(coded.c.id).limit(_AT_ONCE)
    while records := connection.execute(wanted.where(coded.c.id > last)).all():
        last = records[-1].id
        found: dict[int, list[tuple[str, int]]] = {}
        rows = select(event.c.coded, event.c.event_id, event.c.day).where(
            event.c.coded.in_([row.id for row in records])
        )
        for row in connection.execute(rows.order_by(event.c.coded, event.c.position)):
            found.setdefault(row.coded, []).append((row.event_id, row.day))
        for kept in records:
            record = unpack_record(kept.record)
            if found.get(kept.id, []) != [(one["id"], day_of(one)) for one in record["events"]]:
                yield f"report {record['id']}: the events that can be found are not those of its record"
    stray = select(func.count()).select_from(event.outerjoin(coded, coded.c.id == event.c.coded))
    number = connection.scalar(stray.where((coded.c.id.is_(None)) | (coded.c.state != "force")))
    if number:
        yield f"{number} events are of no record in force"


def _postings(connection: Connection) -> Iterator[str]:
    """As many terms lead to events as these have, and the terms are there."""
    expected = 0
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(select(event.c.terms)):
        expected += len(unpack_numbers(row.terms))
    number = connection.scalar(select(func.count()).select_from(posting))
    if number != expected:
        yield f"{number} terms lead to events, {expected} should"


def _incidents(connection: Connection) -> Iterator[str]:
    """Where the incidents are of what is kept now, each event is in one of them, and in one that names it."""
    if counter(connection, LINKED) != counter(connection, GENERATION) or not counter(connection, LINKED):
        return
    alone = select(func.count()).select_from(event.outerjoin(member, member.c.event == event.c.id))
    if number := connection.scalar(alone.where(member.c.event.is_(None))):
        yield f"{number} events are in no incident"
    members = select(func.count()).where(member.c.incident == incident.c.id).scalar_subquery()
    for row in connection.execute(select(incident.c.incident_id).where(incident.c.events != members)):
        yield f"incident {row.incident_id}: not the events that its row names"
