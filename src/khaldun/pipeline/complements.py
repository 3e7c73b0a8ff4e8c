"""What an operator governs: the infinitive, clause, gerund or event noun that stands as its complement."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from khaldun.pipeline.arguments import logical_objects
from khaldun.pipeline.syntax import children, objects_of_preposition


def complement_of(word: Token, kinds: Iterable[str], is_event: Callable[[Token], bool]) -> Token | None:
    """Head of the first complement of one of these kinds (see `operators.tsv`), or None.

    `is_event` tells whether a noun names an event; nouns that do not are no complement.
    """
    for kind in kinds:
        for token in _candidates(word, kind):
            if token.pos_ in ("VERB", "AUX", "ADJ") or is_event(token):
                return token
    return None


def _candidates(word: Token, kind: str) -> list[Token]:
    if kind in ("xcomp", "ccomp", "acl"):
        return [child for child in children(word, kind) if _may_be_clause(child, kind)]
    if kind == "obj-xcomp":
        return [child for child in children(word, "ccomp", "xcomp", "advcl") if _is_infinitive(child)]
    if kind == "scomp":
        return [child for child in children(word, "ccomp") if _is_demanded(child)]
    if kind == "obj":
        return [] if word.pos_ in ("NOUN", "ADJ") else logical_objects(word)
    relation, _, preposition = kind.partition(":")
    found = [t for prep in _prepositions(word, preposition) for t in objects_of_preposition(prep)]
    return [token for token in found if (token.dep_ == "pcomp") or relation == "prep"]


def _prepositions(word: Token, preposition: str) -> list[Token]:
    sites = [word, *children(word, "dobj", "prt", "prep")]
    return [prep for site in sites for prep in children(site, "prep") if prep.lower_ == preposition]


def _may_be_clause(child: Token, kind: str) -> bool:
    if kind == "acl":
        return _is_infinitive(child)
    return child.pos_ in ("VERB", "AUX", "ADJ", "NOUN")


def _is_demanded(verb: Token) -> bool:
    """Whether a clause is in the subjunctive or states a duty: "demanded that he resign", "that they should go"."""
    return verb.tag_ == "VB" and all(
        aux.tag_ == "MD" or aux.lower_ in ("be", "not") for aux in children(verb, "aux", "auxpass")
    )


def _is_infinitive(verb: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ in ("aux", "mark") for child in verb.children)
