"""How a name would be coded: the entity, the row of the day, role words, demonyms, near names; as card and as JSON."""

from __future__ import annotations

import json

import pytest
from rich.console import Console
from typer.testing import CliRunner

from khaldun.cli.app import app
from khaldun.rendering.actor_card import actor_card
from khaldun.workflows.find_actor import find_actor


@pytest.mark.parametrize(
    ("name", "on", "country", "sectors", "entity"),
    [
        pytest.param("Benny Gantz", "2012-11-20", "ISR", ("MIL",), "benny-gantz", id="row of the day"),
        pytest.param("Benny Gantz", "2021-05-01", "ISR", ("GOV",), "benny-gantz", id="row of another day"),
        pytest.param("Ansar Allah", "2020-01-01", "YEM", ("REB", "GOV", "PRE"), "houthis", id="another name"),
        pytest.param("Moammar Qadhafi", "2005-01-01", "LBY", ("GOV",), "muammar-gaddafi", id="transliteration"),
        pytest.param("rebel commander", None, None, ("REB",), None, id="role word"),
        pytest.param("president of Kenya", None, "KEN", ("GOV",), None, id="role word with a country"),
        pytest.param("Tehran", None, "IRN", ("GOV",), None, id="capital"),
        pytest.param("Xyzzy", None, None, (), None, id="nothing"),
        pytest.param("", None, None, (), None, id="no name"),
    ],
)
def test_coding(name, on, country, sectors, entity):
    coding = find_actor(name, on).coding
    assert (coding.country, coding.sectors, coding.entity_id) == (country, sectors, entity)


def test_all_rows_are_told_and_the_one_that_holds_is_marked():
    candidate = find_actor("Benny Gantz", "2012-11-20").candidates[0]
    chosen = [row for row in candidate.rows if candidate.is_chosen(row)]
    assert len(candidate.rows) > 2
    assert [row.note for row in chosen] == ["army chief"]


def test_near_names_are_offered_without_the_name_itself():
    report = find_actor("Netanyahoo")
    assert [one.entity_id for one in report.near] == ["benjamin-netanyahu"]
    assert "benny-gantz" not in {one.entity_id for one in find_actor("Benny Gantz").near}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("Benny Gantz", ["coded   ISR", "actors/persons.csv:", "army chief", "> "], id="entity"),
        pytest.param("Tehran", ["demonym (capital): IRN"], id="demonym"),
        pytest.param("Moamar Kadhafi", ["not linked: the same consonants"], id="too unlike"),
        pytest.param("Netanyahoo", ["spelt much like it, but not linked: Benjamin Netanyahu"], id="near"),
    ],
)
def test_card(name, words):
    console = Console(width=200, record=True, file=None)
    with console.capture() as captured:
        console.print(actor_card(find_actor(name)))
    assert [word for word in words if word not in captured.get()] == []


def test_command():
    done = CliRunner().invoke(app, ["actors", "find", "Benny Gantz", "--on", "2012-11-20", "--json"])
    record = json.loads(done.stdout)
    assert record["coding"]["sectors"] == ["MIL"]
    assert [row["at"] for row in record["candidates"][0]["rows"] if row["chosen"]] != []
    assert CliRunner().invoke(app, ["actors", "find", "X", "--on", "soon"]).exit_code == 2
