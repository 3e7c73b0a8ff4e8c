"""The rows by which events are found: made from records that come into force, removed when they go out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, delete, select, tuple_

from khaldun.records.encoding import JsonObject
from khaldun.store.sql.bulk import Cells, cells, insert_many
from khaldun.store.sql.engine import is_sqlite
from khaldun.store.sql.packing import pack_numbers, unpack_numbers
from khaldun.store.sql.rows import Row, attribution_cells, day_of, event_row, issue_cells, stored_terms
from khaldun.store.sql.tables import attribution, event, issue, member, posting, term
from khaldun.store.terms import Term

#: Rows named in one statement; both databases take more.
_AT_ONCE = 5000


class EventRows:
    """Collects the rows of records, then inserts them at once."""

    def __init__(self, connection: Connection, number: Callable[[Table], int]) -> None:
        self._connection, self._number = connection, number
        self._events: list[tuple[Row, list[Term]]] = []
        self._attributions: list[Cells] = []
        self._issues: list[Cells] = []

    def add(self, record: JsonObject, coded: int, version: int) -> None:
        """A record with the numbers of its own row and that of its version."""
        for position, one in enumerate(record["events"]):
            row = event_row(one, position)
            row |= {"id": self._number(event), "coded": coded, "version": version, "day": day_of(one)}
            self._events.append((row, stored_terms(one)))
            self._attributions += attribution_cells(one, row["id"])
        self._issues += issue_cells(record, coded)

    def insert(self) -> None:
        """Writes all of them."""
        numbers = self._term_numbers()
        postings: list[tuple[int, int, int]] = []
        for row, terms in self._events:
            found = [numbers[one] for one in terms]
            row["terms"] = pack_numbers(found)
            day, number = row["day"], row["id"]
            postings += [(one, day, number) for one in found]
        postings.sort()  # neighbours in the index go in together
        insert_many(self._connection, event, [cells(event, row) for row, _ in self._events])
        insert_many(self._connection, attribution, self._attributions)
        insert_many(self._connection, issue, self._issues)
        insert_many(self._connection, posting, postings)

    def _term_numbers(self) -> dict[Term, int]:
        """The numbers of all terms; those that are new get one, in the order in which they first come."""
        wanted = list(dict.fromkeys(one for _, terms in self._events for one in terms))
        numbers = _known_terms(self._connection, wanted)
        fresh = [one for one in wanted if one not in numbers]
        numbers |= {one: self._number(term) for one in fresh}
        if fresh:
            insert_many(self._connection, term, [(numbers[one], *one) for one in fresh])
        return numbers


def _known_terms(connection: Connection, wanted: Sequence[Term]) -> dict[Term, int]:
    """The numbers of those terms that are there."""
    numbers: dict[Term, int] = {}
    if is_sqlite(connection):  # which answers many small questions faster than it reads a long one
        cursor: Any = connection.connection.cursor()
        for one in wanted:
            if found := cursor.execute("SELECT id FROM term WHERE field = ? AND value = ?", one).fetchone():
                numbers[one] = found[0]
        cursor.close()
        return numbers
    source = iter(wanted)
    while part := list(islice(source, _AT_ONCE)):
        named = tuple_(term.c.field, term.c.value).in_(part)
        rows = connection.execute(select(term.c.id, term.c.field, term.c.value).where(named))
        numbers |= {(row.field, row.value): row.id for row in rows}
    return numbers


def forget_events(connection: Connection, coded: Sequence[int]) -> set[int]:
    """Removes the rows made from these records; the numbers of the terms that led to them."""
    gone = event.c.coded.in_(coded)
    connection.execute(delete(member).where(member.c.event.in_(select(event.c.id).where(gone))))
    rows = connection.execute(select(event.c.id, event.c.day, event.c.terms).where(gone)).all()
    places = [(number, row.day, row.id) for row in rows for number in unpack_numbers(row.terms)]
    source = iter(places)
    while part := list(islice(source, _AT_ONCE)):
        connection.execute(delete(posting).where(tuple_(posting.c.term, posting.c.day, posting.c.event).in_(part)))
    connection.execute(delete(attribution).where(attribution.c.event.in_(select(event.c.id).where(gone))))
    connection.execute(delete(issue).where(issue.c.coded.in_(coded)))
    connection.execute(delete(event).where(gone))
    return {number for number, _, _ in places}


def forget_terms(connection: Connection, numbers: Iterable[int]) -> None:
    """Removes those of these terms that lead to no event any more."""
    source = iter(sorted(numbers))
    used = select(posting.c.event).where(posting.c.term == term.c.id).exists()
    while part := list(islice(source, _AT_ONCE)):
        connection.execute(delete(term).where(term.c.id.in_(part), ~used))
