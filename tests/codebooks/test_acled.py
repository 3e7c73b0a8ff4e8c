"""ACLED: the event type that a PLOVER coding and the sentence's words lead to."""

from __future__ import annotations

import pytest

from khaldun.codebooks.acled import AcledFacts, load_acled
from khaldun.errors import CodebookError

CASES = [
    pytest.param(AcledFacts(type="PROTEST", mode="demo"), "Peaceful protest", id="rally"),
    pytest.param(AcledFacts(type="PROTEST", mode="riot"), "Violent demonstration", id="riot"),
    pytest.param(AcledFacts(type="PROTEST", mode="riot", words={"mob"}), "Mob violence", id="mob"),
    pytest.param(
        AcledFacts(type="PROTEST", mode="demo", words={"police", "disperse"}),
        "Protest with intervention",
        id="broken up",
    ),
    pytest.param(AcledFacts(type="PROTEST", mode="strike"), None, id="a strike without a rally is none"),
    pytest.param(
        AcledFacts(type="PROTEST", mode="strike", words={"march"}), "Peaceful protest", id="strike with march"
    ),
    pytest.param(AcledFacts(type="ASSAULT", mode="aerial"), "Air/drone strike", id="air strike"),
    pytest.param(AcledFacts(type="ASSAULT", mode="drone"), "Air/drone strike", id="drone"),
    pytest.param(AcledFacts(type="ASSAULT", mode="heavy-weapons"), "Shelling/artillery/missile attack", id="shelling"),
    pytest.param(AcledFacts(type="ASSAULT", mode="explosives"), "Remote explosive/landmine/IED", id="mine"),
    pytest.param(AcledFacts(type="ASSAULT", mode="explosives", words={"grenade"}), "Grenade", id="hand grenade"),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="explosives", words={"grenade", "rocket-propelled"}),
        "Shelling/artillery/missile attack",
        id="rocket grenade",
    ),
    pytest.param(AcledFacts(type="ASSAULT", mode="suicide-attack"), "Suicide bomb", id="suicide"),
    pytest.param(AcledFacts(type="ASSAULT", mode="unconventional"), "Chemical weapon", id="gas"),
    pytest.param(AcledFacts(type="ASSAULT", mode="sexual"), "Sexual violence", id="sexual"),
    pytest.param(AcledFacts(type="ASSAULT", mode="abduct"), "Abduction/forced disappearance", id="abduction"),
    pytest.param(AcledFacts(type="ASSAULT", actor=["MIL"], recipient=["REB"]), "Armed clash", id="both sides armed"),
    pytest.param(AcledFacts(type="ASSAULT", actor=["REB", "MIL"], reciprocal=True), "Armed clash", id="reciprocal"),
    pytest.param(AcledFacts(type="ASSAULT", actor=["UAF"], recipient=["CVL"]), "Attack", id="civilians attacked"),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="firearms", actor=["COP"], recipient=["CVL"], words={"demonstrator"}),
        "Excessive force against protesters",
        id="police fire on a march",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["MIL"], recipient=["REB"], words={"recapture"}),
        "Government regains territory",
        id="town retaken",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["REB"], words={"capture"}, contexts=["territory"]),
        "Non-state actor overtakes territory",
        id="town taken by rebels",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["REB"], words={"overrun", "town"}),
        "Non-state actor overtakes territory",
        id="two words that only together tell it",
    ),
    pytest.param(AcledFacts(type="ASSAULT", words={"chlorine"}), "Chemical weapon", id="gas told by a word"),
    pytest.param(AcledFacts(type="ASSAULT", words={"warplane"}), "Air/drone strike", id="aircraft told by a word"),
    pytest.param(
        AcledFacts(type="PROTEST", mode="demo", words={"torch"}), "Violent demonstration", id="fire at a rally"
    ),
    pytest.param(AcledFacts(type="ASSAULT", mode="crowd-control"), "Protest with intervention", id="tear gas"),
    pytest.param(AcledFacts(type="ASSAULT", mode="destroy"), "Looting/property destruction", id="things wrecked"),
    pytest.param(AcledFacts(type="COERCE", mode="arrest", actor=["COP"]), "Arrests", id="arrest"),
    pytest.param(
        AcledFacts(type="COERCE", mode="arrest", actor=["REB"]), "Abduction/forced disappearance", id="by rebels"
    ),
    pytest.param(
        AcledFacts(type="COERCE", mode="seize", words={"ammunition"}), "Disrupted weapons use", id="arms found"
    ),
    pytest.param(
        AcledFacts(type="PROTEST", mode="demo", words={"police", "shoot", "marcher"}),
        "Excessive force against protesters",
        id="marchers shot at",
    ),
    pytest.param(
        AcledFacts(type="PROTEST", mode="demo", words={"police", "shoot", "stone"}),
        "Violent demonstration",
        id="stones thrown first",
    ),
    pytest.param(
        AcledFacts(type="PROTEST", mode="demo", words={"officer", "prevent", "parliament"}),
        "Protest with intervention",
        id="kept from the parliament",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="destroy", actor=["PTY"], words={"bus", "rally"}),
        "Violent demonstration",
        id="buses wrecked at a rally",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="primitive", actor=["CVL"], recipient=["CVL"]), "Mob violence", id="by stones"
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="primitive", actor=["UAF"], recipient=["CVL"]), "Attack", id="by armed men"
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="heavy-weapons", words={"shoot", "down", "drone"}),
        "Disrupted weapons use",
        id="drone shot down",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="drone", words={"shoot", "drone"}), "Air/drone strike", id="drone that shoots"
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["MIL"], recipient=["REB"], words={"capture", "airport"}),
        "Government regains territory",
        id="either of two verbs, any of the places",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["MIL"], recipient=["REB"], words={"capture", "commander"}),
        "Armed clash",
        id="a verb of taking, but no place",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["OPP"], words={"capture", "village"}),
        "Non-state actor overtakes territory",
        id="by fighters of the opposition",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["MIL"], words={"enter", "village", "without", "resistance"}),
        "Non-violent transfer of territory",
        id="entered without a fight",
    ),
    pytest.param(
        AcledFacts(type="RETREAT", actor=["REB"], words={"hand", "over", "control"}),
        "Non-violent transfer of territory",
        id="handed over",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="explosives", words={"explosive", "belt"}),
        "Suicide bomb",
        id="belt of a bomber",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["REB"], words={"attack", "checkpoint"}), "Armed clash", id="on a checkpoint"
    ),
    pytest.param(AcledFacts(type="COERCE", mode="seize", words={"power"}), None, id="coup"),
    pytest.param(AcledFacts(type="COOPERATE", words={"exchange", "captive"}), "Agreement", id="captives exchanged"),
    pytest.param(AcledFacts(type="COOPERATE", words={"exchange", "student"}), None, id="students exchanged"),
    pytest.param(AcledFacts(type="AGREE", words={"end", "hostility"}), "Agreement", id="an end agreed"),
    pytest.param(AcledFacts(type="AID", words={"evacuate", "deal"}), "Agreement", id="safe passage"),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="firearms", recipient=["CVL"], words={"march", "pelt"}),
        "Violent demonstration",
        id="shots at a march that pelts",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="destroy", actor=["MIL"], words={"destroy", "landmine"}),
        "Disrupted weapons use",
        id="mines destroyed by the army",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", mode="destroy", actor=["REB"], words={"destroy", "bomb", "bridge"}),
        "Looting/property destruction",
        id="by rebels, with a bomb",
    ),
    pytest.param(
        AcledFacts(type="ASSAULT", actor=["MIL", "UAF"], words={"capture", "town"}),
        "Government regains territory",
        id="the army and its allies",
    ),
    pytest.param(AcledFacts(type="RETREAT", mode="ceasefire"), "Agreement", id="truce in force"),
    pytest.param(AcledFacts(type="SUPPORT", words={"sign"}), "Agreement", id="signed text"),
    pytest.param(AcledFacts(type="SUPPORT", words={"praise"}), None, id="praise is no event for ACLED"),
    pytest.param(AcledFacts(type="ACCUSE", mode="allege"), None, id="words are no event for ACLED"),
    pytest.param(AcledFacts(type="ASSAULT", mode="aerial", status="future"), None, id="planned"),
    pytest.param(AcledFacts(type="ASSAULT", mode="aerial", status="negated"), None, id="denied"),
    pytest.param(AcledFacts(type="ASSAULT", mode="aerial", status="historical"), "Air/drone strike", id="past fact"),
]


@pytest.mark.parametrize(("facts", "sub_event_type"), CASES)
def test_acled_for(facts, sub_event_type):
    found = load_acled().acled_for(facts)
    assert (found[1] if found else None) == sub_event_type


def test_a_users_rule_comes_before_ours(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text(
        "# id: acled-rules\n# version: desk-1\n# language: en\n# licence: own\n# origin: a desk\n"
        "type\tmodes\tcontexts\tactor\trecipient\treciprocal\twords\tevent_type\tsub_event_type\tnote\n"
        "ASSAULT\taerial\t\t\t\t\tdecoy\tStrategic developments\tDisrupted weapons use\t\n"
    )
    facts = AcledFacts(type="ASSAULT", mode="aerial", words={"decoy"})
    assert load_acled((path,)).acled_for(facts) == ("Strategic developments", "Disrupted weapons use")
    assert load_acled().acled_for(facts) == ("Explosions/Remote violence", "Air/drone strike")


@pytest.mark.parametrize(
    ("row", "key"),
    [
        pytest.param("ASSAULT\t\t\tpirates\t\t\t\t\t\t", "actor", id="unknown side"),
        pytest.param("ASSAULT\t\t\t\t\t\t\tBattles\tPillow fight\t", "sub_event_type", id="unknown type"),
    ],
)
def test_faulty_rule(tmp_path, row, key):
    path = tmp_path / "own.tsv"
    path.write_text(
        "# id: acled-rules\n# version: desk-1\n# language: en\n# licence: own\n# origin: a desk\n"
        "type\tmodes\tcontexts\tactor\trecipient\treciprocal\twords\tevent_type\tsub_event_type\tnote\n" + row + "\n"
    )
    with pytest.raises(CodebookError) as error:
        load_acled((path,))
    assert (error.value.line, error.value.key) == (7, key)
