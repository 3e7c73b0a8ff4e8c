"""Which features speak for or against tokens being a toponym, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.codebooks.toponyms import ToponymCodebook
from khaldun.pipeline.components.toponyms.listing import Listing
from khaldun.pipeline.components.toponyms.sight import PROPER, Entity, Sight

_GROUPS = {
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
    "ORG": "organisation",
    "PERSON": "person",
    "NORP": "group",
    "LANGUAGE": "language",
}
_PARTED = frozenset({"place", "organisation", "person"})
#: Kinds that hold even where case tells nothing.
_CERTAIN = frozenset({"country", "admin1", "region", "metropolis", "city"})
#: Kinds that news writes in short capitals ("US", "NSW", "FATA").
_SHORTENED = frozenset({"country", "admin1", "region"})
#: Features against which the same name elsewhere in the report says nothing.
_DOUBTFUL = frozenset({"title_before", "ner_person_part", "surname", "generic_word"})
_ACRONYM = 4
#: Tokens of a list that are looked through for its word of kind.
_LONGEST_LIST = 40


class Evidence:
    """Weighs one candidate after another in one Doc."""

    def __init__(self, sight: Sight, *, codebook: ToponymCodebook, listing: Listing) -> None:
        self.sight = sight
        self.words = codebook.words
        self._weights = codebook.weights
        self._listing = listing

    def weigh(self, start: int, end: int, *, kind: str | None, name: str) -> tuple[float, bool]:
        """The sum of weights of the features that hold, and whether they look like a person's name or a common word."""
        features = self.features(start, end, kind=kind, name=name)
        return sum(self._weights[feature] for feature in features), not _DOUBTFUL.isdisjoint(features)

    def features(self, start: int, end: int, *, kind: str | None, name: str) -> list[str]:
        """Names of the features that hold."""
        institution = self.is_institution(end)
        return [
            *self._of_name(start, end, kind=kind),
            *self._of_recogniser(start, end, institution=institution),
            *self._of_words_before(start),
            *self._of_words_after(end, kind=kind, name=name, institution=institution),
        ]

    def is_institution(self, end: int) -> bool:
        """Whether the word after a candidate makes the whole an institution's name ("… Police Department")."""
        sight = self.sight
        return end < len(sight.words) and sight.named[end] and sight.lower[end] in self.words.institutions

    def entity(self, index: int) -> Entity | None:
        """The entity that holds a token."""
        at = self.sight.entity_at[index]
        return self.sight.entities[at] if at >= 0 else None

    def _of_name(self, start: int, end: int, *, kind: str | None) -> Iterator[str]:
        sight = self.sight
        yield kind or "unlisted"
        if end - start > 1 and kind:
            yield "several_words"
        if end - start == 1 and sight.shown(start) in self.words.generic:
            yield "generic_word"
        if sight.tags[start] not in PROPER and end - start == 1 and sight.case == "mixed" and not self.entity(start):
            yield "not_proper"
        yield from self._of_letters(start, end, kind=kind)
        if sight.case != "mixed" and not self._holds_without_case(start, end, kind=kind):
            yield "no_case"
        if kind is None and self._has_kind_within(start, end):
            yield "kind_within"
        if sight.words[end - 1] in sight.surnames and end - start == 1:
            yield "surname"

    def _holds_without_case(self, start: int, end: int, *, kind: str | None) -> bool:
        short = end - start == 1 and len(self.sight.words[start]) <= _ACRONYM
        return kind == "country" or (kind in _CERTAIN and not short)

    def _of_letters(self, start: int, end: int, *, kind: str | None) -> Iterator[str]:
        sight = self.sight
        word = sight.words[start]
        if start == sight.dateline_start:
            yield "heads_report"
            return
        if sight.case != "mixed" or end - start > 1 or not word.isupper():
            return
        if len(word) <= _ACRONYM and kind not in _SHORTENED:
            yield "acronym"
        elif sight.sentence_start[start] and end < len(sight.words) and sight.words[end] in self.words.after_heads:
            yield "heads_report"

    def _has_kind_within(self, start: int, end: int) -> bool:
        last, first = self.sight.shown(end - 1), self.sight.shown(start)
        return end - start > 1 and (
            last in self.words.natural_kinds or last in self.words.unit_kinds or first in self.words.natural_before
        )

    def _of_recogniser(self, start: int, end: int, *, institution: bool) -> Iterator[str]:
        entity = self.entity(start)
        if entity is None:
            yield "ner_none"
            return
        group = _GROUPS.get(entity.label, "other")
        if group == "person" and institution:
            group = "organisation"
        part = group in _PARTED and (entity.start < start or end < entity.end)
        yield f"ner_{group}_part" if part else f"ner_{group}"

    def _of_words_before(self, start: int) -> Iterator[str]:
        sight, words = self.sight, self.words
        index = start - 1
        if index >= 0 and sight.lower[index] == "the":
            index -= 1
        if index >= 0 and sight.lower[index] in words.directions:
            yield "direction"
            index -= 1
        if index < 0 or sight.sentence_start[start]:
            return
        before = sight.lower[index]
        if before in words.prepositions:
            yield "preposition"
        elif before in words.kinds_directly_before or self.is_named_kind(index + 1):
            yield "kind_before"
        elif sight.shown(index) in words.titles:
            yield "title_before"
        elif sight.named[index] and sight.tags[index] in PROPER and index == start - 1:
            yield "name_before"

    def is_named_kind(self, start: int) -> bool:
        """Whether "the village of" or the like stands before a token."""
        return start > 1 and self.sight.lower[start - 1] == "of" and self._is_kind(start - 2)

    def _is_kind(self, index: int) -> bool:
        return index >= 0 and self.sight.lower[index] in self.words.kinds_before

    def _of_words_after(self, end: int, *, kind: str | None, name: str, institution: bool) -> Iterator[str]:
        sight = self.sight
        if end >= len(sight.words):
            return
        if sight.lower[end] == "," and self._stands_in(end + 1, name, kind=kind):
            yield "container_after"
        elif sight.shown(end) in self.words.streets and kind not in _CERTAIN - {"city"}:
            yield "street_after"
        elif institution:
            yield "institution_after"
        else:
            yield from self._of_other_words_after(end, kind=kind)

    def _of_other_words_after(self, end: int, *, kind: str | None) -> Iterator[str]:
        sight, words = self.sight, self.words
        if sight.lower[end] in words.kinds_after | words.kinds_after_list or self._lists_kind(end):
            yield "kind_after"
        elif sight.shown(end) in words.kinds_of_names:
            yield "kind_of_name"
        elif sight.lower[end] in words.saying and kind not in _CERTAIN:
            yield "saying_after"
        elif sight.named[end] and sight.tags[end] in PROPER and not sight.sentence_start[end]:
            yield "name_after"

    def _lists_kind(self, index: int) -> bool:
        """Whether a list of names goes on from here and ends in a plural of kind ("Jackson and Barrow counties")."""
        sight, count = self.sight, min(len(self.sight.words), index + _LONGEST_LIST)
        if sight.lower[index] not in self.words.joining:
            return False
        while index < count and (sight.named[index] or sight.lower[index] in self.words.joining):
            index += 1
        return index < count and sight.lower[index] in self.words.kinds_after_list

    def _stands_in(self, index: int, name: str, *, kind: str | None) -> bool:
        """Whether a country or unit begins at a token in which the name (or any, if unlisted) may lie."""
        for end in range(min(index + 3, len(self.sight.words)), index, -1):
            container = self.sight.written(index, end)
            if self.sight.named[index] and self._listing.is_container(container):
                return kind is None or self._listing.lies_in(name, container)
        return False
