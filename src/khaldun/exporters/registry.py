"""Finds exporters by entry point (group `khaldun.exporters`), ours and those of other packages by the same road."""

from __future__ import annotations

from pathlib import Path

from khaldun import plugins
from khaldun.errors import ConfigError, ExportError
from khaldun.exporters.base import Exporter

GROUP = "khaldun.exporters"


def exporter_names() -> tuple[str, ...]:
    """The names of all exporters that are installed, sorted."""
    return plugins.names(GROUP)


def get_exporter(name: str) -> Exporter:
    """The exporter of this name.

    Raises ConfigError when none is installed under it.
    """
    made = plugins.load(GROUP, name)
    exporter = made() if callable(made) else made
    if not isinstance(exporter, Exporter):
        raise ConfigError(f"the plug-in {name!r} of {GROUP} is no exporter")
    return exporter


def events_exporter_for(target: Path) -> Exporter:
    """The exporter of flat events that a file's ending asks for: `events-` and the ending, by name.

    Raises ExportError, naming the endings there are, when none fits.
    """
    wanted = f"events-{target.suffix.lower().lstrip('.')}"
    if wanted in exporter_names():
        return get_exporter(wanted)
    endings = ", ".join("." + name.removeprefix("events-") for name in exporter_names() if name.startswith("events-"))
    raise ExportError(f"cannot tell the form from this ending; these are known: {endings}", file=target)
