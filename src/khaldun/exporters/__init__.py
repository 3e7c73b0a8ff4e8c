"""Records to files: one form a module, found by entry point."""

from khaldun.exporters.base import Exporter
from khaldun.exporters.registry import events_exporter_for, exporter_names, get_exporter

__all__ = ["Exporter", "events_exporter_for", "exporter_names", "get_exporter"]
