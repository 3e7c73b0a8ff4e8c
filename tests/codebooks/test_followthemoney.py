"""Actors from FollowTheMoney entities: names, countries, sectors, dated relations; faults with line and key."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from khaldun.codebooks.actors import explain_name, load_actors
from khaldun.codebooks.catalogue import check, labels
from khaldun.codebooks.followthemoney import read_entities
from khaldun.errors import CodebookError

Rows = list[dict[str, str]]


def entity(identifier: str, schema: str, **properties: Any) -> dict[str, Any]:
    return {"id": identifier, "schema": schema, "properties": properties}


PERSON = entity("ex-ann", "Person", name=["Anneke Vantongeren"], country=["be"], topics=["role.pep"])
MINISTER = entity("ex-post", "Position", name=["Minister of Canals"], country=["be"])
SEAT = entity("ex-seat", "Position", name=["Member of the Chamber"], country=["be"], topics=["gov.legislative"])
UNION = entity("ex-union", "Organization", name=["Dockers of Ostend"], country=["be"], topics=["pol.union"])


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def make(*entities: object) -> Path:
        path = tmp_path / "entities.ftm.json"
        path.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in entities), "utf-8")
        return path

    return make


def told(path: Path, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in read_entities(path).rows]


@pytest.mark.parametrize(
    ("given", "kind", "country", "sectors"),
    [
        pytest.param(PERSON, "person", "BEL", "", id="a person of whom no office is told"),
        pytest.param(
            entity("a", "Person", name=["Bo Li"], position=["Chief of police"]), "person", "", "COP", id="words"
        ),
        pytest.param(UNION, "org", "BEL", "LAB", id="topic"),
        pytest.param(
            entity("a", "Company", name=["Ostend Salt"], jurisdiction=["be"]), "org", "BEL", "BUS", id="company"
        ),
        pytest.param(entity("a", "PublicBody", name=["Canal Office"], country=["nl"]), "org", "NLD", "GOV", id="body"),
        pytest.param(
            entity("a", "LegalEntity", name=["Front X"], topics=["crime.terror"]), "org", "", "REB", id="front"
        ),
        pytest.param(entity("a", "Organization", name=["Sea Pact"], topics=["gov.igo"]), "org", "IGO", "", id="slot"),
        pytest.param(entity("a", "Organization", name=["EU Desk"], country=["eu"]), "org", "EUR", "", id="union"),
        pytest.param(entity("a", "Organization", name=["Glen Club"], country=["gb-sct"]), "org", "GBR", "", id="part"),
        pytest.param(entity("a", "Organization", name=["Old Guild"], country=["suhh"]), "org", "SUN", "", id="former"),
    ],
)
def test_one_entity(write, given, kind, country, sectors):
    assert told(write(given), "kind", "country", "sectors") == [(kind, country, sectors)]


def test_two_countries_are_no_country_but_the_next_property_may_tell(write):
    two = entity("a", "Person", name=["Bo Li"], country=["be", "nl"], nationality=["nl"])
    assert told(write(two), "country") == [("NLD",)]
    assert told(write(entity("a", "Person", name=["Bo Li"], country=["be", "nl"])), "country") == [("",)]


def test_names(write):
    given = entity(
        "a",
        "Person",
        name=["Anneke  Vantongeren", "Анна Вантонгерен"],
        alias=["Ann Tongeren", "Annie"],
        previousName=["Anneke Peeters"],
        weakAlias=["The Heron"],
    )
    assert told(write(given), "name", "aliases") == [("Anneke Vantongeren", "Ann Tongeren|Anneke Peeters")]


def test_offices_have_their_days_in_whatever_order_the_stream_has_them(write):
    first = entity(
        "o1", "Occupancy", holder=["ex-ann"], post=["ex-post"], startDate=["2019-02-01"], endDate=["2022-06"]
    )
    second = entity("o2", "Occupancy", holder=["ex-ann"], post=["ex-seat"], startDate=["2023-03-01T00:00:00"])
    over = entity("o3", "Occupancy", holder=["ex-ann"], post=["ex-post"], status=["ended"])
    path = write(second, first, over, PERSON, MINISTER, SEAT)
    assert told(path, "country", "sectors", "from", "to") == [
        ("BEL", "LEG", "2023-03-01", ""),
        ("BEL", "GOV", "2019-02-01", "2022-06"),
    ]


def test_a_member_is_what_the_body_is(write):
    member = entity("m", "Membership", member=["ex-ann"], organization=["ex-union"], role=["treasurer"])
    assert told(write(PERSON, member, UNION), "entity_id", "sectors", "parent") == [
        ("ex-ann", "LAB", "ex-union"),
        ("ex-union", "LAB", ""),
    ]


def test_the_president_of_a_company_is_no_head_of_state(write):
    firm = entity("f", "Company", name=["Ostend Salt"], jurisdiction=["be"])
    head = entity("d", "Directorship", director=["ex-ann"], organization=["f"], role=["President"])
    assert told(write(PERSON, firm, head), "entity_id", "sectors")[0] == ("ex-ann", "BUS")


def test_nested_entities(write):
    office = entity("o1", "Occupancy", post=[MINISTER], startDate=["2019"])
    nested = {**PERSON, "properties": {**PERSON["properties"], "positionOccupancies": [office]}}
    assert told(write(nested), "sectors", "from") == [("GOV", "2019")]


def test_other_schemata_and_relations_into_nothing_are_passed_over(write):
    address = entity("x", "Address", full=["1 Quay, Ostend"])
    lost = entity("m", "Membership", member=["ex-ann"], organization=["elsewhere"])
    assert told(write(address, lost, PERSON), "entity_id") == [("ex-ann",)]


@pytest.mark.parametrize(
    ("given", "line", "key", "problem"),
    [
        pytest.param("{", 2, None, "not JSON", id="no JSON"),
        pytest.param("[]", 2, None, "an entity is a JSON object", id="no object"),
        pytest.param({"schema": "Person", "properties": {}}, 2, "id", "missing", id="no id"),
        pytest.param({"id": "a", "properties": {"name": ["B C"]}}, 2, "schema", "missing", id="no schema"),
        pytest.param({"id": "a", "schema": "Person", "properties": []}, 2, "properties", "missing", id="properties"),
        pytest.param(entity("a", "Person", name="Bo Li"), 2, "properties.name", "is a list", id="no list"),
        pytest.param(entity("a", "Person", country=["be"]), 2, "properties.name", "needs a name", id="no name"),
        pytest.param(
            entity("a", "Person", name=["Bo Li"], country=["qq"]), 2, "properties.country", "'qq'", id="country"
        ),
        pytest.param(
            entity("a", "Company", name=["Salt"], incorporationDate=["May"]),
            2,
            "properties.incorporationDate",
            "May",
            id="date",
        ),
    ],
)
def test_faults(write, given, line, key, problem):
    path = write(PERSON, given)
    with pytest.raises(CodebookError, match=problem) as error:
        read_entities(path)
    assert (error.value.file, error.value.line, error.value.key) == (str(path), line, key)
    assert check(path) == [str(error.value)]


def test_they_join_our_actors_and_name_the_file_in_outputs(write):
    path = write(PERSON, UNION)
    assert load_actors((path,)).entities["ex-ann"][0].country == "BEL"
    assert "hamas" in load_actors((path,)).entities
    version = next(label for label in labels((path,)) if label.startswith("actors-entities "))
    assert len(version) == len("actors-entities ") + 12


def test_a_name_that_is_ours_stays_ours(write):
    path = write(entity("ex-h", "Organization", name=["Hamas", "Hamas of Ostend"], country=["be"]))
    assert [one.entity_id for one in explain_name("Hamas", overlays=(path,))] == ["hamas"]
    assert [one.entity_id for one in explain_name("Hamas of Ostend", overlays=(path,))] == ["ex-h"]


def test_a_name_of_a_users_table_is_its_own(tmp_path):
    path = tmp_path / "own.csv"
    head = "# id: actors-groups\n# version: 1\n# language: en\n# licence: own\n# origin: a desk\n"
    path.write_text(head + "entity_id,name,aliases,kind,country,sectors\nmy-hamas,Hamas,,org,PSE,PTY\n")
    assert [one.entity_id for one in explain_name("Hamas", overlays=(path,))] == ["my-hamas"]


def test_no_such_file(tmp_path):
    assert "no such file" in check(tmp_path / "none.json")[0]
