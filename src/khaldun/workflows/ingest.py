"""Reads, codes and keeps: reports of any input into a store, in batches that are kept whole or not at all.

A run that was broken off is taken up by running it again: what is kept is passed over. Reports are coded in the same
chunks as ever, and a chunk is kept in one transaction, so the records are those of one unbroken run.
"""

from __future__ import annotations

import gc
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from khaldun.records import CodedReport, Report, to_dict
from khaldun.records.encoding import JsonObject
from khaldun.records.software import software_version
from khaldun.store import Coding, Kept, Store, Tally
from khaldun.workflows.code_corpus import code_chunks, digest_of, in_chunks, read_reports
from khaldun.workflows.coded_input import CodedInput
from khaldun.workflows.config import RunConfig
from khaldun.workflows.link_store import link_store

#: Reports kept together where their records come with them.
BATCH = 1024
#: What is said of the model where the learned reader did not take part.
RULES_ALONE = "rules alone"
#: Told after each batch: all that the run did until now.
Watch = Callable[[Tally], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestConfig:
    """What is kept, and how: `coded` is the output of `khaldun annotate` on the same inputs, used instead of coding.

    `recode`: also reports that are kept as they are, where another version, model or codebook made their records.
    `link`: make the incidents of all that is kept anew at the end.
    """

    coded: Path | None = None
    recode: bool = False
    link: bool = True


def ingest(store: Store, config: RunConfig, options: IngestConfig, watch: Watch) -> Tally:
    """Keeps the reports of all inputs with their records, and says what was done.

    Raises ReaderError, CodebookError, ConfigError or StoreError; what was kept until then stays.
    """
    return ingest_reports(store, read_reports(config), config, options, watch)


def ingest_reports(
    store: Store, reports: Iterable[Report], config: RunConfig, options: IngestConfig, watch: Watch
) -> Tally:
    """Keeps these reports instead of those of the inputs."""
    given = None if options.coded is None else CodedInput(options.coded)
    coding = coding_of(config) if given is None else given.coding
    run = _Run(store, coding, options.recode, watch)
    run.begin(_options_of(config, options))
    if given is None:
        run.keep_all(_coded_here(run, reports, config))
    else:
        with without_collector():
            run.keep_all(_coded_before(run, reports, given))
    run.finish()
    if options.link:
        link_store(store)
    return run.tally


def recode(store: Store, config: RunConfig, watch: Watch) -> Tally:
    """Codes all reports of a store anew, from the texts that it keeps; replaces their records at once at the end."""
    return ingest_reports(store, _kept_reports(store), config, IngestConfig(recode=True), watch)


def _kept_reports(store: Store) -> Iterator[Report]:
    """The newest version of every report, of the state that the store has now."""
    with store.view() as view:
        for kept in view.reports():
            yield kept.report


def coding_of(config: RunConfig) -> Coding:
    """What will make the records of a run.

    Raises CodebookError when a codebook of the user cannot be read.
    """
    from khaldun.codebooks.catalogue import labels

    own = tuple(digest_of(path) for path in config.codebooks)
    model = (config.model or "") if config.reader else f"{config.model or ''} {RULES_ALONE}".strip()
    return Coding(khaldun=software_version(), model=model, codebooks=labels(config.codebooks), own=own)


@dataclass(slots=True)
class _Run:
    """A run that goes on; what is passed over is told with the next batch."""

    store: Store
    coding: Coding
    recode: bool
    watch: Watch
    tally: Tally = field(default_factory=Tally)
    number: int = 0

    def begin(self, options: str) -> None:
        with self.store.writer() as writer:
            self.number = writer.begin_run(self.coding, options=options, at=_now())

    def wanted(self, chunk: Sequence[Report]) -> list[Report]:
        """The reports of a chunk that the store has no record of this coding for; the others are counted."""
        with self.store.view() as view:
            standings = view.standing(chunk, self.coding)
        found = []
        for report in chunk:
            standing = standings[report.id]
            if standing in ("new", "changed") or (standing == "outdated" and self.recode):
                found.append(report)
            else:
                self.tally += _passed(standing)
        return found

    def keep_all(self, batches: Iterable[Sequence[Kept]]) -> None:
        for items in batches:
            self.keep(items)

    def keep(self, items: Sequence[Kept]) -> None:
        with self.store.writer() as writer:
            self.tally += writer.keep(items, self.coding)
            writer.note_run(self.number, self.tally)
        self.watch(self.tally)

    def finish(self) -> None:
        """Puts what was coded anew in force as a whole."""
        with self.store.writer() as writer:
            if self.recode:
                writer.replace(self.coding)
            writer.note_run(self.number, self.tally, finished_at=_now())
        self.watch(self.tally)


@contextmanager
def without_collector() -> Iterator[None]:
    """Without Python's collector of cycles: records have none, and looking for them takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _coded_here(run: _Run, reports: Iterable[Report], config: RunConfig) -> Iterator[list[Kept]]:
    waiting: deque[list[Report]] = deque()

    def wanted() -> Iterator[list[Report]]:
        for chunk in in_chunks(reports):
            if found := run.wanted(chunk):
                waiting.append(found)
                yield found

    found_first = list(islice(chunks := wanted(), 1))
    if not found_first:  # then no pipeline is loaded
        return
    for coded in code_chunks(config, chain(found_first, chunks)):
        found = waiting.popleft()
        yield [Kept(report=report, record=_record(one)) for report, one in zip(found, coded, strict=True)]


def _coded_before(run: _Run, reports: Iterable[Report], given: CodedInput) -> Iterator[list[Kept]]:
    batch: dict[str, Kept] = {}

    def wanted() -> list[Kept]:
        found = run.wanted([item.report for item in batch.values()])
        return [batch[report.id] for report in found]

    for item in given.with_records(reports):
        batch[item.report.id] = item
        if len(batch) == BATCH:
            yield wanted()
            batch = {}
    yield wanted()


def _record(coded: CodedReport) -> JsonObject:
    return to_dict(coded)


def _passed(standing: str) -> Tally:
    return {"deleted": Tally(refused=1), "outdated": Tally(outdated=1)}.get(standing, Tally(unchanged=1))


def _options_of(config: RunConfig, options: IngestConfig) -> str:
    told = asdict(config) | {"codebooks": [str(path) for path in config.codebooks], "recode": options.recode}
    return json.dumps(told | {"coded": str(options.coded) if options.coded else None}, ensure_ascii=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
