"""Which coded words are events of their own: one event told by several words is joined, contents go to statements.

Works on the codings of one Doc, after all words are coded and before parties are tied.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from khaldun.codebooks.triggers import TriggerCodebook
from khaldun.pipeline.matching import lemma_of
from khaldun.pipeline.slots import Anchors, Slots
from khaldun.pipeline.syntax import ancestors, children
from khaldun.pipeline.trigger_coding import Coding

_COORDINATED = ("conj", "advcl", "xcomp", "acl", "dep", "parataxis", "relcl", "ccomp")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WEAK = 0.5
#: Where an event noun only describes another one, or gives a time.
_INSIDE = frozenset({"compound", "npadvmod", "nmod", "amod"})


class Joining:
    """Decides over the codings of one Doc; changes them in place."""

    def __init__(self, codings: Iterable[Coding], codebook: TriggerCodebook, slots: Slots) -> None:
        self.codings = {coding.head.i: coding for coding in codings}
        self.codebook, self.slots = codebook, slots

    def settle(self) -> None:
        """Joins, absorbs or drops every coded word that is no event of its own."""
        for found in self._standing():
            self._join(found)
        for found in self._standing():
            self._absorb(found)
        for found in self._standing():
            self._drop(found)
        for found in self._standing():
            self._retell(found)

    def _standing(self) -> list[Coding]:
        return [c for _, c in sorted(self.codings.items()) if c.type is not None and c.operator == -1]

    def _join(self, found: Coding) -> None:
        """Joins a word to the coded word above it that tells the same event: "killing six" to "pounded the town"."""
        main = self._same_event(found)
        if main is not None:
            found.operator, found.joined = main.head.i, True
            found.reason = f"tells the same event as {main.head.text!r}"
            main.evidence.append(found.head)
            main.mode = main.mode or found.mode

    def _same_event(self, found: Coding) -> Coding | None:
        for above in ancestors(found.head):
            main = self.codings.get(above.i)
            if main is not None and main.type == found.type and main.operator == -1:
                return main if self._only_adds(found, above) else None
            if above.pos_ == "VERB" and above.dep_ in ("ccomp", "advcl", "relcl") and found.head.pos_ == "VERB":
                return None
        return None

    def _only_adds(self, found: Coding, above: Token) -> bool:
        """Whether the lower of two words of one type has no subject of its own, or is a noun below a verb."""
        if found.head.pos_ in ("NOUN", "PROPN"):
            return above.pos_ == "VERB" or found.light is None
        marks = {mark.lower_ for mark in children(found.head, "mark", "advmod")}
        if found.head.dep_ == "relcl" or not marks.isdisjoint(self.codebook.classes["temporal"]):
            return False
        if children(found.head, "nsubjpass"):
            return found.head.dep_ == "conj" and bool(children(above, "nsubjpass"))
        return found.head.dep_ in _COORDINATED and not children(found.head, "nsubj")

    def _absorb(self, found: Coding) -> None:
        """Gives what stands inside the content of a statement to the statement, unless a finite clause parts them."""
        below = found.head
        for above in ancestors(found.head):
            if _is_finite(below) and below.dep_ in ("relcl", "advcl", "ccomp", "parataxis", "conj", "acl"):
                return
            main = self.codings.get(above.i)
            if main is not None and main.operator != -1 and not main.joined:
                found.operator, found.reason = main.operator, f"part of what {main.head.text!r} belongs to"
                return
            below = above

    def _drop(self, found: Coding) -> None:
        """Drops nouns that name no party, and what stands under a condition."""
        if self._under_condition(found.head):
            found.type, found.reason = None, "only supposed (under a condition)"
        elif found.head.pos_ in ("NOUN", "PROPN") and not self._stands(found):
            found.type, found.reason = None, "an event noun without parties, light verb or sign that it happens"

    def _retell(self, found: Coding) -> None:
        """Joins an event noun without parties that points back ("the attack") to the last word of its type before."""
        head = found.head
        pointers = self.codebook.classes["pointer"]
        if head.pos_ != "NOUN" or found.light is not None or not any(c.lower_ in pointers for c in head.lefts):
            return
        if any(self._sides(found)):
            return
        told = [c for c in self._standing() if c.head.i < head.i and c.type == found.type]
        if told:
            found.operator, found.joined = told[-1].head.i, True
            found.reason = f"points back to {told[-1].head.text!r}"
            told[-1].evidence.append(head)

    def _under_condition(self, token: Token) -> bool:
        for above in (token, *ancestors(token)):
            marks = {mark.lower_ for mark in children(above, "mark")}
            if not marks.isdisjoint(self.codebook.classes["conditional"]):
                return True
            if above.dep_ in ("ROOT", "parataxis"):
                return False
        return False

    def _stands(self, found: Coding) -> bool:
        """Whether an event noun tells of an event by itself."""
        if found.light is not None or (found.confidence >= _WEAK and self._happens(found.head)):
            return True
        standing = lemma_of(found.head, self.codebook.lemmas) in self.codebook.classes["standing"]
        if standing and found.head.dep_ not in _INSIDE:
            return True
        sides = self._sides(found)
        return all(sides) if found.confidence < _WEAK else any(sides)

    def _happens(self, noun: Token) -> bool:
        """Whether the verb of a noun says that it happens: "clashes broke out"."""
        happening = lemma_of(noun.head, self.codebook.lemmas) in self.codebook.occurrence
        return happening and noun.dep_ in ("nsubj", "nsubjpass")

    def _sides(self, found: Coding) -> list[list[Token]]:
        """Who acts and to whom it is done, as far as the frame of a word tells; two who act on one another are both."""
        frame, anchors = self.codebook.frames[found.frame], Anchors(head=found.head, complement=found.complement)
        actors = self.slots.fill(frame.actor, anchors)
        others = actors[1:] if frame.reciprocal else []
        return [actors, self.slots.fill(frame.recipient, anchors) or others]


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in _FINITE or any(aux.tag_ in _FINITE for aux in children(verb, "aux", "auxpass"))
