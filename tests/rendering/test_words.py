"""Values in words."""

from __future__ import annotations

import pytest

from coded_records import event, span
from khaldun.records import Actor, Attribution, CountRange, EventDate, Outlet, Place
from khaldun.rendering import words


@pytest.mark.parametrize(
    ("low", "high", "best", "exact", "expected"),
    [
        pytest.param(12, 12, 12, True, "12", id="exact"),
        pytest.param(12, None, 12, False, "at least 12", id="lower bound"),
        pytest.param(None, 1200, 1200, False, "up to 1,200", id="upper bound"),
        pytest.param(24, 60, 36, False, "24 to 60", id="vague: dozens"),
        pytest.param(4000, 4000, 4000, False, "about 4,000", id="some 4,000"),
        pytest.param(None, None, 50, False, "about 50", id="no bound"),
        pytest.param(None, None, None, False, "unclear (at least 12)", id="no figure at all: the words stand"),
    ],
)
def test_count(low, high, best, exact, expected):
    count = CountRange(low=low, high=high, best=best, exact=exact, span=span("at least 12"))
    assert words.count_words(count) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (None, "not stated"),
        (
            EventDate(first="2026-03-02", last="2026-03-02", precision="day", basis="text", span=span("Monday")),
            "2026-03-02",
        ),
        (
            EventDate(
                first="2026-03-09", last="2026-03-15", precision="week", basis="published", span=span("next week")
            ),
            "2026-03-09 to 2026-03-15 (week)",
        ),
        (
            EventDate(first="2026-03-03", last="2026-03-03", precision="day", basis="published"),
            "2026-03-03 (counted from the day of publication)",
        ),
    ],
    ids=["unknown", "day", "words in the text need no basis", "no words in the text"],
)
def test_date(date, expected):
    assert words.date_words(date) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (None, "not stated"),
        (Place(span=span("Zamfara"), name="Zamfara"), "Zamfara (not resolved)"),
        (
            Place(span=span("KANO"), name="Kano", country="NGA", admin1="Kano", gazetteer_id="1", precision="city"),
            "Kano (NGA, city)",
        ),
    ],
    ids=["unknown", "open", "its province has the same name"],
)
def test_place(place, expected):
    assert words.place_words(place) == expected


def test_party_marks_what_was_inferred():
    party = Actor(span=span("police"), name="police", country="NGA", sectors=("COP",), inferred=("country",))
    assert words.party_words(party) == "police [NGA? COP]"


def test_chain_goes_from_the_outermost_source():
    ministry, envoy = (
        Actor(span=span(word), name=name) for word, name in (("police", "ministry"), ("governor", "envoy"))
    )
    chain = [
        Attribution(source=ministry, cue=span("said"), content=(), kind="indirect"),
        Attribution(source=envoy, cue=None, content=(), kind="indirect", stance="denies"),
    ]
    assert words.chain_words(chain) == 'ministry ("said"), who reports: envoy, who denies it'


@pytest.mark.parametrize(
    ("account", "outlet", "expected"),
    [
        pytest.param("self_reported", None, "army, on its own deed", id="its own deed"),
        pytest.param("other_side", None, "army, on the other side's deed", id="the other side's deed"),
        pytest.param(None, Outlet(standing="state", owner=None), "army (state outlet)", id="an outlet"),
        pytest.param(None, Outlet(standing="party", owner="baath"), "army (party outlet of baath)", id="whose it is"),
        pytest.param(None, Outlet(standing="unknown", owner=None), "army", id="an outlet of which nothing is known"),
    ],
)
def test_whose_account(account, outlet, expected):
    army = Actor(span=span("police"), name="army")
    said = Attribution(source=army, cue=None, content=(), kind="indirect", account=account, source_outlet=outlet)
    assert words.attribution_words(said) == expected


@pytest.mark.parametrize(
    ("status", "factuality", "expected"),
    [
        ("actual", 3.0, "actual, told as a fact; certain (+3.0)"),
        (
            "hypothetical",
            0.0,
            "hypothetical, possible or threatened, not told as done; open whether it happened (+0.0)",
        ),
        ("negated", -3.0, "negated, told as not having happened; certainly not so (-3.0)"),
    ],
    ids=["fact", "threat", "denied"],
)
def test_status(status, factuality, expected):
    assert words.status_words(event(status=status, factuality=factuality)) == expected
