"""Measures a store of many events: how fast records are kept, and how long a page of what a query finds takes.

    python benchmarks/store.py [--events 1000000] [--db PATH] [--rounds 5] [--write]

Records made from the sample reports (`made_reports.py`) are written to files, a portion at a time, and kept by what
`khaldun ingest --coded --no-link` calls; only that is timed. After each portion as many bare rows of the size of a
record go into a table without indexes on the same disk, for comparison. With `--db` the file stays; one that is there
is filled up to the number. Exit codes: 0, 1 (a target is missed).
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import MappingProxyType

from made_reports import Sample, coded_samples, made_reports
from rich.console import Console
from rich.table import Table

from khaldun.evaluation.document import with_section
from khaldun.records import dump_line
from khaldun.records.encoding import report_to_dict
from khaldun.store import parse_query
from khaldun.store.sql import SqlStore
from khaldun.workflows.config import RunConfig
from khaldun.workflows.ingest import IngestConfig, ingest

DOCUMENT = Path(__file__).parent.parent / "BENCHMARKS.md"
#: What is to be reached: events kept a second, milliseconds for a page.
EVENTS_A_SECOND, PAGE_MS = 5_000, 100
PAGE = 50
HEADINGS = ("query", "as typed", "found", "first page", "median page", "slowest page", "by CPU clock", "count")
#: Reports made and kept at a time, so that no file of records grows beyond the disk.
AT_ONCE = 2_000
#: Bare rows that stand in one transaction, as many as a batch of reports has events; each has the bytes of a record.
BARE_BATCH, BARE_BYTES = 1_800, 570

QUERIES: Mapping[str, str] = MappingProxyType({
    "everything": "",
    "a type": "type:ASSAULT",
    "either of two types": "type:ASSAULT,PROTEST country:NGA",
    "a type and a country": "type:ASSAULT country:NGA",
    "a rare country": "country:GIN",
    "type, actor, figure": "type:ASSAULT actor:TUR deaths>3",
    "a year": "on:2019",
    "a type in a month": "type:PROTEST after:2019-03-01 before:2019-03-31",
    "the oldest days": "type:ASSAULT before:2015-02",
    "many deaths": "deaths>100",
    "a frequent word": "village",
    "a rare word": "{rare}",
    "a phrase": '"police said"',
    "type, place, day, figure, phrase": 'type:ASSAULT country:USA after:2018-01-20 deaths>3 "police said"',
    "a rare place": "place:{rare}",
    "a name of two words": 'actor:"gunmen {rare}"',
    "who says it": "source:police status:actual",
    "not a type": "-type:ASSAULT country:SYR",
    "a publisher": 'publisher:"agency 3"',
    "a rare publisher": 'publisher:"agency 187" type:PROTEST',
    "words of a sentence": "sentence:motorcycles deaths>20",
    "what nothing meets": "type:ASSAULT country:GIN mode:abduct deaths>5000",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Events kept in one go, and the seconds that took by both clocks; the same for as many bare rows."""

    events: int
    wall: float
    cpu: float
    bare_wall: float
    bare_cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """All portions, and what the file has in the end."""

    portions: Sequence[Portion]
    events: int
    reports: int
    size: int

    @property
    def a_second(self) -> float:
        """Events kept a second, over all portions of this run."""
        return self._rate(lambda one: one.wall)

    def rows(self) -> Iterator[tuple[str, str]]:
        """What was measured, and its value."""
        yield "events in the file", f"{self.events:,} of {self.reports:,} reports"
        yield "bytes of the file an event", f"{self.size / self.events:,.0f}"
        if self.portions:
            yield "events kept by this run", f"{sum(one.events for one in self.portions):,}"
            yield "events kept a second", f"{self.a_second:,.0f}"
            yield "in the fastest portion", f"{max(one.events / one.wall for one in self.portions):,.0f}"
            yield "by the processor's clock", f"{self._rate(lambda one: one.cpu):,.0f}"
            yield "bare rows a second", f"{self._rate(lambda one: one.bare_wall):,.0f}"
            yield "in the fastest portion", f"{max(one.events / one.bare_wall for one in self.portions):,.0f}"
            yield "by the processor's clock", f"{self._rate(lambda one: one.bare_cpu):,.0f}"

    def _rate(self, seconds: Callable[[Portion], float]) -> float:
        return sum(one.events for one in self.portions) / sum(map(seconds, self.portions))


@dataclass(slots=True, kw_only=True)
class Asked:
    """How long a query took: to count all that it finds, for the first page at first, and then again and again."""

    name: str
    query: str
    found: int = 0
    count_ms: float = 0.0
    first_ms: float = 0.0
    pages_ms: list[float] = field(default_factory=list)
    cpu_ms: float = 0.0

    @property
    def median(self) -> float:
        """The median of the pages after the first."""
        return median(self.pages_ms)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="khaldun-store-", dir=options.folder) as name:
        path = options.db or Path(name) / "store.sqlite"
        filling = fill(path, options.events, Path(name))
        asked = [ask(path, name, query.format(rare="nrtee"), options.rounds) for name, query in QUERIES.items()]
    Console(width=None if sys.stdout.isatty() else 140).print(*_tables(filling, asked))
    if options.write:
        before = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
        DOCUMENT.write_text(with_section(before, "store", section(filling, asked)), "utf-8")
    slow = filling.portions and filling.a_second < EVENTS_A_SECOND
    return 1 if slow or median(one.median for one in asked) > PAGE_MS else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000, help="how many events the store gets (1,000,000)")
    parser.add_argument("--db", type=Path, help="the SQLite file, which stays; one that is there is filled up")
    parser.add_argument("--folder", type=Path, help="where temporary files are made (several gigabytes)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is asked for (5)")
    parser.add_argument("--write", action="store_true", help="write the section of BENCHMARKS.md")
    return parser


def fill(path: Path, events: int, folder: Path) -> Filling:
    """Keeps made reports until there are so many events."""
    samples: Sequence[Sample] = ()
    portions: list[Portion] = []
    with _store(path) as store:
        while (numbers := _numbers(store))["events"] < events:
            samples = samples or coded_samples()
            write_files(samples, numbers["reports"], folder)
            portions.append(keep_portion(store, folder))
            done = numbers["events"] + portions[-1].events
            rate = portions[-1].events / portions[-1].wall
            print(f"{done:,} events, the last ones {rate:,.0f} a second", file=sys.stderr, flush=True)
    return Filling(portions=portions, events=numbers["events"], reports=numbers["reports"], size=path.stat().st_size)


def _numbers(store: SqlStore) -> Mapping[str, int]:
    with store.view() as view:
        return view.stats()


def keep_portion(store: SqlStore, folder: Path) -> Portion:
    """Keeps the records that are in the files now, then as many bare rows."""
    config = RunConfig(inputs=(str(folder / "reports.jsonl"),))
    wall, cpu = time.monotonic(), time.process_time()
    tally = ingest(store, config, IngestConfig(coded=folder / "coded.jsonl", link=False), lambda tally: None)
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    bare_wall, bare_cpu = keep_bare(folder / "bare.sqlite", tally.events)
    return Portion(events=tally.events, wall=wall, cpu=cpu, bare_wall=bare_wall, bare_cpu=bare_cpu)


def keep_bare(path: Path, number: int) -> tuple[float, float]:
    """Puts bare rows into a file that is opened as the store opens its own; seconds by both clocks."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, type TEXT, day INTEGER, record BLOB)")
    record = bytes(BARE_BYTES)
    wall, cpu = time.monotonic(), time.process_time()
    for first in range(0, number, BARE_BATCH):
        rows = [(place, "ASSAULT", place % 4000, record) for place in range(first, min(first + BARE_BATCH, number))]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO bare VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    connection.close()
    path.unlink()
    return wall, cpu


def write_files(found: Sequence[Sample], start: int, folder: Path) -> None:
    """The next made reports and their records."""
    with (
        (folder / "reports.jsonl").open("w", encoding="utf-8") as reports,
        (folder / "coded.jsonl").open("w", encoding="utf-8") as coded,
    ):
        for report, record in made_reports(found, AT_ONCE, start=start):
            reports.write(dump_line(report_to_dict(report)) + "\n")
            coded.write(dump_line({**record, "khaldun": "made"}) + "\n")


def ask(path: Path, name: str, query: str, rounds: int) -> Asked:
    """Asks for pages as `khaldun find` does, each in a reading of its own; the first with a new connection."""
    asked, parsed = Asked(name=name, query=query), parse_query(query)

    def page() -> None:
        with store.view() as view:
            list(view.find(parsed, limit=PAGE))

    with _store(path) as store:
        asked.first_ms = _ms(page)
        cpu = time.process_time()
        asked.pages_ms = [_ms(page) for _ in range(rounds)]
        asked.cpu_ms = 1000 * (time.process_time() - cpu) / rounds
        begin = time.monotonic()
        with store.view() as view:
            asked.found = view.count(parsed)
        asked.count_ms = 1000 * (time.monotonic() - begin)
    return asked


def _ms(action: Callable[[], None]) -> float:
    begin = time.monotonic()
    action()
    return 1000 * (time.monotonic() - begin)


@contextmanager
def _store(path: Path) -> Iterator[SqlStore]:
    store = SqlStore(str(path), create=True)
    try:
        yield store
    finally:
        store.close()


def asked_row(asked: Asked) -> tuple[str, ...]:
    """A query's name, what it finds, and its times in milliseconds."""
    times = (asked.first_ms, asked.median, max(asked.pages_ms), asked.cpu_ms, asked.count_ms)
    return (asked.name, asked.query, f"{asked.found:,}", *(f"{time:,.0f}" for time in times))


def _tables(filling: Filling, asked: Sequence[Asked]) -> Iterator[Table]:
    kept = Table(box=None, pad_edge=False, show_header=False)
    for row in filling.rows():
        kept.add_row(*row)
    yield kept
    pages = Table(box=None, pad_edge=False, header_style="bold", title=f"pages of {PAGE}, milliseconds")
    for heading in HEADINGS:
        pages.add_column(heading, justify="left" if heading in HEADINGS[:2] else "right")
    for one in asked:
        pages.add_row(*asked_row(one))
    yield pages


def section(filling: Filling, asked: Sequence[Asked]) -> str:
    """The section of BENCHMARKS.md."""
    return "\n".join([
        "## Store\n",
        "Command: `make bench-store`. Records made from the sample reports are kept in an SQLite file by\n"
        "`khaldun ingest --coded --no-link`; then pages of 50 events are asked for as by `khaldun find`.\n",
        "| figure | now |\n| --- | ---: |",
        *(f"| {' | '.join(row)} |" for row in filling.rows()),
        f"\nMilliseconds; over all queries the median page takes {median(one.median for one in asked):,.0f} ms.\n",
        f"| {' | '.join(HEADINGS)} |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(f"| {name} | `{query}` | {' | '.join(rest)} |" for name, query, *rest in map(asked_row, asked)),
    ])


if __name__ == "__main__":
    sys.exit(main())
