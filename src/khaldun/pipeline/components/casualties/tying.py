"""Ties each fact to the trigger it belongs to: its own, the nearest fitting of its sentence, or the one told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from khaldun.codebooks.casualties import CasualtyBook, CountKind
from khaldun.pipeline.components.casualties.facts import Fact

#: A fact without a fitting trigger in its own sentence goes back at most so many sentences.
_SENTENCES_BACK = 2
#: Counts that one act can have side by side.
_HARM: frozenset[CountKind] = frozenset({"deaths", "injuries"})


@dataclass(slots=True, kw_only=True)
class Telling:
    """A trigger with where it stands, and the facts tied to it.

    `kinds` are the counts that its own words tell of; `definite`: it takes up what was told ("the attack").
    `again` are token ranges of further tellings of the same event.
    """

    id: str
    type: str
    mode: str | None
    sentence: int
    start: int
    end: int
    head: int
    kinds: frozenset[CountKind] = frozenset()
    definite: bool = False
    again: tuple[tuple[int, int], ...] = ()
    facts: dict[CountKind, Fact] = field(default_factory=dict)

    def covers(self, index: int) -> bool:
        """Whether a token is one of the trigger's words, here or where the event is told again."""
        return self.start <= index < self.end or any(start <= index < end for start, end in self.again)


def tie(facts: Sequence[tuple[int, Fact]], tellings: Sequence[Telling], book: CasualtyBook) -> None:
    """Writes each fact (with the index of its sentence) to the telling it fits best, if one fits."""
    ranked = [(sentence, fact, _fitting(tellings, fact, book)) for sentence, fact in facts]
    for sentence, fact, fitting in ranked:
        chosen = _own(fitting, fact) or _nearest(fitting, fact, sentence=sentence)
        if chosen is not None:
            _give(chosen, fact, same_sentence=chosen.sentence == sentence)
    for sentence, fact, _ in ranked:
        _share(tellings, fact, sentence=sentence)
    for telling in tellings:
        _carry_back(tellings, telling)
        _carry_on(tellings, telling)


def _fitting(tellings: Sequence[Telling], fact: Fact, book: CasualtyBook) -> list[tuple[int, Telling]]:
    """Tellings whose type can have this count, each with the rank of its type."""
    found = [(_rank(telling, fact, book), telling) for telling in tellings]
    return [(rank, telling) for rank, telling in found if rank is not None]


def _rank(telling: Telling, fact: Fact, book: CasualtyBook) -> int | None:
    """The place of a telling's type among those that can have this count, or None."""
    for rank, name in enumerate(book.ties[fact.kind]):
        if name.rstrip("!=") in {telling.type, f"{telling.type}/{telling.mode}"}:
            barred = (name.endswith("!") and fact.role == "noun") or (
                name.endswith("=") and not telling.covers(fact.cue)
            )
            return None if barred else rank
    return None


def _own(fitting: Sequence[tuple[int, Telling]], fact: Fact) -> Telling | None:
    """The trigger that the cue is part of."""
    return next((telling for _, telling in fitting if telling.covers(fact.cue)), None)


def _nearest(fitting: Sequence[tuple[int, Telling]], fact: Fact, *, sentence: int) -> Telling | None:
    if fact.own:
        return None
    free = [(rank, t) for rank, t in fitting if not _tells_other(t, fact)]
    here = [(rank, _distance(t, fact), t.start, t) for rank, t in free if t.sentence == sentence]
    if here:
        return min(here, key=lambda row: row[:3])[3]
    before = [
        (-t.sentence, rank, -t.start, t)
        for rank, t in free
        if 0 < sentence - t.sentence <= _SENTENCES_BACK and fact.kind not in t.facts
    ]
    return min(before, key=lambda row: row[:3])[3] if before and not (fact.total or fact.near) else None


def _tells_other(telling: Telling, fact: Fact) -> bool:
    """Whether a trigger's own words count something: then it takes no count of another word."""
    if not telling.kinds:
        return False
    related = _HARM if fact.kind in _HARM else {fact.kind}
    return not (telling.kinds & related) or (fact.kind in telling.kinds and fact.kind in telling.facts)


def _distance(telling: Telling, fact: Fact) -> int:
    return max(telling.start - fact.cue, fact.cue - telling.end + 1, 0)


def _give(telling: Telling, fact: Fact, *, same_sentence: bool) -> None:
    other = telling.facts.get(fact.kind)
    if other is None or (other.total and not fact.total):
        telling.facts[fact.kind] = fact
    elif same_sentence and _adds(other, fact):
        telling.facts[fact.kind] = replace(other, group=other.group.plus(fact.group))


def _adds(first: Fact, second: Fact) -> bool:
    """Whether two facts of a sentence tell of different people: told alike, and not the same figure again."""
    told_alike = second.group.start >= first.group.end and second.role == first.role and not second.total
    return told_alike and second.group.low != first.group.low


def _share(tellings: Sequence[Telling], fact: Fact, *, sentence: int) -> None:
    """A sentence that tells one event with two triggers ("an attack killed 12") gives both the same count."""
    holders = [t for t in tellings if t.sentence == sentence and t.facts.get(fact.kind) is fact]
    if not holders or fact.kind not in _HARM:
        return
    for telling in tellings:
        here = telling.type == "ASSAULT" and telling.sentence == sentence
        if here and telling.kinds <= _HARM:
            telling.facts.setdefault(fact.kind, fact)


def _carry_back(tellings: Sequence[Telling], telling: Telling) -> None:
    """An attack told first ("Gunmen attacked a bus.") has the dead of the next sentence ("Twelve were killed.")."""
    if telling.type != "ASSAULT" or telling.kinds or telling.facts.keys() & _HARM:
        return
    later = [t for t in tellings if t.type == "ASSAULT" and t.sentence == telling.sentence + 1]
    last = max(t.start for t in tellings if t.type == "ASSAULT" and t.sentence == telling.sentence)
    if telling.start != last or any(not t.kinds and not t.definite for t in later):
        return
    for other in later:
        for kind in sorted(other.facts.keys() & _HARM):
            fact = other.facts[kind]
            if not (fact.total or fact.near):
                telling.facts.setdefault(kind, fact)


def _carry_on(tellings: Sequence[Telling], telling: Telling) -> None:
    """What takes up an attack told just before ("The blast shook the town.") has its dead and hurt."""
    if telling.type != "ASSAULT" or not telling.definite or telling.kinds or telling.facts.keys() & _HARM:
        return
    before = [t for t in tellings if t.type == "ASSAULT" and t.sentence == telling.sentence - 1]
    for other in reversed(before):
        harm = {kind: fact for kind, fact in other.facts.items() if kind in _HARM and not fact.near}
        if harm:
            telling.facts.update(harm)
            return
