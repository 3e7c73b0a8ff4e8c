"""Toponyms found in sentences of our own: (text, [(toponym, form), ...]), with the reason as id."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khaldun.pipeline import extensions

NAMES = [
    pytest.param(
        "Gunmen attacked a convoy near Nablus, in the West Bank.", ["Nablus", "West Bank"], id="town and region"
    ),
    pytest.param("Rockets hit Khan Yunis overnight.", ["Khan Yunis"], id="town that the model takes for a person"),
    pytest.param("Police in Springfield, Ill., arrested him.", ["Springfield", "Ill."], id="abbreviated state"),
    pytest.param("Deputies searched Harlan County on Friday.", ["Harlan County"], id="county as a whole"),
    pytest.param("Rebels hold the village of Kinyandoni.", ["Kinyandoni"], id="unlisted village"),
    pytest.param("Ships left the Strait of Hormuz.", ["Strait of Hormuz"], id="name with small words"),
    pytest.param("Unions struck in Port-au-Prince.", ["Port-au-Prince"], id="name with hyphens"),
    pytest.param("They met in Prince George's County.", ["Prince George's County"], id="name with a possessive"),
    pytest.param("Turkey warned Greece.", ["Turkey", "Greece"], id="states that act"),
    pytest.param("The talks on Darfur failed.", ["Darfur"], id="region of our own table"),
    pytest.param("Floods hit the Naugatuck River.", ["Naugatuck River"], id="river that is not listed"),
    pytest.param("MARION -- A fire burned down a barn.", ["MARION"], id="opening in capitals"),
    pytest.param(
        "Schools in Jackson and Barrow counties closed.", ["Jackson", "Barrow"], id="list with a plural of kind"
    ),
]

NOT_PLACES = [
    pytest.param("Paris Hilton laughed.", id="first name"),
    pytest.param("John London said he was tired.", id="surname"),
    pytest.param("Mr. Jordan resigned. Jordan said so.", id="surname again, alone"),
    pytest.param("On Monday and in May they rested.", id="days and months"),
    pytest.param("The UN and the FAO disagreed.", id="short words in capitals"),
    pytest.param("African American voters and Native Americans turned out.", id="peoples, not places"),
    pytest.param("He was fluent in Spanish.", id="language after its words"),
    pytest.param("An English teacher spoke.", id="language before its words"),
    pytest.param("Up to 20 men were killed.", id="a small word that is a code"),
    pytest.param("He said the best man would win.", id="small words that are villages somewhere"),
]

FORMS = [
    pytest.param("The Turkish army left Iraq.", [("Turkish", "adjective"), ("Iraq", "name")], id="adjective"),
    pytest.param("Georgians voted.", [("Georgians", "adjective")], id="people"),
    pytest.param("Sri Lankan troops advanced.", [("Sri Lankan", "adjective")], id="adjective of two words"),
    pytest.param("The University of Beirut closed.", [("Beirut", "organisation")], id="university"),
    pytest.param("The Columbus Police Department said so.", [("Columbus", "organisation")], id="department"),
    pytest.param("Rockets struck Basra Airport.", [("Basra", "name")], id="site"),
    pytest.param("Pro-Russian rebels left.", [("Russian", "adjective")], id="after a hyphen"),
]

CASES = [
    pytest.param(
        "GUERRILLAS ATTACKED A POST IN SOYAPANGO, EL SALVADOR, THE HONDURAN ARMY SAID ON FRIDAY.",
        ["SOYAPANGO", "EL SALVADOR", "HONDURAN"],
        id="capitals",
    ),
    pytest.param(
        "police arrested three men in lucknow, uttar pradesh, after clashes in delhi.",
        ["lucknow", "uttar pradesh", "delhi"],
        id="lower case",
    ),
    pytest.param("the men at the bar saw most of the sale.", [], id="lower case without places"),
]


@pytest.fixture(scope="module")
def toponyms(make_doc):
    def find(text):
        doc = make_doc(text, "khaldun_toponyms")
        values = extensions.values_of(doc, "toponyms")
        return [(span.text, values[span.id_]["form"]) for span in extensions.spans_of(doc, "toponyms")]

    return find


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_are_found(toponyms, text, names):
    assert [name for name, _ in toponyms(text)] == names


@pytest.mark.parametrize("text", NOT_PLACES)
def test_what_is_no_place_is_left(toponyms, text):
    assert toponyms(text) == []


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(toponyms, text, expected):
    assert toponyms(text) == expected


@pytest.mark.parametrize(("text", "names"), CASES)
def test_text_without_usual_case(toponyms, text, names):
    assert [name for name, _ in toponyms(text)] == names


def test_dateline_is_marked(nlp):
    doc = nlp("KANO, Nigeria, March 3 (Reuters) - Gunmen shot villagers in Zamfara state, police said.")
    extensions.add(doc, "dateline", 0, 10, values={"date": None, "agency": "Reuters", "toponym": None, "end": 10})
    nlp.create_pipe("khaldun_toponyms")(doc)
    marks = {values["name"]: values["dateline"] for values in extensions.values_of(doc, "toponyms").values()}
    assert marks == {"KANO": True, "Nigeria": True, "Zamfara": False}
    assert [values["toponym"] for values in extensions.values_of(doc, "dateline").values()] == ["toponyms:0"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Iran", ".", "🎉", "A", "«»"], ids=repr)
def test_odd_texts_do_not_fail(toponyms, text):
    assert all(form == "name" for _, form in toponyms(text))


@given(
    st.lists(
        st.sampled_from(["Paris", "of", "IRAN", "the", ",", "-", "U.S.", "\u0301", "שלום", "🎉", "'s", "St."]),
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_toponyms_never_overlap_and_are_found_alike(make_doc, words):
    text = " ".join(words)
    first, second = (make_doc(text, "khaldun_toponyms") for _ in range(2))
    ranges = [(span.start, span.end) for span in extensions.spans_of(first, "toponyms")]
    assert ranges == [(span.start, span.end) for span in extensions.spans_of(second, "toponyms")]
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(ranges))
    assert first.text == text
