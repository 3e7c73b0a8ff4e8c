"""Confusion tables of events that gold and coding share: rows say what gold has, columns what was coded."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from khaldun.errors import ConfigError

Record = Mapping[str, Any]
Pair = tuple[Record, Record]
#: Whether the sources of a coded event are those of gold: gold, coded.
Judge = Callable[[Record, Record], bool]

STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
NOBODY, EITHER, SOMEBODY = "nobody", "nobody or somebody", "somebody"
RIGHTLY, ELSE = "somebody, rightly", "somebody else"
OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """How often (`counts`) a label of gold (`rows`) was coded as another (`columns`)."""

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def lines(self) -> Iterator[tuple[str, ...]]:
        """Heading and one line a row, their sums in the last column; rows and columns without a count are left out."""
        rows = [row for row in self.rows if any(self.counts.get((row, column)) for column in self.columns)]
        columns = [column for column in self.columns if any(self.counts.get((row, column)) for row in rows)]
        yield (self.name, *columns, "all")
        for row in rows:
            counts = [self.counts.get((row, column), 0) for column in columns]
            yield (row, *(str(count) if count else "" for count in counts), str(sum(counts)))

    def markdown(self) -> str:
        """The lines as a Markdown table."""
        heading, *rest = self.lines()
        lines = [heading, ("---", *("---:" for _ in heading[1:])), *rest]
        return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def status_confusion(pairs: Iterable[Pair]) -> Confusion:
    """Status by status; a status that gold accepts as well counts as gold's own."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold, coded in pairs:
        said = _status(coded.get("status"))
        counts[said if said in _accepted(gold, coded) else _status(gold.get("status")), said] += 1
    labels = (*STATUSES, OTHER)
    return Confusion(name="status", rows=labels, columns=labels, counts=counts)


def _status(value: object) -> str:
    return value if isinstance(value, str) and value in STATUSES else OTHER


def _accepted(gold: Record, coded: Record) -> Sequence[str]:
    by_type = gold.get("statuses_by_type") or {}
    return [*(gold.get("statuses_accepted") or ()), *by_type.get(coded.get("type"), ())]


def attribution_confusion(pairs: Iterable[Pair], right: Judge) -> Confusion:
    """Whether gold names somebody who tells of an event, and whether the coding names the same one.

    `somebody, rightly` in the row `nobody`: the coding names the speaker of what is itself a statement.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for gold, coded in pairs:
        row = NOBODY if not gold.get("attribution") else EITHER if gold.get("attribution_optional") else SOMEBODY
        named = any(one.get("source") or one.get("via") for one in coded.get("attribution") or ())
        counts[row, NOBODY if not named else RIGHTLY if right(gold, coded) else ELSE] += 1
    rows, columns = (NOBODY, EITHER, SOMEBODY), (NOBODY, RIGHTLY, ELSE)
    return Confusion(name="according to", rows=rows, columns=columns, counts=counts)


def confusions_of(scorer: Path, gold: Path, coded: Path) -> list[Confusion]:
    """The tables of status and attribution, of the events that the scorer of the whole reports pairs.

    Marginal events of gold are left out, as they are in its figures. Raises ConfigError when the scorer has no `pair`
    or no `attribution_right`.
    """
    module = _load(scorer)
    pair, right = getattr(module, "pair", None), getattr(module, "attribution_right", None)
    if pair is None or right is None:
        raise ConfigError(f"{scorer}: no scorer of whole reports (it pairs no events)")
    found = {row["id"]: row.get("events") or [] for row in _lines(coded)}
    pairs: list[Pair] = []
    for row in _lines(gold):
        told, said = row["events"], found.get(row["id"], [])
        pairs += [(told[i], said[j]) for i, j in pair(told, said) if not told[i].get("marginal")]
    return [status_confusion(pairs), attribution_confusion(pairs, right)]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("khaldun_scorer", path)
    if spec is None or spec.loader is None:
        raise ConfigError(f"{path}: no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
