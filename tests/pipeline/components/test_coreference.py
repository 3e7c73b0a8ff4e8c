"""Names, short forms, descriptions and pronouns inside a report; what is not certain stays open."""

from __future__ import annotations

import pytest

from khaldun import Report
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.party_layer import party_at

STEPS = ("khaldun_actor_coding", "khaldun_coreference")


@pytest.fixture
def link(make_doc):
    def link(text, published=None):
        doc = make_doc(text, "khaldun_parties", published=published)
        for token in doc:
            if token.pos_ == "PRON" and token.dep_ in ("nsubj", "dobj", "nsubjpass"):
                party_at(doc, token)
        for name in STEPS:
            doc = _component(name)(doc)
        table = ext.values_of(doc, "parties")
        spans = {span.id_: span.text for span in ext.spans_of(doc, "parties")}
        return {spans[key]: (spans.get(values["antecedent"]), values) for key, values in table.items()}

    return link


def _component(name):
    from khaldun.codebooks.agents import load_agents
    from khaldun.codebooks.coding_rules import load_coding_rules
    from khaldun.codebooks.naming import load_names
    from khaldun.pipeline.components.actor_coding import ActorCoder
    from khaldun.pipeline.components.coreference import Coreference

    return ActorCoder(load_names()) if name == STEPS[0] else Coreference(load_agents(), load_coding_rules())


LINKS = [
    pytest.param("Minister Anna Berger left. Berger was ill.", "Berger", "Minister Anna Berger", id="surname"),
    pytest.param(
        "The Free Farmers Union (FFU) met. The FFU left.", "The FFU", "The Free Farmers Union (FFU)", id="short form"
    ),
    pytest.param(
        "General Omar Tessema spoke. The general left.", "The general", "General Omar Tessema", id="title again"
    ),
    pytest.param("Kenyan nurses marched. The nurses sang.", "The nurses", "Kenyan nurses", id="the same people"),
    pytest.param("Minister Anna Berger spoke. She left.", "She", "Minister Anna Berger", id="she"),
    pytest.param("Kenyan soldiers came. They left.", "They", "Kenyan soldiers", id="they"),
]


@pytest.mark.parametrize(("text", "party", "antecedent"), LINKS)
def test_links(link, text, party, antecedent):
    assert link(text)[party][0] == antecedent


OPEN = [
    pytest.param("Anna Berger met Bo Berger. Berger left.", "Berger", id="two of the same surname"),
    pytest.param("Kenyan nurses met Chadian nurses. The nurses sang.", "The nurses", id="two groups of one kind"),
    pytest.param("Rain fell. She left.", "She", id="nobody before"),
    pytest.param("Anna Berger praised her.", "her", id="not the subject of the same verb"),
    pytest.param("Kenyan soldiers came. It left.", "It", id="it is no group of people"),
]


@pytest.mark.parametrize(("text", "party"), OPEN)
def test_open(link, text, party):
    assert link(text)[party][0] is None


def test_coding_is_copied_and_marked(link):
    _, values = link("Chadian General Omar Tessema spoke. Kenya, Mali and Norway listened. He left.")["He"]
    assert (values["country"], values["sectors"], values["name"]) == ("TCD", ["MIL"], "Omar Tessema")
    assert values["inferred"] == ["country", "sectors"]


def test_own_words_are_not_overruled(link):
    antecedent, values = link("Minister Anna Berger of Sweden spoke. Norwegian envoy Berger left.")[
        "Norwegian envoy Berger"
    ]
    assert values["country"] == "NOR" if antecedent is None else values["country"] in ("NOR", "SWE")


def test_possessive_gives_its_country(link):
    _, values = link("Chadian General Omar Tessema spoke. Kenya, Mali and Norway listened to his soldiers.")[
        "his soldiers"
    ]
    assert (values["country"], values["inferred"]) == ("TCD", ["country"])


def test_a_namesake_of_the_report_outranks_the_table(link):
    found = link("Kenyan lawyer James Obama left. Obama was ill.", "2012-05-05")
    assert found["Obama"][0] == "Kenyan lawyer James Obama"
    assert found["Obama"][1]["entity_id"] is None


BODIES = [
    pytest.param("Boko Haram fled. The group had shot a guard.", "Boko Haram", id="an armed body is a group"),
    pytest.param("Unicef closed a school. The group had shot a guard.", None, id="an agency is no group"),
    pytest.param("Unicef closed a school. The organization left.", "Unicef", id="an agency is an organization"),
]


@pytest.mark.parametrize(("text", "antecedent"), BODIES)
def test_a_word_for_a_body_fits_the_body(make_doc, text, antecedent):
    doc = make_doc(text, "khaldun_parties")
    again = party_at(doc, next(token for token in doc if token.lower_ in ("group", "organization")))
    for name in STEPS:
        doc = _component(name)(doc)
    found = ext.values_of(doc, "parties")[again]["antecedent"]
    assert {span.id_: span.text for span in ext.spans_of(doc, "parties")}.get(found) == antecedent


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        pytest.param(
            "Chadian Colonel Omar Tessema, commander of the fort, which was attacked by the guerrillas on 3 March, "
            "denied today that advisers had taken part in the clash.",
            "guerrillas",
            id="relative clause",
        ),
        pytest.param(
            "Kenyan General Anna Berger, head of the base, which was shelled by the rebels on Monday, denied today "
            "that civilians had been hurt.",
            "rebels",
            id="another word",
        ),
        pytest.param(
            "Malian Major Issa Keita, chief of the barracks, which was stormed by the gunmen on Friday, said today "
            "that nobody had fled.",
            "gunmen",
            id="a third",
        ),
    ],
)
def test_no_phrase_stands_for_a_part_of_itself(coder, text, actor):
    (attack,) = (event for event in coder.code(Report(id="a", text=text)).events if event.type == "ASSAULT")
    assert [party.name for party in attack.actor] == [actor]
