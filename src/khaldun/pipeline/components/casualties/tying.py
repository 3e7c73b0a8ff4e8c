"""Ties each fact to the trigger it belongs to: its own, the nearest fitting of its sentence, or the one told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from khaldun.codebooks.casualties import CasualtyBook, CountKind
from khaldun.pipeline.components.casualties.facts import Fact

#: A fact without a fitting trigger in its own sentence goes back at most so many sentences.
_SENTENCES_BACK = 2


@dataclass(slots=True, kw_only=True)
class Telling:
    """A trigger with where it stands, and the facts tied to it; `cues` are all tokens that tell of the event."""

    id: str
    type: str
    sentence: int
    start: int
    end: int
    facts: dict[CountKind, Fact] = field(default_factory=dict)


def tie(facts: Sequence[tuple[int, Fact]], tellings: Sequence[Telling], book: CasualtyBook) -> None:
    """Writes each fact (with the index of its sentence) to the telling it fits best, if one fits."""
    for sentence, fact in facts:
        types = book.ties[fact.kind]
        fitting = [t for t in tellings if t.type in types]
        chosen = _own(fitting, fact) or _nearest(fitting, fact, sentence=sentence, types=types)
        if chosen is not None:
            _give(chosen, fact, same_sentence=chosen.sentence == sentence)
    for sentence, fact in facts:
        _share(tellings, fact, sentence=sentence, book=book)


def _own(tellings: Sequence[Telling], fact: Fact) -> Telling | None:
    """The trigger that the cue is part of."""
    for telling in tellings:
        if telling.start <= fact.cue < telling.end:
            return telling
    return None


def _nearest(tellings: Sequence[Telling], fact: Fact, *, sentence: int, types: Sequence[str]) -> Telling | None:
    here = [t for t in tellings if t.sentence == sentence and not _is_taken(t, fact)]
    if here:
        return min(here, key=lambda t: (types.index(t.type), _distance(t, fact)))
    before = [t for t in tellings if 0 < sentence - t.sentence <= _SENTENCES_BACK and fact.kind not in t.facts]
    if not before or fact.total:
        return None
    return max(before, key=lambda t: (t.sentence, -types.index(t.type), t.start))


def _is_taken(telling: Telling, fact: Fact) -> bool:
    """Whether a trigger's own words already give this count."""
    other = telling.facts.get(fact.kind)
    return other is not None and telling.start <= other.cue < telling.end


def _distance(telling: Telling, fact: Fact) -> int:
    return max(telling.start - fact.cue, fact.cue - telling.end + 1, 0)


def _give(telling: Telling, fact: Fact, *, same_sentence: bool) -> None:
    other = telling.facts.get(fact.kind)
    if other is None or (other.total and not fact.total):
        telling.facts[fact.kind] = fact
    elif same_sentence and not fact.total and fact.group.start >= other.group.end and fact.role == other.role:
        telling.facts[fact.kind] = replace(other, group=other.group.plus(fact.group))


def _share(tellings: Sequence[Telling], fact: Fact, *, sentence: int, book: CasualtyBook) -> None:
    """A sentence that tells one event with two triggers ("an attack killed 12") gives both the same count."""
    if fact.kind not in {"deaths", "injuries"}:
        return
    for telling in tellings:
        if telling.type == "ASSAULT" and telling.sentence == sentence and fact.kind not in telling.facts:
            holders = [t for t in tellings if t is not telling and t.facts.get(fact.kind) is fact]
            if holders and holders[0].sentence == sentence:
                telling.facts[fact.kind] = fact
