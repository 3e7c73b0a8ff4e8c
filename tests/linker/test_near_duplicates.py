"""Copies of one text are one group, whatever was done to them on the way; what only looks alike is none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.linker.copy_groups import joined
from khaldun.linker.near_duplicates import CopyIndex, group
from khaldun.records.linkable import LinkableReport
from linker_records import report

RAID = (
    "GUSAU, Nigeria, March 3 (SNA) - Gunmen on motorcycles shot dead at least 12 villagers and wounded nine others in "
    "Zamfara state on Monday, police said.\n\n"
    "The attackers stormed the village of Dansadau shortly before dawn and set fire to houses and grain stores, the "
    "spokesman Musa Danladi told reporters in Gusau. Soldiers later exchanged fire with the gunmen in a forest nearby, "
    "killing five of them, he said.\n\n"
    "Residents gave a higher toll. A local chief, Ibrahim Sani, said 15 people had been buried by the evening and that "
    "about 20 women and children had been abducted.\n\n"
    "More than 2,000 people fled to the town of Gusau after the attack, according to the state emergency agency. The "
    "governor condemned the killings and promised to send more troops to the area."
)
#: Where the third paragraph ends.
CUT = RAID.index("More than 2,000")
FOLLOW_UP = (
    "GUSAU, Nigeria, March 5 (SNA) - The army has arrested a man suspected of leading the raid on Dansadau, a speaker "
    "said on Thursday, after a search that lasted through the night. The suspect, found in a disused mill, had a rifle "
    "and 300 rounds of ammunition with him and will be brought before a military court in Kaduna next week, Colonel "
    "Umar Tanko told journalists. Opposition politicians said the arrest came too late and called on the minister of "
    "the interior, Bello Yakubu, to resign.\n\n" + RAID.split("\n\n")[1]
)

COPIES = [
    # the text, and what was done to it
    (RAID[:CUT], "cut from the end"),
    ("Bloody morning in the north\n\n" + RAID, "another headline"),
    ("Subscribe to our newsletter. Share this on your networks.\n\n" + RAID, "furniture before it"),
    (RAID + "\n\n(Reporting by our bureau; editing by the night desk)", "furniture after it"),
    (RAID.replace("12", "twelve").replace("15", "fifteen").replace("nine", "9"), "numbers translated"),
    (RAID.replace("2,000", "two thousand").replace("20 women", "twenty women"), "thousands translated"),
    (RAID.replace("the", "tlie").replace("rn", "m"), "misread letters"),
    (RAID.replace("vill", "vil-\nl").replace("\n\n", " "), "lines broken"),
    (RAID.upper(), "capitals"),
    (RAID.removeprefix("GUSAU, Nigeria, March 3 (SNA) - "), "without its dateline"),
    (RAID.replace("15 people", "17 people"), "a figure brought up to date"),
]

STRANGERS = [
    # The same words of another place and other numbers: another happening.
    (
        RAID.replace("12", "31").replace("nine", "14").replace("Zamfara", "Borno").replace("Gusau", "Biu")
        .replace("GUSAU", "BIU").replace("Dansadau", "Konduga").replace("Monday", "Friday").replace("five", "eight")
        .replace("15", "40").replace("20", "60").replace("2,000", "700").replace("Musa Danladi", "Ali Kachalla"),
        "stock phrases",
    ),
    (FOLLOW_UP, "a follow-up that repeats a paragraph"),
    ("", "no text"),
    ("Read more on our site.", "nothing but furniture"),
]  # fmt: skip


def groups(reports: Sequence[LinkableReport]) -> list[tuple[str, ...]]:
    return [found.reports for found in group(reports).groups]


@pytest.mark.parametrize(("text", "what"), COPIES, ids=[what for _, what in COPIES])
def test_copies_are_found(text: str, what: str) -> None:
    assert groups([report("a", text=RAID), report("b", text=text)]) == [("a", "b")]


@pytest.mark.parametrize(("text", "what"), STRANGERS, ids=[what for _, what in STRANGERS])
def test_what_only_looks_alike_is_no_copy(text: str, what: str) -> None:
    assert groups([report("a", text=RAID), report("b", text=text)]) == []


def test_a_cut_copy_and_a_follow_up_stay_apart() -> None:
    reports = [report("a", text=RAID), report("b", text=RAID[:CUT]), report("c", text=FOLLOW_UP)]
    assert groups(reports) == [("a", "b")]


EARLIEST = [
    # published, the earliest, what it is told by
    (("2026-03-03T10:00", "2026-03-03T09:00"), "b", "published 2026-03-03T09:00"),
    (("2026-03-03T10:00+02:00", "2026-03-03T09:00Z"), "a", "published 2026-03-03T10:00+02:00"),
    (("2026-03-04", "2026-03-03T09:00"), "b", "published 2026-03-03T09:00"),
    # a day is as long as it is: the hour may lie before or behind the other report
    (("2026-03-03", "2026-03-03T09:00"), None, "2 reports of 2026-03-03, no order told"),
    (("2026-03-03", "2026-03-03"), None, "2 reports of 2026-03-03, no order told"),
    ((None, "2026-03-03"), "b", "published 2026-03-03; 1 without a day left out"),
    ((None, None), None, "no report states when it was published"),
    (("yesterday", None), None, "no report states when it was published"),
]


@pytest.mark.parametrize(("published", "earliest", "basis"), EARLIEST)
def test_the_earliest_is_stated(published: tuple[str | None, str | None], earliest: str | None, basis: str) -> None:
    reports = [report(name, text=RAID, published=day) for name, day in zip("ab", published, strict=True)]
    [found] = group(reports).groups
    assert (found.earliest, found.basis) == (earliest, basis)


def test_a_report_without_fingerprint_is_in_no_group() -> None:
    bare = LinkableReport(id="c", published=None, publisher=None, fingerprint=None)
    assert groups([report("a", text=RAID), bare, report("b", text=RAID)]) == [("a", "b")]


def test_a_changed_report_takes_the_place_of_the_old() -> None:
    index = CopyIndex()
    for one in (report("a", text=RAID), report("b", text=RAID), report("b", text=FOLLOW_UP)):
        index.add(one)
    assert index.grouping().groups == ()


def test_groups_are_told_by_report() -> None:
    grouping = group([report("a", text=RAID), report("b", text=RAID), report("c", text=FOLLOW_UP)])
    assert {name: found.reports for name, found in grouping.of_report().items()} == {"a": ("a", "b"), "b": ("a", "b")}


#: Texts of which some are copies of one another and some are not.
TEXTS = [RAID, *(text for text, _ in COPIES[:6]), STRANGERS[0][0], STRANGERS[0][0][:400], FOLLOW_UP, FOLLOW_UP[:500]]


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(len(TEXTS))))
def test_groups_do_not_depend_on_the_order_of_reports(order: list[int]) -> None:
    reports = [report(f"r{number}", text=text) for number, text in enumerate(TEXTS)]
    assert group([reports[number] for number in order]) == group(reports)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(range(len(TEXTS))), unique=True))
def test_adding_reports_one_by_one_gives_the_same_groups(order: list[int]) -> None:
    reports = [report(f"r{number}", text=TEXTS[number]) for number in order]
    index = CopyIndex()
    for at, one in enumerate(reports, 1):
        index.add(one)
        assert index.grouping() == group(reports[:at])


LINKED = [
    # pairs that are copies, and the groups at a bound of 0.4
    ({"ab": 1.0}, [("a", "b")]),
    ({"ab": 0.9, "bc": 0.9}, [("a", "b", "c")]),  # half of the pairs across are copies
    # one false pair between two groups of three joins nothing
    (dict.fromkeys(["ab", "ac", "bc", "de", "df", "ef"], 0.9) | {"cd": 0.5}, [("a", "b", "c"), ("d", "e", "f")]),
    ({}, []),
]


@pytest.mark.parametrize(("pairs", "expected"), LINKED)
def test_one_false_pair_joins_no_groups(pairs: dict[str, float], expected: list[tuple[str, ...]]) -> None:
    for order in permutations(pairs.items()) if len(pairs) < 4 else [pairs.items()]:
        copies: dict[str, dict[str, float]] = {}
        for (one, other), strength in order:
            copies.setdefault(one, {})[other] = strength
            copies.setdefault(other, {})[one] = strength
        assert joined(copies, 0.4) == expected
