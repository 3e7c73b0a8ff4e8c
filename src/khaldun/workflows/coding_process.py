"""What a worker process does: builds a Coder, says that it is ready, codes one chunk after another."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khaldun.errors import KhaldunError
from khaldun.workflows.config import RunConfig

if TYPE_CHECKING:
    from khaldun.pipeline.coder import Coder

_THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A worker has loaded its pipeline; `codebooks` are the labels its records carry."""

    codebooks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A worker could not load its pipeline; what it raised, in parts, since an exception may not survive pickling."""

    kind: type[KhaldunError]
    arguments: tuple[object, ...]
    state: Mapping[str, Any]

    @classmethod
    def of(cls, error: KhaldunError) -> Refused:
        """Takes an exception apart."""
        return cls(kind=type(error), arguments=error.args, state=dict(vars(error)))

    def error(self) -> KhaldunError:
        """Puts it together again."""
        error = self.kind.__new__(self.kind, *self.arguments)
        error.__dict__.update(self.state)
        return error


def make_coder(config: RunConfig) -> Coder:
    """A Coder with the settings of the run; the same one when it is asked for again.

    Raises ConfigError when the model is not installed and CodebookError when a codebook does not hold.
    """
    return _coder(config.model, config.codebooks, config.reader)


@lru_cache(maxsize=1)
def _coder(model: str | None, codebooks: tuple[Path, ...], reader: bool) -> Coder:
    from khaldun.codebooks.catalogue import verify
    from khaldun.pipeline.coder import Coder

    if codebooks:
        verify(codebooks)
    if model is None:
        return Coder(codebooks=codebooks, reader=reader)
    return Coder(model=model, codebooks=codebooks, reader=reader)


def serve(connection: Connection, config: RunConfig) -> None:
    """The life of a worker; it ends when the run closes the connection, also when the run itself was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group, but the run itself stops us
    try:
        coder = make_coder(config)
    except KhaldunError as error:
        connection.send(Refused.of(error))
        return
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(Ready(codebooks=coder.codebooks))
        while True:
            connection.send(coder.code_batch(connection.recv()))


@contextmanager
def as_workers() -> Iterator[None]:
    """Lets the processes started inside use one computing thread (the user's own settings stand) and not see Ctrl-C."""
    added = [name for name in _THREAD_VARIABLES if name not in os.environ]
    os.environ.update(dict.fromkeys(added, "1"))
    can_block = hasattr(signal, "pthread_sigmask")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if can_block else set()
    try:
        yield
    finally:
        if can_block:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for name in added:
            os.environ.pop(name, None)
