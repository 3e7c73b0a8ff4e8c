"""What is known of a name, for the terminal: the coding, each entity with its dated rows, near names."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khaldun.codebooks.actors import Affiliation
from khaldun.codebooks.name_lookup import Candidate, NameCoding, NameReport, place_of
from khaldun.rendering.terminal import plain

#: Why a row was chosen, in words.
_REASONS = {
    "dated": "the row that holds on the day",
    "latest": "no day was given: the latest office",
    "after": "after the last row: a person of politics is of the former elite",
    "before": "before the first row: the country is known, the sector only if it was close",
}


def actor_card(report: NameReport) -> RenderableType:
    """The card of a name."""
    parts: list[RenderableType] = [Text.assemble((plain(report.name), "bold"), f" on {report.on}" if report.on else "")]
    parts.append(Padding(_coding(report.coding), (0, 0, 1, 2)))
    for candidate in report.candidates:
        parts.append(Padding(_candidate(candidate, _why_not(report, candidate)), (0, 0, 1, 2)))
    parts += [Text(f"  {one.words!r} is a {one.sort}: {one.says}") for one in report.words]
    if report.near:
        near = ", ".join(f"{one.name} ({one.entity_id}, {one.alike} of 100 alike)" for one in report.near)
        parts.append(Text(plain(f"  spelt much like it, but not linked: {near}"), style="dim"))
    return Group(*parts)


def _coding(coding: NameCoding) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for key, value in _coded(coding):
        table.add_row(key, Text(plain(value)))
    return table


def _coded(coding: NameCoding) -> Iterator[tuple[str, str]]:
    if coding.country or coding.sectors or coding.entity_id:
        codes = " ".join(filter(None, (coding.country, *coding.sectors))) or "nothing"
        yield "coded", f"{codes} ({coding.kind or 'kind unknown'})"
        yield "entity", coding.entity_id or "none"
    else:
        yield "coded", "nothing: neither country nor sector is known by the name alone"
    yield "by", "; ".join(coding.rules) or "no rule"


def _why_not(report: NameReport, candidate: Candidate) -> str:
    """Why a candidate is not the entity of the name by itself, or ""."""
    if candidate.reading.entity_id == report.coding.entity_id:
        return ""
    if candidate.reading.found_by == "transliteration":
        return "not linked: the same consonants, but spelt too unlike"
    return "not linked by the name alone: the country, a title or the day must tell"


def _candidate(candidate: Candidate, why_not: str) -> RenderableType:
    reading = candidate.reading
    head = Text.assemble(
        (reading.entity_id, "bold"), f"  {plain(reading.affiliation.name)}, {reading.affiliation.kind}"
    )
    why = Text(f"found by: {reading.found_by}; {_REASONS.get(reading.reason, reading.reason)}", style="dim")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("", "from", "to", "codes", "note", "row"):
        table.add_column(column, overflow="fold", no_wrap=column in ("from", "to", "row"))
    for row in candidate.rows:
        table.add_row(">" if candidate.is_chosen(row) else "", *map(plain, _cells(row)))
    return Group(head, why, *([Text(why_not, style="yellow")] if why_not else []), table)


def _cells(row: Affiliation) -> tuple[str, ...]:
    codes = " ".join(filter(None, (row.country, *row.codes)))
    return (row.since or "…", row.until or "…", codes, "; ".join(filter(None, (row.parent, row.note))), place_of(row))
