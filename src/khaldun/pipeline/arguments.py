"""Who stands in which place of a clause, whatever form the clause has: logical subjects and objects of verbs.

Passives, relative clauses, participles, control and raising, and coordinated verbs are undone here, on spaCy's parse.
"""

from __future__ import annotations

from spacy.tokens import Token

from khaldun.pipeline.syntax import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    agents,
    children,
    is_passive,
    object_heads,
    with_conjuncts,
)

RELATIVE_TAGS = ("WDT", "WP", "WRB")
_DEPTH = 6


def logical_subjects(verb: Token, object_control: frozenset[str] = frozenset(), depth: int = 0) -> list[Token]:
    """Heads of those who do what a verb says; [] where the clause does not tell.

    `object_control` holds lemmas of verbs whose object, not subject, does the infinitive ("urged Iran to stop").
    """
    if is_passive(verb):
        return agents(verb) or _shared_agents(verb)
    own = with_conjuncts(children(verb, *SUBJECTS))
    if own:
        return _resolve_relative(own, verb)
    if depth > _DEPTH:
        return []
    return _inherited_subjects(verb, object_control, depth)


def _shared_agents(verb: Token) -> list[Token]:
    """The agents of a passive that is coordinated with this one: "arrested by soldiers and accused of spying"."""
    others = [verb.head] if verb.dep_ == "conj" and not children(verb, *PASSIVE_SUBJECTS) else []
    others += [child for child in children(verb, "conj") if not children(child, *PASSIVE_SUBJECTS)]
    return next((found for other in others if is_passive(other) and (found := agents(other))), [])


def logical_objects(verb: Token) -> list[Token]:
    """Heads of those to whom a verb is done: direct objects, or the subjects of a passive."""
    if not is_passive(verb):
        return _resolve_relative(object_heads(verb), verb) or _relative_object(verb)
    own = with_conjuncts(children(verb, *PASSIVE_SUBJECTS))
    if own:
        return _resolve_relative(own, verb)
    if verb.dep_ in ("acl", "amod", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return [verb.head]
    if verb.dep_ == "conj" and is_passive(verb.head):
        return logical_objects(verb.head)
    return []


def surface_subjects(verb: Token) -> list[Token]:
    """Heads of whatever stands as the subject of a verb, in either voice, relative pronouns resolved."""
    return _resolve_relative(with_conjuncts(children(verb, *SUBJECTS, *PASSIVE_SUBJECTS)), verb)


def _resolve_relative(tokens: list[Token], verb: Token) -> list[Token]:
    """Relative pronouns replaced by the noun that their clause modifies."""
    found: list[Token] = []
    for token in tokens:
        antecedent = _antecedent(token, verb) if token.tag_ in RELATIVE_TAGS else token
        if antecedent is not None:
            found.append(antecedent)
    return found


def _antecedent(pronoun: Token, verb: Token) -> Token | None:
    """The noun that the relative clause of a pronoun modifies, or None where the clause is no relative one."""
    while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ == "relcl":
        return verb.head
    return None if pronoun.dep_ in SUBJECTS and verb.dep_ == "ROOT" else pronoun


def _relative_object(verb: Token) -> list[Token]:
    """The antecedent of a relative clause without an object of its own ("the city they bombed")."""
    if verb.dep_ == "relcl" and children(verb, *SUBJECTS):
        subject = children(verb, *SUBJECTS)[0]
        if subject.tag_ not in RELATIVE_TAGS:
            return [verb.head]
    return []


def _inherited_subjects(verb: Token, object_control: frozenset[str], depth: int) -> list[Token]:
    """The subject that a verb without one of its own takes from the word it hangs on."""
    head = verb.head
    if head.i == verb.i:
        return []
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return surface_or_logical(head, object_control, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp"):
        return _controller(verb, object_control, depth)
    if verb.dep_ == "advcl":
        return surface_or_logical(head, object_control, depth + 1)
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        finite = verb.tag_ in ("VBG", "VBN", "VBD")
        return [head] if finite else owners_of(head, object_control, depth)
    if verb.dep_ == "relcl":
        return [] if children(verb, *OBJECTS) == [] else [head]
    if verb.dep_ in ("pcomp", "prep"):
        return _subject_of_gerund(verb, object_control, depth)
    return []


def surface_or_logical(verb: Token, object_control: frozenset[str], depth: int = 0) -> list[Token]:
    """The surface subject of a clause, which a participle or coordinated verb shares; else its logical subject."""
    return surface_subjects(verb) or logical_subjects(verb, object_control, depth)


def _controller(verb: Token, object_control: frozenset[str], depth: int) -> list[Token]:
    head = verb.head
    if head.lemma_.lower() in object_control:
        objects = logical_objects(head)
        if objects:
            return objects
    if head.pos_ in ("ADJ", "NOUN") and head.dep_ in ("acomp", "attr", "dobj", "oprd"):
        return surface_or_logical(head.head, object_control, depth + 1)
    return surface_or_logical(head, object_control, depth + 1)


def owners_of(noun: Token, object_control: frozenset[str], depth: int = 0) -> list[Token]:
    """Who is to do what a noun's infinitive says: its possessor, or the subject of the verb whose object it is.

    "its threat to attack", "made an offer to withdraw".
    """
    owners = with_conjuncts(children(noun, "poss"))
    if owners:
        return owners
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return surface_or_logical(noun.head, object_control, depth + 1)
    return []


def _subject_of_gerund(verb: Token, object_control: frozenset[str], depth: int) -> list[Token]:
    """Subject of a gerund behind a preposition: "accused Iran of bombing" gives Iran, "by firing" the main subject."""
    prep = verb.head
    above = prep.head
    if above.i == prep.i:
        return []
    if prep.lower_ in ("of", "for", "from", "with", "against", "into"):
        objects = logical_objects(above) if above.pos_ == "VERB" else []
        if objects:
            return objects
    if above.pos_ in ("NOUN", "PROPN"):
        return owners_of(above, object_control, depth)
    return surface_or_logical(above, object_control, depth + 1)
