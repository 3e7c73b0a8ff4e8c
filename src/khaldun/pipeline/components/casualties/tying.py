"""Ties each fact to the trigger it belongs to: its own, the nearest fitting of its sentence, or one told beside."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from khaldun.codebooks.casualties import CasualtyBook, CountKind
from khaldun.pipeline.components.casualties.clauses import antecedent, is_aside, stands_under
from khaldun.pipeline.components.casualties.facts import OTHERS, Fact, is_same_member
from khaldun.pipeline.components.casualties.groups import Group

#: A fact without a fitting trigger in its own sentence goes back at most so many sentences.
_SENTENCES_BACK = 2
#: Counts that one act can have side by side.
_HARM: frozenset[CountKind] = frozenset({"deaths", "injuries"})


@dataclass(slots=True, kw_only=True)
class Telling:
    """A trigger with where it stands, and the facts tied to it.

    `kinds` are the counts that its own words tell of; `definite`: it takes up what was told ("the attack").
    `again` are token ranges of further tellings of the same event; `told_in` the sentence of each fact; `actors` the
    heads of those who do it. `soft`: a deed that seldom harms, which has the harm of its own sentence alone; `barred`
    are the kinds of harm that its sentence tells of something else.
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
    actors: frozenset[int] = frozenset()
    soft: bool = False
    barred: set[CountKind] = field(default_factory=set)
    facts: dict[CountKind, Fact] = field(default_factory=dict)
    told_in: dict[CountKind, int] = field(default_factory=dict)

    def covers(self, index: int) -> bool:
        """Whether a token is one of the trigger's words, here or where the event is told again."""
        return self.start <= index < self.end or any(start <= index < end for start, end in self.again)


class _Tellings:
    """The tellings of a report by sentence, and by each token that they cover."""

    def __init__(self, doc: Doc, tellings: Sequence[Telling], *, book: CasualtyBook, apart: Set[int]) -> None:
        self.all, self.apart = tellings, apart
        self._doc, self._asides = doc, book.grammar["aside"]
        self._by_sentence: dict[int, list[Telling]] = {}
        self._by_token: dict[int, list[Telling]] = {}
        for telling in tellings:
            self._by_sentence.setdefault(telling.sentence, []).append(telling)
            for start, end in ((telling.start, telling.end), *telling.again):
                for i in range(start, end):
                    self._by_token.setdefault(i, []).append(telling)

    def within(self, sentence: int) -> list[Telling]:
        """Those of one sentence."""
        return self._by_sentence.get(sentence, [])

    def covering(self, index: int) -> list[Telling]:
        """Those that a token is part of."""
        return self._by_token.get(index, [])

    def is_aside(self, fact: Fact, telling: Telling) -> bool:
        """Whether a fact of the same sentence is not that of a telling: set aside from it, or told of who did it."""
        if telling.start <= fact.cue < telling.end:
            return False
        if any(fact.group.start <= head < fact.group.end for head in telling.actors):
            return True
        return self.is_set_aside(fact, telling) or self._describes_another(fact.cue, telling.head)

    def _describes_another(self, first: int, second: int) -> bool:
        """Whether one of two words stands in a clause that describes another event, of which the other is no part."""
        for inner, outer in ((first, second), (second, first)):
            noun = antecedent(self._doc, inner)
            if noun >= 0 and self.covering(noun) and not stands_under(self._doc, outer, noun):
                return True
        return False

    def is_set_aside(self, fact: Fact, telling: Telling) -> bool:
        """Whether a fact's word, not of the telling's own words, stands behind "after" and the like."""
        own = telling.start <= fact.cue < telling.end
        return not own and is_aside(self._doc, fact.cue, telling.head, self._asides)

    def bar(self, fact: Fact, sentence: int) -> None:
        """Notes for a fact of harm which tellings of its sentence it is not told of."""
        for telling in self.within(sentence):
            if fact.kind in _HARM and self.is_aside(fact, telling):
                telling.barred.add(fact.kind)

    def described(self, fact: Fact) -> list[Telling]:
        """Those whose noun the clause of a fact describes: "riots in which 70 were injured"."""
        noun = antecedent(self._doc, fact.cue)
        return self.covering(noun) if noun >= 0 else []

    def assaults(self, sentence: int) -> list[Telling]:
        """Those of one sentence that tell of an assault."""
        return [telling for telling in self.within(sentence) if telling.type == "ASSAULT"]


def tie(
    doc: Doc,
    facts: Sequence[tuple[int, Fact]],
    tellings: Sequence[Telling],
    *,
    book: CasualtyBook,
    apart: Set[int],
) -> None:
    """Writes each fact (with the index of its sentence) to the telling it fits best, if one fits.

    `apart` are the sentences that turn to another attack ("in a separate attack").
    """
    index = _Tellings(doc, tellings, book=book, apart=apart)
    facts = _with_whole_lists(_with_more(index, facts))
    for sentence, fact in facts:
        index.bar(fact, sentence)
    for sentence, fact in facts:
        chosen = _own(index, fact, book) or _nearest(index, fact, sentence=sentence, book=book)
        if chosen is not None:
            _give(chosen, fact, sentence)
    for sentence, fact in facts:
        _share(index, fact, sentence=sentence, book=book)
    for telling in tellings:
        _carry_back(index, telling)
        _carry_on(index, telling)


def _rank(telling: Telling, fact: Fact, book: CasualtyBook) -> int | None:
    """The place of a telling's type among those that can have this count, or None."""
    for rank, name in enumerate(book.ties[fact.kind]):
        if name.rstrip("!=") in {telling.type, f"{telling.type}/{telling.mode}"}:
            barred = (name.endswith("!") and fact.role == "noun") or (
                name.endswith("=") and not telling.covers(fact.cue)
            )
            return None if barred else rank
    return None


def _with_more(index: _Tellings, facts: Sequence[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
    """The facts; where one says "also", it and the one told before it of the same attack both have the sum."""
    found: list[tuple[int, Fact]] = []
    last: dict[CountKind, int] = {}
    for sentence, fact in facts:
        before = last.get(fact.kind)
        told = fact
        if fact.more and before is not None and _goes_on(index, found[before], (sentence, fact)):
            other = found[before][1]
            group = other.group.plus(fact.group)
            apart = found[before][0] != sentence
            found[before] = (found[before][0], replace(other, group=_within(group, other.group) if apart else group))
            told = replace(fact, group=_within(group, fact.group) if apart else group)
            if apart and other.who:
                found[before] = (found[before][0], replace(found[before][1], who=other.who | {OTHERS}))
        last[fact.kind] = len(found)
        found.append((sentence, told))
    return found


def _with_whole_lists(facts: Sequence[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
    """The facts; where one tells of some of those that another lists, it tells of the same act and has all of them.

    Nobody dies twice: "the murder of Paz" and "Paz and two guards were killed" are one event with three dead.
    """
    wholes = [fact for _, fact in facts if fact.kind == "deaths" and len(fact.who) > 1 and not fact.total]
    found: list[tuple[int, Fact]] = []
    for sentence, fact in facts:
        over = [whole for whole in wholes if fact.kind == "deaths" and _is_some_of(fact, whole)]
        if over:
            largest = max(over, key=lambda whole: (whole.group.low or 0, -whole.group.start))
            found.append((sentence, replace(fact, group=_within(largest.group, fact.group))))
        else:
            found.append((sentence, fact))
    return found


def _is_some_of(fact: Fact, whole: Fact) -> bool:
    fewer = (fact.group.low or 0) < (whole.group.low or 0)
    if not fact.who or OTHERS in fact.who or not fewer:
        return False
    return all(any(is_same_member(one, other) for other in whole.who) for one in fact.who)


def _within(total: Group, part: Group) -> Group:
    """A sum over two sentences, told by the words of one of them."""
    return replace(total, start=part.start, end=part.end)


def _goes_on(index: _Tellings, before: tuple[int, Fact], after: tuple[int, Fact]) -> bool:
    """Whether "also" in a fact adds to the one before: in one sentence, or soon after and of the attack told there."""
    steps = after[0] - before[0]
    if not _precedes(before[1], after[1]):
        return False
    if steps == 0:
        return True
    definite = any(telling.definite for telling in index.within(after[0]))
    ahead = after[1].group.end <= after[1].cue and not before[1].group.is_none
    return ahead and steps <= (_SENTENCES_BACK if definite else after[1].there)


def _precedes(first: Fact, second: Fact) -> bool:
    return not first.total and first.group.end <= second.group.start


def _own(index: _Tellings, fact: Fact, book: CasualtyBook) -> Telling | None:
    """The trigger that the cue is part of, else the one that the cue's clause describes."""
    covering = [t for t in index.covering(fact.cue) if not index.is_set_aside(fact, t)]
    fitting = (t for t in covering if _rank(t, fact, book) is not None)
    return next(fitting, None) or next((t for t in index.described(fact) if _rank(t, fact, book) is not None), None)


def _nearest(index: _Tellings, fact: Fact, *, sentence: int, book: CasualtyBook) -> Telling | None:
    """The nearest fitting trigger of the sentence, else the last before or the next that lacks this count."""
    if fact.own:
        return None
    if here := _free(index, fact, sentence=sentence, book=book):
        return min(here, key=lambda row: (row[0], _distance(row[1], fact), row[1].start))[1]
    if fact.total or fact.near or sentence in index.apart:
        return None
    for back in range(1, _SENTENCES_BACK + 1):
        free = _free(index, fact, sentence=sentence - back, book=book)
        before = [(rank, t) for rank, t in free if fact.kind not in t.facts and not t.soft]
        if before:
            return min(before, key=lambda row: (row[0], -row[1].start))[1]
    following = [telling for _, telling in _free(index, fact, sentence=sentence + 1, book=book)]
    behind = [telling for telling in following if not telling.kinds and not telling.soft]
    return min(behind, key=lambda telling: telling.start) if behind and fact.kind in _HARM else None


def _free(index: _Tellings, fact: Fact, *, sentence: int, book: CasualtyBook) -> list[tuple[int, Telling]]:
    """Tellings of a sentence that can have this count and do not tell of another, with the rank of their type."""
    ranked = [
        (_rank(t, fact, book), t)
        for t in index.within(sentence)
        if not _tells_other(t, fact) and not index.is_aside(fact, t)
    ]
    return [(rank, telling) for rank, telling in ranked if rank is not None]


def _tells_other(telling: Telling, fact: Fact) -> bool:
    """Whether a trigger's own words count something: then it takes no count of another word."""
    kinds = telling.kinds - {"participants"} if fact.kind in _HARM else telling.kinds
    if not kinds:
        return False
    related = _HARM if fact.kind in _HARM else {fact.kind}
    return not (kinds & related) or (fact.kind in telling.kinds and fact.kind in telling.facts)


def _distance(telling: Telling, fact: Fact) -> int:
    return max(telling.start - fact.cue, fact.cue - telling.end + 1, 0)


def _give(telling: Telling, fact: Fact, sentence: int) -> None:
    """Facts of one sentence can add up; a headline and the sentence that tells it again cannot."""
    other = telling.facts.get(fact.kind)
    if other is None or (other.total and not fact.total):
        telling.facts[fact.kind], telling.told_in[fact.kind] = fact, sentence
    elif telling.sentence == sentence == telling.told_in.get(fact.kind) and _adds(other, fact):
        telling.facts[fact.kind] = replace(other, group=other.group.plus(fact.group))


def _adds(first: Fact, second: Fact) -> bool:
    """Whether two facts of a sentence tell of different people: told alike, and not the same figure again."""
    told_alike = second.group.start >= first.group.end and second.role == first.role and not second.total
    return told_alike and second.group.low != first.group.low and second.group.best != first.group.best


def _share(index: _Tellings, fact: Fact, *, sentence: int, book: CasualtyBook) -> None:
    """A sentence that tells one event with two triggers ("an attack killed 12") gives both the same count."""
    told = any(telling.facts.get(fact.kind) is fact for telling in index.within(sentence))
    if not told or fact.kind not in _HARM:
        return
    for telling in index.described(fact):
        if _rank(telling, fact, book) is not None:
            telling.facts.setdefault(fact.kind, fact)
    for telling in index.assaults(sentence):
        if telling.kinds <= _HARM and not index.is_aside(fact, telling):
            telling.facts.setdefault(fact.kind, fact)


def _carry_back(index: _Tellings, telling: Telling) -> None:
    """An attack told first ("Gunmen attacked a bus.") has the dead of the next sentence ("Twelve were killed.")."""
    if telling.type != "ASSAULT" or telling.kinds or telling.soft or telling.facts.keys() & _HARM:
        return
    later = [] if telling.sentence + 1 in index.apart else index.assaults(telling.sentence + 1)
    last = max(t.start for t in index.assaults(telling.sentence))
    if telling.start != last or any(not t.kinds and not t.definite for t in later):
        return
    for other in later:
        for kind in sorted(other.facts.keys() & _HARM):
            fact = other.facts[kind]
            if not (fact.total or fact.near) and kind not in telling.barred:
                telling.facts.setdefault(kind, fact)


def _carry_on(index: _Tellings, telling: Telling) -> None:
    """What takes up an attack told just before ("The blast shook the town.") has its dead and hurt."""
    if telling.type != "ASSAULT" or not telling.definite or telling.kinds or telling.facts.keys() & _HARM:
        return
    for other in reversed(index.assaults(telling.sentence - 1)):
        harm = {k: fact for k, fact in other.facts.items() if k in _HARM - telling.barred and not fact.near}
        if harm:
            telling.facts.update(harm)
            return
