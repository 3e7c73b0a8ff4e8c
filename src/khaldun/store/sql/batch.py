"""Rows that a writer has made and not inserted yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from khaldun.records.encoding import JsonObject
from khaldun.store.sql.rows import Row


@dataclass(slots=True, kw_only=True)
class Batch:
    """Rows of reports, versions and records; `retired` are versions whose records are no longer in force.

    `renewed` are reports with a new newest version, `in_force` records with their own row and that of their version.
    """

    reports: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    coded: list[Row] = field(default_factory=list)
    renewed: list[tuple[int, int]] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)
    in_force: list[tuple[JsonObject, int, int]] = field(default_factory=list)
