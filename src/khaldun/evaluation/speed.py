"""What the speed benchmark measured: figures with their targets, the shares of the components, as JSON and Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from khaldun.evaluation.document import package_labels
from khaldun.evaluation.gold_tasks import made, read_toml
from khaldun.evaluation.table import REACHED


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedTarget:
    """What one figure must reach; `at_least`: whether more is better."""

    id: str
    name: str
    unit: str
    target: float
    at_least: bool

    def reached(self, value: float) -> bool:
        """Whether a value is good enough."""
        return value >= self.target if self.at_least else value <= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedResult:
    """One run: CPU seconds of each round over the same words, and what else is measured.

    `khaldun` is as installed, `rules` without the learned reader, `bare` is spaCy with the same model alone.
    `stages` are CPU seconds of each part of the pipeline over the same reports, in the order in which they run.
    `first_event` and `first_event_cpu`: wall and CPU seconds of several starts.
    """

    reports: int
    words: int
    khaldun: Sequence[float]
    rules: Sequence[float]
    bare: Sequence[float]
    peak_bytes: int
    first_event: Sequence[float]
    first_event_cpu: Sequence[float]
    stages: Mapping[str, float] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """The figures that have targets, by their ids."""
        return {
            "ratio": round(median(self.bare) / median(self.khaldun), 3),
            "ratio_rules": round(median(self.bare) / median(self.rules), 3),
            "peak_memory": round(self.peak_bytes / 1e9, 3),
            "first_event": round(median(self.first_event), 2),
        }

    def rates(self) -> dict[str, float]:
        """Words a CPU second."""
        return {
            "Khaldun": round(self.words / median(self.khaldun)),
            "rules alone": round(self.words / median(self.rules)),
            "bare spaCy": round(self.words / median(self.bare)),
        }

    def shares(self) -> dict[str, float]:
        """Seconds of each stage in percent of what bare spaCy takes for the same reports."""
        return {name: round(100 * seconds / median(self.bare), 1) for name, seconds in self.stages.items()}

    def to_dict(self) -> dict[str, Any]:
        """Everything, for `--json`."""
        return {
            "reports": self.reports,
            "words": self.words,
            "figures": self.figures(),
            "words_a_cpu_second": self.rates(),
            "rounds": {"khaldun": list(self.khaldun), "rules": list(self.rules), "bare": list(self.bare)},
            "first_event_wall": list(self.first_event),
            "first_event_cpu": list(self.first_event_cpu),
            "shares_of_bare": self.shares(),
        }


def load_speed_targets(path: Path) -> tuple[SpeedTarget, ...]:
    """The targets of the speed benchmark. Raises ConfigError for a faulty file."""
    return load_targets(path, "speed")


def load_targets(path: Path, part: str) -> tuple[SpeedTarget, ...]:
    """The targets in one part of the file. Raises ConfigError for a faulty file."""
    return tuple(made(SpeedTarget, path, entry) for entry in read_toml(path).get(part, ()))


def target_words(target: SpeedTarget, value: float) -> str:
    """What is wanted, with a mark where it is reached."""
    return f"{_wanted(target)}{f' {REACHED}' if target.reached(value) else ''}"


def missed(result: SpeedResult, targets: Sequence[SpeedTarget]) -> list[str]:
    """The targets that were not reached, in words."""
    figures = result.figures()
    return [
        f"{target.name}: {figures[target.id]:g} {target.unit} (wanted {_wanted(target)})"
        for target in targets
        if not target.reached(figures[target.id])
    ]


def figure_rows(result: SpeedResult, targets: Sequence[SpeedTarget]) -> list[tuple[str, str, str]]:
    """Figure, value and target of each row of the table."""
    figures = result.figures()
    rows = [
        (
            target.name,
            f"{figures[target.id]:g} {target.unit}".strip(),
            target_words(target, figures[target.id]),
        )
        for target in targets
    ]
    rates = [(f"words a CPU second, {name}", f"{rate:,.0f}", "") for name, rate in result.rates().items()]
    return [*rows, *rates, ("CPU seconds to the first event", f"{median(result.first_event_cpu):.2f} s", "")]


def speed_section(result: SpeedResult, targets: Sequence[SpeedTarget]) -> str:
    """The section of BENCHMARKS.md."""
    lines = ["| figure | now | target |", "| --- | ---: | --- |"]
    lines += [f"| {name} | {value} | {target} |" for name, value, target in figure_rows(result, targets)]
    stages = ["| part | percent of bare spaCy |", "| --- | ---: |"]
    stages += [f"| {name} | {share} |" for name, share in result.shares().items()]
    return "\n".join([
        "## Speed and memory\n",
        "Command: `make speed BENCH=folder`. First reports of LGL, one process, one thread, batches of 16.\n"
        "Khaldun (coding and writing, as `khaldun annotate` does), the same without the learned reader, and bare\n"
        "spaCy take turns over the same texts; the medians of their CPU times are compared. Memory and start are of\n"
        "fresh processes.\n"
        f"This run: {result.reports} reports, {result.words:,} words, {len(result.bare)} rounds.\n",
        *lines,
        "\nWhat each part takes, in percent of the time of bare spaCy (parts of ours begin with `khaldun`):\n",
        *stages,
        f"\nMeasured with {', '.join(package_labels())}.",
    ])


def _wanted(target: SpeedTarget) -> str:
    return f"{'>=' if target.at_least else '<='} {target.target:g} {target.unit}".strip()
