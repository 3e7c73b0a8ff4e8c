"""Reads the words of a phrase against the actor tables: which words name an entity, a country, a role.

Longest first from left to right. Nothing here knows a parse: where the words stand is for the caller to weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from rapidfuzz import fuzz

from khaldun.codebooks.actors import Actors, load_actors
from khaldun.codebooks.agents import Agents, Role, load_agents
from khaldun.codebooks.coding_rules import CodingRules, load_coding_rules
from khaldun.codebooks.demonyms import Demonym, Demonyms, load_demonyms
from khaldun.codebooks.name_keys import folded, folded_key, skeleton

Case = Literal["mixed", "upper", "lower"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Words [start, end) of a phrase with all that they may be; `way` tells how the name was found."""

    start: int
    end: int
    entities: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    demonyms: tuple[Demonym, ...] = ()
    role: Role | None = None
    way: Literal["exact", "folded", "transliteration", "surname"] = "exact"

    def moved(self, by: int) -> Match:
        """The same match, its words counted from elsewhere."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True)
class NameReader:
    """The actor tables, ready for reading phrases."""

    actors: Actors
    agents: Agents
    demonyms: Demonyms
    rules: CodingRules
    known: frozenset[str]
    starts: Mapping[str, int]
    folded_demonyms: Mapping[str, tuple[Demonym, ...]]

    def read(self, words: Sequence[str], *, case: Case = "mixed", names: Sequence[bool] = ()) -> list[Match]:
        """Matches in text order, none overlapping; `names` marks the words that may be part of an unknown spelling."""
        small = [folded(word).replace("'", "") for word in words]
        found: list[Match] = []
        at = 0
        while at < len(words):
            match = self._match_at(at, words, small=small, case=case)
            if match is not None:
                found.append(match)
            at = match.end if match is not None else at + 1
        return sorted([*found, *self._respelled(found, words, names=names)], key=lambda match: match.start)

    def _match_at(self, at: int, words: Sequence[str], *, small: Sequence[str], case: Case) -> Match | None:
        longest = min(self.starts.get(small[at], 0), len(words) - at)
        for length in range(longest, 0, -1):
            key = " ".join(small[at : at + length])
            if key in self.known:
                match = self._match(at, at + length, words=words, small_key=key, case=case)
                if match is not None:
                    return match
        return None

    def _match(self, start: int, end: int, *, words: Sequence[str], small_key: str, case: Case) -> Match | None:
        key = " ".join(words[start:end])
        entities, demonyms = self.actors.exact.get(key, ()), self.demonyms.words.get(key, ())
        way = "exact"
        if not entities and not demonyms and self._may_fold(words[start:end], small_key, case):
            entities = self.actors.folded.get(small_key, ())
            demonyms = self.folded_demonyms.get(small_key, ())
            way = "folded"
        role = self.agents.role(small_key, key)
        guarded = self.actors.guarded.get(key) or self.actors.guarded.get(key.upper(), ())
        if not (entities or demonyms or role or guarded):
            return None
        return Match(
            start=start,
            end=end,
            entities=entities,
            guarded=guarded,
            demonyms=demonyms,
            role=role,
            way="folded" if way == "folded" and (entities or demonyms) else "exact",
        )

    def _may_fold(self, words: Sequence[str], small_key: str, case: Case) -> bool:
        """Whether words may be looked up without regard to case: names in capitals, or anything where case is lost."""
        if case == "mixed":
            alone = len(words) == 1 and len(words[0]) < self.rules.limits["shortest_folded"]
            return not alone and all(word[:1].isupper() for word in words if len(word) > 3)
        return len(words) > 1 or (len(words[0]) > 2 and not self.agents.has_effect(small_key, "ordinary"))

    def _respelled(self, found: Sequence[Match], words: Sequence[str], *, names: Sequence[bool]) -> Iterator[Match]:
        """Runs of name words that no table has as written, but one entity has in another transliteration."""
        taken = {at for match in found for at in range(match.start, match.end)}
        free = [at for at in range(len(names)) if names[at] and at not in taken]
        for start, end in _runs(free):
            entity = self._respelling(tuple(words[start:end]))
            if entity is not None:
                yield Match(start=start, end=end, entities=(entity,), way="transliteration")
            elif end - start == 1 and (persons := self.actors.surnames.get(folded(words[start]))):
                yield Match(start=start, end=end, entities=persons, way="surname")

    def _respelling(self, words: tuple[str, ...]) -> str | None:
        if len(words) == 1 and len(words[0]) < self.rules.limits["shortest_respelled"]:
            return None
        wanted, bones = folded_key(words), skeleton(words, self.rules.spelling)
        found = {entity for key, entity in self.actors.skeletons.get(bones, ()) if self._is_respelling(key, wanted)}
        return found.pop() if len(found) == 1 else None

    def _is_respelling(self, name: str, written: str) -> bool:
        """Whether what is written may be another spelling of a name: alike, and so word by word."""
        ours, theirs = name.split(), written.split()
        if fuzz.ratio(name, written) < self.rules.limits["alike" if len(theirs) > 1 else "alike_alone"]:
            return False
        if len(ours) != len(theirs):
            return True
        return all(
            skeleton((one,), self.rules.spelling) == skeleton((other,), self.rules.spelling)
            and abs(len(one) - len(other)) <= self.rules.limits["length"]
            for one, other in zip(ours, theirs, strict=True)
        )


@lru_cache
def load_names(overlays: tuple[Path, ...] = ()) -> NameReader:
    """The reader over all actor tables with a user's files over them. Raises CodebookError for a faulty file."""
    actors, agents, demonyms = load_actors(overlays), load_agents(overlays), load_demonyms(overlays)
    starts: dict[str, int] = {}
    known = frozenset(_all_keys(actors, agents, demonyms))
    for key in known:
        first, length = key.partition(" ")[0], key.count(" ") + 1
        starts[first] = max(length, starts.get(first, 0))
    small = {folded_key(key.split()): found for key, found in reversed(list(demonyms.words.items()))}
    reader = NameReader(
        actors=actors,
        agents=agents,
        demonyms=demonyms,
        rules=load_coding_rules(overlays),
        known=known,
        starts=starts,
        folded_demonyms=small,
    )
    reader.read(("Nobody",), names=(True,))  # Builds the lazy indices now, not at the first report.
    return reader


def _all_keys(actors: Actors, agents: Agents, demonyms: Demonyms) -> Iterator[str]:
    yield from actors.folded
    yield from (folded_key(key.split()) for key in actors.guarded)
    yield from (folded_key(key.split()) for key in demonyms.words)
    yield from agents.roles


def _runs(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers as [start, end)."""
    start = 0
    for place in range(1, len(indices) + 1):
        if place == len(indices) or indices[place] != indices[place - 1] + 1:
            yield indices[start], indices[place - 1] + 1
            start = place
