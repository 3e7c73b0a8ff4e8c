"""Scores Khaldun against the gold corpora: prints a table, writes BENCHMARKS.md, fails when a floor is broken.

    python benchmarks/bench.py BENCH_DIR [--tasks plover times] [--workers 2] [--rules] [--pin]

BENCHMARKS.md is written when all tasks were run. Exit codes: 0, 1 (a floor is broken or a report lost), 2 (the folder
or a setting cannot be used).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from khaldun.errors import KhaldunError
from khaldun.evaluation.confusion import Confusion, confusions_of
from khaldun.evaluation.document import gold_section, with_section
from khaldun.evaluation.figures import labels_of
from khaldun.evaluation.floors import Floors, Measured, broken_floors, pin, read_floors, write_floors
from khaldun.evaluation.gold_tasks import GoldTask, choose, load_tasks
from khaldun.evaluation.table import HEADINGS, rows_of
from khaldun.workflows.evaluate_gold import Evaluation, coded_path, evaluate

HERE = Path(__file__).parent
#: The task with whole events, of which the confusion tables are made.
WHOLE = "whole"
TARGETS, FLOORS, DOCUMENT = HERE / "targets.toml", HERE / "floors.toml", HERE.parent / "BENCHMARKS.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except KhaldunError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path, help="folder of the gold corpora")
    parser.add_argument("--tasks", nargs="+", default=[], metavar="TASK", help="only these tasks")
    parser.add_argument("--workers", type=int, default=2, help="worker processes of each task (2)")
    parser.add_argument("--jobs", type=int, default=1, help="tasks at once (1)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the coded reports in this folder")
    parser.add_argument("--reuse", action="store_true", help="score what --keep holds already, code only the rest")
    parser.add_argument("--rules", action="store_true", help="also measure the rules alone, without the reader")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="append", default=[], metavar="TASK.FIGURE", help="lower this floor")
    return parser


def _run(options: argparse.Namespace) -> int:
    tasks = choose(load_tasks(TARGETS), options.tasks)
    floors = read_floors(FLOORS)
    with TemporaryDirectory(prefix="khaldun-bench-") as temporary:
        kept = options.keep or Path(temporary)
        setting = Evaluation(
            bench=options.bench,
            kept=kept,
            workers=options.workers,
            jobs=options.jobs,
            reuse=options.reuse,
            by_rules=options.rules,
            scorers=HERE,
        )
        measured = evaluate(setting, tasks, _tell)
        if options.pin or options.lower:
            floors = pin(floors, measured, options.lower)
            write_floors(FLOORS, floors)
        tables = [table for task in tasks if task.id == WHOLE for table in _confusions(setting, task)]
        if not options.tasks:
            _write_document(kept, tasks, measured, floors, tables)
    _print_table(measured, floors)
    for table in tables:
        _print_lines(list(table.lines()))
    broken = broken_floors(measured, floors)
    for problem in broken:
        print(f"broken: {problem}", file=sys.stderr)
    return 1 if broken else 0


def _tell(measured: Measured, seconds: float) -> None:
    words = measured.note or f"{measured.coded:,} of {measured.reports:,} reports, {seconds:.0f} s"
    print(f"{measured.task.id}: {words}", file=sys.stderr, flush=True)


def _confusions(setting: Evaluation, task: GoldTask) -> list[Confusion]:
    return confusions_of(setting.bench / task.scorer, setting.bench / task.gold, coded_path(setting.kept, task))


def _write_document(
    kept: Path, tasks: Sequence[GoldTask], measured: Sequence[Measured], floors: Floors, tables: Sequence[Confusion]
) -> None:
    text = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
    section = gold_section(measured, floors, labels_of(coded_path(kept, tasks[0])))
    if tables:
        section = "\n".join((section, _CONFUSION, *(table.markdown() for table in tables)))
    DOCUMENT.write_text(with_section(text, "gold", section), "utf-8")


_CONFUSION = (
    "\nStatus and attribution of the events that gold and coding share (whole reports, DEV): gold in the rows,\n"
    "coded in the columns. *somebody, rightly* in the row *nobody*: only the speaker of what is itself a statement.\n"
)


def _print_lines(lines: Sequence[tuple[str, ...]]) -> None:
    heading, *rest = lines
    table = Table(box=None, header_style="bold", pad_edge=False)
    for number, name in enumerate(heading):
        table.add_column(name, justify="right" if number else "left")
    for line in rest:
        table.add_row(*line)
    print()
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def _print_table(measured: Sequence[Measured], floors: Floors) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading in ("now", "rules alone", "floor") else "left")
    before = ""
    for row in rows_of(measured, floors):
        task, *others = row.cells()
        table.add_row(task if task != before else "", *others, end_section=False)
        before = task
    Console(width=None if sys.stdout.isatty() else 160).print(table)


if __name__ == "__main__":
    sys.exit(main())
