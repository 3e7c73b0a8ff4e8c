"""The list of codebooks, the search for a code, and the check of a user's file."""

from __future__ import annotations

import pytest

from khaldun.codebooks import catalogue
from khaldun.errors import CodebookError

HEADER = "# id: {id}\n# version: desk-1\n# language: en\n# licence: own\n# origin: a desk\n"
ACTORS = "entity_id,name,aliases,kind,country,sectors\n"


def test_every_shipped_file_has_a_header_and_an_id_of_its_own():
    ids = [book.header.id for book in catalogue.shipped()]
    assert len(ids) == len(set(ids)) > 10
    assert {"plover-types", "cameo-codes", "acled-types", "actors-persons"} <= set(ids)


def test_entries_are_counted():
    sizes = {book.header.id: book.entries for book in catalogue.shipped()}
    assert sizes["cameo-codes"] == 318
    assert sizes["plover-sectors"] == 43


def test_labels_are_sorted_and_name_the_users_file(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(HEADER.format(id="actors-persons") + ACTORS)
    labels = catalogue.labels((path,))
    assert list(labels) == sorted(labels)
    assert "actors-persons desk-1" in labels
    assert "plover-types 2.0.1" in labels


@pytest.mark.parametrize(
    ("code", "file"),
    [
        pytest.param("ASSAULT", "plover/types.toml", id="type"),
        pytest.param("assault", "plover/types.toml", id="case does not matter"),
        pytest.param("heavy-weapons", "plover/types.toml", id="mode"),
        pytest.param("human_security", "plover/types.toml", id="context"),
        pytest.param("UAF", "plover/sectors.csv", id="sector"),
        pytest.param("1823", "cameo/codes.csv", id="CAMEO code"),
        pytest.param("Suicide bomb", "acled/types.csv", id="ACLED type"),
        pytest.param("hamas", "actors/groups.csv", id="entity"),
        pytest.param("Sendero Luminoso", "actors/groups.csv", id="other name of an entity"),
        pytest.param("kill|slay", "triggers/verbs.tsv", id="whole pattern"),
        pytest.param("plover-types", "plover/types.toml", id="id of a codebook"),
        pytest.param("khaldun-triggers-verbs 0.1.0: storm obj=*", "triggers/verbs.tsv", id="rule of an output"),
        pytest.param("gunman", "actors/agents.csv", id="role word"),
    ],
)
def test_find_code(code, file):
    assert file in {entry.file for entry in catalogue.find_code(code)}


def test_a_mode_says_which_type_it_is_of():
    found = [entry for entry in catalogue.find_code("crowd-control") if entry.file == "plover/types.toml"]
    assert [entry.values["of"] for entry in found] == ["ASSAULT"]


@pytest.mark.parametrize(("code", "near"), [("assualt", "ASSAULT"), ("plover-type", "plover-types")])
def test_near_codes(code, near):
    assert near in catalogue.near_codes(code)


def test_unknown_code():
    assert catalogue.find_code("no such code") == []


def test_a_users_entry_comes_first(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(HEADER.format(id="actors-groups") + ACTORS + "hamas,Hamas,,org,PSE,PTY\n")
    assert catalogue.find_code("hamas", (path,))[0].file == str(path)


@pytest.mark.parametrize(
    ("identifier", "body", "problem"),
    [
        pytest.param("actors-persons", ACTORS + "ann-lee,Ann Lee,,person,FRA,GOV\n", None, id="holds"),
        pytest.param("actors-persons", ACTORS + "ann-lee,Ann Lee,,person,FRA,GOVX\n", ":7: sectors:", id="sector"),
        pytest.param("actors-persons", ACTORS + "ann-lee,Ann Lee,,person,France,GOV\n", ":7: country:", id="country"),
        pytest.param("actors-persons", ACTORS + "ann-lee,Ann Lee,,human,FRA,GOV\n", ":7: kind:", id="kind"),
        pytest.param("actors-persons", ACTORS + ",Ann Lee,,person,FRA,GOV\n", ":7: entity_id:", id="no id"),
        pytest.param("actors-persons", "entity_id,name,shoe_size\n", ":6: shoe_size:", id="unknown column"),
        pytest.param("nobody", ACTORS, ":1: id:", id="unknown id"),
        pytest.param("plover-types", ACTORS, "is TOML", id="a table over TOML"),
    ],
)
def test_check(tmp_path, identifier, body, problem):
    path = tmp_path / "own.csv"
    path.write_text(HEADER.format(id=identifier) + body)
    problems = catalogue.check(path)
    assert (problems == []) if problem is None else (str(path) in problems[0] and problem in problems[0])


def test_check_of_a_file_without_header_or_of_none(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(ACTORS)
    assert "missing in the header" in catalogue.check(path)[0]
    assert "no such file" in catalogue.check(tmp_path / "none.csv")[0]


def test_verify_raises_the_first_fault(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(HEADER.format(id="nobody") + ACTORS)
    with pytest.raises(CodebookError):
        catalogue.verify((path,))
