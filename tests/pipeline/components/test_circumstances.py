"""Which time and place govern an event: its clause, its sentence, the narrative, the report's day, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from spacy.tokens import Doc

from khaldun.codebooks.circumstances import load_circumstances
from khaldun.pipeline import extensions
from khaldun.pipeline.components.circumstances import Circumstances

MakeDoc = Callable[..., Doc]
PUBLISHED = "2026-03-04"


@dataclass(frozen=True)
class Told:
    """A text with its triggers (word, type, status) and toponyms (word, country) put on by hand."""

    text: str
    triggers: Sequence[tuple[str, str | None, str]]
    places: Sequence[tuple[str, str]] = ()
    published: str | None = PUBLISHED


def told(make_doc: MakeDoc, case: Told) -> list[dict[str, str | None]]:
    doc = make_doc(case.text, "khaldun_dateline", "khaldun_timexes", published=case.published)
    datelines = extensions.spans_of(doc, "dateline")
    for name, country in case.places:
        index = next(token.i for token in doc if token.text == name)
        opening = any(line.start <= index < line.end for line in datelines)
        values = {"name": name, "form": "name", "dateline": opening}
        span_id = extensions.add(doc, "toponyms", index, index + 1, values=values)
        extensions.values_of(doc, "places")[span_id] = {"country": country}
    for word, event_type, status in case.triggers:
        index = next(token.i for token in doc if token.text == word)
        values = {"head": index, "type": event_type, "mode": None, "operator": "", "rule": "test"}
        trigger = extensions.add(doc, "triggers", index, index + 1, values=values)
        extensions.values_of(doc, "factuality")[trigger] = {"status": status, "factuality": 3.0, "rule": "test"}
    return read(Circumstances(load_circumstances())(doc))


def read(doc: Doc) -> list[dict[str, str | None]]:
    rows = []
    for values in extensions.values_of(doc, "circumstances").values():
        time = extensions.span_by_id(doc, values["timex"]).text if values["timex"] else None
        place = extensions.span_by_id(doc, values["toponym"]).text if values["toponym"] else None
        rows.append({**values, "time": time, "place": place})
    return rows


DATES = [
    pytest.param("Rebels attacked the base on Monday.", "attacked", "Monday", id="own clause"),
    pytest.param("The attack took place on Monday.", "attack", "Monday", id="clause of a noun"),
    pytest.param("The Monday attack killed two.", "attack", "Monday", id="inside the noun's phrase"),
    pytest.param("On Monday rebels entered the town and killed two men.", "killed", "Monday", id="coordinated"),
    pytest.param("Police said on Monday that rebels killed two men.", "killed", "Monday", id="clause above"),
    pytest.param("Protests that began on Monday spread.", "Protests", "Monday", id="relative clause of its own"),
]


@pytest.mark.parametrize(("text", "trigger", "time"), DATES)
def test_time_in_the_sentence(make_doc: MakeDoc, text: str, trigger: str, time: str) -> None:
    assert told(make_doc, Told(text, [(trigger, "ASSAULT", "actual")]))[0]["time"] == time


def test_a_time_of_another_event_is_not_taken(make_doc: MakeDoc) -> None:
    text = "Troops freed a man who was arrested in 1990."
    rows = told(make_doc, Told(text, [("freed", "RETREAT", "actual"), ("arrested", "COERCE", "historical")]))
    assert [row["time"] for row in rows] == [None, "1990"]
    assert (rows[0]["first"], rows[0]["basis"]) == (PUBLISHED, "published")


def test_what_has_happened_is_not_in_the_future(make_doc: MakeDoc) -> None:
    text = "The court remanded him until 22 March."
    assert told(make_doc, Told(text, [("remanded", "COERCE", "actual")]))[0]["time"] is None


def test_the_time_carries_over_to_the_next_sentence(make_doc: MakeDoc) -> None:
    text = "On Monday rebels took the town. They killed two men."
    row = told(make_doc, Told(text, [("killed", "ASSAULT", "actual")]))[0]
    assert (row["time"], row["date_rule"]) == ("Monday", "the time that the narrative is at")


@pytest.mark.parametrize("status", ["historical", "hypothetical", "future"])
def test_only_the_news_takes_the_day_of_the_report(make_doc: MakeDoc, status: str) -> None:
    row = told(make_doc, Told("Rebels attacked the base.", [("attacked", "ASSAULT", status)]))[0]
    assert (row["first"], row["timex"], row["basis"]) == (None, None, None)


def test_the_dateline_goes_before_publication(make_doc: MakeDoc) -> None:
    text = "LIMA, March 2 (EFE) - Rebels attacked the base."
    row = told(make_doc, Told(text, [("attacked", "ASSAULT", "actual")]))[0]
    assert (row["first"], row["last"], row["basis"]) == ("2026-03-02", "2026-03-02", "dateline")


def test_no_day_at_all_is_no_date(make_doc: MakeDoc) -> None:
    row = told(make_doc, Told("Rebels attacked the base.", [("attacked", "ASSAULT", "actual")], published=None))[0]
    assert (row["first"], row["date_rule"]) == (None, "no time in the text governs it")


def test_since_reaches_to_the_day_of_the_report(make_doc: MakeDoc) -> None:
    row = told(make_doc, Told("Rebels have killed nine men since 1 March.", [("killed", "ASSAULT", "actual")]))[0]
    assert (row["time"], row["first"], row["last"], row["precision"]) == ("1 March", "2026-03-01", PUBLISHED, "range")


SYRIA = (("Aleppo", "SYR"), ("Damascus", "SYR"))
PLACES = [
    pytest.param("Rebels killed two men in Aleppo.", "killed", "ASSAULT", "Aleppo", id="own clause"),
    pytest.param("The army bombed Aleppo.", "bombed", "ASSAULT", "Aleppo", id="what is hit"),
    pytest.param("The Aleppo bombing killed two.", "bombing", "ASSAULT", "Aleppo", id="compound"),
    pytest.param("Rebels entered Aleppo. They killed two men.", "killed", "ASSAULT", "Aleppo", id="main country"),
    pytest.param("Rebels killed two men in the area of Aleppo.", "killed", "ASSAULT", "Aleppo", id="a part of it"),
    pytest.param("The minister said in Aleppo that he rejects it.", "said", "REJECT", "Aleppo", id="said there"),
    pytest.param("The party in power in Aleppo condemned it.", "condemned", "ACCUSE", None, id="the party's seat"),
    pytest.param("The minister condemned crimes. He lives near Aleppo.", "condemned", "ACCUSE", None, id="no deed"),
]


@pytest.mark.parametrize(("text", "trigger", "event_type", "place"), PLACES)
def test_place(make_doc: MakeDoc, text: str, trigger: str, event_type: str, place: str | None) -> None:
    case = Told(text, [(trigger, event_type, "actual")], places=(("Aleppo", "SYR"),))
    assert told(make_doc, case)[0]["place"] == place


@pytest.mark.parametrize("text", ["Police in Aleppo, Syria, arrested men.", "Troops arrested men of Aleppo in Syria."])
def test_the_place_that_lies_in_the_country_beside_it_is_finer(make_doc: MakeDoc, text: str) -> None:
    doc = make_doc(text, "khaldun_dateline", "khaldun_timexes", "khaldun_toponyms", "khaldun_geocoding")
    index = next(token.i for token in doc if token.text == "arrested")
    values = {"head": index, "type": "COERCE", "mode": None, "operator": "", "rule": "test"}
    extensions.add(doc, "triggers", index, index + 1, values=values)
    assert read(Circumstances(load_circumstances())(doc))[0]["place"] == "Aleppo"


def test_the_scene_carries_over(make_doc: MakeDoc) -> None:
    text = "In Aleppo rebels killed two men. Later they shot a guard. The news reached Damascus."
    rows = told(make_doc, Told(text, [("killed", "ASSAULT", "actual"), ("shot", "ASSAULT", "actual")], places=SYRIA))
    assert [row["place"] for row in rows] == ["Aleppo", "Aleppo"]
    assert rows[1]["place_rule"] == "the place that the narrative is at"


def test_a_deed_without_a_place_keeps_to_the_dateline(make_doc: MakeDoc) -> None:
    text = "DAMASCUS (AP) - Gunmen killed two men."
    row = told(make_doc, Told(text, [("killed", "ASSAULT", "actual")], places=(("DAMASCUS", "SYR"),)))[0]
    assert (row["place"], row["place_rule"]) == ("DAMASCUS", "the dateline's place")


def test_an_old_deed_does_not_happen_at_the_dateline(make_doc: MakeDoc) -> None:
    text = "DAMASCUS (AP) - He was convicted of killing two men."
    row = told(make_doc, Told(text, [("killing", "ASSAULT", "historical")], places=(("DAMASCUS", "SYR"),)))[0]
    assert row["place"] is None


def test_here_is_the_dateline(make_doc: MakeDoc) -> None:
    text = "DAMASCUS (AP) - The envoy accused the rebels here of lying."
    row = told(make_doc, Told(text, [("accused", "ACCUSE", "actual")], places=(("DAMASCUS", "SYR"),)))[0]
    assert row["place"] == "DAMASCUS"


def test_a_trigger_without_a_type_is_left_alone(make_doc: MakeDoc) -> None:
    assert told(make_doc, Told("It rained on Monday.", [("rained", None, "actual")])) == []


def retold(make_doc: MakeDoc, text: str, recipients: Sequence[str]) -> list[dict[str, str | None]]:
    """Rows of the verbs "killed" and "shot", done to these words."""
    doc = make_doc(text, "khaldun_timexes", published=PUBLISHED)
    words = [token.text for token in doc]
    for number, (verb, word) in enumerate(zip(("killed", "shot"), recipients, strict=True)):
        head = words.index(verb)
        at = words.index(word, head if number else 0)
        start = at - 1 if words[at - 1] in {"two", "the", "three"} else at
        extensions.add(doc, "parties", start, at + 1, values={"head": at})
        values = {"head": head, "type": "ASSAULT", "mode": None, "operator": "", "rule": "test"}
        extensions.add(doc, "triggers", head, head + 1, values=values)
        extensions.values_of(doc, "factuality")[f"triggers:{number}"] = {"status": "historical"}
        row = {"actor": [], "recipient": [f"parties:{number}"], "reciprocal": False, "weapons": [], "rule": ""}
        extensions.values_of(doc, "participants")[f"triggers:{number}"] = row
    return read(Circumstances(load_circumstances())(doc))


def test_what_was_done_to_the_same_person_has_the_same_day(make_doc: MakeDoc) -> None:
    text = "Ana Ruiz was killed on 20 February. He named the men who had shot Ruiz."
    rows = retold(make_doc, text, ("Ruiz", "Ruiz"))
    assert [row["time"] for row in rows] == ["20 February", "20 February"]


def test_people_without_the_are_others(make_doc: MakeDoc) -> None:
    rows = retold(make_doc, "Two nuns were killed on 20 February. He said that troops shot monks.", ("nuns", "monks"))
    assert [row["time"] for row in rows] == ["20 February", None]


def test_an_hour_is_no_year(make_doc: MakeDoc) -> None:
    row = told(make_doc, Told("Rebels attacked the base at 1700.", [("attacked", "ASSAULT", "actual")]))[0]
    assert row["first"] == PUBLISHED


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Rain"])
def test_nothing_to_tie(make_doc: MakeDoc, text: str) -> None:
    assert told(make_doc, Told(text, [])) == []
