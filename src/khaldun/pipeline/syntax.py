"""Pure questions about a parse: subject of, agent of, phrase of, passive, negated. Nothing here changes a Doc."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})
#: What stands after a noun and is no part of the phrase that names a party.
_AFTER_NOUN = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "ccomp", "prep", "dep"})


def children(token: Token, *deps: str) -> list[Token]:
    """Children of a token with one of these relations, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: a passive auxiliary or subject, or a past participle that modifies its noun."""
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass", "csubjpass"):
            return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod")


def agents(verb: Token) -> list[Token]:
    """Heads of the *by* phrases of a passive verb, conjuncts included."""
    found: list[Token] = []
    for prep in verb.children:
        if prep.dep_ == "agent" or (prep.dep_ == "prep" and prep.lower_ == "by" and is_passive(verb)):
            found += with_conjuncts(objects_of_preposition(prep))
    return found


def objects_of_preposition(prep: Token) -> list[Token]:
    """Heads of the noun phrases that a preposition governs."""
    return [child for child in prep.children if child.dep_ in ("pobj", "pcomp")]


def with_conjuncts(tokens: list[Token]) -> list[Token]:
    """The tokens with everything coordinated below them, in text order, each once."""
    found = {token.i: token for token in tokens}
    for token in tokens:
        for right in token.conjuncts:
            if right.i > token.i:
                found[right.i] = right
    return [found[i] for i in sorted(found)]


def subject_heads(verb: Token) -> list[Token]:
    """Heads of the surface subjects of a verb, conjuncts included; [] where none stands at the verb itself."""
    return with_conjuncts(children(verb, *SUBJECTS, *PASSIVE_SUBJECTS))


def object_heads(verb: Token) -> list[Token]:
    """Heads of the direct objects of a verb, conjuncts included."""
    return with_conjuncts(children(verb, *OBJECTS))


def prepositional_heads(word: Token, *prepositions: str) -> list[Token]:
    """Heads of the phrases that one of these prepositions joins to a word, conjuncts included."""
    found: list[Token] = []
    for prep in word.children:
        if prep.dep_ in ("prep", "agent", "dative") and prep.lower_ in prepositions:
            found += with_conjuncts(objects_of_preposition(prep))
    return found


def phrase(head: Token) -> tuple[int, int]:
    """Token range [start, end) of the noun phrase of a head: titles, names, *of* phrases; no relative clause.

    "the 26-year-old deputy head of the Syrian air force, who fled" gives everything before the comma.
    """
    start = min([head.i, *(leftmost(child) for child in head.lefts if child.dep_ not in ("punct", "cc", "preconj"))])
    return start, _phrase_end(head)


def leftmost(token: Token) -> int:
    """Index of the first token of a token's subtree."""
    return int(token.left_edge.i)


def _phrase_end(head: Token) -> int:
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end:
            end = max([end, *(_phrase_end(noun) for noun in objects_of_preposition(child))])
        elif child.dep_ not in _AFTER_NOUN and child.dep_ != "case" and child.i == end:
            end = int(child.right_edge.i) + 1
    return end


def is_negated(word: Token) -> bool:
    """Whether a negation stands directly at a verb or noun."""
    return any(child.dep_ == "neg" for child in word.children)


def ancestors(token: Token) -> Iterator[Token]:
    """Heads above a token, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def clause_head(token: Token) -> Token:
    """The nearest verb (or root) at or above a token."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def sentence_range(doc: Doc, index: int) -> tuple[int, int]:
    """Token range [start, end) of the sentence that holds a token."""
    sent = doc[index].sent
    return sent.start, sent.end
