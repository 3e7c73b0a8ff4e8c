"""GoldTask: what is coded, against which gold, by which scorer, and which figures are read; loaded from TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from khaldun.errors import ConfigError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

#: A way into the JSON of a scorer: keys of objects, positions in lists, names of rows.
Way = tuple[str | int, ...]
T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A published or measured figure to compare with, and where it is from."""

    name: str
    value: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a score: `at` is the way to it.

    Instead of it `mean` holds ways to several numbers that count alike, `pool` ways to accuracies that count by their
    `n`. `targets` are what must be reached, nearest first; `pinned`: whether a floor is kept for it.
    """

    id: str
    name: str
    at: Way = ()
    mean: tuple[Way, ...] = ()
    pool: tuple[Way, ...] = ()
    interval: Way = ()
    scale: float = 1.0
    targets: tuple[float, ...] = ()
    peers: tuple[Peer, ...] = ()
    pinned: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTask:
    """One task of the benchmark folder; paths are relative to it, save that of a scorer of our `own`.

    A task without `gold` only asks that no report is lost. `slack`: how far below what was measured a floor is pinned.
    `linking`: the scorer reads incidents, so that the reports are coded and then linked. `mentions`: the gold
    marks every mention of an event, so that each telling of an event is handed over as one.
    """

    id: str
    reports: str
    gold: str = ""
    scorer: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    part: str = "DEV"
    slack: float = 0.0
    linking: bool = False
    mentions: bool = False
    own: bool = False
    figures: tuple[Figure, ...] = ()

    @property
    def digested(self) -> str:
        """The file whose digest stands beside the floors: the gold, or the reports where there is none."""
        return self.gold or self.reports


def load_tasks(path: Path) -> tuple[GoldTask, ...]:
    """The tasks of a file, in its order.

    Raises ConfigError for a file that cannot be read, an unknown or missing key, and an id that stands twice.
    """
    content = read_toml(path)
    tasks = tuple(_task(path, entry) for entry in content.get("task", ()))
    _check_unique(path, [task.id for task in tasks])
    for task in tasks:
        _check_unique(path, [f"{task.id}.{figure.id}" for figure in task.figures])
    return tasks


def choose(tasks: Sequence[GoldTask], names: Sequence[str]) -> tuple[GoldTask, ...]:
    """The tasks with these ids in the order of `tasks`; all of them for no names.

    Raises ConfigError for a name that is no task's.
    """
    known = {task.id for task in tasks}
    if unknown := sorted(set(names) - known):
        raise ConfigError(f"no task {', '.join(unknown)}: there are {', '.join(sorted(known))}")
    return tuple(task for task in tasks if not names or task.id in names)


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises ConfigError where there is none."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _task(path: Path, entry: Mapping[str, Any]) -> GoldTask:
    figures = tuple(_figure(path, figure) for figure in entry.get("figure", ()))
    given = {key: value for key, value in entry.items() if key != "figure"}
    return made(GoldTask, path, {**given, "figures": figures})


def _figure(path: Path, entry: Mapping[str, Any]) -> Figure:
    peers = tuple(made(Peer, path, peer) for peer in entry.get("peers", ()))
    ways = {key: tuple(tuple(way) for way in entry.get(key, ())) for key in ("mean", "pool")}
    return made(Figure, path, {**entry, "peers": peers, **ways})


def made(kind: type[T], path: Path, values: Mapping[str, Any]) -> T:
    """A record from a TOML table, its lists as tuples. Raises ConfigError for an unknown or missing key."""
    known = {field.name: field for field in fields(kind)}
    if unknown := sorted(set(values) - set(known)):
        raise ConfigError(f"{path}: {kind.__name__} {values.get('id', '')}: unknown key {unknown[0]!r}")
    missing = [name for name, field in known.items() if field.default is MISSING and name not in values]
    if missing:
        raise ConfigError(f"{path}: {kind.__name__} {values.get('id', '')}: no {missing[0]!r}")
    make: Callable[..., T] = kind
    return make(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})


def _check_unique(path: Path, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"{path}: {name!r} stands twice")
