"""The command line: a thin command per workflow."""

from khaldun.cli.app import main

__all__ = ["main"]
