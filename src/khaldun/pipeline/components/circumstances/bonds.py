"""How a time or place hangs on an event in the parse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from spacy.tokens import Span, Token

Bond = Literal["own", "clause", "conjunct", "above", "below", "aside", "other"]
#: Nearest bond first; "other" means that it belongs to another event.
BONDS: tuple[Bond, ...] = ("own", "clause", "conjunct", "above", "below", "aside", "other")
_ADVERBIAL = frozenset({"pobj", "prep", "npadvmod", "advmod"})
_MODIFIERS = frozenset({"compound", "nummod", "nmod", "poss", "amod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A time or place in a sentence: its layer's span, its root, and the way up from it.

    `holder` is the first verb or trigger above it; `modifier`: it stands in the phrase of a noun that is no trigger;
    `direct`: only prepositions stand between it and the holder; `prepositions`: those up to its holder, nearest first.
    """

    span: Span
    root: Token
    path: tuple[Token, ...]
    holder: Token | None
    modifier: bool
    direct: bool
    prepositions: tuple[str, ...]


class HasMention(Protocol):
    """Something read from the text that keeps its mention."""

    @property
    def found(self) -> Mention:
        """Where and how it stands in the parse."""


_Found = TypeVar("_Found", bound=HasMention)


def mention(span: Span, heads: frozenset[int]) -> Mention:
    """Reads the way up from a span; `heads` are the tokens of all triggers."""
    root = span.root
    prep = preposition_before(span)
    path = (root, *root.ancestors) if prep is None or prep.i == root.head.i else (root, prep, *prep.ancestors)
    holder, modifier = None, False
    prepositions: list[str] = []
    for i, token in enumerate(path):
        above = path[i + 1] if i + 1 < len(path) else token.head
        if i and (token.pos_ in ("VERB", "AUX") or token.i in heads):
            holder = token
            break
        if token.dep_ in ("prep", "agent", "dative"):
            prepositions.append(token.lower_)
        if token.dep_ in _MODIFIERS and above.i == token.head.i and _is_other_noun(token.head, heads):
            modifier = True
    return Mention(
        span=span,
        root=root,
        path=path,
        holder=holder,
        modifier=modifier,
        direct=_is_direct(path, holder),
        prepositions=tuple(prepositions),
    )


def preposition_before(span: Span) -> Token | None:
    """The preposition right before a span; spaCy takes "On Monday rebels" for rebels of a sort called Monday."""
    before = span.doc[span.start - 1] if span.start else None
    return before if before is not None and before.dep_ == "prep" else None


def _is_other_noun(token: Token, heads: frozenset[int]) -> bool:
    return token.i not in heads and token.pos_ not in ("VERB", "AUX")


def _is_direct(path: tuple[Token, ...], holder: Token | None) -> bool:
    """ "said in Delhi", "said at a rally in Delhi": but not "said the party in power in Delhi"."""
    if holder is None:
        return False
    for i, token in enumerate(path):
        if token.i == holder.i:
            return True
        repaired = i + 1 < len(path) and path[i + 1].i != token.head.i
        if token.dep_ not in _ADVERBIAL and not repaired:
            return False
    return False


def group_by_sentence(found: Iterable[_Found]) -> dict[int, list[_Found]]:
    """What stands in each sentence, keyed by the sentence's first token."""
    groups: dict[int, list[_Found]] = {}
    for one in found:
        groups.setdefault(one.found.root.sent.start, []).append(one)
    return groups


def bond(found: Mention, head: Token, heads: frozenset[int]) -> Bond:
    """How close a mention in the same sentence is to a trigger's head."""
    if found.holder is None:
        return "aside"
    if found.holder.i == head.i:
        return "own"
    chain = [head, *head.ancestors]
    clause = next((token for token in chain if token.pos_ in ("VERB", "AUX")), None)
    if clause is not None and found.holder.i == clause.i:
        return "clause"
    if any(token.i == found.holder.i for token in head.conjuncts):
        return "conjunct"
    if any(token.i == found.holder.i for token in chain):
        return "above"
    if any(token.i == head.i for token in found.path):
        return "clause" if found.holder.dep_ in ("acl", "relcl") and found.holder.head.i == head.i else "below"
    return "other" if found.holder.i in heads else "aside"
