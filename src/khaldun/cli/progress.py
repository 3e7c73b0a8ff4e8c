"""How a run is told on stderr: a progress bar where a person looks on, issues and a last line in any case."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from khaldun.records import CodedReport
from khaldun.rendering.terminal import plain
from khaldun.rendering.words import counted
from khaldun.workflows.aside import Mark
from khaldun.workflows.code_corpus import estimate_size
from khaldun.workflows.config import RunConfig

#: Issues that are told one by one; the rest are counted, and all of them stand in the records of `khaldun annotate`.
ISSUES_TOLD = 10


class IssueTeller:
    """Says the first issues of a run one by one, and at the end how many more there were."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say, self._told = say, 0

    def tell(self, coded: CodedReport) -> None:
        """Says the issues of a report; the file stands before each once."""
        for issue in coded.issues:
            self._told += 1
            if self._told <= ISSUES_TOLD:
                message = issue.message.removeprefix(f"{coded.report.id}: ")
                self._say(plain(f"issue in {coded.report.id}: {issue.component}: {message}"))

    def close(self) -> None:
        """Says how many issues were not told one by one."""
        if self._told > ISSUES_TOLD:
            more = counted(self._told - ISSUES_TOLD, "more issue")
            self._say(f"… and {more} (`khaldun annotate` writes all of them)")


class RunTeller:
    """Tells how far a run is."""

    def __init__(self, progress: Progress, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task("loading the pipeline", total=total)
        self._issues = IssueTeller(self._say)

    def __call__(self, coded: Sequence[CodedReport], mark: Mark) -> None:
        """After a chunk of reports; no reports where a run is taken up."""
        if not coded and mark.reports:
            self._say(f"going on after {counted(mark.reports, 'report')}")
        for report in coded:
            self._issues.tell(report)
        words = f"{counted(mark.reports, 'report')}, {counted(mark.events, 'event')}"
        self._progress.update(self._task, description=words, completed=mark.reports)

    def _say(self, line: str) -> None:
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        """Says how many issues were not told one by one."""
        self._issues.close()


@contextmanager
def told_run(config: RunConfig) -> Iterator[RunTeller]:
    """A teller with its progress bar."""
    console = Console(stderr=True)
    total = estimate_size(config) if console.is_terminal else None
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    ahead = (TextColumn("left"), TimeRemainingColumn()) if total else ()
    with Progress(*columns, *ahead, console=console, transient=True, disable=not console.is_terminal) as progress:
        teller = RunTeller(progress, total)
        yield teller
        teller.close()


@contextmanager
def told_reading() -> Iterator[Callable[[int], None]]:
    """Tells how many coded reports were read, and that they are being linked, with a bar that moves."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=None)
        yield lambda reports: progress.update(task, description=f"linking {counted(reports, 'report')}")


def say_done(what: str, mark: Mark) -> None:
    """The last line of a run."""
    flawed = f"; {counted(mark.flawed, 'report')} with issues" if mark.flawed else ""
    sys.stderr.write(f"{what}: {counted(mark.reports, 'report')}, {counted(mark.events, 'event')}{flawed}\n")


def ensure_gazetteer() -> str:
    """The path of the gazetteer index, built with a progress bar on the first use of all."""
    from khaldun.codebooks.gazetteer_build import ensure_index

    console = Console(stderr=True)
    columns = (TextColumn("building the gazetteer index (once)"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("gazetteer", total=None, visible=False)
        path = ensure_index(lambda done, total: progress.update(task, completed=done, total=total, visible=True))
    return str(path)
