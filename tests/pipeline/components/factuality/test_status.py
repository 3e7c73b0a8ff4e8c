"""Status and rough factuality of an event word, construction by construction."""

from __future__ import annotations

import pytest

from khaldun.codebooks.modality import load_modality
from khaldun.pipeline import extensions
from khaldun.pipeline.components.factuality import Factuality


@pytest.fixture(scope="module")
def judge(make_doc):
    """`judge(text, word)`: the values of a trigger put on the last occurrence of a word."""
    component = Factuality(load_modality())

    def values(text, word, *, event_type=None, timexes=(), published=None):
        doc = make_doc(text, published=published)
        for words, first, last in timexes:
            _add_timex(doc, words, first, last)
        head = max(token.i for token in doc if token.text == word)
        trigger = extensions.add(doc, "triggers", head, head + 1, values={"head": head, "type": event_type})
        return extensions.values_of(component(doc), "factuality")[trigger]

    return values


def _add_timex(doc, words, first, last):
    start = doc.text.index(words)
    span = doc.char_span(start, start + len(words))
    values = {"first": first, "last": last, "precision": "day", "basis": "text", "kind": "date"}
    extensions.add(doc, "timexes", span.start, span.end, values=values)


TENSE = [
    ("past", "Gunmen attacked the village.", "attacked", "actual"),
    ("perfect", "The army has seized the town.", "seized", "actual"),
    ("passive", "Two policemen were killed in the clash.", "killed", "actual"),
    ("present progressive", "Protesters are marching through the capital.", "marching", "actual"),
    ("headline in the present", "Rebels storm army base in north", "storm", "actual"),
    (
        "past perfect without a date is background",
        "Soldiers shot two men. The army had arrested them earlier.",
        "arrested",
        "historical",
    ),
    ("habit of the past", "The rebels used to attack convoys here.", "attack", "actual"),
    ("will", "The president will visit the border on Friday.", "visit", "future"),
    ("going to", "The government is going to expel the envoy.", "expel", "future"),
    ("about to", "The troops are about to leave the base.", "leave", "future"),
    ("is to", "The prime minister is to meet the rebels.", "meet", "future"),
    ("due to", "The delegation is due to arrive on Monday.", "arrive", "future"),
    ("set to", "The court is set to rule on the appeal.", "rule", "future"),
    ("likely to", "The government is likely to resign.", "resign", "future"),
    ("future of the past", "The general said his troops would leave.", "leave", "future"),
    ("coordinated with a future", "The minister will fly to Rome and meet the pope.", "meet", "future"),
    ("capitals, modal not tied to its verb", "MILITARY TROOPS WILL BE DEPLOYED ON THE BORDER.", "DEPLOYED", "future"),
]
MODALS = [
    ("may", "The rebels may attack the convoy.", "attack", "hypothetical"),
    ("might", "Talks might resume in autumn.", "resume", "hypothetical"),
    ("could", "The dispute could trigger a war.", "trigger", "hypothetical"),
    ("object of could", "The dispute could trigger a war.", "war", "hypothetical"),
    ("should", "The army should leave the city.", "leave", "hypothetical"),
    ("unlikely", "The government is unlikely to resign.", "resign", "hypothetical"),
    ("question", "Did the army bomb the village?", "bomb", "hypothetical"),
    ("if", "If the rebels attack, the army will respond.", "attack", "hypothetical"),
    ("unless", "The strike will go on unless the government resigns.", "resigns", "hypothetical"),
    ("whether", "It is unclear whether the rebels attacked the town.", "attacked", "hypothetical"),
]
NEGATION = [
    ("did not", "The army did not attack the village.", "attack", "negated"),
    ("never", "The rebels never attacked the village.", "attacked", "negated"),
    ("nobody", "Nobody was killed in the blast.", "killed", "negated"),
    ("there were no", "There were no arrests.", "arrests", "negated"),
    ("no as subject", "No clashes were reported.", "clashes", "negated"),
    ("without with a verb", "The police left without arresting anyone.", "arresting", "negated"),
    ("without with a noun", "The march ended without clashes.", "clashes", "negated"),
    ("instead of", "Instead of attacking, the rebels withdrew.", "attacking", "negated"),
    ("will not", "The army will not attack the town.", "attack", "negated"),
    ("coordinated below a negation", "The police did not shoot or arrest anyone.", "arrest", "negated"),
    ("lower-case text", "police did not arrest the leaders.", "arrest", "negated"),
    ("nearly", "The rebels nearly captured the town.", "captured", "negated"),
    ("has yet to", "The council has yet to approve the budget.", "approve", "negated"),
    ("a negation beside it does not count", "The army did not wait; it attacked the village.", "attacked", "actual"),
]
GOVERNORS = [
    ("foiled a plot to", "Police foiled a plot to bomb the embassy.", "bomb", "negated"),
    ("made a plan to", "The rebels made a plan to bomb the embassy.", "bomb", "future"),
    ("dismissed claims that", "The minister dismissed claims that soldiers shot a boy.", "shot", "negated"),
    ("rejected a demand to", "The rebels rejected a demand to disarm.", "disarm", "hypothetical"),
    ("headline with an infinitive", "President to visit Kenya", "visit", "future"),
    ("said", "Rebels shelled the port, officials said.", "shelled", "actual"),
    ("said that", "The minister said that troops had entered the city.", "said", "actual"),
    ("reportedly", "Rebels reportedly shelled the port.", "shelled", "actual"),
    ("managed to", "The rebels managed to capture the town.", "capture", "actual"),
    ("did not manage to", "The rebels did not manage to capture the town.", "capture", "negated"),
    ("failed to", "The rebels failed to capture the town.", "capture", "negated"),
    ("did not fail to: two negations", "The rebels did not fail to capture the town.", "capture", "actual"),
    ("refused to", "The minister refused to resign.", "resign", "negated"),
    ("unable to", "The police were unable to arrest him.", "arrest", "negated"),
    ("forced to", "The army forced the rebels to retreat.", "retreat", "actual"),
    ("did not force to", "The army did not force the rebels to retreat.", "retreat", "negated"),
    ("pretended to", "The guards pretended to surrender.", "surrender", "negated"),
    ("regret: granted", "The government regrets that soldiers killed civilians.", "killed", "actual"),
    ("did not know: still granted", "The general did not know that his men had fired.", "fired", "actual"),
    ("began", "The army began shelling the hills.", "shelling", "actual"),
    ("stopped: it had been going on", "The army stopped shelling the hills.", "shelling", "actual"),
    ("stopped from", "Police stopped the crowd from marching.", "marching", "negated"),
    ("prevented from", "Soldiers prevented the crowd from entering the palace.", "entering", "negated"),
    ("denied that", "The army denied that its planes had bombed the village.", "bombed", "negated"),
    ("denied doing", "The rebels denied attacking the convoy.", "attacking", "negated"),
    ("planned to", "The army plans to withdraw from the valley.", "withdraw", "future"),
    ("expected to", "The envoys are expected to meet next week.", "meet", "future"),
    ("agreed to", "The two sides agreed to exchange prisoners.", "exchange", "future"),
    ("offered to", "The rebels offered to release the hostages.", "release", "future"),
    ("threatened to", "The rebels threatened to attack the capital.", "attack", "hypothetical"),
    ("wanted to", "The rebels want to negotiate.", "negotiate", "hypothetical"),
    ("urged to", "The envoy urged the rebels to withdraw.", "withdraw", "hypothetical"),
    ("urged not to", "The envoy asked the rebels not to attack the town.", "attack", "hypothetical"),
    ("feared that", "Residents fear that the rebels will attack.", "attack", "hypothetical"),
    ("believe", "Analysts believe the rebels lost the town.", "lost", "hypothetical"),
    ("tried to: the attempt was made", "The rebels tried to storm the palace.", "storm", "actual"),
    ("accused of: the deed was done", "He is accused of killing two guards.", "killing", "actual"),
    ("convicted of", "He was convicted of killing two guards.", "killing", "actual"),
]
NOUNS = [
    ("in a clause of the past", "Two policemen were killed in the clash.", "clash", "actual"),
    ("object of a future", "The two sides will hold talks in June.", "talks", "future"),
    ("condemned: granted", "The union condemned the attack.", "attack", "actual"),
    ("will condemn: granted", "The council will condemn the attack.", "attack", "actual"),
    ("rejected calls: there were calls", "The party rejected calls for a boycott.", "calls", "actual"),
    ("averted", "The deal averted a strike.", "strike", "negated"),
    ("foiled", "Police foiled an attack on the embassy.", "attack", "negated"),
    ("cancelled", "The president cancelled the visit.", "visit", "negated"),
    ("called off", "The talks were called off.", "talks", "negated"),
    ("called off what was planned", "The union called off the planned strike.", "strike", "negated"),
    ("failed: it was tried", "The failed coup cost him his post.", "coup", "actual"),
    ("thwarted", "The thwarted coup cost him his post.", "coup", "negated"),
    ("called for", "The bishop called for talks.", "talks", "hypothetical"),
    ("risk of", "There is a risk of war.", "war", "hypothetical"),
    ("possible", "Officials warned of a possible attack.", "attack", "hypothetical"),
    ("scheduled", "Organisers have scheduled a march for Sunday.", "march", "future"),
    ("yet to be held", "They discussed the summit, which will be held in Cairo.", "summit", "future"),
]
CLAUSES = [
    ("relative clause", "The man who shot the judge fled.", "shot", "actual"),
    ("after", "The envoy left after rebels shelled the airport.", "shelled", "actual"),
    ("when, below a negation", "Nobody was hurt when rebels shelled the airport.", "shelled", "actual"),
    ("because, below a modal", "They may leave because rebels burned the mill.", "burned", "actual"),
    ("coordinated past", "Soldiers fired and killed two people.", "killed", "actual"),
]
ALL = [*TENSE, *MODALS, *NEGATION, *GOVERNORS, *NOUNS, *CLAUSES]


@pytest.mark.parametrize(("text", "word", "status"), [pytest.param(*case[1:], id=case[0]) for case in ALL])
def test_status(judge, text, word, status):
    values = judge(text, word)
    assert values["status"] == status, values["rule"]


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        pytest.param("Gunmen attacked the village on Monday.", "attacked", 2.5, 3, id="plain past"),
        pytest.param("The army did not attack the village, a spokesman said.", "attack", -3, -1, id="negated"),
        pytest.param("The rebels may attack the convoy.", "attack", -1, 1.5, id="modal"),
        pytest.param("The minister refused to resign.", "resign", -3, 0, id="refused"),
        pytest.param("Please send me the file tomorrow.", "send", -3, -0.5, id="imperative in a mail"),
    ],
)
def test_factuality(judge, text, word, low, high):
    assert low <= judge(text, word)["factuality"] <= high


@pytest.mark.parametrize(
    ("text", "word", "event_type", "status"),
    [
        pytest.param("The aid must be stopped, the group said.", "stopped", "REQUEST", "actual", id="demand"),
        pytest.param("We will strike back, the rebels said.", "strike", "THREATEN", "actual", id="threat"),
        pytest.param("The chief will not meet the envoy, he said.", "meet", "REJECT", "actual", id="refusal"),
        pytest.param(
            "The two will meet in May, a spokesman said.", "meet", "AGREE", "actual", id="promise as reported"
        ),
        pytest.param("The two will meet in May.", "meet", "AGREE", "future", id="promise in the reporter's voice"),
        pytest.param("The state has not accused anyone.", "accused", "ACCUSE", "negated", id="no accusation made"),
        pytest.param("The state will investigate the leak.", "investigate", "ACCUSE", "future", id="inquiry to come"),
    ],
)
def test_acts_of_speech_are_done_in_the_saying(judge, text, word, event_type, status):
    assert judge(text, word, event_type=event_type)["status"] == status


BACKGROUND = "The group marched on Tuesday. It was founded by officers who seized the palace in 1990."


@pytest.mark.parametrize(
    ("text", "word", "timex", "status"),
    [
        pytest.param(BACKGROUND, "seized", ("1990", "1990-01-01", "1990-12-31"), "historical", id="own old date"),
        pytest.param(BACKGROUND, "marched", ("Tuesday", "2026-03-03", "2026-03-03"), "actual", id="own fresh date"),
        pytest.param(
            "The two meet on Friday.",
            "meet",
            ("Friday", "2026-03-06", "2026-03-06"),
            "future",
            id="present, date to come",
        ),
        pytest.param(
            "The opposition plans protests beginning on Friday.",
            "protests",
            ("Friday", "2026-03-06", "2026-03-06"),
            "future",
            id="date to come in a participle behind a noun",
        ),
        pytest.param(
            "They fixed the talks on Friday.",
            "fixed",
            ("Friday", "2026-03-06", "2026-03-06"),
            "actual",
            id="a past tense outweighs a date to come",
        ),
    ],
)
def test_dates(judge, text, word, timex, status):
    values = judge(text, word, timexes=[timex], published="2026-03-04")
    assert values["status"] == status, values["rule"]


def test_background_stays_as_certain(judge):
    timex = ("1990", "1990-01-01", "1990-12-31")
    values = judge(BACKGROUND, "seized", timexes=[timex], published="2026-03-04")
    assert values["factuality"] > 2
    assert values["rule"].endswith("(background)")


def test_dateline_stands_in_for_the_day_of_publication(make_doc):
    doc = make_doc("LIMA, 5 MAY 89 - Officers who seized the palace in 1970 met.")
    dateline = {"date": "1989-05-05", "agency": None, "toponym": None, "end": 6}
    extensions.add(doc, "dateline", 0, 5, values=dateline)
    _add_timex(doc, "1970", "1970-01-01", "1970-12-31")
    head = next(token.i for token in doc if token.text == "seized")
    trigger = extensions.add(doc, "triggers", head, head + 1, values={"head": head, "type": "ASSAULT"})
    values = extensions.values_of(Factuality(load_modality())(doc), "factuality")[trigger]
    assert values["status"] == "historical"


@pytest.mark.parametrize(
    "text", ["", "   \n\n ", "Attack", "?!", "no no no", "\ud7ff\u0301 attack"], ids=lambda text: repr(text)[:12]
)
def test_odd_texts(make_doc, text):
    doc = make_doc(text)
    for i in range(len(doc)):
        extensions.add(doc, "triggers", i, i + 1, values={"head": i, "type": None})
    table = extensions.values_of(Factuality(load_modality())(doc), "factuality")
    assert len(table) == len(doc)
    assert all(-3 <= values["factuality"] <= 3 for values in table.values())


def test_no_trigger_no_entry(make_doc):
    doc = make_doc("Gunmen attacked the village.", "khaldun_factuality")
    assert extensions.values_of(doc, "factuality") == {}


def test_a_head_outside_its_span_is_not_used(make_doc):
    doc = make_doc("The army did not attack the village.")
    trigger = extensions.add(doc, "triggers", 4, 5, values={"head": 99, "type": None})
    assert extensions.values_of(Factuality(load_modality())(doc), "factuality")[trigger]["status"] == "negated"


def test_deeply_nested_text_does_not_exhaust_the_stack(make_doc):
    text = " and ".join(["they said"] * 1500) + " they attacked."
    doc = make_doc(text)
    head = len(doc) - 2
    extensions.add(doc, "triggers", head, head + 1, values={"head": head, "type": None})
    assert len(extensions.values_of(Factuality(load_modality())(doc), "factuality")) == 1
