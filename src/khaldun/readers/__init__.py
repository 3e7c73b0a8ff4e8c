"""Bytes to reports: plain text, JSON Lines, tables, web pages, wire formats; from files, folders, globs or a pipe."""

from khaldun.readers.base import Reader, ReadOptions
from khaldun.readers.reading import estimate_reports, read_inputs
from khaldun.readers.registry import reader_names
from khaldun.readers.sources import SourceRef, discover

__all__ = ["ReadOptions", "Reader", "SourceRef", "discover", "estimate_reports", "read_inputs", "reader_names"]
