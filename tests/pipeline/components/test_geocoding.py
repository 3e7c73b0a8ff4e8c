"""Toponyms resolved in sentences of our own: (text, {toponym: (country, first-level unit, precision)})."""

from __future__ import annotations

import pytest

from khaldun.pipeline import extensions

CHOICES = [
    pytest.param(
        "Fighters from Tripoli, Lebanon, fled. Tripoli was quiet.",
        {"Tripoli": ("LBN", None, "city"), "Lebanon": ("LBN", None, "country")},
        id="container named, one sense a report",
    ),
    pytest.param(
        "A bomb went off in the Tripoli quarter of Beirut.",
        {"Tripoli": ("LBN", None, "city"), "Beirut": ("LBN", None, "city")},
        id="a part of what follows",
    ),
    pytest.param("Rebels shelled Tripoli.", {"Tripoli": ("LBY", None, "city")}, id="best known"),
    pytest.param(
        "Residents of Paris, Texas, saw the mayor of Paris leave Lamar County.",
        {"Paris": ("USA", "Texas", "city"), "Lamar County": ("USA", "Texas", "district")},
        id="state named; county of the same state",
    ),
    pytest.param(
        "Police in Springfield, IL arrested a man from Decatur.",
        {"Springfield": ("USA", "Illinois", "city"), "Decatur": ("USA", "Illinois", "city")},
        id="postal code after a comma",
    ),
    pytest.param(
        "Nablus, in the northern West Bank, was sealed off.",
        {"Nablus": ("PSE", "West Bank", "city"), "West Bank": ("PSE", "West Bank", "region")},
        id="container after in",
    ),
    pytest.param(
        "Protesters marched in Tbilisi, the capital of Georgia.",
        {"Georgia": ("GEO", None, "country")},
        id="state by its capital",
    ),
    pytest.param(
        "The Georgia legislature met in Atlanta and Savannah.",
        {"Georgia": ("USA", "Georgia", "admin1"), "Savannah": ("USA", "Georgia", "city")},
        id="unit by its towns",
    ),
    pytest.param(
        "Floods hit Oregon, Washington and Idaho.",
        {"Washington": ("USA", "Washington", "admin1"), "Oregon": ("USA", "Oregon", "admin1")},
        id="list of states",
    ),
    pytest.param("Congress met in Washington.", {"Washington": ("USA", "District of Columbia", "city")}, id="capital"),
    pytest.param("Turkish jets struck.", {"Turkish": ("TUR", None, "country")}, id="adjective"),
    pytest.param("Shells fell on Deir Ezzor.", {"Deir Ezzor": ("SYR", None, "city")}, id="other spelling"),
    pytest.param("Rain fell in northeast Georgia and Atlanta.", {"Georgia": ("USA", "Georgia", "admin1")}, id="part"),
    pytest.param(
        "Shops closed in Lagos state on Sunday.",
        {"Lagos": ("NGA", None, "admin1")},
        id="word of kind asks for the unit",
    ),
    pytest.param("Shops closed in Kandahar.", {"Kandahar": ("AFG", None, "city")}, id="town stands for its unit"),
    pytest.param("Aid reached Zaatari.", {"Zaatari": ("JOR", None, "point")}, id="camp"),
    pytest.param("The navy patrols the Black Sea.", {"Black Sea": (None, None, "region")}, id="sea without a country"),
    pytest.param(
        "Thieves robbed shops in Lancaster, Ohio. A bus came from Lancaster, Pa., at noon.",
        {"Ohio": ("USA", "Ohio", "admin1"), "Pa.": ("USA", "Pennsylvania", "admin1")},
        id="two containers of one name",
    ),
]


@pytest.fixture(scope="module")
def places(make_doc):
    def resolve(text):
        doc = make_doc(text, "khaldun_toponyms", "khaldun_geocoding")
        table = extensions.values_of(doc, "places")
        return [(span.text, table[span.id_]) for span in extensions.spans_of(doc, "toponyms")]

    return resolve


@pytest.mark.parametrize(("text", "expected"), CHOICES)
def test_choices(places, text, expected):
    found = [(name, place) for name, place in places(text) if name in expected]
    assert {name for name, _ in found} == set(expected)
    for name, place in found:
        country, admin1, precision = expected[name]
        assert (place["country"], place["precision"]) == (country, precision), (name, place["rule"])
        assert admin1 is None or place["admin1"] == admin1


def test_two_containers_make_two_senses(places):
    found = places("Thieves robbed shops in Lancaster, Ohio. A bus came from Lancaster, Pa., at noon.")
    assert [place["admin1"] for name, place in found if name == "Lancaster"] == ["Ohio", "Pennsylvania"]


def test_a_word_of_kind_speaks_only_for_its_own_mention(places):
    found = places("Troops swept Kandahar province. A bomb went off in Kandahar.")
    assert [place["precision"] for _, place in found] == ["admin1", "city"]


def test_unlisted_names_stay_open(places):
    ((_, place),) = places("Rebels hold the village of Kinyandoni.")
    assert all(place[key] is None for key in ("gazetteer_id", "lat", "lon", "country", "admin1", "precision"))
    assert place["name"] == "Kinyandoni"
    assert place["rule"] == "gazetteer: no entry in the gazetteer"


@pytest.mark.parametrize("text", ["A bus burned in Bolan, Pakistan.", "ISLAMABAD, Pakistan — A bus burned in Bolan."])
def test_another_name_of_a_village_abroad_does_not_outweigh_the_country_named(make_doc, text):
    doc = make_doc(text, "khaldun_dateline", "khaldun_toponyms", "khaldun_geocoding")
    places = extensions.values_of(doc, "places")
    spans = {span.text: places[span.id_] for span in extensions.spans_of(doc, "toponyms")}
    assert spans["Bolan"]["gazetteer_id"] is None
    assert spans["Pakistan"]["country"] == "PAK"


def test_names_without_any_ground_stay_open_with_alternatives(places):
    ((_, place),) = places("A house burned near Mount Pleasant.")
    assert place["rule"] == "gazetteer: undecided: several places fit alike"
    assert place["gazetteer_id"] is None
    assert len(place["alternatives"]) == 3


def test_alternatives_are_few_ranked_and_never_the_choice(places):
    ((_, place),) = places("Rebels shelled Tripoli.")
    scores = [other["score"] for other in place["alternatives"]]
    assert 0 < len(scores) <= 3
    assert scores == sorted(scores, reverse=True)
    assert place["gazetteer_id"] not in {other["gazetteer_id"] for other in place["alternatives"]}


def test_rules_say_why(places):
    rules = {name: place["rule"] for name, place in places("Fighters from Tripoli, Lebanon, fled.")}
    assert rules["Tripoli"] == "gazetteer: city, lies in Lebanon, named with it"


def test_publisher_speaks_for_its_surroundings(nlp):
    chosen = []
    for publisher in (None, "The Texas Tribune"):
        doc = nlp("Fire broke out in Paris.")
        extensions.values_of(doc, "report").update({"publisher": publisher})
        for name in ("khaldun_toponyms", "khaldun_geocoding"):
            doc = nlp.create_pipe(name)(doc)
        chosen += [place["country"] for place in extensions.values_of(doc, "places").values()]
    assert chosen == ["FRA", "USA"]


def test_long_lists_of_ambiguous_names_stay_cheap(places):
    names = ["Springfield", "Clinton", "Franklin", "Salem", "Madison", "Georgetown", "Fairview", "Washington", "Paris"]
    states = ["Ohio", "Texas", "Iowa", "Maine", "Oregon", "Utah", "Idaho", "Kansas", "Nevada", "Alabama", "Georgia"]
    found = places(" ".join(f"A fire broke out in {name}, {state}." for name in names for state in states))
    assert len(found) > 150
    assert {place["admin1"] for name, place in found if name == "Ohio"} == {"Ohio"}


def test_values_are_plain(places, make_doc):
    doc = make_doc("Fighters from Tripoli, Lebanon, fled.", "khaldun_toponyms", "khaldun_geocoding")
    assert doc.to_bytes()


@pytest.mark.parametrize("text", ["", " ", "Iran", "🎉", "A quiet day."], ids=repr)
def test_texts_with_no_or_one_place(places, text):
    assert all(place["name"] for _, place in places(text))


def test_the_same_text_gives_the_same_places(places):
    text = "Police in Springfield met deputies from Decatur, Clinton and Paris near Georgia."
    assert places(text) == places(text)
