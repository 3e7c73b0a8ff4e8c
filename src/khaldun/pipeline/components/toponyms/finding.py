"""The search itself: candidates at every word that may begin a name, weighed singly, then over the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from khaldun.codebooks.toponyms import ToponymCodebook
from khaldun.pipeline.components.toponyms.adjectives import find_adjectives
from khaldun.pipeline.components.toponyms.evidence import Evidence
from khaldun.pipeline.components.toponyms.listing import Listing
from khaldun.pipeline.components.toponyms.sight import PROPER, Sight, look_at

Form = Literal["name", "adjective", "organisation"]
_LONGEST = 6
#: What the tagger makes of unknown names at the start of a sentence.
_NOUNLIKE = frozenset({"NN", "NNS", "JJ", "FW"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Found:
    """A toponym's token range and form."""

    start: int
    end: int
    form: Form


@dataclass(slots=True)
class Candidate:
    """Tokens that may be a toponym; above 0 its score makes it one. `doubtful`: see Evidence.weigh."""

    start: int
    end: int
    name: str
    score: float
    doubtful: bool


def find_toponyms(doc: Doc, *, codebook: ToponymCodebook, listing: Listing) -> list[Found]:
    """The toponyms of a Doc in text order, without overlaps."""
    sight = look_at(doc, codebook.words.titles)
    evidence = Evidence(sight, codebook=codebook, listing=listing)
    adjectives = dict(find_adjectives(sight, codebook))
    found: list[Found] = []
    groups = [group for group in _candidates(evidence, listing) if not _is_adjective(group, adjectives)]
    for candidate in _chosen(groups, codebook.weights):
        found.append(Found(candidate.start, candidate.end, _form(evidence, candidate)))
    taken = {index for one in found for index in range(one.start, one.end)}
    found += [Found(a, b, "adjective") for a, b in adjectives.items() if not taken & set(range(a, b))]
    return sorted(found, key=lambda one: one.start)


def _is_adjective(group: list[Candidate], adjectives: dict[int, int]) -> bool:
    """Whether the longest name that begins here is no longer than an adjective that does."""
    return group[0].end <= adjectives.get(group[0].start, 0)


def _candidates(evidence: Evidence, listing: Listing) -> Iterator[list[Candidate]]:
    """For every word that may begin a name its candidates, longest first."""
    sight = evidence.sight
    for start in range(len(sight.words)):
        if _may_begin(sight, start):
            found = [_weigh(evidence, listing, start=start, end=end) for end in _ends(evidence, start)]
            if kept := [candidate for candidate in found if candidate is not None]:
                yield kept


def _may_begin(sight: Sight, index: int) -> bool:
    word = sight.words[index]
    if not sight.named[index] or len(word) < 2:
        return False
    if sight.tags[index] in PROPER or sight.entity_at[index] >= 0:
        return True
    if sight.case != "mixed":
        return sight.tags[index] in _NOUNLIKE
    return word.isupper() or (sight.sentence_start[index] and sight.tags[index] in _NOUNLIKE)


def _ends(evidence: Evidence, start: int) -> Iterator[int]:
    """Where a name that begins at `start` may end, the longest first."""
    sight, links = evidence.sight, evidence.words.links
    ends: list[int] = []
    for index in range(start, min(start + _LONGEST, len(sight.words))):
        if index > start and sight.sentence_start[index]:
            break
        if sight.named[index]:
            ends.append(index + 1)
        elif sight.lower[index] not in links:
            break
    yield from reversed(ends)


def _weigh(evidence: Evidence, listing: Listing, *, start: int, end: int) -> Candidate | None:
    if end - start == 1 and evidence.sight.shown(start) in evidence.words.never_alone:
        return None
    name = evidence.sight.written(start, end)
    kind = listing.kind(name)
    if kind is None and not _stands_unlisted(evidence, start, end):
        return None
    return Candidate(start, end, name, *evidence.weigh(start, end, kind=kind, name=name))


def _stands_unlisted(evidence: Evidence, start: int, end: int) -> bool:
    """Whether the model takes exactly these words for a place."""
    entity = evidence.entity(start)
    if entity is None or (entity.start, entity.end) != (start, end):
        return False
    return entity.label in _PLACES or evidence.is_named_kind(start)


def _chosen(groups: list[list[Candidate]], weights: dict[str, float]) -> list[Candidate]:
    """One after another the candidates above 0, a name found elsewhere in the report counting for it."""
    sure = {group_best.name for group in groups for group_best in [_first(group, {}, bonus=0.0)] if group_best}
    chosen: list[Candidate] = []
    end = 0
    for group in groups:
        best = _first(group, sure, bonus=weights["found_elsewhere"])
        if best is not None and best.start >= end:
            chosen.append(best)
            end = best.end
    return chosen


def _first(group: list[Candidate], sure: set[str] | dict[str, str], *, bonus: float) -> Candidate | None:
    for candidate in group:
        helped = candidate.name in sure and not candidate.doubtful
        if candidate.score + (bonus if helped else 0.0) > 0:
            return candidate
    return None


def _form(evidence: Evidence, candidate: Candidate) -> Form:
    """A place inside a body's name counts as the body's; inside the name of a site it is where the site stands."""
    sight, sites = evidence.sight, evidence.words.sites
    entity = evidence.entity(candidate.start)
    if entity is not None and entity.label == "ORG" and (entity.start, entity.end) != (candidate.start, candidate.end):
        return "name" if sight.lower[entity.end - 1] in sites else "organisation"
    if entity is not None and entity.label in _PLACES:
        return "name"
    body = evidence.is_institution(candidate.end) and sight.lower[candidate.end] not in sites
    return "organisation" if body else "name"
