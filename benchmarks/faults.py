"""Breaks ingests in every way that we know of, and looks whether the store is whole and complete afterwards.

    python benchmarks/faults.py [--kills 50] [--seed 1] [--only SQLite|PostgreSQL] [--postgresql URL] [--write]

Killed with SIGKILL at random points, out of disk, cut off from the database, two at once: each time the ingest is run
again and the store must have the same rows as after one unbroken run. Nothing is simulated: processes are killed,
a small file system is filled, connections are ended by the server. Exit codes: 0, 1 (a store was not as it should be).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fault_trials import (
    Corpus,
    Places,
    files,
    fill_disk,
    kill_while_coding,
    kill_while_keeping,
    lose_connection,
    make_corpus,
    postgresql,
    two_at_once,
)
from made_reports import EXAMPLES, coded_samples
from rich.console import Console
from rich.table import Table

from khaldun.evaluation.document import with_section

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "BENCHMARKS.md"
SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"
#: Reports of the corpus that is ingested, and kills while reports are really coded.
REPORTS, CODING_KILLS = 64, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How often a fault was made, and in which of these the store was not as after an unbroken run."""

    fault: str
    place: str
    trials: int
    wrong: Sequence[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=50, help="how often an ingest is killed, in each database (50)")
    parser.add_argument("--seed", type=int, default=1, help="for the points at which it is killed (1)")
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"), help="one of the two databases (both)")
    parser.add_argument("--postgresql", default=SERVER, help=f"a database to make others from ({SERVER})")
    parser.add_argument("--write", action="store_true", help="write the section of BENCHMARKS.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = make_corpus(coded_samples(), REPORTS, folder)
        both = [files(folder), postgresql(options.postgresql)]
        chosen = [places for places in both if options.only in (None, places.name)]
        outcomes = [one for places in chosen for one in trials(corpus, places, options.kills, Random(options.seed))]
    table = Table("fault", "database", "trials", "wrong", title="ingests that were broken off")
    for row in rows_of(outcomes):
        table.add_row(*row)
    Console().print(table)
    for one in outcomes:
        for problem in one.wrong:
            print(f"{one.fault}, {one.place}: {problem}", file=sys.stderr)
    if options.write:
        text = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
        DOCUMENT.write_text(with_section(text, "faults", section(outcomes)), "utf-8")
    return 1 if any(one.wrong for one in outcomes) else 0


def trials(corpus: Corpus, places: Places, kills: int, random: Random) -> list[Outcome]:
    """Every fault, in one kind of database."""
    faults: list[tuple[str, int, Callable[[], list[str]]]] = [
        ("killed while keeping", kills, lambda: kill_while_keeping(corpus, places, kills, random)),
        ("killed while coding", CODING_KILLS, lambda: kill_while_coding(EXAMPLES, places, CODING_KILLS, random)),
        ("two at once", 3, lambda: [word for _ in range(3) for word in two_at_once(corpus, places)]),
    ]
    if places.name == "SQLite":
        faults.append(("disk full", 5, lambda: fill_disk(corpus, places, 5, random)))
    else:
        faults.append(("connection lost", 10, lambda: lose_connection(corpus, places, 10, random)))
    outcomes = []
    for name, number, run in faults:
        outcomes.append(Outcome(fault=name, place=places.name, trials=number, wrong=run()))
        print(f"{name}, {places.name}: {number} trials, {len(outcomes[-1].wrong)} wrong", file=sys.stderr, flush=True)
        print("\n".join(outcomes[-1].wrong), end="\n" if outcomes[-1].wrong else "", file=sys.stderr, flush=True)
    return outcomes


def rows_of(outcomes: Sequence[Outcome]) -> list[tuple[str, str, str, str]]:
    """Fault, database, trials and wrong ones of each row of the table."""
    return [(one.fault, one.place, str(one.trials), str(len(one.wrong))) for one in outcomes]


def section(outcomes: Sequence[Outcome]) -> str:
    """The section of BENCHMARKS.md."""
    return "\n".join([
        "## Faults\n",
        "Command: `python benchmarks/faults.py --write`. Each time an ingest is broken off by the fault named, then\n"
        "run again; *wrong* are stores that were then not row for row as after one unbroken run, or in which\n"
        "`khaldun db check` found a fault. Two at once must give the same records, in any order of rows.\n",
        "| fault | database | trials | wrong |\n| --- | --- | ---: | ---: |",
        *(f"| {' | '.join(row)} |" for row in rows_of(outcomes)),
    ])


if __name__ == "__main__":
    sys.exit(main())
