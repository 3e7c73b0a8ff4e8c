"""Slots: the places round a trigger where its parties stand, by name ("subj", "obj", "on", "poss" ...).

A frame lists slots; here a slot is looked up in the parse. Whether a word can be a party is asked of the layer
`parties`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from khaldun.codebooks.triggers import TriggerCodebook
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.arguments import logical_objects, logical_subjects, owners_of, surface_subjects
from khaldun.pipeline.party_layer import time_tokens
from khaldun.pipeline.syntax import (
    agents,
    ancestors,
    children,
    objects_of_preposition,
    prepositional_heads,
    with_conjuncts,
)

NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON", "LOC", "FAC"})
_PRONOUNS = frozenset({"PRP", "WP"})
_IMPERSONAL = frozenset({"it", "there", "this", "that", "which", "what"})
_CARRIERS = ("of", "by", "in", "between", "from", "with", "against", "to", "on", "for")
#: Slots in which a possessive pronoun, and an unlabelled name, stand for a party.
_POSSESSORS = frozenset({"poss", "poss-of"})
_UNLABELLED = frozenset({"subj", "speaker"})
_DESCRIBING = frozenset({"amod", "compound", "nmod"})
_SMALL = ("point", "city", "district", "admin1")
_DEPTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """Tokens on which the slots of one trigger hang: its head, a light verb, the complement of an operator."""

    head: Token
    light: Token | None = None
    complement: Token | None = None
    speaker: Token | None = None

    def sites(self) -> list[Token]:
        """Where prepositional phrases may hang: the head, its objects, the light verb and its objects."""
        verbs = [self.head, *([self.light] if self.light is not None else [])]
        objects = [noun for verb in verbs if verb.pos_ in ("VERB", "AUX") for noun in logical_objects(verb)]
        modifiers = [child for verb in verbs for child in children(verb, "prt", "advmod", "acomp")]
        if self.head.pos_ in ("NOUN", "PROPN"):
            modifiers += [verb for verb in children(self.head, "acl") if verb.tag_ in ("VBN", "VBD")]
        found = {token.i: token for token in [*verbs, *objects, *modifiers]}
        return [found[i] for i in sorted(found)]


class Slots:
    """Looks up slots in one Doc.

    `object_control`: lemmas whose object does the infinitive; `side_nouns`: nouns before an event noun that tell who
    acts.
    """

    def __init__(self, doc: Doc, codebook: TriggerCodebook) -> None:
        self.doc, self.object_control = doc, codebook.object_control
        self.side_nouns, self.custody = codebook.classes["side"], codebook.classes["custody"]
        self.forces = codebook.classes["force"] | codebook.classes["police"] | codebook.classes["side"]
        self.party_heads = {values["head"] for values in ext.values_of(doc, "parties").values()}
        self.start = max((values["end"] for values in ext.values_of(doc, "dateline").values()), default=0)
        self.towns, self.times = _towns(doc), time_tokens(doc)

    def fill(self, slots: Sequence[str], anchors: Anchors, taken: frozenset[int] = frozenset()) -> list[Token]:
        """Heads of the parties in the first of these slots that holds any; tokens in `taken` are passed over."""
        for slot in slots:
            found = [party for head in self.raw(slot, anchors) for party in self._parties_of(slot, head)]
            unique = {token.i: token for token in found if token.i not in taken and token.i != anchors.head.i}
            if unique:
                return [unique[i] for i in sorted(unique)]
        return []

    def _parties_of(self, slot: str, head: Token) -> list[Token]:
        """The party that a phrase in a slot names; a possessor may be a pronoun ("his threat")."""
        if slot in _POSSESSORS and head.tag_ == "PRP$":
            return [head]
        if slot == "mod" and head.dep_ in _DESCRIBING:
            return [head]
        if slot in _UNLABELLED and self._is_named(head):
            return [head]
        return self.parties_in(head)

    def _is_named(self, head: Token) -> bool:
        """Whether a subject is a name that spaCy gives no label ("AQAP", "USAID")."""
        return (
            head.tag_ == "NNP"
            and not head.ent_type_
            and head.i >= self.start
            and head.i not in self.times
            and head.dep_ == "nsubj"
        )

    def raw(self, slot: str, anchors: Anchors) -> list[Token]:
        """Heads of whatever stands in a slot, party or not."""
        named: dict[str, Callable[[Anchors], list[Token]]] = {
            "subj": self._subjects,
            "obj": self._objects,
            "poss": lambda a: with_conjuncts(children(a.head, "poss")),
            "poss-of": lambda a: with_conjuncts(children(a.head, "poss")) if prepositional_heads(a.head, "of") else [],
            "mod": lambda a: (
                [t for t in _modifiers(a.head) if t.i not in self.towns] or _sides_before(a.head, self.side_nouns)
            ),
            "dative": lambda a: [t for site in a.sites() for t in _datives(site)],
            "inner": lambda a: self._inner(a.complement),
            "inner-subj": lambda a: self._inner_subjects(a.complement),
            "surface": lambda a: surface_subjects(a.head) if a.head.pos_ == "VERB" else [],
            "inner-deep": lambda a: _below(a.complement),
            "clause-subj": lambda a: [t for clause in children(a.head, "ccomp") for t in surface_subjects(clause)],
            "front": lambda a: [t for site in a.sites() for t in _in_front_of(site)],
            "speaker": lambda a: logical_subjects(a.speaker, self.object_control) if a.speaker is not None else [],
        }
        if slot in named:
            return named[slot](anchors)
        found = [head for site in anchors.sites() for head in prepositional_heads(site, slot)]
        return [head for head in found if head.ent_type_ not in ("DATE", "TIME")]

    def _subjects(self, anchors: Anchors) -> list[Token]:
        if anchors.light is not None:
            return self._speakers(anchors.light)
        if anchors.head.pos_ in ("NOUN", "PROPN"):
            return with_conjuncts(children(anchors.head, "poss"))
        if anchors.head.pos_ == "ADJ":
            predicate = anchors.head.head if anchors.head.dep_ in ("acomp", "attr", "oprd") else anchors.head
            return [speaker_of(token, predicate) for token in surface_subjects(predicate)]
        return self._speakers(anchors.head)

    def _speakers(self, verb: Token) -> list[Token]:
        """Logical subjects, pronouns in reported speech resolved; who owns the noun that a participle modifies.

        "released a statement criticising Iran": not the statement but who released it.
        """
        found = [speaker_of(token, verb) for token in logical_subjects(verb, self.object_control)]
        found = self._captors(verb, found)
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and not any(self.is_party(token) for token in found):
            return owners_of(verb.head, self.object_control) or found
        return found

    def _captors(self, verb: Token, found: list[Token]) -> list[Token]:
        """Who arrests, where the parser gave the verb to the relative clause before it.

        "Soldiers fired at marchers who threw stones and arrested 23": the soldiers. Only forces take into custody.
        """
        if verb.dep_ != "conj" or verb.head.dep_ != "relcl" or verb.lemma_.lower() not in self.custody:
            return found
        if not found or any(token.lemma_.lower() in self.forces for token in found):
            return found
        above = [clause for clause in ancestors(verb.head) if clause.pos_ in ("VERB", "AUX")]
        subjects = next((heads for clause in above if (heads := surface_subjects(clause))), [])
        return [token for token in subjects if token.lemma_.lower() in self.forces] or found

    def _objects(self, anchors: Anchors) -> list[Token]:
        if anchors.head.pos_ in ("NOUN", "PROPN", "ADJ"):
            return []
        return logical_objects(anchors.head)

    def _inner(self, complement: Token | None) -> list[Token]:
        """Parties that the complement of an operator names as its objects, or inside it."""
        if complement is None:
            return []
        if complement.pos_ in ("VERB", "AUX"):
            objects = [*logical_objects(complement), *_datives(complement)]
            subjects = {token.i for token in surface_subjects(complement)}
            phrases = [
                t for child in complement.children if child.dep_ == "prep" for t in objects_of_preposition(child)
            ]
            return [token for token in [*objects, *phrases] if token.i not in subjects and not _is_own(token)]
        return [complement]

    def _inner_subjects(self, complement: Token | None) -> list[Token]:
        if complement is None or complement.pos_ not in ("VERB", "AUX"):
            return []
        return surface_subjects(complement)

    def is_party(self, token: Token) -> bool:
        """Whether a word can be the head of a party."""
        if token.i < self.start or token.i in self.times:
            return False
        if token.i in self.party_heads or token.ent_type_ in NAMED:
            return True
        return token.tag_ in _PRONOUNS and token.lower_ not in _IMPERSONAL

    def parties_in(self, head: Token, depth: int = 0) -> list[Token]:
        """The party that a phrase names: its head, or else who owns, does or suffers what the head says.

        "Israel's attack", "the US decision", "a resolution of the Security Council" name Israel, the US, the Council.
        """
        if self.is_party(head):
            return [head]
        if depth > _DEPTH:
            return []
        inside = [*with_conjuncts(children(head, "poss")), *_modifiers(head)]
        named = [token for token in inside if self.is_party(token)]
        if (
            len(named) == 1
            and (named[0].ent_type_ == "NORP" or named[0].dep_ == "poss")
            and head.pos_ == "NOUN"
            and head.i >= self.start
        ):
            return [head]
        if named:
            return named
        for preposition in _CARRIERS:
            found = [t for token in prepositional_heads(head, preposition) for t in self.parties_in(token, depth + 1)]
            if found:
                return found
        makers = [t for verb in children(head, "acl") if verb.tag_ == "VBN" for t in agents(verb)]
        return [token for token in makers if self.is_party(token)]


def speaker_of(token: Token, verb: Token) -> Token:
    """A pronoun that is the subject of reported speech stands for the speaker: "Iraq said it would allow".

    Any other word stands for itself.
    """
    clause = verb
    while clause.dep_ in ("conj", "xcomp", "advcl") and clause.head.pos_ in ("VERB", "AUX"):
        clause = clause.head
    if token.tag_ != "PRP" or clause.dep_ != "ccomp" or token.i < clause.head.i != token.i < clause.i:
        return token
    speakers = [other for other in children(clause.head, "nsubj") if other.tag_ != "PRP"]
    return speakers[0] if len(speakers) == 1 and speakers[0].i < token.i else token


def _below(complement: Token | None) -> list[Token]:
    """Subjects and objects of the clauses below a complement: "refused to allow the inspectors to land"."""
    if complement is None:
        return []
    clauses = children(complement, "xcomp", "ccomp", "advcl")
    clauses += [clause for noun in children(complement, "dobj") for clause in children(noun, "relcl", "acl")]
    found = [t for clause in clauses for t in (*surface_subjects(clause), *logical_objects(clause))]
    return [token for token in found if token.tag_ != "PRP" and not _is_own(token)]


def _in_front_of(site: Token) -> list[Token]:
    """What stands behind *in front of* at a word."""
    fronts = [noun for noun in prepositional_heads(site, "in") if noun.lower_ == "front"]
    return [found for front in fronts for found in prepositional_heads(front, "of")]


def _is_own(noun: Token) -> bool:
    """Whether a pronoun owns what a noun names: *its* troops are no other party than the one who withdraws them."""
    return any(child.tag_ == "PRP$" for child in children(noun, "poss"))


def _towns(doc: Doc) -> frozenset[int]:
    """Tokens of toponyms below a country: before a noun they say where, not who (*Gujarat* riots, a *Kabul* attack)."""
    places = ext.values_of(doc, "places")
    small = [s for s in ext.spans_of(doc, "toponyms") if places.get(s.id_, {}).get("precision") in _SMALL]
    return frozenset(token.i for span in small for token in span)


def _modifiers(noun: Token) -> list[Token]:
    """Names and adjectives before a noun that can name a party: *Saudi* jets, a *Taliban* attack."""
    found = []
    for child in noun.lefts:
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in NAMED and _may_name(child):
            found += [child, *[c for c in child.conjuncts if child.i < c.i < noun.i]]
    return found


def _sides_before(noun: Token, side_nouns: frozenset[str]) -> list[Token]:
    """Common nouns before an event noun that tell who acts: *police* firing, a *rebel* attack."""
    return [child for child in noun.lefts if child.dep_ in _DESCRIBING and child.lower_ in side_nouns]


def _may_name(modifier: Token) -> bool:
    """Whether the label of a modifier can be believed: an adjective names a people, hardly a body or a person."""
    return modifier.pos_ != "ADJ" or modifier.ent_type_ in ("NORP", "GPE") or not modifier.is_lower


def _datives(verb: Token) -> list[Token]:
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "dative":
            found += objects_of_preposition(child) if child.pos_ == "ADP" else [child]
    return with_conjuncts(found)
