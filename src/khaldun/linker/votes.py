"""Votes: each independent voice has one on every field, whatever the number of its reports, events and repetitions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Vote(Generic[Value]):
    """What one voice says, and the rank (0 is the earliest) of the report that says it."""

    voice: str
    rank: int
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Generic[Value]):
    """How values compare: `key` tells equal ones, `agrees` those that can both hold, `finer` sorts the finest first."""

    key: Callable[[Value], Hashable]
    agrees: Callable[[Value, Value], bool]
    finer: Callable[[Value], tuple[float | str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner(Generic[Value]):
    """The value that won, the voices that agree with it, and how many said anything."""

    value: Value
    backed: int
    voices: int

    def told(self, what: str) -> str:
        """`named by 2 of 3 independent reports`."""
        if self.voices == 1:
            return f"{what} by the one report that states it"
        return f"{what} by {self.backed} of {self.voices} independent reports"


def best_backed(votes: Sequence[Vote[Value]], ballot: Ballot[Value]) -> Winner[Value] | None:
    """The value that most voices agree with; of such the finest, then what more of them state, then the earliest."""
    if not votes:
        return None
    first: dict[Hashable, Vote[Value]] = {}
    sayers: dict[Hashable, set[str]] = {}
    for vote in sorted(votes, key=lambda vote: vote.rank):
        key = ballot.key(vote.value)
        first.setdefault(key, vote)
        sayers.setdefault(key, set()).add(vote.voice)
    backed = {key: _backing(vote.value, first, sayers, ballot) for key, vote in first.items()}
    best = min(
        first, key=lambda key: (-backed[key], *ballot.finer(first[key].value), -len(sayers[key]), first[key].rank)
    )
    return Winner(value=first[best].value, backed=backed[best], voices=len(set().union(*sayers.values())))


def _backing(
    value: Value, first: dict[Hashable, Vote[Value]], sayers: dict[Hashable, set[str]], ballot: Ballot[Value]
) -> int:
    return len(set().union(*(sayers[key] for key, vote in first.items() if ballot.agrees(value, vote.value))))


def all_agree(values: Iterable[Value], ballot: Ballot[Value]) -> bool:
    """Whether no two of the values contradict each other."""
    distinct = list({ballot.key(value): value for value in values}.values())
    return all(ballot.agrees(one, other) for at, one in enumerate(distinct) for other in distinct[at + 1 :])
