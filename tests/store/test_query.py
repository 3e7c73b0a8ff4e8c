"""The query language: what is understood, and where an error points."""

from __future__ import annotations

import pytest

from khaldun.errors import QueryError
from khaldun.store import FIELDS, parse_query
from khaldun.store.query import first_day, last_day

UNDERSTOOD = [
    pytest.param("", [], id="everything"),
    pytest.param("type:ASSAULT", [("type", ":", ("ASSAULT",), False)], id="a field"),
    pytest.param("TYPE:ASSAULT", [("type", ":", ("ASSAULT",), False)], id="a field in capitals"),
    pytest.param("type:ASSAULT,FIGHT", [("type", ":", ("ASSAULT", "FIGHT"), False)], id="any of two"),
    pytest.param("-type:ASSAULT", [("type", ":", ("ASSAULT",), True)], id="not"),
    pytest.param("deaths>=3", [("deaths", ">=", ("3",), False)], id="at least"),
    pytest.param("deaths:3", [("deaths", ":", ("3",), False)], id="a figure with a colon"),
    pytest.param("goldstein<-2.5", [("goldstein", "<", ("-2.5",), False)], id="below a negative figure"),
    pytest.param('"air strike"', [("text", ":", ("air strike",), False)], id="a phrase"),
    pytest.param(
        "air strike", [("text", ":", ("air",), False), ("text", ":", ("strike",), False)], id="two words, anywhere"
    ),
    pytest.param(
        'actor:"Free Syrian Army",SYR', [("actor", ":", ("Free Syrian Army", "SYR"), False)], id="a quoted value"
    ),
    pytest.param('quad:"material conflict"', [("quad", ":", ("material conflict",), False)], id="a value with a blank"),
    pytest.param('-"no, thanks"', [("text", ":", ("no, thanks",), True)], id="a phrase keeps its comma"),
    pytest.param(
        "  after:2018  on:2018-02 ", [("after", ":", ("2018",), False), ("on", ":", ("2018-02",), False)], id="periods"
    ),
    pytest.param("place:'Afrīn", [("place", ":", ("'Afrīn",), False)], id="letters of any language"),
]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_understood(text: str, expected: list[tuple[object, ...]]):
    found = parse_query(text).conditions
    assert [(one.field, one.operator, one.values, one.negated) for one in found] == expected


#: query, the character that the error points at, words of the error
REFUSED = [
    pytest.param("type:ASSAULT deth>3", 13, "no field 'deth'; there are: type", id="an unknown field"),
    pytest.param("type>ASSAULT", 4, "type takes : and nothing else", id="an operator that does not fit"),
    pytest.param("deaths>many", 7, "a number is wanted here", id="no number"),
    pytest.param("after:yesterday", 6, "a day", id="no day"),
    pytest.param("after:2018-02-30", 6, "a day", id="a day that the calendar does not have"),
    pytest.param("after:2018-13", 6, "a day", id="a month that the calendar does not have"),
    pytest.param("type: ASSAULT", 5, "a value is missing here", id="a blank behind the colon"),
    pytest.param("type:,", 5, "a value is missing here", id="a comma alone"),
    pytest.param("type:ASSAULT -", 14, "a value is missing here", id="a minus alone"),
    pytest.param('type:ASSAULT "air', 13, "not closed", id="a quotation mark that is not closed"),
    pytest.param('actor:"Free Syrian', 6, "not closed", id="one behind a field"),
    pytest.param("actor:!!!", 6, "a letter or a digit", id="no word"),
    pytest.param('""', 0, "a value is missing here", id="an empty phrase"),
]


@pytest.mark.parametrize(("text", "position", "words"), REFUSED)
def test_refused(text: str, position: int, words: str):
    with pytest.raises(QueryError) as caught:
        parse_query(text)
    assert caught.value.position == position, caught.value
    assert words in str(caught.value)
    assert str(caught.value).splitlines()[-1].index("^") == position + 2


def test_every_field_has_a_meaning():
    assert all(field.meaning for field in FIELDS.values())


PERIODS = [
    pytest.param("2018", "2018-01-01", "2018-12-31", id="year"),
    pytest.param("2018-02", "2018-02-01", "2018-02-31", id="month; text is compared, so its last day may not exist"),
    pytest.param("2018-02-03", "2018-02-03", "2018-02-03", id="day"),
]


@pytest.mark.parametrize(("period", "first", "last"), PERIODS)
def test_days_of_a_period(period: str, first: str, last: str):
    assert (first_day(period), last_day(period)) == (first, last)
