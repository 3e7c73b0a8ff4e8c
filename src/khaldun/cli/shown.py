"""Writes cards and tables to standard output: as they are on a terminal, without padding at line ends elsewhere."""

from __future__ import annotations

import sys

from rich.console import Console, RenderableType


class Shower:
    """Shows one thing after another."""

    def __init__(self) -> None:
        self._console = Console()

    def __call__(self, what: RenderableType) -> None:
        """Shows this."""
        if self._console.is_terminal:
            self._console.print(what)
            return
        with self._console.capture() as captured:
            self._console.print(what)
        sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))
        sys.stdout.flush()
