"""Times on real parses: what is found, the days it stands for, and what it was counted from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from khaldun.pipeline import extensions

MakeDoc = Callable[..., Doc]
COMPONENTS = ("khaldun_dateline", "khaldun_timexes")
#: All cases are told on Wednesday 4 March 2026 unless they say otherwise.
PUBLISHED = "2026-03-04"


def times(doc: Doc) -> list[str]:
    """ "words = first last precision basis" or "words = kind"."""
    table = extensions.values_of(doc, "timexes")
    rows = []
    for span in extensions.spans_of(doc, "timexes"):
        v = table[span.id_]
        value = f"{v['first']} {v['last']} {v['precision']} {v['basis']}" if v["first"] else v["kind"]
        rows.append(f"{span.text} = {value}")
    return rows


def day(text: str, basis: str = "published") -> str:
    return f"{text} {text} day {basis}"


ABSOLUTE = [
    ("Rebels took the base on 3 March 2025.", f"3 March 2025 = {day('2025-03-03', 'text')}"),
    ("Rebels took the base on March 3, 2025.", f"March 3, 2025 = {day('2025-03-03', 'text')}"),
    ("It began on 03/04/98.", f"03/04/98 = {day('1998-03-04', 'text')}"),
    ("It began on 01.03.2026.", f"01.03.2026 = {day('2026-03-01', 'text')}"),
    ("Growth slowed in Q1 2025.", "Q1 2025 = 2025-01-01 2025-03-31 season text"),
    ("It began on 30/04/98.", f"30/04/98 = {day('1998-04-30', 'text')}"),
    ("Talks opened on 2025-11-30.", f"2025-11-30 = {day('2025-11-30', 'text')}"),
    ("In 1929 Wall Street crashed.", "1929 = 1929-01-01 1929-12-31 year text"),
    ("The coup of 1996 failed.", "1996 = 1996-01-01 1996-12-31 year text"),
    ("The wars of the 1990s ended.", "the 1990s = 1990-01-01 1999-12-31 range text"),
    ("In the early '80s he left.", "the early '80s = 1980-01-01 1989-12-31 range text"),
    ("He was killed in November 2015.", "November 2015 = 2015-11-01 2015-11-30 month text"),
    ("In mid-1994 the government fell.", "mid-1994 = 1994-01-01 1994-12-31 year text"),
    ("Output fell in the first quarter of 2025.", "the first quarter of 2025 = 2025-01-01 2025-03-31 season text"),
    ("In spring 2003 the invasion began.", "spring 2003 = 2003-03-01 2003-05-31 season text"),
    ("In the 19th century the fort was built.", "the 19th century = 1800-01-01 1899-12-31 range text"),
    ("The attacks of 9/11 changed it.", f"9/11 = {day('2001-09-11', 'text')}"),
    ("He died on the first Sunday of March 2025.", f"the first Sunday of March 2025 = {day('2025-03-02', 'text')}"),
]
RELATIVE = [
    ("The army shelled the town on Tuesday.", f"Tuesday = {day('2026-03-03')}"),
    ("The rebels fled Wednesday.", f"Wednesday = {day('2026-03-04')}"),
    ("The ministers will meet on Friday.", f"Friday = {day('2026-03-06')}"),
    ("They were due to meet on Saturday.", f"Saturday = {day('2026-03-07')}"),
    ("Students planned a march on Saturday.", f"Saturday = {day('2026-03-07')}"),
    ("Friday's raid killed two.", f"Friday = {day('2026-02-27')}"),
    ("Police arrested them last week.", "last week = 2026-02-23 2026-03-01 week published"),
    ("Fighting eased in late February.", "late February = 2026-02-01 2026-02-28 month published"),
    ("He was freed three weeks ago.", f"three weeks ago = {day('2026-02-11')}"),
    ("The clashes earlier this week killed 12.", "earlier this week = 2026-03-02 2026-03-08 week published"),
    ("The summit is next month.", "next month = 2026-04-01 2026-04-30 month published"),
    ("Over the past two years 300 died.", "the past two years = 2024-03-04 2026-03-04 range published"),
    ("The siege has lasted since 1 March.", f"1 March = {day('2026-03-01')}"),
    ("Twelve died in the past 24 hours.", "the past 24 hours = 2026-03-03 2026-03-04 range published"),
    ("They left the week before last.", "the week before last = 2026-02-16 2026-02-22 week published"),
    ("They met from 3 to 5 March.", "3 to 5 March = 2026-03-03 2026-03-05 range published"),
    ("Between 1 and 3 March 12 men were held.", "1 and 3 March = 2026-03-01 2026-03-03 range published"),
    ("Between March 1 and 3, 2026, they met.", "March 1 and 3, 2026 = 2026-03-01 2026-03-03 range text"),
    ("Shells fell overnight Sunday.", f"overnight Sunday = {day('2026-03-01')}"),
    ("A bomb exploded yesterday.", f"yesterday = {day('2026-03-03')}"),
    ("Soldiers fired late Monday night.", f"late Monday night = {day('2026-03-02')}"),
    ("The curfew began at 10 p.m. on Sunday.", f"10 p.m. on Sunday = {day('2026-03-01')}"),
    ("He was killed in November.", "November = 2025-11-01 2025-11-30 month published"),
    ("Shops closed on Christmas Day.", f"Christmas Day = {day('2025-12-25')}"),
    ("GUERRILLAS ATTACKED A BARRACKS LAST NIGHT.", f"LAST NIGHT = {day('2026-03-03')}"),
    ("police on monday arrested five men.", f"monday = {day('2026-03-02')}"),
]
NARRATIVE = [
    ("On 1 February rebels came. The next day they left.", f"The next day = {day('2026-02-02')}"),
    ("On 1 February rebels came. Two days earlier a bomb fell.", f"Two days earlier = {day('2026-01-30')}"),
    ("On 1 February rebels came. The previous night a bomb fell.", f"The previous night = {day('2026-01-31')}"),
    ("On Monday, for the third straight day, they marched.", f"the third straight day = {day('2026-03-02')}"),
]
NOT_DATED = [
    ("The truce lasted for two years.", ["two years = duration"]),
    ("It is renewed every month.", ["every month = set"]),
    ("A few years ago he left.", ["A few years ago = vague"]),
    ("Hours earlier a bomb fell.", ["Hours earlier = vague"]),
    ("They may march.", []),
    ("The March was quiet.", []),
    ("Soldiers staged a flag March.", []),
    ("The 26-year-old man was shot.", []),
    ("The army sent 1999 soldiers.", []),
    ("The Sunday Times reported it.", []),
    ("Police held Bo Berg, 40, of 1948 Maple Grove Road.", []),
    ("A house at 1902 River Ave. burned.", []),
    ("August Wilson wrote the play.", []),
    ("The fall of the city was sudden.", []),
    ("March 30 - 12 people died there.", [f"March 30 = {day('2026-03-30')}"]),
    ("", []),
    ("\n\n", []),
    ("Monday", [f"Monday = {day('2026-03-02')}"]),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE + RELATIVE)
def test_one_time(make_doc: MakeDoc, text: str, expected: str) -> None:
    assert times(make_doc(text, *COMPONENTS, published=PUBLISHED)) == [expected]


@pytest.mark.parametrize(("text", "expected"), NARRATIVE)
def test_counted_from_the_narrative(make_doc: MakeDoc, text: str, expected: str) -> None:
    assert times(make_doc(text, *COMPONENTS, published=PUBLISHED))[-1] == expected


@pytest.mark.parametrize(("text", "expected"), NOT_DATED)
def test_no_date(make_doc: MakeDoc, text: str, expected: list[str]) -> None:
    assert times(make_doc(text, *COMPONENTS, published=PUBLISHED)) == expected


def test_the_dateline_comes_before_publication(make_doc: MakeDoc) -> None:
    text = "LIMA, 9 JAN 90 (EFE) -- TWO SOLDIERS WERE KILLED YESTERDAY."
    assert times(make_doc(text, *COMPONENTS, published=PUBLISHED))[1] == f"YESTERDAY = {day('1990-01-08', 'dateline')}"


def test_nothing_is_guessed_without_an_anchor(make_doc: MakeDoc) -> None:
    assert times(make_doc("The army shelled the town on Tuesday.", *COMPONENTS)) == ["Tuesday = date"]


def test_the_last_full_date_is_an_anchor_of_last_resort(make_doc: MakeDoc) -> None:
    found = times(make_doc("Talks opened on 4 March 2026. They broke down on Tuesday.", *COMPONENTS))
    assert found[1] == f"Tuesday = {day('2026-03-03', 'text')}"


def test_a_weekday_that_does_not_fall_on_its_date_is_remarked(make_doc: MakeDoc) -> None:
    doc = make_doc("It happened on Monday, 3 March 2026.", *COMPONENTS, published=PUBLISHED)
    assert [remark["message"] for remark in extensions.list_of(doc, "remarks")] == [
        '"Monday, 3 March 2026": the weekday does not fall on 2026-03-03'
    ]
