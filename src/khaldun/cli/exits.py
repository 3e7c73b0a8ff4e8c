"""Exit codes, and how a command ends with one clear line."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import typer

from khaldun.errors import KhaldunError
from khaldun.workflows.aside import part_of

OK, FAULT, REFUSED = 0, 1, 2
INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
#: What the exit codes mean, for `--help` and the documents.
MEANINGS = {
    OK: "every report of the input stands in the output, also those with an issue (told on stderr)",
    FAULT: "a fault in Khaldun itself, or nobody read its output to the end",
    REFUSED: "the command line, an input, a codebook, a setting or the output cannot be used; nothing was put in place",
    INTERRUPTED: "interrupted (Ctrl-C); what was done is kept aside for --resume",
    TERMINATED: "terminated; what was done is kept aside for --resume",
}


def epilog() -> str:
    """The exit codes as the last paragraph of a help text."""
    return "[bold]Exit codes[/bold]\n" + "\n".join(f"  {code:>3}  {meaning}" for code, meaning in MEANINGS.items())


def refuse(problem: object) -> typer.Exit:
    """Says on stderr what cannot be done; the exit to raise."""
    sys.stderr.write(f"khaldun: {problem}\n")
    return typer.Exit(REFUSED)


@contextmanager
def clear_ending(target: Path | None = None) -> Iterator[None]:
    """Ends a command with one line on stderr and its exit code when it is refused or interrupted.

    `target` is the output that may have been left unfinished.
    """
    try:
        yield
    except KhaldunError as error:
        raise refuse(error) from error
    except KeyboardInterrupt:
        part = None if target is None else part_of(target)
        kept = f"; what was done is kept in {part}: go on with --resume" if part is not None and part.exists() else ""
        sys.stderr.write(f"\nkhaldun: interrupted{kept}\n")
        raise typer.Exit(INTERRUPTED) from None


def stop_on_sigterm() -> None:
    """Lets SIGTERM end the command as an exception does, so that workers are stopped and files closed."""

    def stop(number: int, frame: FrameType | None) -> None:
        sys.exit(TERMINATED)

    signal.signal(signal.SIGTERM, stop)
