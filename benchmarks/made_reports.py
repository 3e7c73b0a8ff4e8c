"""Makes any number of coded reports from a few: other names, countries, days, figures and words, by a fixed seed.

They say nothing true; they have the size, the number of events and the spread of values of real ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from khaldun.records import Report, to_json

Record = dict[str, Any]
EXAMPLES = Path(__file__).parent.parent / "examples" / "reports.jsonl"
#: They come in the order of their days, as an archive does.
FIRST_DAY, REPORTS_A_DAY = date(2015, 1, 1), 36
#: Words of the language of these reports, and how many of them a text gets beyond those of its sample.
WORDS, ADDED = 30_000, 60
COUNTRIES = (
    "USA", "RUS", "ISR", "PSE", "SYR", "TUR", "IRQ", "IRN", "UKR", "NGA", "SDN", "ETH", "MMR", "AFG", "PAK",
    "IND", "CHN", "FRA", "GBR", "DEU", "COD", "SOM", "MLI", "BFA", "YEM", "EGY", "LBY", "LBN", "VEN", "COL",
    "MEX", "HTI", "PHL", "THA", "BGD", "LKA", "KEN", "UGA", "TCD", "CMR", "NER", "MOZ", "ZAF", "ZWE", "GEO",
    "ARM", "AZE", "BLR", "POL", "SRB", "KSV", "TUN", "DZA", "MAR", "SEN", "GIN",
)  # fmt: skip
_COUNTS = ("deaths", "injuries", "detained", "displaced", "participants")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A real report and its record, as text in which ids and values are exchanged."""

    report: Report
    record: str


def coded_samples() -> list[Sample]:
    """The sample reports with their records, coded here."""
    from khaldun.pipeline.coder import Coder

    reports = [Report(**json.loads(line)) for line in EXAMPLES.read_text("utf-8").splitlines()]
    return [Sample(report=one.report, record=to_json(one)) for one in Coder().code_batch(reports)]


def made_reports(samples: Sequence[Sample], number: int, *, start: int = 0) -> Iterator[tuple[Report, Record]]:
    """`number` reports with their records, from the `start`-th on; the same for the same arguments."""
    for place in range(start, start + number):
        random = Random(place)
        sample = samples[place % len(samples)]
        day = FIRST_DAY + timedelta(days=place // REPORTS_A_DAY)
        words = " ".join(_word(random) for _ in range(ADDED))
        report = Report(
            id=f"made-{place:08}",
            text=f"{sample.report.text}\n{words}",
            title=sample.report.title,
            published=day.isoformat(),
            publisher=f"Agency {_frequent(random, 200)}",
        )
        yield report, _record(sample, report, random, day)


def _record(sample: Sample, report: Report, random: Random, day: date) -> Record:
    record: Record = json.loads(sample.record)
    record["id"] = report.id
    country = COUNTRIES[_frequent(random, len(COUNTRIES))]
    for position, event in enumerate(record["events"]):
        event["id"] = f"ev-{report.id[5:]}-{position:02}"
        for party in (*event["actor"], *event["recipient"]):
            party["country"] = party["country"] and COUNTRIES[_frequent(random, len(COUNTRIES))]
            party["name"] = f"{party['name']} {_word(random)}"
        if event["place"]:
            event["place"] |= {
                "country": country,
                "name": _word(random).capitalize(),
                "gazetteer_id": str(random.randrange(10**6)),
            }
        if event["date"]:
            told = (day - timedelta(days=random.randrange(7))).isoformat()
            event["date"] |= {"from": told, "to": told}
        for name in _COUNTS:
            if event[name]:
                figure = int(random.lognormvariate(1.5, 1.2)) + 1
                event[name] |= {"low": figure, "high": figure, "best": figure}
    return record


def _word(random: Random) -> str:
    """A word; the first ones of the language are the most frequent, as in any language."""
    number, letters = _frequent(random, WORDS), []
    for _ in range(5):
        number, letter = divmod(number, 26)
        letters.append("etaoinshrdlucmfwypvbgkjqxz"[letter])
    return "".join(letters)


def _frequent(random: Random, number: int) -> int:
    """0 to `number` - 1, the first ones most often (about as 1 : 1/2 : 1/3 …)."""
    return min(int(number ** random.random()) - 1 if number > 1 else 0, number - 1)
