"""Single conditions of a query to SQL: what must hold of an event, and of which events it does, where that is quick."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    column,
    exists,
    false,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
    tuple_,
    union,
)

from khaldun.records.encoding import COUNTS
from khaldun.records.text import fold
from khaldun.store.matching import COMPARED
from khaldun.store.query import FIELDS, Condition, Query, first_day, last_day
from khaldun.store.sql.packing import storable
from khaldun.store.sql.tables import event, incident, member, posting, report, term, version
from khaldun.store.terms import words_of

Holds = ColumnElement[bool]
Ways = list[list[int]]
_SPELLED: Mapping[str, Callable[[str], str]] = {
    "type": str.upper,
    "status": str.lower,
    "quad": str.lower,
    "cameo": str.upper,
}
#: Fields by which SQLite finds events quickly, besides terms, words and figures.
_INDEXED = frozenset({"event", "incident", "publisher", "report", "type"})
#: The ordinal of the last day that there is.
LATEST = date.max.toordinal()
_report_words = table("report_words", column("rowid"))


class Terms:
    """The terms that a query asks for, with their numbers; those that no event has are missing."""

    def __init__(self, connection: Connection, query: Query) -> None:
        wanted = {
            (condition.field, storable(word))
            for condition in query.conditions
            if FIELDS[condition.field].kind == "name"
            for value in condition.values
            for word in (fold(value), *words_of(value))
        }
        self._numbers: dict[tuple[str, str], int] = {}
        if wanted:
            named = tuple_(term.c.field, term.c.value).in_(sorted(wanted))
            rows = connection.execute(select(term.c.id, term.c.field, term.c.value).where(named))
            self._numbers = {(row.field, row.value): int(row.id) for row in rows}

    def ways(self, condition: Condition) -> Ways:
        """The ways to meet a condition: in each, the numbers of the terms that an event must have all of."""
        spelled = [way for value in condition.values for way in ((fold(value),), words_of(value)) if way]
        numbers = [[self._numbers.get((condition.field, storable(word))) for word in way] for way in spelled]
        known = [[number for number in way if number is not None] for way in numbers if None not in way]
        return [way for place, way in enumerate(known) if way not in known[:place]]

    def only(self, condition: Condition) -> int | None:
        """The number of the term that a condition asks for, where it asks for a single one."""
        if FIELDS[condition.field].kind != "name" or condition.negated:
            return None
        ways = self.ways(condition)
        return ways[0][0] if len(ways) == 1 and len(ways[0]) == 1 else None


def holds(condition: Condition, terms: Terms, *, sqlite: bool, many: bool = True) -> Holds:
    """What must hold of an event (and its version and report) for a condition to be met.

    `many`: so many texts have the words of the condition that SQLite looks into each text it comes by; else it fetches
    those texts first.
    """
    found = _holds(condition, terms, sqlite=sqlite, many=many)
    return not_(func.coalesce(found, false())) if condition.negated else found


def numbers(condition: Condition, terms: Terms) -> Select[Any] | None:
    """The numbers of the events that meet a condition, for SQLite; None where that is not quick to tell."""
    if condition.negated:
        return None
    kind = FIELDS[condition.field].kind
    if kind == "name":
        return _numbers_of_terms(terms.ways(condition))
    if condition.field == "text":
        return select(event.c.id).where(event.c.version.in_(texts_with(condition)))
    if condition.field in _INDEXED or (kind == "number" and condition.field in COUNTS):
        source = event.join(version, version.c.id == event.c.version).join(report, report.c.id == version.c.report)
        return select(event.c.id).select_from(source).where(_holds(condition, terms, sqlite=True, bare=True))
    return None


def texts_with(condition: Condition) -> Select[Any]:
    """The numbers of the versions that have the words of a condition, for SQLite."""
    return select(_report_words.c.rowid).where(_matches(condition))


def days(condition: Condition) -> tuple[int, int]:
    """The first and the last day that the first day of an event can be where it meets a condition on days."""
    if FIELDS[condition.field].kind != "day" or condition.negated:
        return 0, LATEST
    if condition.field == "after":
        return min(date.fromisoformat(first_day(value)).toordinal() for value in condition.values), LATEST
    return 0, max(_ordinal(last_day(value)) for value in condition.values)


def _ordinal(day: str) -> int:
    """The ordinal of a day of a month of 31 days, also where the month has fewer."""
    return date.fromisoformat(f"{day[:8]}01").toordinal() + int(day[8:]) - 1


def _holds(condition: Condition, terms: Terms, *, sqlite: bool, many: bool = True, bare: bool = False) -> Holds:
    """`bare`: leave it to the database whether to use an index."""
    kind = FIELDS[condition.field].kind
    if kind == "name":
        return _has_terms(terms.ways(condition))
    if kind == "day":
        return or_(*(_DAYS[condition.field](value) for value in condition.values))
    if kind == "number":
        return _compares(condition, hidden=sqlite and not bare)
    if condition.field == "text":
        return _has_words(condition, sqlite=sqlite, many=many)
    if condition.field == "sentence":
        return or_(*(event.c.sentence.icontains(value, autoescape=True) for value in condition.values))
    return _equals(condition, hidden=sqlite and not bare)


def _equals(condition: Condition, *, hidden: bool) -> Holds:
    if condition.field == "incident":
        members = select(member.c.event).join(incident, incident.c.id == member.c.incident)
        return event.c.id.in_(members.where(incident.c.incident_id.in_(condition.values)))
    if condition.field == "publisher":
        names = [func.lower(storable(value)) for value in condition.values]
        if hidden:  # by the index of publishers: a version's row is long
            theirs = version.alias()
            found = select(theirs.c.id).where(func.lower(theirs.c.publisher).in_(names))
            return (event.c.version + 0).in_(found)
        return func.lower(version.c.publisher).in_(names)
    columns = {"report": report.c.report_id, "event": event.c.event_id}
    asked: ColumnElement[Any] = {**columns, **dict(event.c)}[condition.field]
    spelled = _SPELLED.get(condition.field, str)
    if hidden and condition.field == "type" and len(condition.values) > 1:
        asked = asked + ""  # two ways through the index of types would have to be sorted
    return asked.in_([storable(spelled(value)) for value in condition.values])


def _compares(condition: Condition, *, hidden: bool) -> Holds:
    best = event.c[f"{condition.field}_best" if condition.field in COUNTS else condition.field]
    compared: ColumnElement[Any] = (
        best + 0 if hidden else best
    )  # a sum has no index: then SQLite stays on the way we chose
    compare = COMPARED[condition.operator]
    return or_(*(compare(compared, float(value) if "." in value else int(value)) for value in condition.values))


_DAYS: Mapping[str, Callable[[str], Holds]] = {
    "after": lambda value: event.c.date_from >= first_day(value),
    "before": lambda value: event.c.date_to <= last_day(value),
    "on": lambda value: and_(event.c.date_from <= last_day(value), event.c.date_to >= first_day(value)),
}


def _has_terms(ways: Ways) -> Holds:
    return or_(false(), *(and_(*(_has_term(number) for number in way)) for way in ways))


def _has_term(number: int) -> Holds:
    found = posting.alias()
    here = (found.c.term == number, found.c.day == event.c.day, found.c.event == event.c.id)
    return exists(select(1).select_from(found).where(*here).correlate(event))


def _numbers_of_terms(ways: Ways) -> Select[Any]:
    if len(ways) == 1:
        return _numbers_of_way(ways[0])
    if not ways:
        return select(posting.c.event).where(false())
    return select(union(*map(_numbers_of_way, ways)).subquery().c.event)


def _numbers_of_way(way: list[int]) -> Select[Any]:
    first, *others = way
    found = select(posting.c.event).where(posting.c.term == first)
    for number in others:
        other = posting.alias()
        same = (other.c.term == number, other.c.day == posting.c.day, other.c.event == posting.c.event)
        found = found.where(exists(select(1).select_from(other).where(*same).correlate(posting)))
    return found


def _has_words(condition: Condition, *, sqlite: bool, many: bool) -> Holds:
    if sqlite and not many:
        return (event.c.version + 0).in_(texts_with(condition))
    if sqlite:
        here = _report_words.c.rowid == event.c.version
        return exists(select(1).select_from(_report_words).where(_matches(condition), here).correlate(event))
    words: ColumnElement[Any] = literal_column("version.words")
    asked = (func.phraseto_tsquery(literal_column("'english'"), storable(value)) for value in condition.values)
    return or_(*(words.op("@@", is_comparison=True)(one) for one in asked))


def _matches(condition: Condition) -> Holds:
    phrases = " OR ".join(f'"{storable(value)}"' for value in condition.values)
    found: Holds = literal_column("report_words").op("MATCH", is_comparison=True)(phrases)
    return found
