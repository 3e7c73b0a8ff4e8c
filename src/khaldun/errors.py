"""The exceptions of Khaldun: one class for each thing that a caller can do about it."""

from __future__ import annotations

from pathlib import Path


class KhaldunError(Exception):
    """Anything that Khaldun raises on purpose."""


class CodebookError(KhaldunError):
    """A codebook file that cannot be used: mend the file, at the line and key named."""

    def __init__(self, problem: str, *, file: Path | str, line: int | None = None, key: str | None = None) -> None:
        self.problem, self.file, self.line, self.key = problem, str(file), line, key
        where = f"{file}:{line}" if line is not None else str(file)
        super().__init__(f"{where}: {f'{key}: ' if key else ''}{problem}")


class ReaderError(KhaldunError):
    """An input that cannot be opened at all, or options that do not fit it."""

    def __init__(self, problem: str, *, file: Path | str, line: int | None = None) -> None:
        self.problem, self.file, self.line = problem, str(file), line
        where = f"{file}:{line}" if line is not None else str(file)
        super().__init__(f"{where}: {problem}")


class ConfigError(KhaldunError):
    """A setting that does not hold: an unknown component, a wrong order, a model that is not installed."""


class ExportError(KhaldunError):
    """An output that cannot be written."""

    def __init__(self, problem: str, *, file: Path | str) -> None:
        self.problem, self.file = problem, str(file)
        super().__init__(f"{file}: {problem}")


class StoreError(KhaldunError):
    """A store that cannot be opened, read or written: `store` names it, without its password."""

    def __init__(self, problem: str, *, store: str) -> None:
        self.problem, self.store = problem, store
        super().__init__(f"{store}: {problem}")


class QueryError(KhaldunError):
    """A query that cannot be understood: `position` is the character, from 0 on, at which that shows."""

    def __init__(self, problem: str, *, query: str, position: int) -> None:
        self.problem, self.query, self.position = problem, query, position
        super().__init__(f"{problem}\n  {query}\n  {' ' * position}^")
