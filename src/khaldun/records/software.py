"""Which Khaldun made a record: the version that stands in every output."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

UNINSTALLED = "0+uninstalled"


@lru_cache(maxsize=1)
def software_version() -> str:
    """The version of the installed distribution, or `0+uninstalled` when it runs from bare source files."""
    try:
        return version("khaldun")
    except PackageNotFoundError:
        return UNINSTALLED
