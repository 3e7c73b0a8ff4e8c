"""False alarms: events coded in reports of purely local, non-political news, and how many of them a reader strikes.

    python benchmarks/local_news.py ../shared/bench [--coded OUT.jsonl] [--show]

The reports are chosen by rule from LGL (`places/reports.jsonl`), without regard to what is coded in them: not in the
gold of whole reports, all places in one country and nearly all within one circle, none of the words of politics in
`local_news.toml`; of these the first by the SHA-1 of their ids. `local_news_ids.txt` lists them: the choice must agree.
`local_news_read.tsv` holds what one reading of the events of the sample (the first of them) said of each: kept or
struck. Events that it does not know count as unread. Prints events a report, and in the sample struck ones a report.
Exit code 2 when the choice has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
RULE = tomllib.loads((HERE / "local_news.toml").read_text("utf-8"))["local_news"]
IDS, READ = HERE / "local_news_ids.txt", HERE / "local_news_read.tsv"
#: Feature classes of countries and continents, which say nothing of how local a report is.
LARGE = ("PCLI", "CONT")
EARTH = 12742.0


def main() -> int:
    """Chooses, codes, prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path, help="folder of the gold corpora")
    parser.add_argument("--coded", type=Path, help="output of khaldun annotate on the reports, instead of coding them")
    parser.add_argument("--show", action="store_true", help="print the events of the sample with what was said of them")
    options = parser.parse_args()
    reports = chosen(options.bench)
    if [report["id"] for report in reports] != IDS.read_text("utf-8").split():
        print(f"the reports chosen are not those of {IDS.name}", file=sys.stderr)
        return 2
    coded = _rows(options.coded) if options.coded else list(_code(reports))
    _tell(coded, {report["id"] for report in reports[: RULE["sample"]]}, show=options.show)
    return 0


def chosen(bench: Path) -> list[dict[str, Any]]:
    """The reports of purely local, non-political news, in their order."""
    gold = {row["id"]: row["places"] for row in _rows(bench / "places" / "gold.jsonl")}
    out = {row["id"] for part in ("train.reports", "reports") for row in _rows(bench / "whole" / f"{part}.jsonl")}
    words = "|".join(re.escape(word) for word in RULE["political"])
    political = re.compile(rf"\b(?:{words})(?:s|es|'s|’s)?\b", re.IGNORECASE)
    found = [
        row
        for row in _rows(bench / "places" / "reports.jsonl")
        if row["id"] not in out and is_local(gold[row["id"]]) and not political.search(f"{row['text']} {row['title']}")
    ]
    return sorted(found, key=lambda row: hashlib.sha1(row["id"].encode()).hexdigest())[: RULE["reports"]]


def is_local(places: Iterable[Mapping[str, Any]]) -> bool:
    """Whether all places with coordinates are in one country, and nearly all near their median."""
    known = [place for place in places if place.get("lat") is not None]
    points = [(place["lat"], place["lon"]) for place in known if place.get("fcode") not in LARGE]
    if not points or len({place["country"] for place in known}) > 1:
        return False
    middle = (median(lat for lat, _ in points), median(lon for _, lon in points))
    near = sum(_km(point, middle) < RULE["radius"] for point in points)
    return bool(near >= RULE["within"] * len(points))


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance (haversine formula)."""
    lat, lon, lat2, lon2 = (math.radians(value) for value in (*one, *other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return EARTH * math.asin(math.sqrt(half))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def _code(reports: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    from khaldun import Coder, Report
    from khaldun.records import to_dict

    coder = Coder()
    for row in reports:
        yield to_dict(
            coder.code(Report(id=row["id"], text=row["text"], title=row["title"], published=row["published"]))
        )


def _tell(coded: Iterable[Mapping[str, Any]], sample: set[str], *, show: bool) -> None:
    said = _said()
    events = [(row["id"], event) for row in coded for event in row["events"]]
    print(f"{len(events)} events in {RULE['reports']} reports, {len(events) / RULE['reports']:.2f} a report")
    verdicts = [
        (said.get(_key(report, event), "unread"), report, event) for report, event in events if report in sample
    ]
    count = {name: sum(1 for verdict, _, _ in verdicts if verdict == name) for name in ("kept", "struck", "unread")}
    print(f"sample of {len(sample)}: {count['kept']} kept, {count['struck']} struck, {count['unread']} unread")
    print(f"struck a report: {count['struck'] / len(sample):.2f} (target 0.4)")
    for verdict, report, event in verdicts if show else ():
        print(verdict, *_key(report, event), event["trigger"]["text"], sep="\t")


def _key(report: str, event: Mapping[str, Any]) -> tuple[str, str, str]:
    return report, str(event["trigger"]["start"]), event["type"]


def _said() -> dict[tuple[str, str, str], str]:
    lines = [line for line in READ.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {(report, start, kind): verdict for report, start, kind, verdict in (line.split("\t") for line in lines[1:])}


if __name__ == "__main__":
    sys.exit(main())
