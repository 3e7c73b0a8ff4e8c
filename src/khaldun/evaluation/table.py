"""The table of all figures: task, figure, now, floor, peer, target; as rows, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from khaldun.evaluation.figures import Value
from khaldun.evaluation.floors import Floors, Measured

HEADINGS = ("task", "figure", "now", "rules alone", "floor", "peer", "target")
REACHED = "✓"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table, its cells as they are shown."""

    task: str
    figure: str
    now: str
    by_rules: str
    floor: str
    peer: str
    target: str

    def cells(self) -> tuple[str, ...]:
        """The cells in the order of the headings."""
        return tuple(astuple(self))


def rows_of(measured: Sequence[Measured], floors: Floors) -> list[Row]:
    """The rows of all tasks, in their order; a task that could not be run has one row that says why."""
    return [row for one in measured for row in _rows(one, floors)]


def markdown_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [HEADINGS, ("---", "---", "---:", "---:", "---:", "---", "---"), *(row.cells() for row in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def sources_of(measured: Sequence[Measured]) -> list[str]:
    """Where each peer's figure is from, each once, in the order of the table."""
    found = [
        f"{peer.name} ({one.task.id}, {figure.name}): {peer.source}"
        for one in measured
        for figure in one.task.figures
        for peer in figure.peers
    ]
    return list(dict.fromkeys(found))


def _rows(one: Measured, floors: Floors) -> Iterator[Row]:
    name = one.task.id if one.task.part == "DEV" else f"{one.task.id} ({one.task.part})"
    if one.note:
        yield Row(task=name, figure="", now=one.note, by_rules="", floor="", peer="", target="")
        return
    lost = one.reports - one.coded
    kept = f"{one.coded:,} of {one.reports:,}" if lost else f"all {one.reports:,}"
    yield Row(task=name, figure="reports coded", now=kept, by_rules="", floor="all", peer="", target="")
    pinned = floors[one.task.id].figures if one.task.id in floors else {}
    by_rules = {value.figure.id: value for value in one.by_rules}
    for value in one.values:
        yield _row(value, by_rules.get(value.figure.id), floor=pinned.get(value.figure.id), task=name)


def _row(value: Value, by_rules: Value | None, *, floor: float | None, task: str) -> Row:
    return Row(
        task=task,
        figure=value.figure.name,
        now=_now(value),
        by_rules="" if by_rules is None or by_rules.now is None else f"{by_rules.now:.1f}",
        floor="" if floor is None else f"{floor:.1f}",
        peer="; ".join(f"{peer.name} {peer.value:g}" for peer in value.figure.peers),
        target=", ".join(_target(value, target) for target in value.figure.targets),
    )


def _now(value: Value) -> str:
    if value.now is None:
        return "-"
    spread = f" ({value.interval[0]:.1f} - {value.interval[1]:.1f})" if value.interval else ""
    return f"{value.now:.1f}{spread}"


def _target(value: Value, target: float) -> str:
    return f"{target:g} {REACHED}" if value.now is not None and value.now >= target else f"{target:g}"
