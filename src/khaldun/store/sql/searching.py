"""Queries to SQL.

PostgreSQL plans by its statistics. SQLite has none for single values, so we look first: where a condition is met by few
events, these are fetched and sorted; else the newest events are walked through until a page is full.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, select

from khaldun.store.query import Condition, Query
from khaldun.store.sql.conditions import LATEST, Terms, days, holds, numbers, texts_with
from khaldun.store.sql.engine import is_sqlite
from khaldun.store.sql.tables import event, posting, report, version

#: So many events are sorted at once rather than walked through in the order of their days.
FEW = 3000
#: Where so many texts have the words that are asked for, each is looked into when its event comes by.
MANY = 50_000
#: Fields that are about the report of an event.
_OF_REPORTS = frozenset({"publisher", "report"})
_COLUMNS = (
    *(column for column in event.c if column.name not in ("terms", "coded", "version")),
    report.c.report_id,
    version.c.number.label("version"),
    version.c.published,
    version.c.publisher,
    version.c.url,
    version.c.title,
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to walk through, what must hold, and the order."""

    source: FromClause
    filters: list[ColumnElement[bool]]
    order: tuple[ColumnElement[Any], ...]


class Search:
    """Makes statements for one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._sqlite = connection, is_sqlite(connection)

    def select(self, query: Query) -> Select[Any]:
        """Rows of the events that a query finds, the newest first."""
        plan = self._plan(query, whole=False)
        return select(*_COLUMNS).select_from(_with_reports(plan.source)).where(*plan.filters).order_by(*plan.order)

    def numbers(self, query: Query) -> Select[Any]:
        """Numbers of the rows of the events that a query finds, the newest first."""
        return self._numbers(query, self._plan(query, whole=True))

    def count(self, query: Query) -> Select[int]:
        """How many events a query finds."""
        found = self._numbers(query, self._plan(query, whole=True)).order_by(None).subquery()
        return select(func.count()).select_from(found)

    def _numbers(self, query: Query, plan: _Plan) -> Select[Any]:
        asked = {one.field for one in query.conditions}
        of_reports = asked & _OF_REPORTS or ("text" in asked and not self._sqlite)
        source = _with_reports(plan.source) if of_reports else plan.source
        return select(event.c.id).select_from(source).where(*plan.filters).order_by(*plan.order)

    def _plan(self, query: Query, *, whole: bool) -> _Plan:
        """`whole`: all that is found is wanted, not a page of it."""
        terms = Terms(self._connection, query)
        conditions = list(query.conditions)
        by_day = (event.c.day.desc(), event.c.id.desc())
        if not self._sqlite:
            return _Plan(event, [holds(one, terms, sqlite=False) for one in conditions], by_day)
        place = self._rarest(conditions, terms)
        filters = [holds(one, terms, sqlite=True, many=not whole and self._is_frequent(one)) for one in conditions]
        if place is not None:
            few = numbers(conditions[place], terms)
            rest = [*filters[:place], *filters[place + 1 :]]
            # Sums have no index: so SQLite fetches the few and sorts, whatever it believes.
            return _Plan(event, [event.c.id.in_(few), *rest] if few is not None else rest, _unindexed(by_day))
        found = self._walk(conditions, terms, filters) or _Plan(event, filters, by_day)
        return _Plan(found.source, [*found.filters, *_bounds(conditions, found.order[0])], found.order)

    def _is_frequent(self, condition: Condition) -> bool:
        """Whether so many texts have the words of a condition that a page is full before all are fetched."""
        if condition.field != "text":
            return False
        bounded = select(func.count()).select_from(texts_with(condition).limit(MANY).subquery())
        return int(self._connection.scalar(bounded) or 0) == MANY

    def _rarest(self, conditions: list[Condition], terms: Terms) -> int | None:
        """The place of the condition that the fewest events meet, if these are few."""
        counts: list[tuple[int, int]] = []
        for place, condition in enumerate(conditions):
            found = numbers(condition, terms)
            if found is not None:
                bounded = select(func.count()).select_from(found.limit(FEW).subquery())
                counts.append((int(self._connection.scalar(bounded) or 0), place))
        fewest = min(counts, default=(FEW, -1))
        return fewest[1] if fewest[0] < FEW else None

    def _walk(self, conditions: list[Condition], terms: Terms, filters: list[ColumnElement[bool]]) -> _Plan | None:
        """Through the events that have a term, where a condition asks for one."""
        for place, condition in enumerate(conditions):
            wanted = terms.only(condition)
            if wanted is not None:
                walked = posting.alias("walked")
                source = walked.join(event, event.c.id == walked.c.event)
                rest = [*filters[:place], *filters[place + 1 :]]
                return _Plan(source, [walked.c.term == wanted, *rest], (walked.c.day.desc(), walked.c.event.desc()))
        return None


def _with_reports(source: FromClause) -> FromClause:
    return source.join(version, version.c.id == event.c.version).join(report, report.c.id == version.c.report)


def _bounds(conditions: list[Condition], order: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """Between which days the events stand that conditions on days allow: the others need not be walked through."""
    day = getattr(order, "element", order)
    between = [days(one) for one in conditions]
    first, last = max((one for one, _ in between), default=0), min((one for _, one in between), default=LATEST)
    return [*([day >= first] if first else []), *([day <= last] if last < LATEST else [])]


def _unindexed(order: tuple[ColumnElement[Any], ...]) -> tuple[ColumnElement[Any], ...]:
    return tuple((event.c[column.element.name] + 0).desc() for column in order if hasattr(column, "element"))
