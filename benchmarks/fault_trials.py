"""The faults that `faults.py` makes: each gives the problems that it found, in words."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import resource
import shutil
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from made_reports import Sample, made_reports
from sqlalchemy import NullPool, create_engine, select, text

from khaldun.errors import StoreError
from khaldun.records import dump_line
from khaldun.records.encoding import report_to_dict
from khaldun.store.sql import SqlStore
from khaldun.store.sql.tables import metadata
from khaldun.workflows import ingest as ingesting
from khaldun.workflows.config import RunConfig
from khaldun.workflows.ingest import IngestConfig, ingest

#: Reports kept together, fewer than usual: so a run has many transactions to be killed in.
BATCH = 8
#: Rows that tell of the runs themselves, which differ by their nature.
NOT_COMPARED = ("run",)
#: How often a kill is tried again that came after the end.
MISSES = 20
_processes = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Reports and their records, as files."""

    reports: Path
    coded: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A kind of database: a context that gives the address of an empty one; `end` ends all connections to one."""

    name: str
    new: Callable[[], AbstractContextManager[str]]
    end: Callable[[str], None]


def make_corpus(samples: Sequence[Sample], number: int, folder: Path) -> Corpus:
    """Made reports and their records from a few real ones, in files of this folder."""
    corpus = Corpus(reports=folder / "made.jsonl", coded=folder / "made-coded.jsonl")
    with corpus.reports.open("w", encoding="utf-8") as reports, corpus.coded.open("w", encoding="utf-8") as coded:
        for report, record in made_reports(samples, number):
            reports.write(dump_line(report_to_dict(report)) + "\n")
            coded.write(dump_line({**record, "khaldun": "made"}) + "\n")
    return corpus


def files(folder: Path) -> Places:
    """SQLite files."""

    @contextmanager
    def new() -> Iterator[str]:
        inner = folder / uuid.uuid4().hex
        inner.mkdir()
        yield str(inner / "store.sqlite")
        shutil.rmtree(inner)

    return Places(name="SQLite", new=new, end=lambda address: None)


def postgresql(server: str) -> Places:
    """Databases of a PostgreSQL server."""
    engine = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.execute(text(statement))

    @contextmanager
    def new() -> Iterator[str]:
        name = f"khaldun_faults_{uuid.uuid4().hex[:12]}"
        run(f"CREATE DATABASE {name}")
        yield server.rpartition("/")[0] + f"/{name}"
        run(f"DROP DATABASE {name} WITH (FORCE)")

    def end(address: str) -> None:
        name = address.rpartition("/")[2]
        run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    return Places(name="PostgreSQL", new=new, end=end)


def kill_while_keeping(corpus: Corpus, places: Places, kills: int, random: Random) -> list[str]:
    """Kills an ingest of coded reports at random points of its time, then runs it again."""
    with places.new() as address:
        begin = time.monotonic()
        keep(address, corpus)
        whole, expected = time.monotonic() - begin, rows_digest(address)
    return kill_and_repeat(lambda address: keep(address, corpus), places, kills, (whole, expected), random)


def kill_while_coding(reports: Path, places: Places, kills: int, random: Random) -> list[str]:
    """The same while reports are really coded."""
    config = RunConfig(inputs=(str(reports),))

    def code(address: str) -> None:
        with opened(address) as store:
            ingest(store, config, IngestConfig(), lambda tally: None)

    with places.new() as address:
        code(address)
        begin = time.monotonic()
        with places.new() as other:
            code(other)
            whole, expected = time.monotonic() - begin, rows_digest(other)
    return kill_and_repeat(code, places, kills, (whole, expected), random)


def kill_and_repeat(
    ingests: Callable[[str], None], places: Places, kills: int, unbroken: tuple[float, str], random: Random
) -> list[str]:
    """Kills ingests into new stores and runs them again; `unbroken`: seconds and digest of one that nothing breaks."""
    wrong = []
    for trial in range(kills):
        tries = (kill_and_finish(ingests, places, unbroken, random) for _ in range(MISSES))
        found = next((problems for problems in tries if problems is not None), ["no kill came in time"])
        wrong += [f"trial {trial}: {problem}" for problem in found]
    return wrong


def kill_and_finish(
    ingests: Callable[[str], None], places: Places, unbroken: tuple[float, str], random: Random
) -> list[str] | None:
    """What is wrong with a new store whose ingest was killed and run again; None where it was done by then."""
    whole, expected = unbroken
    with places.new() as address:
        SqlStore(address, create=True).close()
        if not kill_in_time(lambda: ingests(address), whole, random):
            return None
        ingests(address)
        return problems(address, expected)


def two_at_once(corpus: Corpus, places: Places) -> list[str]:
    """Two ingests of the same reports into one store that does not exist yet: both end well, nothing is kept twice."""
    with places.new() as address:
        keep(address, corpus)
        expected = records_digest(address)
    with places.new() as address:
        both = [Child(lambda: keep(address, corpus)) for _ in range(2)]
        ended = [child.wait() for child in both]
        wrong = [f"ended with {code}: {said}" for code, said in ended if code]
        found = records_digest(address)
        return [*wrong, *faults(address), *([] if found == expected else ["the records are not those of one ingest"])]


def fill_disk(corpus: Corpus, places: Places, trials: int, random: Random) -> list[str]:
    """Ingests with too little room: a clear error, nothing half kept, complete when there is room."""
    with places.new() as address:
        keep(address, corpus)
        room, expected = Path(address).stat().st_size, rows_digest(address)
    wrong = []
    for trial in range(trials):
        with places.new() as address:
            SqlStore(address, create=True).close()
            limit = random.randrange(room // 3, room * 2 // 3)
            code, said = Child(lambda: keep(address, corpus), room=limit).wait()
            if code != 2 or "disk" not in said:
                wrong.append(f"trial {trial}: ended with {code}: {said}")
            wrong += [f"trial {trial}, full: {fault}" for fault in faults(address)]
            keep(address, corpus)
            wrong += [f"trial {trial}: {problem}" for problem in problems(address, expected)]
    return wrong


def lose_connection(corpus: Corpus, places: Places, trials: int, random: Random) -> list[str]:
    """The server ends the connection of an ingest: a clear error, complete when it is run again."""
    with places.new() as address:
        begin = time.monotonic()
        keep(address, corpus)
        whole, expected = time.monotonic() - begin, rows_digest(address)
    wrong = []
    for trial in range(trials):
        with places.new() as address:
            SqlStore(address, create=True).close()
            child = Child(lambda: keep(address, corpus))
            child.begun()
            time.sleep(random.uniform(0.1, 0.8) * whole)
            places.end(address)
            code, said = child.wait()
            if code not in (0, 2) or (code == 2 and "connection" not in said):
                wrong.append(f"trial {trial}: ended with {code}: {said}")
            keep(address, corpus)
            wrong += [f"trial {trial}: {problem}" for problem in problems(address, expected)]
    return wrong


class Child:
    """An ingest in a process of its own, which can be killed; `room`: so large may a file of it become."""

    def __init__(self, action: Callable[[], None], *, room: int | None = None) -> None:
        self._ours, theirs = _processes.Pipe()
        self.process = _processes.Process(target=_run, args=(theirs, action, room))
        self.process.start()
        theirs.close()

    def begun(self) -> None:
        """Waits until it begins."""
        self._ours.recv()

    def wait(self) -> tuple[int | None, str]:
        """The exit code, and what it said when it was refused."""
        self.process.join()
        said = ""
        with suppress(EOFError, ConnectionResetError):
            while True:
                said = str(self._ours.recv())
        return self.process.exitcode, said


def _run(connection: Connection, action: Callable[[], None], room: int | None) -> None:
    if room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    connection.send("begun")
    try:
        action()
    except StoreError as error:
        connection.send(str(error))
        connection.close()
        os._exit(2)


def kill_in_time(action: Callable[[], None], whole: float, random: Random) -> bool:
    """Kills a process at a random point of its time; False where it was done by then."""
    child = Child(action)
    child.begun()
    time.sleep(random.random() * whole)
    child.process.kill()
    return child.wait()[0] != 0


@contextmanager
def opened(address: str) -> Iterator[SqlStore]:
    """A store, which is made where there is none."""
    store = SqlStore(address, create=True)
    yield store
    store.close()


def keep(address: str, corpus: Corpus) -> None:
    """Ingests a corpus that is coded."""
    ingesting.BATCH = BATCH
    with opened(address) as store:
        config = RunConfig(inputs=(str(corpus.reports),))
        ingest(store, config, IngestConfig(coded=corpus.coded), lambda tally: None)


def problems(address: str, expected: str) -> list[str]:
    """What is wrong with a store that should have these rows."""
    found = faults(address)
    return found if rows_digest(address) == expected else [*found, "the rows are not those of an unbroken run"]


def faults(address: str) -> list[str]:
    """What `khaldun db check` says."""
    with opened(address) as store:
        return store.faults()


def rows_digest(address: str) -> str:
    """A digest of all rows of all tables, but for those that tell of runs."""
    digest = hashlib.blake2b()
    with opened(address) as store, store.engine.connect() as connection:
        for table in (one for one in metadata.sorted_tables if one.name not in NOT_COMPARED):
            for row in connection.execute(select(table).order_by(*table.primary_key)):
                digest.update(repr((table.name, *row)).encode())
    return digest.hexdigest()


def records_digest(address: str) -> str:
    """A digest of all reports with their records, in the order of their ids."""
    with opened(address) as store, store.view() as view:
        rows = sorted(
            json.dumps([kept.report.id, kept.report.text, kept.version, kept.record]) for kept in view.reports()
        )
    return hashlib.blake2b("\n".join(rows).encode()).hexdigest()
