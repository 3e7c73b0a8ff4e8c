"""Names to candidates, on the real index."""

from __future__ import annotations

import pickle
import time

import pytest

from khaldun.codebooks.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


#: name, what one candidate must be: country, first-level unit (None: any), precision, kind of match.
FOUND = [
    pytest.param("Nablus", "PSE", "West Bank", "city", "name", id="town"),
    pytest.param("gaza strip", "PSE", None, "region", "name", id="region without case"),
    pytest.param("Golan Heights", "SYR", None, "region", "name", id="region of our own"),
    pytest.param("Strait of Hormuz", None, None, "region", "name", id="sea without country"),
    pytest.param("Zaatari", "JOR", None, "point", "alias", id="camp"),
    pytest.param("Heathrow", "GBR", None, "point", "name", id="airport"),
    pytest.param("U.K.", "GBR", None, "country", "alias", id="country by other name"),
    pytest.param("Turkish", "TUR", None, "country", "adjective", id="adjective of a country"),
    pytest.param("Chechens", "RUS", None, "admin1", "adjective", id="people of a unit"),
    pytest.param("Cook County", "USA", "Illinois", "district", "name", id="county"),
    pytest.param("Ill.", "USA", "Illinois", "admin1", "alias", id="abbreviated state"),
    pytest.param("IL", "USA", "Illinois", "admin1", "code", id="postal code"),
    pytest.param("Rostov", "RUS", None, "admin1", "alias", id="unit by other name"),
    pytest.param("New York", "USA", "New York", "city", "name", id="city without its word of kind"),
    pytest.param("Kharkov", "UKR", None, "city", "alias", id="other language"),
    pytest.param("Deir Ezzor", "SYR", None, "city", "loose", id="other transliteration"),
    pytest.param("Kandahahr", "AFG", None, "city", "fuzzy", id="slip of the pen"),
]


@pytest.mark.parametrize(("name", "country", "admin1", "precision", "matched"), FOUND)
def test_candidates_hold_the_place(gazetteer, name, country, admin1, precision, matched):
    found = [(e.country, e.admin1 if admin1 else None, e.precision, e.matched) for e in gazetteer.candidates(name)]
    assert (country, admin1, precision, matched) in found


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\n",
        "🎉",
        "'",
        "-",
        "a" * 100_000,
        "\ud800",
        "Ω",
        "%_",
        "; DROP TABLE name",
        "Qqqzzzxxq Vvvwww",
        "\x00",
    ],
    ids=repr,
)
def test_odd_names_give_nothing(gazetteer, name):
    assert gazetteer.candidates(name) == ()


def test_tolerance_can_be_narrowed(gazetteer):
    assert gazetteer.candidates("Deir Ezzor", "none") == ()
    assert gazetteer.candidates("Kandahahr", "spelling") == ()


def test_likeness_of_sounds_alone_is_not_enough(gazetteer):
    assert "Nigeria" not in {entry.name for entry in gazetteer.candidates("Neisseria")}


def test_abbreviations_need_their_point(gazetteer):
    assert {entry.name for entry in gazetteer.candidates("Miss.")} == {"Mississippi"}
    assert "Mississippi" not in {entry.name for entry in gazetteer.candidates("Miss")}


def test_order_is_fixed_and_most_populous_first(gazetteer):
    found = gazetteer.candidates("Springfield")
    assert found == Gazetteer(gazetteer.path).candidates("Springfield")
    towns = [entry.population for entry in found if entry.matched == "name"]
    assert towns == sorted(towns, reverse=True)


def test_entries_are_found_by_id(gazetteer):
    entry = gazetteer.by_id("khaldun:golan-heights")
    assert entry is not None
    assert entry.name == "Golan Heights"
    assert gazetteer.by_id("khaldun:nowhere") is None


def test_capitals_are_marked(gazetteer):
    assert [e.country for e in gazetteer.candidates("Paris") if e.feature == "PPLC"] == ["FRA"]


def test_a_copy_looks_up_alike(gazetteer):
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.candidates("Mosul") == gazetteer.candidates("Mosul")


def test_units_know_their_country_and_lie_near_their_towns(gazetteer):
    texas = next(e for e in gazetteer.candidates("Texas") if e.precision == "admin1")
    assert (round(texas.lat), round(texas.lon)) == (31, -99)


def test_look_ups_are_fast(gazetteer):
    gazetteer.candidates("Ramallah")
    began = time.perf_counter()
    for _ in range(1000):
        gazetteer.candidates("Ramallah")
    assert time.perf_counter() - began < 0.5
