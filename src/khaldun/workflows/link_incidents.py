"""Links the coded reports of a file and writes their incidents to another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from khaldun.errors import ExportError, ReaderError
from khaldun.linker.judgements import read_judgements
from khaldun.linker.linking import link
from khaldun.records.encoding import dump_line, incident_to_dict
from khaldun.records.judgement import Judgement
from khaldun.records.linkable import LinkableReport
from khaldun.records.linkable_decoding import linkable_from_dict

#: Told after each report that was read: how many there are so far.
Tell = Callable[[int], None]


def link_file(coded: Path, target: Path, *, judgements: Path | None = None, tell: Tell | None = None) -> int:
    """Writes the incidents of a file of `khaldun annotate`; how many there are.

    The file appears whole or not at all. Raises ReaderError for input that cannot be read, with its line, and
    ExportError where the output cannot be written.
    """
    judged: Sequence[Judgement] = () if judgements is None else read_judgements(judgements)
    incidents = link(read_linkable(coded, tell), judgements=judged).incidents
    aside = target.with_name(f"{target.name}.part")
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.writelines(dump_line(incident_to_dict(incident)) + "\n" for incident in incidents)
        aside.replace(target)
    except OSError as error:
        raise ExportError(f"cannot be written: {error.strerror or error}", file=target) from error
    return len(incidents)


def read_linkable(coded: Path, tell: Tell | None = None) -> Iterator[LinkableReport]:
    """The reports of a file of `khaldun annotate`.

    Raises ReaderError for a file or line that cannot be read, and for two lines of one report.
    """
    seen: dict[str, int] = {}
    for number, line in _lines(coded):
        report = _report_of(coded, number, line)
        if report.id in seen:
            raise ReaderError(f"report {report.id!r} also stands in line {seen[report.id]}", file=coded, line=number)
        seen[report.id] = number
        if tell:
            tell(len(seen))
        yield report


def _lines(coded: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers."""
    try:
        with coded.open(encoding="utf-8") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise ReaderError(f"cannot be read: {problem}", file=coded) from error


def _report_of(coded: Path, number: int, line: str) -> LinkableReport:
    try:
        return linkable_from_dict(json.loads(line))
    except json.JSONDecodeError as error:
        raise ReaderError(f"no JSON: {error.msg}", file=coded, line=number) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"no record of `khaldun annotate`: {type(error).__name__}: {error}"
        raise ReaderError(problem, file=coded, line=number) from error
