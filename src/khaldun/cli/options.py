"""Options that several commands share, in groups."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from khaldun.workflows.config import RunConfig

Choice = TypeVar("Choice", bound=StrEnum)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ].*)?")


def check_day(value: str | None) -> str | None:
    """An ISO 8601 date or time as it came.

    Raises BadParameter for anything else.
    """
    if value is not None and not _DAY.fullmatch(value):
        raise typer.BadParameter(f"{value!r} is no ISO date such as 2026-03-03")
    return value


def check_columns(values: list[str] | None) -> list[str] | None:
    """`field=column` pairs as they came.

    Raises BadParameter for what is no pair.
    """
    for value in values or ():
        field, _, column = value.partition("=")
        if not field or not column:
            raise typer.BadParameter(f"{value!r} is no pair such as text=body")
    return values


def worker_count(value: str | int) -> int:
    """A number of worker processes.

    Raises BadParameter for what is none.
    """
    if not str(value).isdecimal() or int(value) < 1:
        raise typer.BadParameter(f"{value!r} is no whole number from 1 on")
    return int(value)


def whole_number(value: str | int) -> int:
    """A whole number from 0 on.

    Raises BadParameter for anything else.
    """
    if not str(value).isdecimal():
        raise typer.BadParameter(f"{value!r} is no whole number")
    return int(value)


def one_of(choices: type[Choice]) -> Callable[[str], Choice]:
    """The check of an option that takes one of a few words.

    The check raises BadParameter for any other word.
    """

    def check(value: str) -> Choice:
        if value not in list(choices):
            raise typer.BadParameter(f"{value!r} is none of {', '.join(choices)}")
        return choices(value)

    return check


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is read, and how."""

    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, globs, or - for standard input: text, JSON Lines, CSV, TSV, Parquet, HTML, "
            "NewsML-G2, NITF, ninjs; also .gz and .zst.",
            show_default=False,
        ),
    ]
    published: Annotated[
        str | None,
        typer.Option(
            help="Day (ISO 8601) of reports that do not state theirs.",
            metavar="DATE",
            callback=check_day,
            rich_help_panel="Reading",
        ),
    ] = None
    language: Annotated[
        str | None,
        typer.Option(
            help="Language of reports that do not state theirs (it is not detected); only English (en) is coded.",
            metavar="CODE",
            rich_help_panel="Reading",
        ),
    ] = None
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help="Where a report's field stands in the input, as field=column (text=body); repeat for more.",
            metavar="FIELD=COLUMN",
            callback=check_columns,
            rich_help_panel="Reading",
        ),
    ] = None
    form: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="Form of the input, where it should not be found out.",
            metavar="FORM",
            rich_help_panel="Reading",
        ),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(
            help="Character encoding of the input, where it should not be found out.",
            metavar="NAME",
            rich_help_panel="Reading",
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How reports are coded."""

    model: Annotated[
        str | None,
        typer.Option(
            help="Name of an installed English spaCy pipeline to use instead of ours.",
            metavar="NAME",
            rich_help_panel="Coding",
        ),
    ] = None
    no_reader: Annotated[
        bool,
        typer.Option(
            "--no-reader",
            help="Code with the rules alone, without the learned reader: faster, less exact.",
            rich_help_panel="Coding",
        ),
    ] = False
    codebook: Annotated[
        list[Path] | None,
        typer.Option(
            help="A codebook file of yours that overrides or extends ours; repeat for more.",
            metavar="PATH",
            rich_help_panel="Coding",
        ),
    ] = None
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            "-j",
            parser=worker_count,
            help="Worker processes (each takes about 1 GB); the output is the same for any number.",
            metavar="N",
            rich_help_panel="Coding",
        ),
    ] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """What to do with what a broken-off run left beside the output."""

    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on with a run to this output that was broken off (begin, when there was none).",
            rich_help_panel="Output",
        ),
    ] = False
    restart: Annotated[
        bool,
        typer.Option(
            "--restart",
            help="Throw away what a broken-off run left, and begin again.",
            rich_help_panel="Output",
        ),
    ] = False


def run_config(reading: Reading, coding: Coding) -> RunConfig:
    """The settings of a run."""
    pairs = (value.partition("=") for value in reading.columns or ())
    return RunConfig(
        inputs=tuple(reading.inputs),
        published=reading.published,
        language=reading.language,
        columns=tuple((field, column) for field, _, column in pairs),
        form=reading.form,
        encoding=reading.encoding,
        model=coding.model,
        reader=not coding.no_reader,
        codebooks=tuple(coding.codebook or ()),
        workers=coding.workers,
    )


def coding_config(coding: Coding) -> RunConfig:
    """The settings of a run that reads no input."""
    return RunConfig(inputs=(), model=coding.model, codebooks=tuple(coding.codebook or ()), workers=coding.workers)


def with_groups(command: Callable[..., None]) -> Callable[..., None]:
    """A command for Typer from one that takes its options in groups: a dataclass becomes one option a field."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, type[Any]] = {
        name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)
    }

    @functools.wraps(command)
    def run(**given: object) -> None:
        made = {
            name: group(**{member.name: given.pop(member.name) for member in fields(group)})
            for name, group in groups.items()
        }
        command(**given, **made)

    parameters = list(_parameters(command, hints, groups))
    run.__dict__["__signature__"] = inspect.Signature(parameters)
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _parameters(
    command: Callable[..., None], hints: dict[str, Any], groups: dict[str, type[Any]]
) -> Iterator[inspect.Parameter]:
    for name, parameter in inspect.signature(command).parameters.items():
        if name not in groups:
            yield parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[name])
            continue
        member_hints = get_type_hints(groups[name], include_extras=True)
        for member in fields(groups[name]):
            yield _parameter(member, member_hints[member.name])


def _parameter(member: Field[Any], hint: object) -> inspect.Parameter:
    default = inspect.Parameter.empty if member.default is MISSING else member.default
    return inspect.Parameter(member.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
