"""What a store keeps, in words and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khaldun.store import Coding, Run, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreStats:
    """Numbers; codings in words with the number of records in force; the runs, cell by cell."""

    numbers: Mapping[str, int]
    codings: Sequence[tuple[str, int]]
    runs: Sequence[Sequence[str]]


def store_stats(store: Store) -> StoreStats:
    """Everything, of one state of the store."""
    with store.view() as view:
        return StoreStats(
            numbers=view.stats(),
            codings=[(_coding_words(coding), number) for coding, number in view.codings()],
            runs=[_run_cells(run) for run in view.runs()],
        )


def _coding_words(coding: Coding) -> str:
    own = f" and {len(coding.own)} of the user's" if coding.own else ""
    books = f"{len(coding.codebooks)} codebooks{own} ({coding.codebook_hash})"
    return f"khaldun {coding.khaldun}, {coding.model or 'the usual model'}, {books}"


def _run_cells(run: Run) -> tuple[str, ...]:
    tally = run.tally
    numbers = (tally.seen, tally.added, tally.changed, tally.recoded, tally.unchanged + tally.outdated)
    return (run.started_at, run.finished_at or "not ended", *(f"{number:,}" for number in numbers))
