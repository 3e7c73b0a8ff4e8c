"""One happening told twice in one report is one event; two happenings are two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from khaldun import Coder, Report
from khaldun.codebooks.relevance import RelevanceCodebook, load_retellings
from khaldun.pipeline.retelling import Party, Telling, Where, features_between, fullness, gathered

VILLAGERS = Party(
    root="parties:1", entity=None, name=frozenset({"villagers"}), word="villager", named=False, country="NGA",
    sectors=frozenset({"CVL"}),
)  # fmt: skip
ARMY = replace(VILLAGERS, root="parties:2", entity="nga-army", name=frozenset({"army"}), named=True)
POLICE = replace(ARMY, root="parties:3", entity="nga-police", name=frozenset({"police"}))
KANO = Where(gazetteer_id="1", name="kano", country="NGA", admin1="Kano", large=False)
LEAD = Telling(
    trigger="triggers:1", type="ASSAULT", mode="firearms", status="actual", sentence=0, word="shoot", noun=False,
    plural=False, points=False, further=False, actor=(), recipient=(VILLAGERS,), dates=("2026-03-02", "2026-03-02"),
    dated=True, place=KANO, counts={"deaths": (12, 12)},
)  # fmt: skip
AGAIN = replace(LEAD, trigger="triggers:2", sentence=1, word="kill", mode=None)
BOOK = RelevanceCodebook(weights={"recipient=same": 2.0, "recipient=apart": -40.0}, threshold=0.6, label="test 1")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        pytest.param({}, "headline", id="headline"),
        pytest.param({}, "recipient=same", id="same role word"),
        pytest.param({"recipient": ()}, "recipient=one", id="one side tells"),
        pytest.param({"recipient": (ARMY,)}, "recipient=open", id="may be the same"),
        pytest.param({"recipient": (replace(ARMY, country="NER"),)}, "recipient=apart", id="another country"),
        pytest.param({"recipient": (replace(VILLAGERS, root="4", sectors=frozenset({"MIL"}), word="soldier"),)},
                     "recipient=apart", id="another sector"),
        pytest.param({"mode": "firearms"}, "mode=same", id="mode"),
        pytest.param({"mode": "explosives"}, "mode=apart", id="another mode"),
        pytest.param({"dates": ("2026-03-01", "2026-03-07")}, "date=within", id="week that holds the day"),
        pytest.param({"dates": ("2026-02-01", "2026-02-01")}, "date=apart", id="another day"),
        pytest.param({"dates": ("2026-02-01", "2026-02-01"), "dated": False}, "date=apart?", id="assumed day"),
        pytest.param({"place": replace(KANO, name="abuja", gazetteer_id="2", admin1="FCT")}, "place=apart", id="town"),
        pytest.param({"place": replace(KANO, name="niger", gazetteer_id="3", country="NER")}, "place=abroad", id="far"),
        pytest.param({"place": replace(KANO, name="nigeria", gazetteer_id="4", large=True)}, "place=within", id="near"),
        pytest.param({"counts": {"deaths": (10, None)}}, "counts=within", id="at least"),
        pytest.param({"counts": {"deaths": (40, 40)}}, "counts=apart", id="another toll"),
        pytest.param({"further": True}, "further", id="another"),
        pytest.param({"noun": True, "recipient": (), "points": True}, "bare=points", id="the attack"),
        pytest.param({"actor": (VILLAGERS,)}, "crossed", id="the other way round"),
    ],
)  # fmt: skip
def test_what_two_tellings_share_is_named(changed: dict[str, Any], name: str) -> None:
    assert name in features_between(LEAD, replace(AGAIN, **changed))


def test_two_names_are_two_parties() -> None:
    assert "actor=apart" in features_between(replace(LEAD, actor=(ARMY,)), replace(AGAIN, actor=(POLICE,)))


def test_tellings_gather_round_the_likeliest_event_and_nothing_that_contradicts_joins() -> None:
    soldiers = replace(LEAD, trigger="triggers:3", recipient=(replace(ARMY, country="NER"),))
    protest = replace(AGAIN, trigger="triggers:4", type="PROTEST")
    groups = gathered([LEAD, AGAIN, soldiers, protest], BOOK)
    assert [[telling.trigger[-1] for telling in group] for group in groups] == [["1", "2"], ["3"], ["4"]]
    assert gathered([], BOOK) == []


def test_the_fullest_telling_stands_for_the_event() -> None:
    assert fullness(LEAD) > fullness(AGAIN) > fullness(replace(LEAD, counts={}))


@pytest.mark.parametrize("name", ["counts=apart", "place=abroad", "actor=apart", "recipient=apart", "date=apart"])
def test_in_the_weights_that_ship_what_contradicts_is_never_joined(name: str) -> None:
    assert load_retellings().weights[name] < -20


TOLD_TWICE = (
    "Gunmen kill 12 villagers in Zamfara.\n\n"
    "Gunmen on motorcycles killed 12 villagers in Zamfara state on Monday, police said. "
    "The army said it had sent more troops to the area."
)


def test_headline_and_first_sentence_are_one_event_with_two_pieces_of_evidence(coder: Coder) -> None:
    coded = coder.code(Report(id="1", text=TOLD_TWICE, published="2026-03-03"))
    killings = [event for event in coded.events if event.type == "ASSAULT"]
    assert len(killings) == 1
    event = killings[0]
    assert len(event.evidence) >= 1
    assert event.deaths is not None and event.deaths.best == 12
    assert event.date is not None and event.place is not None
    told = [trigger for trigger in coded.triggers if trigger.event == event.id]
    assert {trigger.span.text for trigger in told} == {"kill", "killed"}
    assert any("tells the same event as" in one.reason for one in coded.rejected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Soldiers killed nine rebels near Goma on Monday. Police killed four students in Nairobi on Thursday.",
            id="other parties, places and days",
        ),
        pytest.param(
            "A bomb killed 30 people in Kabul on Sunday. Another bomb killed two people in Herat on Monday.",
            id="another",
        ),
        pytest.param("France condemned the attack on the embassy. Germany condemned the attack too.", id="speakers"),
    ],
)
def test_two_happenings_stay_two_events(coder: Coder, text: str) -> None:
    coded = coder.code(Report(id="1", text=text, published="2026-03-05"))
    kinds = [event.type for event in coded.events]
    assert max(kinds.count(kind) for kind in kinds) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Man charged with killing sister\n\nA man was charged over the killing of his sister in Leeds.",
        "Teacher arrested after protest\n\nA teacher was arrested in Nairobi on Monday after a protest.",
        "Editor accused of fraud\n\nAn editor has been accused of fraud in Lagos.",
    ],
)
def test_nobody_does_it_to_himself_because_one_telling_is_misread(coder: Coder, text: str) -> None:
    coded = coder.code(Report(id="1", text=text, published="2026-03-05"))
    assert coded.events
    for event in coded.events:
        names = [{party.name.lower() for party in side} for side in (event.actor, event.recipient)]
        assert names[0].isdisjoint(names[1])
