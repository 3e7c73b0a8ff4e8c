"""Pure questions about a parse: subject of, agent of, phrase of, passive, negated. Nothing here changes a Doc."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
#: What stands after a noun and is no part of the phrase that names a party.
_AFTER_NOUN = frozenset({"relcl", "acl", "appos", "punct", "cc", "conj", "advcl", "parataxis", "ccomp", "prep", "dep"})
#: What stands before a noun and is no part of its phrase (a headline's noun can govern a clause).
_BEFORE_NOUN = frozenset(
    {"cc", "preconj", "nsubj", "nsubjpass", "aux", "auxpass", "mark", "expl", "advcl", "intj", "csubj", "prep"}
    | {"ccomp", "npadvmod", "dep", "parataxis", "cop"}
)
#: Prepositions that belong to the phrase of a subject ("a court in Britain"); elsewhere they may say where it happened.
_SUBJECT_PREPOSITIONS = frozenset({"in", "at", "for", "from", "to"})
_NO_PART = frozenset({"DATE", "TIME"})
_BREAKS = frozenset({",", ";", ":", "--", "—", "–", "..."})


def children(token: Token, *deps: str) -> list[Token]:
    """Children of a token with one of these relations, in text order."""
    return [child for child in token.children if child.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: a passive auxiliary or subject, or a past participle that modifies its noun.

    A participle behind a noun that has an object of its own is a main verb that the parser took for a modifier
    ("Gunmen on motorcycles shot dead two men").
    """
    for child in verb.children:
        if child.dep_ in ("auxpass", "nsubjpass", "csubjpass"):
            return True
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and not children(verb, "aux", *SUBJECTS):
        return is_passive(verb.head)
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "amod"):
        return False
    return not children(verb, *OBJECTS) or bool(children(verb, "agent"))


def agents(verb: Token) -> list[Token]:
    """Heads of the *by* phrases of a passive verb, conjuncts included."""
    found: list[Token] = []
    for prep in verb.children:
        if prep.dep_ == "agent" or (prep.dep_ == "prep" and prep.lower_ == "by" and is_passive(verb)):
            found += with_conjuncts(objects_of_preposition(prep))
    return [agent for agent in found if agent.ent_type_ not in ("DATE", "TIME")]


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

    "the 26-year-old deputy head of the Syrian air force, who fled" gives everything before the comma. A name right
    behind its noun belongs to it ("Kenya's president Uhuru Kenyatta"), as does a short form in brackets.
    """
    start = head.i
    for child in reversed(list(head.lefts)):
        if _stands_outside(child, head):
            break
        start = min(start, leftmost(child))
    return start, _phrase_end(head)


def leftmost(token: Token) -> int:
    """Index of the first token of a token's subtree."""
    return int(token.left_edge.i)


def _stands_outside(child: Token, head: Token) -> bool:
    if child.dep_ == "punct":
        spaced = child.text == "-" and bool(child.whitespace_)
        return spaced or child.text in _BREAKS
    if child.dep_ == "nsubj" and child.pos_ == head.pos_ == "PROPN":
        return False
    return child.dep_ in _BEFORE_NOUN or _is_predicate(child, head)


def _is_predicate(child: Token, head: Token) -> bool:
    """An adjective between a verb and the number of its object: "set free 12 hostages", but not "other two men"."""
    if child.tag_ != "JJ" or child.dep_ != "amod" or child.i == 0 or child.i + 1 >= head.i:
        return False
    return child.nbor(-1).i == head.head.i and head.head.pos_ == "VERB" and child.nbor(1).tag_ == "CD"


def _phrase_end(head: Token) -> int:
    end = head.i + 1
    for child in head.rights:
        if leftmost(child) == end:
            end = _end_with(child, end)
        elif child.dep_ == "appos" and _in_brackets(child, end):
            end = child.right_edge.i + 2
    return end


def _end_with(child: Token, end: int) -> int:
    """Where a phrase ends once the child that follows it is taken in, or `end` where it is no part of the phrase."""
    if child.dep_ == "prep" and _belongs(child):
        return max([end, *(_phrase_end(noun) for noun in objects_of_preposition(child))])
    if child.dep_ == "appos" and child.pos_ in ("PROPN", "NOUN"):
        return _phrase_end(child)
    if child.dep_ in _AFTER_NOUN or child.dep_ == "case" or child.pos_ in ("VERB", "AUX", "ADV"):
        return end
    if child.ent_type_ in _NO_PART or (child.pos_ == "ADJ" and leftmost(child) != child.right_edge.i):
        return end
    return int(child.right_edge.i) + 1


def _belongs(prep: Token) -> bool:
    if prep.lower_ != "of" and (
        prep.lower_ not in _SUBJECT_PREPOSITIONS or prep.head.dep_ not in SUBJECTS | PASSIVE_SUBJECTS
    ):
        return False
    return not any(noun.ent_type_ in _NO_PART or noun.tag_ == "VBG" for noun in objects_of_preposition(prep))


def _in_brackets(child: Token, end: int) -> bool:
    doc, last = child.doc, int(child.right_edge.i)
    if end + 1 != leftmost(child) or doc[end].text not in ("(", "[") or last + 1 >= len(doc):
        return False
    return last - end <= 3 and doc[last + 1].text in (")", "]")


def is_negated(word: Token) -> bool:
    """Whether a negation stands directly at a verb or noun."""
    return any(child.dep_ == "neg" for child in word.children)


def ancestors(token: Token) -> Iterator[Token]:
    """Heads above a token, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token
