"""Lists of victims: what is joined by commas and "and" is added up, an apposition is not counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.codebooks.casualties import CasualtyBook
from khaldun.pipeline.components.casualties.mentions import Mention

#: Between two members of a list there are at most so many joining words.
_LONGEST_JOIN = 4
_LONGEST_TITLE = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A list of people with its sum; `quantity` is set where the whole group is one quantity of the layer."""

    start: int
    end: int
    low: int | None
    high: int | None
    best: int | None
    exact: bool
    quantity: str | None

    def plus(self, other: Group) -> Group:
        """Both groups together, as one span from the first to the last."""
        return Group(
            start=min(self.start, other.start),
            end=max(self.end, other.end),
            low=_total([self.low, other.low]),
            high=_total([self.high, other.high]),
            best=_total([self.best, other.best]),
            exact=self.exact and other.exact,
            quantity=None,
        )


def group_around(words: Sequence[str], mentions: Sequence[Mention], at: int, *, book: CasualtyBook) -> Group | None:
    """The list that holds a mention, summed, or None where no member has a number."""
    first = last = at
    counted = mentions[at].known
    while first > 0 and _joined(words, mentions[first - 1], mentions[first], book):
        if counted and not mentions[first - 1].known:
            break
        first -= 1
    while last + 1 < len(mentions) and _joined(words, mentions[last], mentions[last + 1], book):
        last += 1
    first, last = _bound(words, mentions, (first, at, last), book)
    members = _without_parts(_without_appositions(words, mentions[first : last + 1], book))
    known = [m for m in members if m.known]
    if not known:
        return None
    return _sum(known, complete=len(known) == len(members))


def _bound(
    words: Sequence[str], mentions: Sequence[Mention], run: tuple[int, int, int], book: CasualtyBook
) -> tuple[int, int]:
    """The run without members that only commas bind to it; the middle one of the three indices always stays."""
    first, at, last = run
    while last > first:
        between = words[mentions[last - 1].end : mentions[last].start]
        if not between or any(word in book.grammar["binding"] for word in between):
            break
        first, last = (at, at) if last == at else (first, last - 1)
    return first, last


def _joined(words: Sequence[str], left: Mention, right: Mention, book: CasualtyBook) -> bool:
    between = words[left.end : right.start]
    if (
        (right.loose and not left.loose)
        or len(between) > _LONGEST_JOIN
        or (right.end < len(words) and _is_part(words, right, book))
    ):
        return False
    return all(word in book.grammar["joins"] or (left.named and word.isdigit()) for word in between)


def _spans_title(between: Sequence[str], book: CasualtyBook) -> bool:
    """Whether only what someone is head of, and "and", lies between two persons: "the mayor of Lima and a judge"."""
    if not 2 < len(between) <= _LONGEST_TITLE or between[0] not in {"of", "("} or between[-1] != "and":
        return False
    grammar = book.grammar
    return not any(w in book.cues or w in grammar["barriers"] or w in grammar["passive"] for w in between)


def _is_part(words: Sequence[str], mention: Mention, book: CasualtyBook) -> bool:
    """ "two of them", "two of whom": a part of those named before."""
    return (
        words[mention.end] == "of"
        and words[mention.end + 1 : mention.end + 2] != []
        and (words[mention.end + 1] in book.grammar["parts"])
    )


def _without_appositions(words: Sequence[str], members: Sequence[Mention], book: CasualtyBook) -> list[Mention]:
    """Members that are people of their own: not "the mayor" beside his name, not the names behind "two nuns"."""
    kept: list[Mention] = []
    apposed = False
    for member in members:
        apposed = bool(kept) and ((apposed and member.named) or _restates(words, kept[-1], member, book))
        if not apposed:
            kept.append(member)
    return kept


def _without_parts(members: list[Mention]) -> list[Mention]:
    """The first alone where the rest spells it out: "three people, a man and two women"."""
    rest = _total([m.low for m in members[1:]])
    return members[:1] if len(members) > 2 and members[0].low == rest and members[0].quantity is not None else members


def _restates(words: Sequence[str], left: Mention, right: Mention, book: CasualtyBook) -> bool:
    between = list(words[left.end : right.start])
    if not between or (left.quantity is not None and not right.known):
        return True
    if between == ["and"] and left.is_one and not left.named and right.is_one:
        return words[right.start] not in book.grammar["one"] and words[left.start] not in book.grammar["possessives"]
    if between[0] != "," or not all(word == "," or word.isdigit() for word in between):
        return False
    if left.quantity is not None:
        return right.named
    return left.named != right.named


def _sum(members: Sequence[Mention], *, complete: bool) -> Group:
    low, high = _total([m.low for m in members]), _total([m.high for m in members])
    return Group(
        start=members[0].start,
        end=members[-1].end,
        low=low,
        high=high if complete else None,
        best=_total([m.best for m in members]),
        exact=complete and all(m.exact for m in members),
        quantity=members[0].quantity if len(members) == 1 and complete else None,
    )


def _total(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
