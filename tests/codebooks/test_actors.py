"""Actors: dated affiliations, and how a name is explained."""

from __future__ import annotations

import pytest

from khaldun.codebooks.actors import explain_name, load_actors
from khaldun.errors import CodebookError

HEADER = "# id: actors-persons\n# version: desk-1\n# language: en\n# licence: own\n# origin: a desk\n"
COLUMNS = "entity_id,name,aliases,kind,country,sectors,from,to\n"
ANN = (
    "ann-lee,Ann Lee,Annie Lee,person,FRA,LEG,2001-05,2004\nann-lee,Ann Lee,Annie Lee,person,FRA,GOV,2005,2009-06-30\n"
)


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(HEADER + COLUMNS + ANN)
    return (path,)


@pytest.mark.parametrize(
    ("day", "sectors", "reason"),
    [
        pytest.param("2002-03-03", ("LEG",), "dated", id="first office"),
        pytest.param("2004-12-31", ("LEG",), "dated", id="last day of a period known to the year"),
        pytest.param("2005-01-01", ("GOV",), "dated", id="second office"),
        pytest.param("2009-07-01", ("ELI",), "after", id="out of office"),
        pytest.param("1995-01-01", (), "before", id="long before the first row only the country is known"),
        pytest.param("1999-01-01", ("LEG",), "before", id="shortly before it the person is known for the same"),
        pytest.param("2003", ("LEG",), "dated", id="a year"),
        pytest.param(None, ("GOV",), "latest", id="no day"),
    ],
)
def test_affiliation(own, day, sectors, reason):
    row, why = load_actors(own).affiliation("ann-lee", day)
    assert (row.sectors, row.country, why) == (sectors, "FRA", reason)


@pytest.mark.parametrize(
    ("name", "day", "entity", "codes", "found_by"),
    [
        pytest.param("Benny Gantz", "2012-05-01", "benny-gantz", ("MIL",), "name as written", id="general then"),
        pytest.param("Gantz", "2021-05-01", "benny-gantz", ("GOV",), "name as written", id="minister later"),
        pytest.param(
            "Hasan Nasrullah", "2006-07-20", "hassan-nasrallah", ("REB", "PTY"), "transliteration", id="respelt"
        ),
        pytest.param(
            "HEZBOLLAH", "2006-07-20", "hezbollah", ("REB",), "name without regard to case and accents", id="caps"
        ),
        pytest.param("Security Council", None, "un-security-council", ("UNO",), "name as written", id="country slot"),
    ],
)
def test_explain_name(name, day, entity, codes, found_by):
    reading = explain_name(name, day)[0]
    assert (reading.entity_id, reading.found_by) == (entity, found_by)
    assert reading.affiliation.codes[: len(codes)] == codes


def test_a_label_in_brackets_is_shared_by_namesakes():
    readings = explain_name("Congress")
    assert {reading.found_by for reading in readings} == {"name shared by namesakes"}


def test_unknown_name():
    assert explain_name("Nobody Whatsoever") == []


def test_user_rows_replace_all_rows_of_an_entity(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(HEADER + COLUMNS + "benny-gantz,Benny Gantz,Gantz,person,ISR,BUS,,\n")
    actors = load_actors((path,))
    assert [row.sectors for row in actors.entities["benny-gantz"]] == [("BUS",)]
    assert actors.exact["Gantz"] == ("benny-gantz",)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        pytest.param("x,X,,person,FRA,UNO,,", "sectors", id="a slot code is no sector"),
        pytest.param("x,X,,person,FR,GOV,,", "country", id="two letters"),
        pytest.param("x,X,,person,FRA,GOV,May 2001,", "from", id="date"),
    ],
)
def test_faulty_rows(tmp_path, row, key):
    path = tmp_path / "own.csv"
    path.write_text(HEADER + COLUMNS + row + "\n")
    with pytest.raises(CodebookError) as error:
        load_actors((path,))
    assert (error.value.line, error.value.key) == (7, key)
