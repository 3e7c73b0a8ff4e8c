"""Datelines: city, date and agency at the start, behind titles and bylines; and openings that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from khaldun.pipeline import extensions

MakeDoc = Callable[..., Doc]


def dateline(doc: Doc) -> tuple[str, str | None, str | None, str] | None:
    """Words, date, agency, and the first word behind it."""
    for span in extensions.spans_of(doc, "dateline"):
        values = extensions.values_of(doc, "dateline")[span.id_]
        behind = doc[values["end"]].text if values["end"] < len(doc) else ""
        return span.text, values["date"], values["agency"], behind
    return None


FOUND = [
    pytest.param(
        "KANO, Nigeria, March 3 (Reuters) - Gunmen killed 12 villagers on Monday.",
        ("KANO, Nigeria, March 3 (Reuters) -", "2026-03-03", "Reuters", "Gunmen"),
        id="year from publication",
    ),
    pytest.param(
        "BAGHDAD (AP) — Two bombs exploded.", ("BAGHDAD (AP) —", None, "Associated Press", "Two"), id="no date"
    ),
    pytest.param(
        "SAN SALVADOR, 15 JAN 90 (ACAN-EFE) -- [TEXT] REBELS TOOK A TOWN.",
        ("SAN SALVADOR, 15 JAN 90 (ACAN-EFE) --", "1990-01-15", "EFE", "REBELS"),
        id="capitals, mark skipped",
    ),
    pytest.param(
        "CARACAS (VENEZUELA), 30 AUG 89 (DPA) -- THE MINISTER RESIGNED.",
        ("CARACAS (VENEZUELA), 30 AUG 89 (DPA) --", "1989-08-30", "DPA", "THE"),
        id="country in brackets",
    ),
    pytest.param("WASHINGTON _ The Senate voted.", ("WASHINGTON _", None, None, "The"), id="underscore"),
    pytest.param(
        "Jerusalem, 5 May - Police closed the gate.",
        ("Jerusalem, 5 May -", "2025-05-05", None, "Police"),
        id="mixed case",
    ),
    pytest.param("NEWPORT NEWS, Va. - In a speech he left.", ("NEWPORT NEWS, Va. -", None, None, "In"), id="state"),
    pytest.param("patna: the police arrested ten men.", ("patna:", None, None, "the"), id="lower case"),
    pytest.param(
        "By Jane Doe, Associated Press Writer\nCAIRO (AP) — Voters queued.",
        ("CAIRO (AP) —", None, "Associated Press", "Voters"),
        id="behind a byline",
    ),
    pytest.param(
        "Bomb kills four in market. LAGOS, Nigeria (AFP) - A bomb killed four.",
        ("LAGOS, Nigeria (AFP) -", None, "Agence France-Presse", "A"),
        id="behind a headline",
    ),
    pytest.param(
        "Fire destroys mill By PAT ROE Staff Writer March 3, 2026 NEWARK -- The mill burnt.",
        ("NEWARK --", None, None, "The"),
        id="behind a byline on the same line",
    ),
    pytest.param(
        "Parliament votes By Ann Lee, dpa Berlin (dpa) - Parliament voted.",
        ("Berlin (dpa) -", None, "DPA", "Parliament"),
        id="known agency in the running text",
    ),
]

NONE = [
    pytest.param("UPDATE: Four people died.", id="label"),
    pytest.param("Police in Kano - the largest city - arrested ten.", id="dash inside a sentence"),
    pytest.param("SOCCER-ZAMBIA: The coach resigned.", id="slug"),
    pytest.param("THE REBELS ATTACKED -- AS BEFORE -- AT NIGHT.", id="capitals without date or agency"),
    pytest.param("The Latest — The senator resigned.", id="rubric"),
    pytest.param("", id="empty"),
    pytest.param(" \n ", id="white space"),
    pytest.param("CAIRO", id="one word"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(make_doc: MakeDoc, text: str, expected: tuple[str, str | None, str | None, str]) -> None:
    assert dateline(make_doc(text, "khaldun_dateline", published="2026-03-04")) == expected


@pytest.mark.parametrize("text", NONE)
def test_no_dateline(make_doc: MakeDoc, text: str) -> None:
    assert dateline(make_doc(text, "khaldun_dateline", published="2026-03-04")) is None


def test_a_day_without_a_year_stays_unknown_without_publication(make_doc: MakeDoc) -> None:
    found = dateline(make_doc("KANO, March 3 (Reuters) - Gunmen came.", "khaldun_dateline"))
    assert found is not None
    assert found[1] is None


LONG = (
    "The police said on Monday that they had arrested five men over the riot in the old part of the town, and that "
    "two more were being sought in the villages around it, where the fighting had begun on the day before."
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"Patna: {LONG}", True, id="a town before a paragraph"),
        pytest.param(f"Kowalczyk: {LONG}", False, id="no town"),
        pytest.param(f"Patna: Five held over riot.\n\n{LONG}", False, id="a headline"),
    ],
)
def test_a_name_and_a_colon(make_doc: MakeDoc, text: str, found: bool) -> None:
    assert (dateline(make_doc(text, "khaldun_dateline")) is not None) == found


def test_city_and_colon_behind_the_title(make_doc: MakeDoc) -> None:
    text = "Clashes in camp. BEIRUT: Rival groups clashed in a camp."
    found = dateline(make_doc(text, "khaldun_dateline", title="Clashes in camp"))
    assert found is not None
    assert found[0] == "BEIRUT:"
