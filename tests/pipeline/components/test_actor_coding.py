"""Who parties are: names with dates, roles, countries, and what the report adds."""

from __future__ import annotations

import pytest

from khaldun.pipeline import extensions as ext


@pytest.fixture
def code(make_doc):
    def code(text, published=None):
        doc = make_doc(text, "khaldun_dateline", "khaldun_parties", "khaldun_actor_coding", published=published)
        table = ext.values_of(doc, "parties")
        return {span.text: table[span.id_] for span in ext.spans_of(doc, "parties")}

    return code


#: text, party, kind, country, sectors, entity
CASES = [
    pytest.param("Norway left.", "Norway", "state", "NOR", ["GOV"], "norway", id="state"),
    pytest.param("Turkish soldiers left.", "Turkish soldiers", "group", "TUR", ["MIL"], None, id="adjective and role"),
    pytest.param("The Kremlin spoke.", "The Kremlin", "place", "RUS", ["GOV"], "kremlin", id="seat of power"),
    pytest.param("Islamabad summoned him.", "Islamabad", "state", "PAK", ["GOV"], None, id="capital that acts"),
    pytest.param("Palestinians marched.", "Palestinians", "group", "PSE", ["CVL"], "palestinians", id="a people"),
    pytest.param(
        "Karim Wahdan, deputy head of the Syrian air force, fled.", "Karim Wahdan", "person", "SYR", ["MIL"], None,
        id="apposition tells the role",
    ),
    pytest.param(
        "Hamas gunmen fired.", "Hamas gunmen", "group", "PSE", ["REB"], None, id="members are coded like their body"
    ),
    pytest.param("NATO soldiers left.", "NATO soldiers", "group", None, ["MIL", "IGO"], None, id="of no state"),
    pytest.param("The UN envoy left.", "The UN envoy", "person", None, ["UNO"], None, id="envoy of a body"),
    pytest.param("Rebel soldiers fired.", "Rebel soldiers", "group", None, ["REB"], None, id="rebel changes the side"),
    pytest.param("Armed men fired.", "Armed men", "group", None, ["UAF"], None, id="armed people of no side"),
    pytest.param(
        "Former Kenyan minister Joe Odera left.", "Former Kenyan minister Joe Odera", "person", "KEN", ["ELI"], None,
        id="former office",
    ),
    pytest.param("Former soldiers marched.", "Former soldiers", "group", None, ["MIL"], None, id="persons only"),
    pytest.param("Riot police fired.", "Riot police", "org", None, ["COP"], None, id="body"),
    pytest.param("Saudi jets left.", "Saudi jets", "object", "SAU", ["MIL"], None, id="things of a side"),
    pytest.param("Army positions fell.", "Army positions", "group", None, ["MIL"], None, id="things of a body"),
    pytest.param("Tuareg leaders left.", "Tuareg leaders", "group", None, None, None, id="an ethnic group"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "party", "kind", "country", "sectors", "entity"), CASES)
def test_coding(code, text, party, kind, country, sectors, entity):
    values = code(text)[party]
    assert (values["kind"], values["country"], values["entity_id"]) == (kind, country, entity)
    if sectors is not None:
        assert values["sectors"][: len(sectors)] == sectors
    assert values["inferred"] == []


@pytest.mark.parametrize(
    ("published", "sector"),
    [
        pytest.param("2012-03-01", "MIL", id="chief of staff"),
        pytest.param("2021-03-01", "GOV", id="minister"),
    ],
)
def test_affiliation_of_the_day(code, published, sector):
    assert code("Benny Gantz spoke.", published)["Benny Gantz"]["sectors"][0] == sector


def test_the_dateline_outranks_the_publication_day(code):
    found = code("TEL AVIV, March 3, 2012 (Reuters) - Benny Gantz spoke.", "2021-03-01")
    assert found["Benny Gantz"]["sectors"] == ["MIL"]


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        pytest.param("Moammar Kadhafi", "muammar-gaddafi", id="transliteration by rule"),
        pytest.param("Hasan Nasrullah", "hassan-nasrallah", id="another one"),
        pytest.param("Ehud Barack", "ehud-barak", id="misspelling"),
        pytest.param("Edward Barak", None, id="a namesake is not linked"),
        pytest.param("Jasper Smith", None, id="an unknown name"),
        pytest.param("Toni Blaire", None, id="no link by spelling where names need no transliteration"),
    ],
)
def test_spelling_variants(code, name, entity):
    assert code(f"{name} met soldiers.", "1999-08-01")[name]["entity_id"] == entity


def test_title_in_the_text_outranks_the_table(code):
    values = code("Former president Boris Yeltsin spoke.", "1995-05-05")["Former president Boris Yeltsin"]
    assert (values["sectors"], values["entity_id"]) == (["ELI"], "boris-yeltsin")


def test_country_of_the_report_is_marked_as_inferred(code):
    found = code("Kenyan police fired on students in Nairobi. Witnesses fled Kenya.")
    assert found["Kenyan police"]["inferred"] == []
    assert (found["Witnesses"]["country"], found["Witnesses"]["inferred"]) == ("KEN", ["country"])


@pytest.mark.parametrize(
    ("text", "party"),
    [
        pytest.param(
            "Kenya and Chad sent envoys. Gunmen fired. Mali spoke.", "Gunmen", id="no country is the main one"
        ),
        pytest.param("Kenyan nurses left. NATO soldiers came.", "NATO soldiers", id="international bodies have none"),
        pytest.param("An Iranian-backed militia fired.", "An Iranian-backed militia", id="the backer is not the side"),
    ],
)
def test_country_stays_open(code, text, party):
    assert code(text)[party]["country"] is None


def test_shared_adjectives_are_coded_like_their_noun(code):
    found = code("Polish and Czech soldiers left.")
    assert [(values["country"], values["sectors"]) for values in found.values()] == [("POL", ["MIL"]), ("CZE", ["MIL"])]


def test_names_leave_out_titles_and_articles(code):
    found = code("The Norwegian minister met Prime Minister Tony Blair.", "2000-01-01")
    assert [values["name"] for values in found.values()] == ["Norwegian minister", "Tony Blair"]


def test_the_rule_says_what_decided(code):
    assert "actors:benny-gantz exact dated" in code("Benny Gantz spoke.", "2012-03-01")["Benny Gantz"]["rule"]


@pytest.mark.parametrize("text", ["", "   \n", "Police", "!!! ??", "«»"])
def test_odd_texts(code, text):
    code(text)
