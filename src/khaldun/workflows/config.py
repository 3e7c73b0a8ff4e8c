"""RunConfig and OutputConfig: the settings of one run, made once and passed down."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from khaldun.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class RunConfig:
    """What is read and how it is coded.

    `published` and `language` are for reports that do not state theirs; `columns` pairs a report's key with the name it
    has in the input; `form` and `encoding` are taken instead of what would be found out; `model` is an installed spaCy
    pipeline (None: our default); `codebooks` are the user's own files; without `reader` the rules code alone.
    """

    inputs: tuple[str, ...]
    published: str | None = None
    language: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    form: str | None = None
    encoding: str | None = None
    model: str | None = None
    codebooks: tuple[Path, ...] = ()
    reader: bool = True
    workers: int = 1

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise ConfigError(f"at least one worker is needed, not {self.workers}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputConfig:
    """Where the output goes, in which form, and what to do with what a broken-off run left beside it."""

    target: Path
    exporter: str
    resume: bool = False
    restart: bool = False

    def __post_init__(self) -> None:
        if self.resume and self.restart:
            raise ConfigError("go on with the unfinished run (resume) or begin it again (restart), not both")
