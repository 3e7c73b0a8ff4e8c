"""Type, mode and frame of every word that tells of an event: patterns, light verbs, operators, modals.

A word is coded once; an operator asks for the coding of its complement first ("threatened to bomb" is THREATEN, and
*bomb* no event of its own). Who takes part is not asked here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from khaldun.codebooks.triggers import Composed, Operator, Pattern, TriggerCodebook
from khaldun.pipeline.arguments import logical_objects, logical_subjects
from khaldun.pipeline.complements import complement_of
from khaldun.pipeline.matching import first_match, lemma_of, particles
from khaldun.pipeline.syntax import children, is_negated, prepositional_heads

#: Names of countries, peoples and bodies.
_POLITICAL = frozenset({"GPE", "NORP", "ORG"})
_NOUNS = ("NOUN", "PROPN")
#: Prepositions behind an event noun that join what suffers it.
_AGAINST = ("of", "on", "with", "against", "over", "about")
SPEAKING = frozenset({"ccomp", "parataxis"})


@dataclass(slots=True, kw_only=True)
class Coding:
    """What a word was found to mean; `type` None: no political event."""

    head: Token
    type: str | None = None
    mode: str | None = None
    frame: str = ""
    confidence: float = 0.0
    rule: str = ""
    light: Token | None = None
    complement: Token | None = None
    speaker: Token | None = None
    operator: int = -1
    joined: bool = False
    reason: str = ""
    evidence: list[Token] = field(default_factory=list)


class TriggerCoding:
    """The codings of one Doc by token index, made on demand."""

    def __init__(self, doc: Doc, codebook: TriggerCodebook) -> None:
        self.doc, self.codebook = doc, codebook
        self.codings: dict[int, Coding] = {}
        self._busy: set[int] = set()

    def code(self, token: Token) -> Coding:
        """The coding of a word (made once); a word met again while it is being coded means nothing."""
        known = self.codings.get(token.i)
        if known is not None:
            return known
        if token.i in self._busy:
            return Coding(head=token)
        self._busy.add(token.i)
        coding = self._noun(token) if token.pos_ in ("NOUN", "PROPN") else self._predicate(token)
        self._busy.discard(token.i)
        self.codings[token.i] = coding
        return coding

    def is_event_noun(self, token: Token) -> bool:
        """Whether a noun stands in the table of event nouns."""
        return token.pos_ in ("NOUN", "PROPN") and lemma_of(token, self.codebook.lemmas) in self.codebook.nouns

    def _predicate(self, token: Token) -> Coding:
        coding, pattern = Coding(head=token), None
        if token.pos_ == "VERB" and token.dep_ == "amod":
            coding.reason = "only describes (a participle before a noun)"
            return coding
        if token.pos_ in ("VERB", "AUX"):
            pattern = first_match(
                self.codebook.verbs.get(lemma_of(token, self.codebook.lemmas), ()), token, self.codebook.lemmas
            )
            if pattern is not None:
                _take(coding, pattern)
        self._apply_operators(coding, pattern)
        self._apply_modals(coding)
        doers = logical_subjects(token, self.codebook.object_control)
        self._drop_everyday(coding, doers, logical_objects(token))
        return coding

    def _drop_everyday(self, coding: Coding, doers: list[Token], things: list[Token]) -> None:
        """Drops an event that a word of everyday life does or suffers, where its clause names nothing of politics."""
        lemmas, table = self.codebook.lemmas, self.codebook.everyday
        words = [token for token in doers if lemma_of(token, lemmas) in table]
        words += [token for token in things if table.get(lemma_of(token, lemmas), ("", ""))[1] == "any"]
        sites = [coding.head, *([coding.light] if coding.light is not None else [])]
        around = [*doers, *(token for site in sites for token in site.subtree)]
        if coding.type is None or not words or any(self._is_politics(token) for token in around if token not in sites):
            return
        field = table[lemma_of(words[0], lemmas)][0]
        coding.type = None
        coding.reason = f"another sense of the word ({field}: {words[0].text!r}, and nothing of politics)"

    def _is_politics(self, token: Token) -> bool:
        if token.ent_type_ in _POLITICAL:
            return True
        return token.pos_ in _NOUNS and lemma_of(token, self.codebook.lemmas) in self.codebook.classes["politics"]

    def _noun(self, token: Token) -> Coding:
        coding = Coding(head=token)
        pattern = first_match(
            self.codebook.nouns.get(lemma_of(token, self.codebook.lemmas), ()), token, self.codebook.lemmas
        )
        if pattern is not None:
            _take(coding, pattern)
        self._apply_operators(coding, pattern)
        self._apply_light_verb(coding)
        owners = [*children(token, "poss"), *prepositional_heads(token, "by"), *prepositional_heads(token, "between")]
        things = [*children(token, "compound"), *(t for name in _AGAINST for t in prepositional_heads(token, name))]
        doers = logical_subjects(coding.light, self.codebook.object_control) if coding.light is not None else []
        self._drop_everyday(coding, [*owners, *doers], things)
        return coding

    def _apply_operators(self, coding: Coding, pattern: Pattern | None) -> None:
        """Lets the operators of a word act; a pattern that names the object has had its say about it."""
        names_object = pattern is not None and any(condition.key == "obj" for condition in pattern.conditions)
        for operator in self._operators_at(coding.head):
            kinds = [kind for kind in operator.complements if not (names_object and kind == "obj")]
            complement = complement_of(coding.head, kinds, self.is_event_noun)
            if complement is not None and self._operate(coding, operator, complement):
                return

    def _operators_at(self, head: Token) -> list[Operator]:
        """Operators of a word; those of a verb with its particle ("call_on") come first."""
        pos = {"AUX": "VERB", "PROPN": "NOUN"}.get(head.pos_, head.pos_)
        lemma = lemma_of(head, self.codebook.lemmas)
        joined = [f"{lemma}_{particle}" for particle in sorted(particles(head))] if pos == "VERB" else []
        return [row for key in (*joined, lemma) for row in self.codebook.operators.get((key, pos), ())]

    def _operate(self, coding: Coding, operator: Operator, complement: Token) -> bool:
        """Lets an operator act; False where it has nothing to say of this complement."""
        inner = self._content(complement)
        if operator.kind == "transparent":
            if inner.type is not None:
                coding.type, coding.reason = None, "the event is told by its complement"
            return inner.type is not None
        if operator.kind == "absorb":
            if coding.type is not None:
                coding.complement = complement
                self._absorb(coding, inner)
            return coding.type is not None
        composed = self.codebook.compose(operator.kind, inner.type, inner.mode)
        if composed is None:
            return False
        if composed.type is None and coding.type is not None:
            self._absorb(coding, inner)
            return True
        self._compose(coding, composed, operator)
        coding.complement = complement
        if composed.type is not None or inner.type is not None:
            self._absorb(coding, inner)
        return True

    def _content(self, complement: Token, depth: int = 0) -> Coding:
        """The coding of a complement, or of the event noun or clause that a verb without a type of its own carries.

        "threatened to hold a strike": the strike; "vowed to keep shelling": the shelling.
        """
        inner = self.code(complement)
        if inner.type is not None or depth > 2 or complement.pos_ not in ("VERB", "AUX"):
            return inner
        for child in children(complement, "dobj", "xcomp", "acomp"):
            carried = self._content(child, depth + 1)
            if carried.type is not None and (child.dep_ != "dobj" or carried.light is not None):
                return carried
        return inner

    @staticmethod
    def _compose(coding: Coding, composed: Composed, operator: Operator) -> None:
        coding.type, coding.mode, coding.confidence = composed.type, composed.mode, composed.confidence
        coding.frame, coding.rule = operator.frame, operator.rule
        if composed.type is None:
            coding.reason = f"only considered, planned or wished ({operator.rule})"

    @staticmethod
    def _absorb(coding: Coding, inner: Coding) -> None:
        inner.operator = coding.head.i
        inner.reason = f"part of what {coding.head.text!r} says"

    def _apply_light_verb(self, coding: Coding) -> None:
        """ "carried out an attack": the noun is the event, the verb carries its parties."""
        verb = coding.head.head
        if coding.type is None or coding.head.dep_ not in ("dobj", "nsubjpass", "attr", "obj"):
            return
        role = _light_role(self.codebook, verb)
        if role == "end":
            coding.reason, coding.operator = f"ended or called off ({verb.text})", verb.i
        elif role is not None:
            coding.light = verb
            coding.confidence = min(coding.confidence + 0.1, 0.95)
            if role == "recipient":
                coding.frame = "suffer"
            self._modal(coding, verb)

    def _apply_modals(self, coding: Coding) -> None:
        copula = coding.head.pos_ == "ADJ" and coding.head.head.pos_ == "AUX"
        self._modal(coding, coding.head.head if copula else coding.head)

    def _modal(self, coding: Coding, verb: Token) -> None:
        kind = next(
            (
                self.codebook.modals[m]
                for aux in children(verb, "aux")
                if (m := lemma_of(aux, self.codebook.lemmas)) in self.codebook.modals
            ),
            None,
        )
        if kind is None:
            return
        if kind == "must":
            self._demand(coding, verb)
        elif coding.type is not None:
            negated = is_negated(verb)
            composed = self.codebook.compose("refuse" if negated else kind, coding.type, coding.mode)
            if composed is not None:
                coding.type, coding.mode = composed.type, composed.mode
                coding.confidence = min(composed.confidence, coding.confidence)
                coding.rule += f"; {'will not' if negated else 'will'}"

    def _demand(self, coding: Coding, verb: Token) -> None:
        """ "Iran must stop, France said" asks; without a speaker who is told, *must* leaves no event."""
        speaker = verb.head if verb.dep_ in SPEAKING and verb.head.i != verb.i else None
        composed = self.codebook.compose("must", coding.type, coding.mode) if speaker is not None else None
        if composed is None or speaker is None:
            coding.type, coding.reason = None, "only an obligation, and no one is named who states it"
            return
        coding.type, coding.mode, coding.confidence = composed.type, composed.mode, composed.confidence
        coding.frame, coding.speaker = "speaker", speaker
        coding.rule = f"modal {verb.text!r} under {speaker.text!r}"


def _take(coding: Coding, pattern: Pattern) -> None:
    coding.type, coding.mode, coding.frame = pattern.type, pattern.mode, pattern.frame
    coding.confidence, coding.rule = pattern.confidence, pattern.rule
    if pattern.type is None:
        coding.reason = f"another sense of the word ({pattern.rule})"


def _light_role(codebook: TriggerCodebook, verb: Token) -> str | None:
    roles = codebook.light_verbs.get(lemma_of(verb, codebook.lemmas))
    if roles is None:
        return None
    for particle in sorted(particles(verb)):
        if particle in roles:
            return roles[particle]
    return roles.get("-")
