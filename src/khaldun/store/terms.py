"""What an event can be found by: pairs of a field of the query language and a folded value.

The same function serves every store, so that all of them find the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from khaldun.records.encoding import JsonObject
from khaldun.records.text import fold

Term = tuple[str, str]
#: A lone surrogate is no letter: so a term can always be kept.
_WORD = re.compile(r"\w+")
#: A name longer than this is a clause; its first words are enough to find it.
_MOST_WORDS = 8


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, folded; each once, in their order."""
    return tuple(dict.fromkeys(_WORD.findall(fold(text))))


def terms_of(event: JsonObject) -> list[Term]:
    """Everything that an event in its exchange form can be found by; some pairs may come twice."""
    found: list[Term] = []
    for role in ("actor", "recipient"):
        for party in event[role]:
            found += _party_terms(role, *_told(party))
    for party in _sources(event):
        found += _party_terms("source", *_told(party))
    found += [("context", context.casefold()) for context in event["contexts"]]
    if event["mode"]:
        found.append(("mode", event["mode"].casefold()))
    if place := event["place"]:
        names = (place["name"], place["admin1"], place.get("text"))
        found += _place_terms(names, place["gazetteer_id"], place["country"])
    return found


def _sources(event: JsonObject) -> Iterator[Mapping[str, Any]]:
    for link in event["attribution"]:
        yield from filter(None, (link["source"], link["via"]))


def _told(party: Mapping[str, Any]) -> tuple[str, tuple[str | None, ...]]:
    return party["name"], (party["country"], *party["sectors"], party["entity_id"])


@lru_cache(maxsize=65536)
def _party_terms(role: str, name: str, codes: tuple[str | None, ...]) -> tuple[Term, ...]:
    named = [(role, word) for word in words_of(name)[:_MOST_WORDS]]
    return (*named, *[(role, code.casefold()) for code in codes if code])


@lru_cache(maxsize=65536)
def _place_terms(names: tuple[str | None, ...], gazetteer_id: str | None, country: str | None) -> tuple[Term, ...]:
    named = [("place", word) for name in names for word in words_of(name or "")[:_MOST_WORDS]]
    places = [("place", gazetteer_id)] if gazetteer_id else []
    countries = [("country", country.casefold())] if country else []
    return (*named, *places, *countries)
