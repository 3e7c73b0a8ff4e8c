"""Codes a corpus: reads, codes in one or many processes, writes aside, gives the whole output its name.

The same inputs and settings give the same bytes whatever the number of workers: reports are always coded in the same
chunks, and results are taken in input order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khaldun.errors import CodebookError, ExportError
from khaldun.exporters import Exporter, get_exporter
from khaldun.records import CodedReport, Report
from khaldun.records.software import software_version
from khaldun.workflows.aside import Aside, Mark, journal_of, part_of
from khaldun.workflows.coding_process import make_coder
from khaldun.workflows.config import OutputConfig, RunConfig
from khaldun.workflows.worker_pool import WorkerPool

#: More sources than this are not looked into before the run.
SOURCES_ESTIMATED = 1000
#: Reports coded together. Fixed, because the last digits of a score may depend on what is computed together.
CHUNK = 16

if TYPE_CHECKING:
    from khaldun.readers import ReadOptions

Chunk = Sequence[Report]
#: Told after each chunk: the reports just coded (none when a run is taken up) and how far the run is.
Watch = Callable[[Sequence[CodedReport], Mark], None]


def read_reports(config: RunConfig) -> Iterator[Report]:
    """The reports of all inputs, in order.

    Raises ReaderError when an input cannot be opened at all.
    """
    from khaldun.readers import read_inputs

    return iter(read_inputs(config.inputs, options=_read_options(config)))


def estimate_size(config: RunConfig) -> int | None:
    """About how many reports the inputs hold; None where that is not cheap to tell.

    Raises ReaderError when an input cannot be opened at all.
    """
    from khaldun.readers import discover, estimate_reports

    sources = discover(config.inputs)
    return estimate_reports(sources, options=_read_options(config)) if len(sources) <= SOURCES_ESTIMATED else None


def code_reports(config: RunConfig, reports: Iterable[Report] | None = None) -> Iterator[CodedReport]:
    """The coded reports of a run, one by one, for what is shown and not kept."""
    for coded in code_chunks(config, in_chunks(read_reports(config) if reports is None else reports)):
        yield from coded


def write_corpus(config: RunConfig, output: OutputConfig, watch: Watch) -> Mark:
    """Codes all inputs into one output file, and says what it holds.

    Raises ReaderError, CodebookError, ConfigError or ExportError; what was done until then stays beside the output for
    `resume`, as it does after KeyboardInterrupt.
    """
    exporter = get_exporter(output.exporter)
    chunks = in_chunks(read_reports(config))
    with _open_aside(config, output, exporter) as aside:
        if aside.mark.reports:
            _skip(chunks, aside.mark, aside.path)
            watch((), aside.mark)
        for coded in code_chunks(config, chunks):
            data = b"".join(exporter.encode(one) for one in coded)
            aside.append(data, advance(aside.mark, coded, len(data)))
            watch(coded, aside.mark)
    exporter.finish(part_of(output.target), output.target)
    journal_of(output.target).unlink()
    return aside.mark


def advance(mark: Mark, coded: Sequence[CodedReport], size: int = 0) -> Mark:
    """How far a run is after these further reports, which took `size` bytes."""
    return Mark(
        reports=mark.reports + len(coded),
        events=mark.events + sum(len(one.events) for one in coded),
        flawed=mark.flawed + sum(bool(one.issues) for one in coded),
        bytes=mark.bytes + size,
        digest=mark.reached([one.report for one in coded]),
    )


def in_chunks(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """Reports in lists of 1, 2, 4 … `CHUNK`, so that the first events come soon; the last list may be shorter.

    The sizes depend on nothing but the place in the input: the same reports are always parsed together.
    """
    source = iter(reports)
    size = 1
    while chunk := list(islice(source, size)):
        yield chunk
        size = min(2 * size, CHUNK)


def _read_options(config: RunConfig) -> ReadOptions:
    from khaldun.readers import ReadOptions

    return ReadOptions(
        mapping=dict(config.columns),
        published=config.published,
        language=config.language,
        encoding=config.encoding,
        form=config.form,
    )


def code_chunks(config: RunConfig, chunks: Iterable[Chunk]) -> Iterator[list[CodedReport]]:
    """The coded reports of each chunk, in order, by one process or many."""
    if config.workers > 1:
        yield from WorkerPool(config).code(chunks)
        return
    coder = make_coder(config)
    for chunk in chunks:
        yield coder.code_batch(chunk)


def _open_aside(config: RunConfig, output: OutputConfig, exporter: Exporter) -> Aside:
    if not output.target.parent.is_dir():
        raise ExportError("its folder does not exist", file=output.target)
    if output.target.is_dir():
        raise ExportError("this is a folder, not a file", file=output.target)
    aside = Aside(output.target, settings=_settings(config, output), head=exporter.head())
    if output.resume:
        aside.take_up()
    else:
        aside.begin(restart=output.restart)
    return aside


def _settings(config: RunConfig, output: OutputConfig) -> dict[str, Any]:
    """All that the output's bytes depend on, besides the reports themselves."""
    return {
        "khaldun version": software_version(),
        "form": output.exporter,
        "model": config.model,
        "reader": config.reader,
        "codebooks": [digest_of(path) for path in config.codebooks],
    }


def digest_of(path: Path) -> str:
    """A digest of a codebook file.

    Raises CodebookError when it cannot be read.
    """
    try:
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError as error:
        raise CodebookError(error.strerror or str(error), file=path) from error


def _skip(chunks: Iterator[Chunk], mark: Mark, part: Path) -> None:
    """Passes over the reports that are done, and makes sure that they are the same as then."""
    passed = Mark()
    while passed.reports < mark.reports and (chunk := next(chunks, None)):
        passed = Mark(reports=passed.reports + len(chunk), digest=passed.reached(chunk))
    if passed.digest != mark.digest:
        problem = "the inputs are not those that this was begun with: start again with --restart"
        raise ExportError(problem, file=part)
