"""Codes the sentences that belong to codebook entries, and says which are coded as they must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from khaldun.codebooks.examples import MUST, Example, Examples
from khaldun.codebooks.loading import HEADER_KEYS
from khaldun.pipeline.coder import Coder
from khaldun.records import CodedReport, Event, Report
from khaldun.rendering.words import counted

#: A codebook file that keeps every event, whatever its confidence.
_EVERY_EVENT = "".join(f"# {key}: every-event\n" for key in HEADER_KEYS).replace(
    "id: every-event", "id: khaldun-relevance", 1
)
_EVERY_EVENT += "feature\tweight\nthreshold\t0\n"
#: Sentences that are parsed together.
_BATCH = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A sentence and what came of it: whether it holds, and in words what was coded."""

    example: Example
    holds: bool
    found: str

    @property
    def fails(self) -> bool:
        """Whether it is not as the codebook says: it fails without being known to, or holds though known to fail."""
        return self.holds == bool(self.example.known)


def try_examples(examples: Sequence[Example], codebooks: tuple[Path, ...] = ()) -> Iterator[Trial]:
    """Each sentence coded by itself, as a report of one sentence, by the entries alone.

    The learned reader and the threshold of confidence are left out: what they drop is another matter than what an
    entry means, and moves with every training.

    Raises CodebookError when a codebook does not hold.
    """
    coder = _coder(codebooks)
    for start in range(0, len(examples), _BATCH):
        batch = examples[start : start + _BATCH]
        reports = [Report(id=str(number), text=example.sentence) for number, example in enumerate(batch)]
        for example, coded in zip(batch, coder.code_batch(reports), strict=True):
            yield Trial(example=example, holds=_holds(example, coded), found=_found(coded))


def _coder(codebooks: tuple[Path, ...]) -> Coder:
    with TemporaryDirectory(prefix="khaldun-") as folder:
        path = Path(folder) / "every-event.tsv"
        path.write_text(_EVERY_EVENT, "utf-8")
        return Coder(codebooks=(*codebooks, path), reader=False)


def summary(examples: Examples, trials: Iterable[Trial]) -> tuple[list[str], bool]:
    """What a run came to, in lines, and whether all is as the codebook says."""
    tried = list(trials)
    failing = [trial for trial in tried if trial.fails]
    missing = examples.missing()
    lines = [line for trial in failing for line in _told(trial)]
    lines += [f"{entry.file}:{entry.line}: {entry.name}: no {kind} sentence" for entry, kind in missing]
    known = sum(1 for trial in tried if trial.example.known and not trial.holds)
    entries = f"{len(examples.entries):,} {'entry' if len(examples.entries) == 1 else 'entries'}"
    counts = f"{counted(len(tried), 'sentence')} for {entries}"
    hold = sum(1 for trial in tried if trial.holds)
    lines.append(f"{counts}: {hold:,} hold, {known:,} known to fail, {len(failing):,} fail; {len(missing):,} missing")
    return lines, not failing and not missing


def _told(trial: Trial) -> list[str]:
    example = trial.example
    if trial.holds:
        return [f"{example.file}:{example.line}: {example.entry.name}: known to fail, but holds: take the mark away"]
    wanted = "not as anything" if example.type is None else " ".join(filter(None, (example.type, example.mode)))
    kind = example.kind.replace("_", " ")
    return [
        f"{example.file}:{example.line}: {example.entry.name}: {kind} be coded {wanted}: {example.sentence}",
        f"    {trial.found}",
    ]


def _holds(example: Example, coded: CodedReport) -> bool:
    if example.kind == MUST:
        return any(_fits(example, event) and _is_by(example, event) for event in coded.events)
    return not any(example.type is None or _fits(example, event) for event in coded.events)


def _fits(example: Example, event: Event) -> bool:
    return event.type == example.type and (example.mode is None or event.mode == example.mode)


def _is_by(example: Example, event: Event) -> bool:
    """Whether the entry itself decided, where the rule of its events names it."""
    rules = example.entry.rules
    return not rules or any(event.rule == rule or event.rule.startswith(f"{rule};") for rule in rules)


def _found(coded: CodedReport) -> str:
    events = [f"{event.type}{f' {event.mode}' if event.mode else ''} by {event.rule!r}" for event in coded.events]
    reasons = [f"{one.span.text!r} is not: {one.reason}" for one in coded.rejected]
    return "; ".join([f"coded {', '.join(events)}" if events else "nothing is coded", *reasons])
