"""IncidentDraft: what the clustering settled of an incident, before its accounts are compared."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.records.judgement import Judgement
from khaldun.records.linkable import LinkableEvent, LinkableReport


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentDraft:
    """The events and reports of one happening, earliest first, its groups of near-duplicates, and why they are one."""

    incident_id: str
    events: tuple[LinkableEvent, ...]
    reports: tuple[LinkableReport, ...]
    near_duplicates: tuple[tuple[str, ...], ...] = ()
    judgements: tuple[Judgement, ...] = ()
