"""The tense of the clause of a time expression: a weekday looks back or ahead with it."""

from __future__ import annotations

from spacy.tokens import Token

from khaldun.codebooks.time_usage import TimeUsage
from khaldun.records.situation import Tense


def clause_tense(span: list[Token], usage: TimeUsage) -> Tense:
    """Whether the clause of a time looks back or ahead; inside a noun phrase only *will* makes it look ahead."""
    token = _head_of(span)
    before = span[0].nbor(-1) if span[0].i else None
    if before is not None and before.dep_ == "prep" and token.dep_ == "compound":
        token = before
    nominal = token.dep_ in ("poss", "compound", "nmod", "amod")
    for _ in range(10):
        if token.pos_ in ("VERB", "AUX") or token.lemma_.lower() in usage.future_governors:
            tense = _verb_tense(token, usage)
            return "none" if nominal and tense == "future" and not _has_future_auxiliary(token, usage) else tense
        if token.head.i == token.i:
            break
        token = token.head
    return "none"


def _verb_tense(verb: Token, usage: TimeUsage) -> Tense:
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass", "cop")}
    if _has_future_auxiliary(verb, usage):
        return "future"
    lemma = verb.lemma_.lower()
    if lemma in usage.planning_verbs or (lemma in usage.future_governors and verb.tag_ != "VBD"):
        return "past" if _is_past_perfect(verb) else "future"
    if verb.tag_ == "VBD" or words & usage.past_auxiliaries:
        return "past"
    if verb.tag_ == "VB" and "to" in words:
        return _infinitive_tense(verb, usage)
    return _open_tense(verb, words, usage)


def _has_future_auxiliary(verb: Token, usage: TimeUsage) -> bool:
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass", "cop")}
    return bool(words & usage.future_auxiliaries) and "have" not in words


def _is_past_perfect(word: Token) -> bool:
    """ "had been due", "previously had been scheduled"."""
    verbs = [word] if word.tag_ == "VBN" or word.head.pos_ not in ("VERB", "AUX") else [word, word.head]
    return any(child.lower_ == "had" for verb in verbs for child in verb.children)


def _infinitive_tense(verb: Token, usage: TimeUsage) -> Tense:
    """ "agreed to meet on Friday" looks ahead, "offered to buy it Friday" does not."""
    governor = verb.head
    if governor.i == verb.i or governor.lemma_.lower() in usage.future_governors:
        return "past" if governor.i != verb.i and _is_past_perfect(governor) else "future"
    return "past" if governor.tag_ == "VBD" else "future"


def _open_tense(verb: Token, words: set[str], usage: TimeUsage) -> Tense:
    """Forms that leave the tense to their auxiliaries or to the clause above."""
    if verb.tag_ in ("VBZ", "VBP", "VB") or words & {"is", "are", "'s", "'re"}:
        return "future" if verb.tag_ != "VBN" else "past"
    above = verb.head
    if above.i < verb.i and verb.dep_ in ("acl", "advcl", "xcomp", "conj") and above.pos_ in ("VERB", "AUX"):
        return _verb_tense(above, usage)
    return "past" if verb.tag_ == "VBN" else "none"


def _head_of(span: list[Token]) -> Token:
    inside = {token.i for token in span}
    return next((token for token in span if token.head.i not in inside or token.head.i == token.i), span[0])
