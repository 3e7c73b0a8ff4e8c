"""Measures speed, memory and start of Khaldun against bare spaCy with the same model.

    python benchmarks/speed.py BENCH_DIR [--rounds 3] [--reports 200] [--json] [--write]

Exit codes: 0, 1 (a target is missed), 2 (the folder cannot be used).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from khaldun.evaluation.document import with_section
from khaldun.evaluation.speed import SpeedResult, figure_rows, load_speed_targets, missed, speed_section

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from khaldun.pipeline.coder import Coder
    from khaldun.records import Report

HERE = Path(__file__).parent
TARGETS, DOCUMENT = HERE / "targets.toml", HERE.parent / "BENCHMARKS.md"
KHALDUN = (sys.executable, "-m", "khaldun")
BATCH = 16
STARTS = 3
#: Reports that are coded before the clock runs, so that all codebooks are loaded.
WARM_UP = 4
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    source = options.bench / "places" / "reports.jsonl"
    if not source.is_file():
        print(f"speed: {source}: no such file; give the folder of the gold corpora", file=sys.stderr)
        return 2
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # before numpy is imported, here and in the processes started
    result = measure(source, options.reports, options.rounds)
    targets = load_speed_targets(TARGETS)
    if options.write:
        text = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
        DOCUMENT.write_text(with_section(text, "speed", speed_section(result, targets)), "utf-8")
    if options.json:
        print(json.dumps(result.to_dict(), indent=1))
    else:
        _print(result, figure_rows(result, targets))
    return 1 if missed(result, targets) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("bench", type=Path, help="folder of the gold corpora")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in which Khaldun and spaCy take turns (3)")
    parser.add_argument("--reports", type=int, default=200, help="how many LGL reports (200)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--write", action="store_true", help="write the section of BENCHMARKS.md")
    return parser


def measure(source: Path, number: int, rounds: int) -> SpeedResult:
    """Everything, over the first reports of a file."""
    with source.open(encoding="utf-8") as lines, TemporaryDirectory(prefix="khaldun-speed-") as folder:
        rows = list(islice(lines, number))
        sample = Path(folder) / "reports.jsonl"
        sample.write_text("".join(rows), "utf-8")
        # First of all: a process inherits the high-water mark of the one that starts it, which must still be small.
        peak = peak_bytes((*KHALDUN, "annotate", str(sample), "-o", str(Path(folder) / "coded.jsonl")))
        starts = [first_line((*KHALDUN, "code", str(sample), "--format", "json")) for _ in range(STARTS)]
    reports = [_report(json.loads(row)) for row in rows]
    coder, rounds_of = _take_turns(reports, rounds)
    return SpeedResult(
        reports=len(reports),
        words=sum(len(report.text.split()) for report in reports),
        khaldun=rounds_of["khaldun"],
        rules=rounds_of["rules"],
        bare=rounds_of["bare"],
        peak_bytes=peak,
        first_event=[wall for wall, _ in starts],
        first_event_cpu=[cpu for _, cpu in starts],
        stages=_with_rest(stage_seconds(coder, reports), median(rounds_of["khaldun"])),
    )


def peak_bytes(command: Sequence[str]) -> int:
    """The most memory that a process held (its resident set), once it has ended."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def first_line(command: Sequence[str]) -> tuple[float, float]:
    """Wall and CPU seconds from the start of a process to the first line it prints; it is stopped then."""
    start = monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is not None:
            process.stdout.readline()
        wall = monotonic() - start
        process.kill()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return wall, usage.ru_utime + usage.ru_stime


def _report(row: dict[str, Any]) -> Report:
    from khaldun.records import Report

    keys = ("id", "text", "title", "published", "publisher", "url", "language")
    return Report(**{key: row[key] for key in keys if key in row})


def _take_turns(reports: Sequence[Report], rounds: int) -> tuple[Coder, dict[str, list[float]]]:
    """The coder, and the CPU seconds of each round: with the reader, without it, bare spaCy, with the reader …"""
    import spacy

    from khaldun.exporters import get_exporter
    from khaldun.pipeline.coder import Coder

    coder, without, exporter = Coder(), Coder(reader=False), get_exporter("annotate-jsonl")
    bare = spacy.load(coder.model)
    texts = [report.text for report in reports]

    def annotate(coder: Coder, reports: Sequence[Report]) -> None:
        for start in range(0, len(reports), BATCH):
            for coded in coder.code_batch(reports[start : start + BATCH]):
                exporter.encode(coded)

    def parse(texts: Sequence[str]) -> None:
        for _ in bare.pipe(texts, batch_size=BATCH):
            pass

    annotate(coder, reports[:WARM_UP])
    annotate(without, reports[:WARM_UP])
    parse(texts[:WARM_UP])
    seconds: dict[str, list[float]] = {"khaldun": [], "rules": [], "bare": []}
    for _ in range(rounds):
        seconds["khaldun"].append(_seconds(lambda: annotate(coder, reports)))
        seconds["rules"].append(_seconds(lambda: annotate(without, reports)))
        seconds["bare"].append(_seconds(lambda: parse(texts)))
    return coder, seconds


def stage_seconds(coder: Coder, reports: Sequence[Report]) -> dict[str, float]:
    """CPU seconds of each part of the pipeline; records and lines are what remains of a whole run."""
    seconds: dict[str, float] = {}
    for start in range(0, len(reports), BATCH):
        _run_stages(coder, reports[start : start + BATCH], seconds)
    return seconds


def _run_stages(coder: Coder, batch: Sequence[Report], seconds: dict[str, float]) -> None:
    from khaldun.pipeline import extensions

    begin = process_time()
    docs = [coder.nlp.make_doc(report.text) for report in batch]
    seconds["tokenizer"] = seconds.get("tokenizer", 0.0) + process_time() - begin
    for doc, report in zip(docs, batch, strict=True):
        known = {"id": report.id, "title": report.title, "published": report.published, "publisher": report.publisher}
        extensions.values_of(doc, "report").update(known)
    for name, part in coder.nlp.pipeline:
        begin = process_time()
        docs = _through(part, docs)
        seconds[name] = seconds.get(name, 0.0) + process_time() - begin


def _with_rest(seconds: dict[str, float], whole: float) -> dict[str, float]:
    return {**seconds, "khaldun records and lines": max(whole - sum(seconds.values()), 0.0)}


def _through(part: Callable[[Doc], Doc], docs: list[Doc]) -> list[Doc]:
    pipe = getattr(part, "pipe", None)
    return [part(doc) for doc in docs] if pipe is None else list(pipe(docs, batch_size=BATCH))


def _seconds(run: Callable[[], None]) -> float:
    begin = process_time()
    run()
    return process_time() - begin


def _print(result: SpeedResult, rows: Sequence[tuple[str, str, str]]) -> None:
    figures = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("figure", "now", "target"):
        figures.add_column(heading, justify="right" if heading == "now" else "left")
    for row in rows:
        figures.add_row(*row)
    stages = Table(box=None, header_style="bold", pad_edge=False)
    stages.add_column("part")
    stages.add_column("percent of bare spaCy", justify="right")
    for name, share in result.shares().items():
        stages.add_row(name, f"{share:.1f}")
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(figures, "", stages)


if __name__ == "__main__":
    sys.exit(main())
