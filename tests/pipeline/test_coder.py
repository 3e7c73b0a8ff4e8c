"""The batch edge: order kept, bad reports told and not in the way, every span true to the text, same bytes twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khaldun import Coder, Report, to_dict, to_json
from khaldun.records import Issue

LEAD = "KABUL (AP) - Gunmen killed four policemen in Kandahar on Monday, officials said."


def spans_in(value: object) -> Iterator[tuple[int, int, str]]:
    """Every span anywhere in a record's exchange form."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and value["start"] is not None:
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from spans_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_in(inner)


def test_record_of_a_lead(coder: Coder) -> None:
    event = to_dict(coder.code(Report(id="r1", text=LEAD, published="2026-03-03")))["events"][0]
    picked = {key: event[key] for key in ("type", "mode", "status", "quad", "reciprocal")}
    assert picked == {
        "type": "ASSAULT",
        "mode": "firearms",
        "status": "actual",
        "quad": "material conflict",
        "reciprocal": False,
    }
    assert (event["date"]["from"], event["date"]["to"], event["date"]["text"]) == ("2026-03-02", "2026-03-02", "Monday")
    assert (event["place"]["text"], event["place"]["country"]) == ("Kandahar", "AFG")
    assert (event["deaths"]["low"], event["deaths"]["high"]) == (4, 4)
    assert event["injuries"] is None
    assert [attribution["source"]["text"] for attribution in event["attribution"]] == ["officials"]
    assert event["rule"]


@pytest.mark.parametrize(
    ("report", "component", "words"),
    [
        pytest.param(Report(id="x", text="", problems=("a.txt: empty file",)), "reader", "empty file", id="reader"),
        pytest.param(Report(id="x", text="Bonjour.", language="fr"), "coder", "'fr'", id="another language"),
        pytest.param(Report(id="x", text="a " * 500_001), "coder", "1,000,002 characters", id="too long"),
    ],
)
def test_a_bad_report_is_told_and_the_others_are_coded(
    coder: Coder, report: Report, component: str, words: str
) -> None:
    coded = coder.code_batch([Report(id="1", text=LEAD), report, Report(id="2", text=LEAD)])
    assert [one.report.id for one in coded] == ["1", "x", "2"]
    assert [(issue.component, words in issue.message) for issue in coded[1].issues] == [(component, True)]
    assert coded[1].events == ()
    assert len(coded[0].events) == len(coded[2].events) == 1


def test_a_component_that_fails_costs_only_its_own_fields(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("broken on purpose")

    monkeypatch.setattr(type(coder.nlp.get_pipe("khaldun_attribution")), "__call__", fail)
    coded = coder.code(Report(id="1", text=LEAD))
    assert [(issue.component, issue.message) for issue in coded.issues] == [
        ("khaldun_attribution", "ValueError: broken on purpose")
    ]
    assert [event.type for event in coded.events] == ["ASSAULT"]
    assert coded.events[0].attribution == ()


@pytest.mark.parametrize("published", ["March 3", "2026-03", "2026-02-30"])
def test_a_day_of_publication_that_is_none_is_told_and_breaks_no_component(coder: Coder, published: str) -> None:
    coded = coder.code(Report(id="1", text=f"{LEAD} President Mahmoud Abbas spoke on Monday.", published=published))
    problem = f"the day of publication {published!r} is no ISO date: nothing is counted from it"
    assert coded.issues == (Issue(component="coder", message=problem),)


def test_same_bytes_on_a_second_run(coder: Coder) -> None:
    report = Report(id="1", text=LEAD, published="2026-03-03")
    assert to_json(coder.code(report)) == to_json(coder.code(report))


def test_event_ids_depend_on_content(coder: Coder) -> None:
    first, second, other = (coder.code(Report(id=i, text=t)) for i, t in (("1", LEAD), ("1", LEAD), ("1", LEAD + " ")))
    assert first.events[0].id == second.events[0].id != other.events[0].id


ODD = st.sampled_from([
    "e\u0301",
    "\u202bשלום",
    "🇫🇷",
    "\r\n",
    "\t",
    "\u00a0",
    "“",
    "’",
    "\ufeff",
    "\x00",
    " said ",
    "killed 3 ",
    "Paris, ",
])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(ODD, st.sampled_from([LEAD, LEAD.upper(), "Iran, Iraq met. "]), st.text(max_size=12)), max_size=8
    )
)
def test_every_span_is_true_to_the_text(coder: Coder, parts: list[str]) -> None:
    text = "".join(parts)
    coded = coder.code(Report(id="1", text=text, published="2026-03-03"))
    assert coded.issues == ()
    assert all(text[start:end] == words for start, end, words in spans_in(to_dict(coded)))
