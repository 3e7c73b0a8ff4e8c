"""A line of the list of sources in words, the same for the terminal and for pages."""

from __future__ import annotations

from khaldun.records.source_line import Counted, SourceLine

#: Headings, in the order of the cells.
HEADINGS = (
    "source",
    "side",
    "said",
    "reports",
    "quoted",
    "on what",
    "about whom",
    "states",
    "own / other side",
    "denies",
)
#: Names of a list that are shown; the files hold all.
_SHOWN = 4


def cells(line: SourceLine) -> tuple[str, ...]:
    """One cell a heading."""
    return (
        _name(line),
        _side(line),
        _number(line.attributions) + (f" (+{line.passed_on:,} passed on)" if line.passed_on else ""),
        _number(line.reports),
        _number(line.quoted),
        _counted(line.types),
        _counted(line.about),
        _counted(line.statements),
        f"{line.self_reported:,} / {line.other_side:,}" if line.self_reported or line.other_side else "",
        _number(dict(line.stances).get("denies", 0)),
    )


def _name(line: SourceLine) -> str:
    codes = " ".join(filter(None, (line.country, *line.sectors[:2])))
    return f"{line.source} [{codes}]" if codes else line.source


def _side(line: SourceLine) -> str:
    if line.standing:
        return f"{line.standing} outlet" + (f" of {line.owner}" if line.owner else "")
    return line.side or ""


def _number(number: int) -> str:
    return f"{number:,}" if number else ""


def _counted(counts: Counted) -> str:
    shown = [f"{name} {number:,}" for name, number in counts[:_SHOWN]]
    return ", ".join([*shown, *(["…"] if len(counts) > _SHOWN else [])])
