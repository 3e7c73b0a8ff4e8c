"""Incidents in the database: all of them replaced at once, read by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from sqlalchemy import Connection, delete, select

from khaldun.records.encoding import COUNTS, JsonObject
from khaldun.store.sql.bulk import Cells, cells, insert_many
from khaldun.store.sql.packing import Packer, storable, unpack_record
from khaldun.store.sql.rows import Row, bounded
from khaldun.store.sql.tables import event, incident, member

#: Rows written or read together.
_AT_ONCE = 2000


def replace_incidents(connection: Connection, rows: Iterable[JsonObject]) -> int:
    """Puts these incidents in the place of all that are there; how many."""
    connection.execute(delete(member))
    connection.execute(delete(incident))
    numbers = {row.event_id: row.id for row in connection.execute(select(event.c.event_id, event.c.id))}
    pack, number = Packer(), 0
    incidents: list[Cells] = []
    members: list[Cells] = []
    for number, row in zip(count(1), rows, strict=False):
        incidents.append(cells(incident, {"id": number, "record": pack(row), **incident_row(row)}))
        members += [(numbers[one], number) for one in row["events"]]
        if len(incidents) == _AT_ONCE:
            _write(connection, incidents, members)
    _write(connection, incidents, members)
    return number


def incident_row(row: JsonObject) -> Row:
    """The columns of an incident, all but its number and the record."""
    place, when = row.get("place") or {}, row.get("date") or {}
    found: Row = {
        "incident_id": row["incident_id"],
        "type": row["type"],
        "date_from": when.get("from"),
        "date_to": when.get("to"),
        "place": storable(place.get("name")),
        **{name: place.get(name) for name in ("country", "lat", "lon")},
        "events": len(row["events"]),
        "reports": len(row["reports"]),
        "voices": row.get("voices"),
        "earliest": storable(row.get("earliest")),
        "conflicts": "; ".join(row["conflicts"]),
    }
    for name in COUNTS:
        claimed = row.get(name) or {}
        found |= {f"{name}_{bound}": bounded(claimed.get(bound)) for bound in ("low", "high", "best")}
    return found


def read_incident(connection: Connection, incident_id: str) -> JsonObject | None:
    """The whole row of an incident; None where there is none."""
    record = connection.scalar(select(incident.c.record).where(incident.c.incident_id == incident_id))
    return None if record is None else unpack_record(record)


def read_incidents(connection: Connection) -> Iterator[JsonObject]:
    """The whole rows of all incidents."""
    wanted = select(incident.c.record).order_by(incident.c.id)
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(wanted):
        yield unpack_record(row.record)


def forget_incidents(connection: Connection, coded: Sequence[int]) -> None:
    """Removes the incidents that events of these records belong to, until they are made anew."""
    touched = select(member.c.incident).join(event, event.c.id == member.c.event).where(event.c.coded.in_(coded))
    numbers = list(connection.scalars(touched.distinct()))
    connection.execute(delete(member).where(member.c.incident.in_(numbers)))
    connection.execute(delete(incident).where(incident.c.id.in_(numbers)))


def _write(connection: Connection, incidents: list[Cells], members: list[Cells]) -> None:
    insert_many(connection, incident, incidents)
    insert_many(connection, member, members)
    incidents.clear()
    members.clear()
