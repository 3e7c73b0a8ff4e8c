"""The query language of `khaldun find`: from words that a person types to conditions; it knows no database.

    type:ASSAULT actor:TUR place:Afrin after:2018-01-20 deaths>3 "air strike"

Conditions are joined by and; `-` before one turns it round; a value may be several joined with commas (any of them).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from khaldun.errors import QueryError
from khaldun.records.calendar import parse_day
from khaldun.records.encoding import COUNTS

Operator = Literal[":", ">", ">=", "<", "<=", "="]
_NUMERIC: tuple[Operator, ...] = (">=", "<=", ">", "<", "=", ":")
_PIECE = re.compile(
    r"""(?P<minus>-)?
        (?:(?P<field>[A-Za-z_]+)(?P<operator>>=|<=|:|>|<|=))?
        (?P<value>(?:"[^"]*"|[^\s"])+)?""",
    re.VERBOSE,
)
_VALUE = re.compile(r'"([^"]*)"|([^,"]+)|(,)')
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition: any of the values, or none of them where `negated`; `position` is where it stands in the query."""

    field: str
    operator: Operator
    values: tuple[str, ...]
    negated: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Conditions that must all hold; none at all finds everything."""

    text: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryField:
    """What a field of the language is about; `kind` says which operators and values it takes."""

    kind: Literal["code", "name", "day", "number", "words", "id"]
    meaning: str


FIELDS: Mapping[str, QueryField] = MappingProxyType({
    "type": QueryField(kind="code", meaning="PLOVER event type"),
    "mode": QueryField(kind="name", meaning="PLOVER mode"),
    "context": QueryField(kind="name", meaning="PLOVER context"),
    "status": QueryField(kind="code", meaning="actual, historical, future, hypothetical or negated"),
    "quad": QueryField(kind="code", meaning='quad category, as in `quad:"material conflict"`'),
    "cameo": QueryField(kind="code", meaning="CAMEO code"),
    "actor": QueryField(
        kind="name", meaning="who did it: a country or sector code, an entity's id, or words of the name"
    ),
    "recipient": QueryField(kind="name", meaning="to whom, by the same"),
    "source": QueryField(kind="name", meaning="according to whom, by the same"),
    "place": QueryField(
        kind="name", meaning="words of the place's name or of its first-level unit, or its gazetteer id"
    ),
    "country": QueryField(kind="name", meaning="country of the place (ISO 3166 alpha-3)"),
    "after": QueryField(kind="day", meaning="not before this day; a month or year counts from its first day"),
    "before": QueryField(kind="day", meaning="not after this day; a month or year counts to its last day"),
    "on": QueryField(kind="day", meaning="may have happened on this day, or in this month or year"),
    **{
        name: QueryField(kind="number", meaning=f"best figure of {name}; `{name}>0` also asks that there is one")
        for name in COUNTS
    },
    "confidence": QueryField(kind="number", meaning="confidence of the event, 0 to 1"),
    "factuality": QueryField(kind="number", meaning="-3 to 3"),
    "goldstein": QueryField(kind="number", meaning="Goldstein score"),
    "sentence": QueryField(kind="words", meaning="words in the event's own sentence, in this order"),
    "text": QueryField(
        kind="words", meaning="words in the title or text of the report; the same as words without a field"
    ),
    "publisher": QueryField(kind="code", meaning="who issued the report"),
    "report": QueryField(kind="id", meaning="id of the report"),
    "event": QueryField(kind="id", meaning="id of the event"),
    "incident": QueryField(kind="id", meaning="id of the incident that the event belongs to"),
})


def parse_query(text: str) -> Query:
    """A query from its words.

    Raises QueryError, with the place at which it shows, for an unknown field, an operator or value that does not fit
    the field, a quotation mark that is not closed.
    """
    return Query(text=text, conditions=tuple(_conditions(text)))


def first_day(period: str) -> str:
    """The first day of a year, month or day, as text: that is how days are compared."""
    return {4: f"{period}-01-01", 7: f"{period}-01"}.get(len(period), period)


def last_day(period: str) -> str:
    """The last day of a year, month or day, as text; no month has more than 31 days."""
    return {4: f"{period}-12-31", 7: f"{period}-31"}.get(len(period), period)


def _conditions(text: str) -> Iterator[Condition]:
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        found = _PIECE.match(text, position)
        if found is None or found.end() == position:
            _refuse_mark(text, position)
        else:
            yield _condition(text, found)
            position = found.end()


def _refuse_mark(text: str, position: int) -> None:
    closed = text[position] != '"'
    problem = f"nothing begins with {text[position]!r}" if closed else "this quotation mark is not closed"
    raise QueryError(problem, query=text, position=position)


def _condition(text: str, found: re.Match[str]) -> Condition:
    start, field = found.start(), found["field"]
    at = found.start("value") if found["value"] else found.end()
    if text[found.end() : found.end() + 1] == '"':
        raise QueryError("this quotation mark is not closed", query=text, position=found.end())
    if not found["value"]:
        raise QueryError("a value is missing here", query=text, position=found.end())
    name = (field or "text").lower()
    if name not in FIELDS:
        raise QueryError(
            f"no field {field!r}; there are: {', '.join(FIELDS)}", query=text, position=found.start("field")
        )
    operator = _operator(text, found, name)
    values = _values(found["value"], whole=field is None)
    if not values:
        raise QueryError("a value is missing here", query=text, position=at)
    checked = tuple(_CHECKS[FIELDS[name].kind](value, text, at) for value in values)
    return Condition(field=name, operator=operator, values=checked, negated=bool(found["minus"]), position=start)


def _operator(text: str, found: re.Match[str], name: str) -> Operator:
    given = found["operator"] or ":"
    allowed = _NUMERIC if FIELDS[name].kind == "number" else (":",)
    operator = next((known for known in allowed if known == given), None)
    if operator is None:
        raise QueryError(f"{name} takes : and nothing else", query=text, position=found.start("operator"))
    return operator


def _values(value: str, *, whole: bool) -> tuple[str, ...]:
    """The values between commas; quotation marks keep what they hold together."""
    if whole:
        return tuple(filter(None, [value.replace('"', " ").strip()]))
    parts = [""]
    for quoted, plain, comma in _VALUE.findall(value):
        if comma:
            parts.append("")
        else:
            parts[-1] += quoted or plain
    return tuple(part.strip() for part in parts if part.strip())


def _checked_name(value: str, text: str, position: int) -> str:
    if not _WORD.search(value):
        raise QueryError("a letter or a digit is wanted here", query=text, position=position)
    return value


def _checked_day(value: str, text: str, position: int) -> str:
    period = _PERIOD.fullmatch(value)
    if period and (period[2] is None or "01" <= period[2] <= "12") and period[1] != "0000":
        return value
    if len(value) == len("2026-03-03") and parse_day(value) is not None:
        return value
    raise QueryError(
        "a day (2026-03-03), a month (2026-03) or a year (2026) is wanted here", query=text, position=position
    )


def _checked_number(value: str, text: str, position: int) -> str:
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", value):
        raise QueryError("a number is wanted here", query=text, position=position)
    return value


def _as_it_is(value: str, text: str, position: int) -> str:
    return value


_CHECKS: Mapping[str, Callable[[str, str, int], str]] = {
    "code": _as_it_is,
    "id": _as_it_is,
    "name": _checked_name,
    "words": _checked_name,
    "day": _checked_day,
    "number": _checked_number,
}
