"""How a casualty word stands to an event word of its sentence: told of it, or of something before it or beside it."""

from __future__ import annotations

from collections.abc import Set

from spacy.tokens import Doc, Token

#: Dependencies of the words that introduce a clause.
_MARKERS = frozenset({"mark", "advmod", "prep", "case"})
_LONGEST = 30


def is_aside(doc: Doc, cue: int, head: int, asides: Set[str]) -> bool:
    """Whether a casualty word stands in a phrase or clause that is set aside from an event word.

    "They attacked shops after the killing of a teenager": the killing is not that of the attack. Not so where the event
    word itself is set aside ("Twelve died after an attack").
    """
    above = {token.i for token in _way_up(doc[head])}
    for token in _way_up(doc[cue]):
        if token.i in above:
            return False
        if _opens_aside(token, asides):
            return True
    return False


def antecedent(doc: Doc, cue: int) -> int:
    """The noun that the clause of a casualty word describes ("riots in which 70 were injured"), or -1."""
    for token in _way_up(doc[cue]):
        if token.dep_ == "relcl":
            return int(token.head.i)
    return -1


def stands_under(doc: Doc, index: int, above: int) -> bool:
    """Whether a word is another, or stands in its phrase or clauses."""
    return any(token.i == above for token in _way_up(doc[index]))


def _way_up(token: Token) -> list[Token]:
    way = [token]
    while way[-1].head.i != way[-1].i and len(way) < _LONGEST:
        way.append(way[-1].head)
    return way


def _opens_aside(token: Token, asides: Set[str]) -> bool:
    """Whether this is the top of a phrase behind "after", or of a clause with "after" at its head."""
    if token.dep_ in {"prep", "agent"} and token.lower_ in asides:
        return True
    return any(child.lower_ in asides and child.dep_ in _MARKERS and child.i < token.i for child in token.lefts)
