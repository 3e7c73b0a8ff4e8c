"""Floors: what each figure may not fall below, pinned beside a digest of the gold that it was measured on."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from khaldun.errors import ConfigError
from khaldun.evaluation.figures import Value
from khaldun.evaluation.gold_tasks import GoldTask, read_toml

_HEAD = (
    "# Floors of the gold figures: a lower one breaks `make bench`. Written by `bench.py --pin`, which only\n"
    "# raises, and `--lower TASK.figure`. `gold`: the sha256 of the gold file that the figures were measured on.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFloors:
    """The floors of one task, and the digest of its gold."""

    gold: str
    figures: Mapping[str, float] = field(default_factory=dict)


Floors = Mapping[str, TaskFloors]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a task came to: its values, the digest of its gold, and how many of its reports were coded.

    `by_rules`: the same values where the rules code alone, without the learned reader; () where that was not asked.
    """

    task: GoldTask
    values: tuple[Value, ...] = ()
    by_rules: tuple[Value, ...] = ()
    digest: str = ""
    reports: int = 0
    coded: int = 0
    untrue_spans: int = 0
    note: str = ""


def digest_of(path: Path) -> str:
    """The sha256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def read_floors(path: Path) -> Floors:
    """The floors in a file; none where there is no file yet. Raises ConfigError for a faulty one."""
    if not path.exists():
        return {}
    found = {}
    for task, table in read_toml(path).items():
        if not isinstance(table, dict) or not isinstance(table.get("gold"), str):
            raise ConfigError(f"{path}: [{task}] has no digest of its gold")
        figures = {str(key): float(value) for key, value in table.items() if key != "gold"}
        found[task] = TaskFloors(gold=table["gold"], figures=figures)
    return found


def write_floors(path: Path, floors: Floors) -> None:
    """Writes floors, tasks and figures in alphabetical order."""
    parts = [_HEAD]
    for task, pinned in sorted(floors.items()):
        figures = "".join(f"{name} = {value:g}\n" for name, value in sorted(pinned.figures.items()))
        parts.append(f'\n[{task}]\ngold = "{pinned.gold}"\n{figures}')
    path.write_text("".join(parts), "utf-8")


def broken_floors(measured: Sequence[Measured], floors: Floors) -> list[str]:
    """What breaks the gate, each in words; [] when all holds."""
    return [problem for one in measured for problem in _problems(one, floors.get(one.task.id))]


def pin(floors: Floors, measured: Sequence[Measured], lower: Collection[str] = ()) -> Floors:
    """Floors raised to what was measured; those named in `lower` (`task.figure`) are set to it even where it is less.

    A task whose gold has changed keeps its old floors, unless each of its figures is named in `lower`.
    Raises ConfigError for a name in `lower` that nothing was measured for.
    """
    names = {f"{one.task.id}.{value.figure.id}" for one in measured for value in _pinned_values(one)}
    if unknown := sorted(set(lower) - names):
        raise ConfigError(f"nothing was measured for {', '.join(unknown)}")
    changed = {one.task.id: _pin_one(one, floors.get(one.task.id), lower) for one in measured if _pinned_values(one)}
    return {**floors, **changed}


def _problems(one: Measured, pinned: TaskFloors | None) -> Iterator[str]:
    task = one.task.id
    if one.coded < one.reports:
        yield f"{task}: {one.reports - one.coded:,} of {one.reports:,} reports are lost or out of order"
    if one.untrue_spans:
        yield f"{task}: {one.untrue_spans:,} spans do not hold the words of the text"
    if pinned is None or not one.digest:
        return
    if pinned.gold != one.digest:
        yield f"{task}: the gold is not that which the floors were pinned on"
        return
    for value in _pinned_values(one):
        floor = pinned.figures.get(value.figure.id)
        if floor is not None and (value.now or 0.0) < floor:
            yield f"{task}.{value.figure.id}: {value.now} is below its floor {floor:g}"


def _pinned_values(one: Measured) -> list[Value]:
    return [value for value in one.values if value.figure.pinned and value.now is not None]


def _pin_one(one: Measured, before: TaskFloors | None, lower: Collection[str]) -> TaskFloors:
    lowered = {value.figure.id for value in _pinned_values(one) if f"{one.task.id}.{value.figure.id}" in lower}
    old = dict(before.figures) if before is not None else {}
    if before is not None and before.gold != one.digest and lowered < set(old):
        return before
    new = {value.figure.id: _floor(value, one.task.slack) for value in _pinned_values(one)}
    raised = {name: floor if name in lowered else max(floor, old.get(name, floor)) for name, floor in new.items()}
    return TaskFloors(gold=one.digest, figures={**old, **raised})


def _floor(value: Value, slack: float) -> float:
    return max(0.0, math.floor(((value.now or 0.0) - slack) * 10 + 1e-6) / 10)
