"""Voices: reports that speak for themselves; copies of one text are one voice, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khaldun.linker.publication import in_order
from khaldun.records.linkable import LinkableReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """The reports of an incident, earliest first, their ranks, and for each the report it copies (mostly itself)."""

    reports: tuple[LinkableReport, ...]
    ranks: Mapping[str, int]
    leaders: Mapping[str, str]

    @property
    def number(self) -> int:
        """How many independent voices there are."""
        return len(set(self.leaders.values()))

    @property
    def copies(self) -> int:
        """How many reports only copy."""
        return len(self.reports) - self.number

    def of(self, report: str) -> str:
        """The voice a report speaks with: the first report of its text."""
        return self.leaders.get(report, report)

    def order(self, report: str) -> int:
        """The rank of a report by time of publication; a report that is not here comes last."""
        return self.ranks.get(report, len(self.reports))

    def publisher(self, report: str) -> str | None:
        """The publisher of the first report of a voice."""
        rank = self.ranks.get(self.of(report))
        return None if rank is None else self.reports[rank].publisher


def voices_of(reports: Iterable[LinkableReport], near_duplicates: Sequence[Sequence[str]]) -> Voices:
    """The voices among reports; of each group of copies the earliest that is here stands for all."""
    ordered = tuple(in_order({report.id: report for report in reports}.values()))
    ranks = {report.id: rank for rank, report in enumerate(ordered)}
    leaders = {report.id: report.id for report in ordered}
    for copies in near_duplicates:
        present = sorted((report for report in copies if report in ranks), key=ranks.__getitem__)
        leaders.update(dict.fromkeys(present, present[0]) if present else {})
    return Voices(reports=ordered, ranks=ranks, leaders=leaders)


def voices_words(voices: Voices) -> str:
    """How many voices, in words: one-voice incidents say so."""
    reports = len(voices.reports)
    if reports == 1:
        return "one report alone tells of it"
    if voices.number == 1:
        return f"one voice alone: {reports} reports, all copies of one text"
    copies = f"; {voices.copies} of {reports} reports are copies" if voices.copies else ""
    return f"{voices.number} independent reports{copies}"
