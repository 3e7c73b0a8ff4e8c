"""Lists of victims: what is joined by commas and "and" is added up, an apposition is not counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khaldun.codebooks.casualties import CasualtyBook
from khaldun.pipeline.components.casualties.mentions import Mention

#: Between two members of a list there are at most so many joining words.
_LONGEST_JOIN = 4
#: Words of an age behind a name: "20 years old", "aged 42".
_AGE = frozenset({"years", "year", "old", "aged", "age", "-"})


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

    @property
    def is_none(self) -> bool:
        """Whether nobody is counted ("no one")."""
        return self.high == 0

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
    between = _without_ages(words[left.end : right.start])
    if (
        (right.loose and not left.loose)
        or len(between) > _LONGEST_JOIN
        or (right.end < len(words) and _is_part(words, right, book))
    ):
        return False
    return all(word in book.grammar["joins"] or (left.named and word.isdigit()) for word in between)


def _without_ages(between: Sequence[str]) -> list[str]:
    """What stands between two people without the age of the first, and without a repeated "of".

    ", 20 years old, and", ", aged 42;", ", and of".
    """
    kept = [word for word in between if not word.isdigit() and word not in _AGE]
    if kept == list(between) or not any(word.isdigit() for word in between):
        kept = list(between)
    return kept[:-1] if len(kept) > 1 and kept[-1] == "of" and kept[-2] == "and" else kept


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
    for number, member in enumerate(members, 1):
        goes_on = number < len(members)
        apposed = bool(kept) and (
            (apposed and _describes_too(words, kept[-1], member))
            or _restates(words, kept[-1], member, goes_on=goes_on, book=book)
        )
        if apposed and not kept[-1].known and member.named:
            kept[-1], apposed = replace(member, start=kept[-1].start), False
        elif apposed:
            kept[-1] = replace(kept[-1], end=member.end)
        else:
            kept.append(member)
    return kept


def _describes_too(words: Sequence[str], whole: Mention, member: Mention) -> bool:
    """Whether an apposition goes on: "two nuns, Ana Ruiz and Eva Paz", "Ana Ruiz, a judge and a great lawyer"."""
    if whole.quantity is not None:
        return member.named
    return whole.named and not member.named and member.is_one and list(words[whole.end : member.start]) == ["and"]


def _without_parts(members: list[Mention]) -> list[Mention]:
    """The first alone where the rest spells it out: "three people, a man and two women"."""
    rest = _total([m.low for m in members[1:]])
    if len(members) > 2 and members[0].low == rest and members[0].quantity is not None:
        return [replace(members[0], end=members[-1].end)]
    return members


def _restates(words: Sequence[str], left: Mention, right: Mention, *, goes_on: bool, book: CasualtyBook) -> bool:
    """Whether one says again who another is; a list that goes on behind "his wife" has counted her."""
    between = _without_ages(words[left.end : right.start])
    if ";" in between or (right.quantity is not None and right.low != left.low):
        return False
    if not between or (left.quantity is not None and not right.known):
        return True
    if between == ["and"] and left.is_one and not left.named and right.is_one:
        return words[right.start] not in book.grammar["one"] and words[left.start] not in book.grammar["possessives"]
    if between[0] != "," or any(word != "," for word in between):
        return False
    if goes_on and left.named and words[right.start] in book.grammar["possessives"]:
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
