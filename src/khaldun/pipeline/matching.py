"""Does a trigger pattern hold at a word? Conditions of a codebook pattern, asked of the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from khaldun.codebooks.triggers import Condition, Pattern
from khaldun.pipeline.arguments import logical_objects, logical_subjects, surface_subjects
from khaldun.pipeline.syntax import agents, children, objects_of_preposition

TIMES = ("DATE", "TIME")
#: Lemmas that the lemmatizer gets wrong, and the right ones.
Lemmas = Mapping[str, str]
#: Stands in a pattern for any name of a person or people.
PERSON = "@person"


def first_match(patterns: Iterable[Pattern], word: Token, lemmas: Lemmas) -> Pattern | None:
    """The first pattern whose conditions all hold at a word."""
    for pattern in patterns:
        if all(_CHECKS[condition.key](word, condition, lemmas) for condition in pattern.conditions):
            return pattern
    return None


def lemma_of(token: Token, lemmas: Lemmas) -> str:
    """The lower-case lemma of a token, where the lemmatizer errs the right one."""
    lemma = str(token.lemma_.lower())
    return lemmas.get(lemma, lemma)


def particles(verb: Token) -> set[str]:
    """Particles and bare adverbs that belong to a verb: *down* of "step down"."""
    return {child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod", "prep") and child.i > verb.i}


def _among(tokens: Iterable[Token], condition: Condition, lemmas: Lemmas) -> bool:
    words = condition.words
    if words is None:
        return any(True for _ in tokens)
    return any(
        lemma_of(token, lemmas) in words or token.lower_ in words or _is_person(token, words) for token in tokens
    )


def _is_person(token: Token, words: frozenset[str]) -> bool:
    return PERSON in words and token.ent_type_ in ("PERSON", "NORP")


def _particle(word: Token, condition: Condition, _lemmas: Lemmas) -> bool:
    return condition.words is None or not condition.words.isdisjoint(particles(word))


def _object(word: Token, condition: Condition, lemmas: Lemmas) -> bool:
    objects = logical_objects(word)
    counted = [token for obj in objects for token in _counted(obj)]
    return _among([*objects, *counted], condition, lemmas)


def _counted(noun: Token) -> list[Token]:
    """Words of a noun phrase that say what its head is: *soldiers* of "dozens of soldiers", titles before a name."""
    of = [t for prep in children(noun, "prep") if prep.lower_ == "of" for t in objects_of_preposition(prep)]
    return [*of, *children(noun, "compound")] if noun.pos_ == "PROPN" else of


def _subject(word: Token, condition: Condition, lemmas: Lemmas) -> bool:
    subjects = logical_subjects(word)
    return _among([*subjects, *[token for subject in subjects for token in _counted(subject)]], condition, lemmas)


def _agent(word: Token, condition: Condition, lemmas: Lemmas) -> bool:
    return _among(agents(word), condition, lemmas)


def _preposition(word: Token, condition: Condition, lemmas: Lemmas) -> bool:
    prepositions = condition.preposition or frozenset()
    sites = (word, *children(word, "prt", "advmod", "dobj", "acomp", "prep"))
    found = [prep for site in sites for prep in site.children if prep.lower_ in prepositions]
    joined = [prep for prep in found if prep.dep_ in ("prep", "agent", "dative", "prt")]
    objects = [[noun for noun in objects_of_preposition(prep) if noun.ent_type_ not in TIMES] for prep in joined]
    if condition.words is None:
        return any(nouns or not objects_of_preposition(prep) for nouns, prep in zip(objects, joined, strict=True))
    return any(_among(nouns, condition, lemmas) for nouns in objects)


def _has(word: Token, condition: Condition, lemmas: Lemmas) -> bool:
    """Any word of the clause: below the word, not inside another finite clause."""
    return _among((token for token in word.subtree if token.i != word.i), condition, lemmas)


def _modifier(word: Token, condition: Condition, lemmas: Lemmas) -> bool:
    return _among(
        (token for token in word.lefts if token.dep_ in ("amod", "compound", "nmod", "nummod")), condition, lemmas
    )


def _of(word: Token, condition: Condition, lemmas: Lemmas) -> bool:
    return _among(_counted(word), condition, lemmas)


def _lacks(word: Token, condition: Condition, _lemmas: Lemmas) -> bool:
    """`no=obj`: the verb has no object of its own (and is not passive)."""
    return not logical_objects(word) if condition.words and "obj" in condition.words else not surface_subjects(word)


def _clause(word: Token, _condition: Condition, _lemmas: Lemmas) -> bool:
    return bool(children(word, "ccomp"))


_CHECKS: dict[str, Callable[[Token, Condition, Lemmas], bool]] = {
    "prt": _particle,
    "obj": _object,
    "subj": _subject,
    "by": _agent,
    "prep": _preposition,
    "has": _has,
    "mod": _modifier,
    "of": _of,
    "no": _lacks,
    "ccomp": _clause,
}
