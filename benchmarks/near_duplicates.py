"""Measures how well copies and light rewrites of reports are found, on texts of our own with documented edits.

    python benchmarks/near_duplicates.py [--seed 11 --seed 12 …] [--places 3] [--write]

Needs no folder: the reports are made from `near_duplicates_texts/` (see `near_duplicate_samples.py` for what is made to
look alike, `near_duplicate_edits.py` for the edits). Exit codes: 0, 1 (a target is missed).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from near_duplicate_samples import Sample, samples
from rich.console import Console
from rich.table import Table

from khaldun.codebooks.sketches import sketch_of
from khaldun.evaluation.document import with_section
from khaldun.evaluation.speed import SpeedTarget, load_targets, target_words
from khaldun.linker.near_duplicates import Grouping, group
from khaldun.records.fingerprint import Fingerprint, pack_hashes
from khaldun.records.linkable import LinkableReport

HERE = Path(__file__).parent
TARGETS, DOCUMENT = HERE / "targets.toml", HERE.parent / "BENCHMARKS.md"
#: The bounds in `copies.toml` were chosen on seeds 1 to 4.
SEEDS, PLACES = (11, 12, 13, 14, 15), 3


@dataclass(slots=True, kw_only=True)
class Counts:
    """Pairs of copies: found, wrongly found, missed; and reports by what was done to them, in all and found again."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    reports: int = 0
    seconds: float = 0.0
    edits: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    confused: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, float]:
        """The figures that have targets, by their ids."""
        return {
            "precision": round(self.right / max(1, self.right + self.wrong), 4),
            "recall": round(self.right / max(1, self.right + self.missed), 4),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, action="append", help="a seed to make reports with; repeat for more")
    parser.add_argument("--places", type=int, default=PLACES, help=f"places a topic ({PLACES})")
    parser.add_argument("--write", action="store_true", help="write the section of BENCHMARKS.md")
    options = parser.parse_args(arguments)
    counts, targets = measure(options.seed or SEEDS, options.places), load_targets(TARGETS, "near_duplicates")
    rows = figure_rows(counts, targets)
    if options.write:
        text = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
        DOCUMENT.write_text(with_section(text, "near-duplicates", section(counts, rows)), "utf-8")
    for heading, table in (("figure", rows), ("what was done", edit_rows(counts))):
        shown = Table(heading, "now", "target" if table is rows else "", box=None)
        for row in table:
            shown.add_row(*row)
        Console().print(shown)
    return 0 if all(target.reached(counts.figures()[target.id]) for target in targets) else 1


def measure(seeds: Sequence[int], places: int) -> Counts:
    """All seeds together; each makes a set of reports of its own."""
    counts = Counts()
    for seed in seeds:
        made = samples(seed, places)
        begin = process_time()
        grouping = group(map(linkable, made))
        counts.seconds += process_time() - begin
        counts.reports += len(made)
        score(made, grouping, counts)
    return counts


def linkable(sample: Sample) -> LinkableReport:
    """A report as the linker gets it: without its text."""
    sketch = sketch_of(sample.text)
    fingerprint = Fingerprint(
        words=sketch.words,
        shingles=pack_hashes(sketch.shingles),
        lead=pack_hashes(sketch.lead),
        names=pack_hashes(sketch.names),
    )
    return LinkableReport(id=sample.id, published=sample.published, publisher=None, fingerprint=fingerprint)


def score(made: Sequence[Sample], grouping: Grouping, counts: Counts) -> None:
    """Adds the pairs of one set to the counts."""
    by_id = {sample.id: sample for sample in made}
    gold = Counter(sample.group for sample in made)
    right = 0
    for found in grouping.groups:
        members = [by_id[report] for report in found.reports]
        origins = Counter(member.group for member in members)
        right += sum(map(_pairs, origins.values()))
        counts.wrong += _pairs(len(members)) - sum(map(_pairs, origins.values()))
        if len(origins) > 1:
            counts.confused[" / ".join(sorted({by_id[origin].kind for origin in origins}))] += 1
    counts.right += right
    counts.missed += sum(map(_pairs, gold.values())) - right
    _count_edits(made, grouping, counts)


def _count_edits(made: Sequence[Sample], grouping: Grouping, counts: Counts) -> None:
    """Of the copies, by what was done to them: how many are in one group with what they were made from."""
    groups = grouping.of_report()
    for sample in made:
        if sample.id != sample.group:
            counts.edits[sample.kind] += 1
            counts.found[sample.kind] += sample.id in groups and sample.group in groups[sample.id].reports


def figure_rows(counts: Counts, targets: Sequence[SpeedTarget]) -> list[tuple[str, str, str]]:
    """Figure, value and target of each row of the table."""
    figures = counts.figures()
    rows = [(target.name, f"{figures[target.id]:.3f}", target_words(target, figures[target.id])) for target in targets]
    each = 1000 * counts.seconds / max(1, counts.reports)
    pairs = ("pairs of copies: found, wrongly found, missed", f"{counts.right:,}, {counts.wrong}, {counts.missed}", "")
    return [*rows, pairs, ("CPU milliseconds a report, sketch and grouping", f"{each:.2f}", "")]


def edit_rows(counts: Counts) -> list[tuple[str, str, str]]:
    """Each edit with how many of its copies were found again, and which kinds of originals were taken for one."""
    rows = [
        (kind, f"{counts.found[kind]:,} of {number:,}", f"{100 * counts.found[kind] / number:.1f} %")
        for kind, number in sorted(counts.edits.items(), key=lambda item: (" + " in item[0], item[0]))
    ]
    return [*rows, *((f"taken for one: {kinds}", f"{number}", "") for kinds, number in sorted(counts.confused.items()))]


def section(counts: Counts, rows: Sequence[tuple[str, str, str]]) -> str:
    """The section of BENCHMARKS.md."""
    return "\n".join([
        "## Near-duplicates\n",
        "Command: `make near-duplicates`. Reports of our own with documented edits, made from templates with seeds on\n"
        "which nothing was chosen. A pair counts as found when both reports are in one group. Among the reports are\n"
        "other happenings told in the same words, the same kind of happening at the same place weeks later,\n"
        "independent accounts of one happening, and follow-ups that repeat one to four paragraphs word for word.\n"
        f"This run: {counts.reports:,} reports, seeds {', '.join(map(str, SEEDS))}.\n",
        "| figure | now | target |\n| --- | ---: | --- |",
        *(f"| {' | '.join(row)} |" for row in rows),
        "\n| what was done to a copy | in one group with its original | share |\n| --- | ---: | ---: |",
        *(f"| {' | '.join(row)} |" for row in edit_rows(counts)),
    ])


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


if __name__ == "__main__":
    sys.exit(main())
