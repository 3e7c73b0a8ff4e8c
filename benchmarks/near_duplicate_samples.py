"""Reports of our own for the near-duplicate benchmark: texts, their edited copies, and what only looks like a copy.

Of each topic there are several happenings. Reports of different groups that are made to look alike:
* *stock phrases*: another happening elsewhere, told sentence by sentence in the same words;
* *it happened again*: the same place and kind, the same words, other numbers, names, village and day;
* *told anew*: the same happening with the same facts in other words (an independent account);
* *follow-up*: what came after, with one to four paragraphs of the first report word for word as background;
* *examples*: the sample reports of `examples/`, which share nothing.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

from near_duplicate_edits import COMBINED, EDITS, TEXTS, edited

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports.jsonl"
#: Copies of each report: single edits and combined ones.
SINGLE, TOGETHER = 3, 2
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_FIRST_DAY = date(2026, 1, 5)


#: A topic of `topics.toml`: its name, titles, paragraphs in two wordings, and paragraphs that open a follow-up.
Topic = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One report: `group` is what it is a copy of, `kind` what was done to it or how it relates to others."""

    id: str
    group: str
    kind: str
    text: str
    published: str


def samples(seed: int, places_a_topic: int = 2) -> list[Sample]:
    """All reports, in an order that says nothing."""
    random = Random(seed)
    originals = [*_examples(), *chain.from_iterable(_topics(random, places_a_topic))]
    made = [copy for original in originals for copy in (original, *_copies(original, random))]
    random.shuffle(made)
    return made


def _examples() -> Iterator[Sample]:
    for line in EXAMPLES.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Sample(id=row["id"], group=row["id"], kind="examples", text=row["text"], published=row["published"])


def _topics(random: Random, places_a_topic: int) -> Iterator[list[Sample]]:
    topics = tomllib.loads((TEXTS / "topics.toml").read_text("utf-8"))["topic"]
    places = _places()
    random.shuffle(places)
    for number, topic in enumerate(topics):
        chosen = [places[(number * places_a_topic + step) % len(places)] for step in range(places_a_topic)]
        yield [sample for place in chosen for sample in _happenings(topic, place, random)]


def _happenings(topic: Topic, place: Mapping[str, str], random: Random) -> Iterator[Sample]:
    """One happening with its independent account and its follow-up, and another of the same kind weeks later."""
    name = f"{topic['name']}-{place['town']}".replace(" ", "-").lower()
    day = _FIRST_DAY + timedelta(days=random.randrange(250))
    facts = _facts(place, day, random)
    first = _report(topic, facts, [0, 0, 0, 0, 0])
    yield Sample(id=name, group=name, kind="stock phrases", text=first, published=day.isoformat())
    anew = _report(topic, facts | {"agency": "Staff"}, [1, 1, 1, 1, 1])
    yield Sample(id=f"{name}-anew", group=f"{name}-anew", kind="told anew", text=anew, published=_later(day, 1))
    follow_up = _follow_up(topic, facts, random)
    yield Sample(id=f"{name}-then", group=f"{name}-then", kind="follow-up", text=follow_up, published=_later(day, 2))
    again = day + timedelta(days=random.randrange(7, 60))
    village = random.choice(_places())["village"]
    other = _facts({**place, "village": village}, again, random)
    yield Sample(
        id=f"{name}-again",
        group=f"{name}-again",
        kind="it happened again",
        text=_report(topic, other, [0, 0, 0, 0, 0]),
        published=again.isoformat(),
    )


def _copies(original: Sample, random: Random) -> Iterator[Sample]:
    single = random.sample(list(EDITS), SINGLE)
    for number, names in enumerate([*((name,) for name in single), *random.sample(COMBINED, TOGETHER)], 1):
        yield replace(
            original,
            id=f"{original.id}/{number}",
            kind=" + ".join(names),
            text=edited(original.text, names, random),
            published=_later(date.fromisoformat(original.published[:10]), random.randrange(3)),
        )


def _report(topic: Topic, facts: Mapping[str, str], wording: Sequence[int]) -> str:
    paragraphs = [str(choices[pick]) for choices, pick in zip(topic["paragraphs"], wording, strict=True)]
    return facts["dateline"] + "\n\n".join(paragraphs).format_map(facts)


def _follow_up(topic: Topic, facts: Mapping[str, str], random: Random) -> str:
    """New paragraphs first, then background word for word."""
    background = sorted(random.sample(range(5), random.choice((1, 2, 3, 4))))
    told = [str(topic["paragraphs"][number][0]) for number in background]
    return facts["next_dateline"] + "\n\n".join([*map(str, topic["follow_up"]), *told]).format_map(facts)


def _facts(place: Mapping[str, str], day: date, random: Random) -> dict[str, str]:
    numbers = sorted(random.sample(range(2, 60), 4))
    people = place["people"].split(";")
    random.shuffle(people)
    after = day + timedelta(days=2)
    agency = random.choice(("SNA", "LPS", "Horn Daily", "Maghreb Wire", "Continental News"))
    where = f"{place['town'].upper()}, {place['country']}"
    return {
        **{key: value for key, value in place.items() if key != "people"},
        **{f"n{number}": str(value) for number, value in enumerate(numbers, 1)},
        **{f"person{number}": name for number, name in enumerate(people, 1)},
        "day": _DAYS[day.weekday()],
        "next_day": _DAYS[after.weekday()],
        "month": _MONTHS[(day.month + 7) % 12],
        "dateline": f"{where}, {_MONTHS[day.month - 1]} {day.day} ({agency}) - ",
        "next_dateline": f"{where}, {_MONTHS[after.month - 1]} {after.day} ({agency}) - ",
    }


def _later(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()


def _places() -> list[dict[str, str]]:
    lines = [line for line in (TEXTS / "places.tsv").read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))
