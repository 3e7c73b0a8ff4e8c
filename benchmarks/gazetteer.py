"""Measures the gazetteer: how long its built index takes to load, how much memory it takes, its share of a run.

    python benchmarks/gazetteer.py BENCH_DIR [--reports 200] [--write]

Load and memory are of fresh processes with the gazetteer alone; memory is after looking up every toponym of the sample.
The share is that of all look-ups in the CPU time of coding the sample. Needs Linux. Exit codes: 0, 1 (a target is
missed), 2 (the folder cannot be used).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

from khaldun.evaluation.document import package_labels, with_section
from khaldun.evaluation.speed import SpeedTarget, load_targets, target_words

HERE = Path(__file__).parent
TARGETS, DOCUMENT = HERE / "targets.toml", HERE.parent / "BENCHMARKS.md"
BATCH, STARTS, WARM_UP = 16, 5, 4
#: What a fresh process does: opens the built index, looks up a name, then all that it is given; tells time and memory.
#: Its most memory is read from /proc: what `getrusage` tells is never less than that of the process that started it.
LOADING = r"""
import json, pathlib, re, sys, time
names = json.load(sys.stdin)
begin = time.perf_counter()
from khaldun.codebooks.gazetteer import open_gazetteer
gazetteer = open_gazetteer()
gazetteer.candidates("Nablus")
seconds = time.perf_counter() - begin
for name in names:
    gazetteer.candidates(name)
status = pathlib.Path("/proc/self/status").read_text()
print(json.dumps([seconds, 1024 * int(re.search(r"VmHWM:\s+(\d+)", status)[1])]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerResult:
    """Seconds to load (median of fresh processes), most memory, CPU seconds of look-ups and of the whole run."""

    reports: int
    names: int
    load: float
    memory: int
    look_ups: int
    look_up_seconds: float
    run_seconds: float

    def figures(self) -> dict[str, float]:
        """The figures that have targets, by their ids."""
        return {
            "load": round(self.load, 3),
            "memory": round(self.memory / 1e6, 1),
            "look_ups": round(100 * self.look_up_seconds / self.run_seconds, 2),
        }


class Stopwatch:
    """Adds up the CPU time of calls; a call inside another counts once."""

    def __init__(self) -> None:
        self.calls, self.seconds, self._depth = 0, 0.0, 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Times what is done inside."""
        self._depth += 1
        begin = process_time()
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self.calls += 1
                self.seconds += process_time() - begin


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path, help="folder of the gold corpora")
    parser.add_argument("--reports", type=int, default=200, help="how many LGL reports (200)")
    parser.add_argument("--write", action="store_true", help="write the section of BENCHMARKS.md")
    options = parser.parse_args(arguments)
    source = options.bench / "places" / "reports.jsonl"
    if not source.is_file():
        print(f"gazetteer: {source}: no such file; give the folder of the gold corpora", file=sys.stderr)
        return 2
    os.environ["OMP_NUM_THREADS"] = "1"
    result, targets = measure(source, options.reports), load_targets(TARGETS, "gazetteer")
    rows = figure_rows(result, targets)
    if options.write:
        text = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
        DOCUMENT.write_text(with_section(text, "gazetteer", section(result, rows)), "utf-8")
    table = Table("figure", "now", "target", title=f"gazetteer, {result.reports} reports")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    return 0 if all(target.reached(result.figures()[target.id]) for target in targets) else 1


def measure(source: Path, number: int) -> GazetteerResult:
    """Everything, over the first reports of a file."""
    with source.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, number)]
    names, stopwatch, seconds = run_with_stopwatch(rows)
    starts = [load_in_fresh_process([]) for _ in range(STARTS)]
    return GazetteerResult(
        reports=len(rows),
        names=len(names),
        load=median(begin for begin, _ in starts),
        memory=load_in_fresh_process(names)[1],
        look_ups=stopwatch.calls,
        look_up_seconds=stopwatch.seconds,
        run_seconds=seconds,
    )


def load_in_fresh_process(names: Sequence[str]) -> tuple[float, int]:
    """Seconds to the first look-up, and the most memory after looking up all names."""
    command = (sys.executable, "-c", LOADING)
    done = subprocess.run(command, input=json.dumps(names), capture_output=True, text=True, check=True)
    seconds, memory = json.loads(done.stdout)
    return seconds, memory


def run_with_stopwatch(rows: Sequence[dict[str, Any]]) -> tuple[list[str], Stopwatch, float]:
    """Codes reports; the toponyms found, what look-ups took, and the CPU seconds of all."""
    from khaldun.pipeline.coder import Coder
    from khaldun.records import Report

    keys = ("id", "text", "title", "published", "publisher", "url", "language")
    reports = [Report(**{key: row[key] for key in keys if key in row}) for row in rows]
    coder, names = Coder(), dict[str, None]()
    coder.code_batch(reports[-WARM_UP:])
    with timed_look_ups() as stopwatch:
        begin = process_time()
        for start in range(0, len(reports), BATCH):
            for coded in coder.code_batch(reports[start : start + BATCH]):
                names.update(dict.fromkeys(place.span.text for place in coded.places))
        seconds = process_time() - begin
    return list(names), stopwatch, seconds


@contextmanager
def timed_look_ups() -> Iterator[Stopwatch]:
    """Times every call of the gazetteer's look-ups."""
    from khaldun.codebooks.gazetteer import Gazetteer, GazetteerEntry, Tolerance

    stopwatch, candidates, by_id = Stopwatch(), Gazetteer.candidates, Gazetteer.by_id

    def timed(self: Gazetteer, name: str, tolerance: Tolerance = "likeness") -> tuple[GazetteerEntry, ...]:
        with stopwatch.running():
            return candidates(self, name, tolerance)

    def timed_by_id(self: Gazetteer, identifier: str) -> GazetteerEntry | None:
        with stopwatch.running():
            return by_id(self, identifier)

    with patch.object(Gazetteer, "candidates", timed), patch.object(Gazetteer, "by_id", timed_by_id):
        yield stopwatch


def figure_rows(result: GazetteerResult, targets: Sequence[SpeedTarget]) -> list[tuple[str, str, str]]:
    """Figure, value and target of each row of the table."""
    figures = result.figures()
    rows = [
        (target.name, f"{figures[target.id]:g} {target.unit}", target_words(target, figures[target.id]))
        for target in targets
    ]
    each = 1e6 * result.look_up_seconds / max(1, result.look_ups)
    return [*rows, ("CPU microseconds a look-up", f"{each:.1f}", ""), ("look-ups", f"{result.look_ups:,}", "")]


def section(result: GazetteerResult, rows: Sequence[tuple[str, str, str]]) -> str:
    """The section of BENCHMARKS.md."""
    return "\n".join([
        "## Gazetteer\n",
        "Command: `make speed BENCH=folder`. Load and memory are of fresh processes with the\n"
        "gazetteer alone (memory: the whole process, after looking up every toponym of the sample); the share is that\n"
        f"of CPU time while coding. This run: {result.reports} reports, {result.names:,} toponyms.\n",
        "| figure | now | target |\n| --- | ---: | --- |",
        *(f"| {' | '.join(row)} |" for row in rows),
        f"\nMeasured with {', '.join(package_labels())}.",
    ])


if __name__ == "__main__":
    sys.exit(main())
