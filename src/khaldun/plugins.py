"""Finds plug-ins by entry point: readers, exporters and codebooks, ours and other packages' by one road."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from khaldun.errors import ConfigError


def names(group: str) -> tuple[str, ...]:
    """The names of all plug-ins of a group, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=group)}))


def load(group: str, name: str) -> object:
    """The object that a plug-in names.

    Raises ConfigError when no plug-in of the group has this name, when two packages claim it, or when it cannot be
    imported.
    """
    point = _find(group, name)
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"the plug-in {name!r} of {group} ({point.value}) cannot be imported: {error}") from error


def _find(group: str, name: str) -> EntryPoint:
    found = sorted({(point.value, point) for point in entry_points(group=group, name=name)})
    if not found:
        known = ", ".join(names(group)) or "none: is the package installed?"
        raise ConfigError(f"no plug-in {name!r} in {group}; there are: {known}")
    if len(found) > 1:
        claims = ", ".join(value for value, _ in found)
        raise ConfigError(f"several packages claim the plug-in {name!r} of {group}: {claims}")
    return found[0][1]
