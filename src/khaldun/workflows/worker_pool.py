"""Codes chunks of reports in several processes, results in input order, whatever dies on the way.

A chunk whose worker died is coded once more as it was, so that an accident (a process killed by hand or for memory)
changes nothing in the output. When it dies again its reports are coded one at a time, and the one that kills its worker
stands in the output with an issue.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from khaldun.errors import ConfigError
from khaldun.records import CodedReport, Issue, Report
from khaldun.workflows.coding_process import Ready, Refused, as_workers, serve
from khaldun.workflows.config import RunConfig

#: Chunks read ahead for each worker: enough to keep all busy, few enough for any input to stream.
CHUNKS_AHEAD = 2
#: Workers that may die in a row while they load: then it is no accident.
FAILED_STARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """Reports to code: the chunk they belong to and where in it they stand."""

    chunk: int
    offset: int
    reports: Sequence[Report]
    deaths: int = 0


@dataclass(slots=True, kw_only=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    ready: bool = False
    task: _Task | None = None


@dataclass(slots=True)
class WorkerPool:
    """Up to `config.workers` worker processes, started when there is work for them."""

    config: RunConfig
    _workers: list[_Worker] = field(default_factory=list)
    _queue: deque[_Task] = field(default_factory=deque)
    _results: dict[int, list[CodedReport | None]] = field(default_factory=dict)
    _codebooks: tuple[str, ...] = ()
    _failed_starts: int = 0

    def code(self, chunks: Iterable[Sequence[Report]]) -> Iterator[list[CodedReport]]:
        """The coded reports of each chunk, in order.

        Reading takes turns with collecting: while a slow input keeps us waiting, results are held back. Raises
        ConfigError or CodebookError when the pipeline cannot be loaded. Closing the iterator stops all workers.
        """
        source = enumerate(chunks)
        emitted = 0
        try:
            while (has_more := self._read_one(source)) or self._results:
                self._start_workers()
                self._hand_out()
                self._collect(patience=0 if has_more else None)
                while _is_whole(self._results.get(emitted)):
                    yield [coded for coded in self._results.pop(emitted) if coded is not None]
                    emitted += 1
        finally:
            self._stop()

    def _read_one(self, source: Iterator[tuple[int, Sequence[Report]]]) -> bool:
        """Reads a chunk, unless enough are under way; says whether it did."""
        if len(self._results) >= self.config.workers * CHUNKS_AHEAD:
            return False
        number, reports = next(source, (-1, ()))
        if number < 0:
            return False
        self._results[number] = [None] * len(reports)
        self._queue.append(_Task(chunk=number, offset=0, reports=reports))
        return True

    def _start_workers(self) -> None:
        busy = sum(worker.task is not None for worker in self._workers)
        while len(self._workers) < min(self.config.workers, busy + len(self._queue)):
            self._workers.append(_start(self.config))

    def _hand_out(self) -> None:
        for worker in self._workers:
            if self._queue and worker.ready and worker.task is None:
                worker.task = self._queue.popleft()
                with suppress(BrokenPipeError, ConnectionResetError):  # its death is seen when we collect
                    worker.connection.send(worker.task.reports)

    def _collect(self, patience: float | None) -> None:
        """Takes what workers have to say, and buries those that died; waits for at least one where patience is None."""
        for connection in wait([worker.connection for worker in self._workers], patience):
            worker = next(w for w in self._workers if w.connection is connection)
            try:
                message = worker.connection.recv()
            except (EOFError, ConnectionResetError):
                self._bury(worker)
            else:
                self._take(worker, message)

    def _take(self, worker: _Worker, message: object) -> None:
        if isinstance(message, Refused):
            raise message.error()
        if isinstance(message, Ready):
            worker.ready, self._codebooks, self._failed_starts = True, message.codebooks, 0
        elif worker.task is not None and isinstance(message, list):
            self._keep(worker.task, message)
            worker.task = None

    def _keep(self, task: _Task, coded: Sequence[CodedReport]) -> None:
        self._results[task.chunk][task.offset : task.offset + len(coded)] = coded

    def _bury(self, worker: _Worker) -> None:
        worker.connection.close()
        worker.process.join()
        self._workers.remove(worker)
        code = worker.process.exitcode
        if worker.task is not None:
            self._try_again(worker.task, code)
        elif not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= FAILED_STARTS:
                raise ConfigError(f"worker processes end with exit code {code} while they load the pipeline")

    def _try_again(self, task: _Task, code: int | None) -> None:
        if task.deaths == 0:
            self._queue.appendleft(_Task(chunk=task.chunk, offset=task.offset, reports=task.reports, deaths=1))
        elif len(task.reports) > 1:
            singles = [
                _Task(chunk=task.chunk, offset=task.offset + number, reports=[report], deaths=1)
                for number, report in enumerate(task.reports)
            ]
            self._queue.extendleft(reversed(singles))
        else:
            self._keep(task, [_lost(task.reports[0], code, self._codebooks)])

    def _stop(self) -> None:
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()


def _start(config: RunConfig) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, config), daemon=True)
    with as_workers():
        process.start()
    theirs.close()
    return _Worker(process=process, connection=ours)


def _is_whole(results: Sequence[CodedReport | None] | None) -> bool:
    return results is not None and all(coded is not None for coded in results)


def _lost(report: Report, code: int | None, codebooks: tuple[str, ...]) -> CodedReport:
    problems = [Issue(component="reader", message=problem) for problem in report.problems]
    death = Issue(component="worker", message=f"the worker process died while coding this report (exit code {code})")
    return CodedReport(report=report, language=report.language, issues=(*problems, death), codebooks=codebooks)
