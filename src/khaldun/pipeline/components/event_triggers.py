"""Finds the words that tell of events, gives the political ones type, mode and frame, and joins words for one event."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from khaldun.codebooks.triggers import TriggerCodebook, load_triggers
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.matching import lemma_of
from khaldun.pipeline.slots import Anchors, Slots
from khaldun.pipeline.syntax import ancestors, children
from khaldun.pipeline.trigger_coding import Coding, TriggerCoding

NAME = "khaldun_event_triggers"
_COORDINATED = ("conj", "advcl", "xcomp", "acl", "dep", "parataxis", "relcl", "ccomp")
_MODE_SITES = ("nsubj", "agent", "compound", "amod", "nmod", "prep", "npadvmod", "nummod")
_MODE_PREPOSITIONS = ("with", "by", "in", "from", "using", "during")
_WEAK = 0.5


@Language.factory(
    NAME,
    requires=["token.dep", "token.lemma", "token.pos", "doc._.parties"],
    assigns=["doc._.triggers", "doc._.rejected"],
    default_config={"overlays": []},
    retokenizes=False,
)
def create(nlp: Language, name: str, overlays: list[str]) -> EventTriggers:
    """The component; `overlays` are paths of a user's codebook files."""
    return EventTriggers(load_triggers(tuple(Path(path) for path in overlays)))


class EventTriggers:
    """Fills the layer `triggers`: every full verb and event noun, the political ones with a type."""

    def __init__(self, codebook: TriggerCodebook) -> None:
        self.codebook = codebook
        self.object_control = object_control(codebook)

    def __call__(self, doc: Doc) -> Doc:
        """Codes the words behind the dateline."""
        coding = TriggerCoding(doc, self.codebook)
        codings = [coding.code(token) for token in doc[_coding_start(doc) :] if self._tells(token)]
        slots = Slots(doc, self.object_control)
        for found in codings:
            if found.type is not None and found.operator == -1:
                self._settle(found, coding, slots)
        for found in codings:
            if found.type is not None and found.operator == -1:
                self._add_mode(found)
        _write(doc, codings)
        return doc

    def _tells(self, token: Token) -> bool:
        if token.pos_ == "VERB":
            return token.dep_ not in ("aux", "auxpass", "amod")
        if token.pos_ in ("NOUN", "PROPN"):
            return lemma_of(token) in self.codebook.nouns
        return token.pos_ == "ADJ" and (lemma_of(token), "ADJ") in self.codebook.operators

    def _settle(self, found: Coding, coding: TriggerCoding, slots: Slots) -> None:
        """Joins a word to another that tells the same event, or drops a noun that names no party."""
        main = _same_event(found, coding, self.codebook)
        if main is not None:
            found.operator, found.reason = main.head.i, f"tells the same event as {main.head.text!r}"
            main.evidence.append(found.head)
        elif found.head.pos_ in ("NOUN", "PROPN") and not self._stands(found, coding, slots):
            found.type, found.reason = None, "an event noun without parties, light verb or sign that it happens"

    def _stands(self, found: Coding, coding: TriggerCoding, slots: Slots) -> bool:
        """Whether an event noun tells of an event by itself."""
        if found.light is not None:
            return True
        if found.head.dep_ in ("nsubj", "nsubjpass") and lemma_of(found.head.head) in self.codebook.occurrence:
            return found.confidence >= _WEAK
        frame, anchors = self.codebook.frames[found.frame], Anchors(head=found.head, complement=found.complement)
        sides = [slots.fill(frame.actor, anchors), slots.fill(frame.recipient, anchors)]
        return all(sides) if found.confidence < _WEAK else any(sides)

    def _add_mode(self, found: Coding) -> None:
        if found.mode is None and found.type in self.codebook.modes:
            words = [word for token in (found.head, *found.evidence) for word in _round(token)]
            found.mode = self.codebook.mode_of(found.type, words)


def object_control(codebook: TriggerCodebook) -> frozenset[str]:
    """Verbs whose object, not subject, does the infinitive: those that request."""
    return frozenset(
        lemma
        for (lemma, pos), rows in codebook.operators.items()
        if pos == "VERB" and any(o.kind == "request" for o in rows)
    )


def _coding_start(doc: Doc) -> int:
    return max((values["end"] for values in ext.values_of(doc, "dateline").values()), default=0)


def _same_event(found: Coding, coding: TriggerCoding, codebook: TriggerCodebook) -> Coding | None:
    """The coded word that a coded word only adds to: "killing six" in "pounded the town, killing six"."""
    for above in ancestors(found.head):
        main = coding.codings.get(above.i)
        if main is not None and main.type == found.type and main.operator == -1 and main is not found:
            return main if _only_adds(found, above) else None
        if above.pos_ == "VERB" and above.dep_ in ("ccomp", "advcl", "relcl") and found.head.pos_ == "VERB":
            return None
    return None


def _only_adds(found: Coding, above: Token) -> bool:
    """Whether the lower of two words of one type has no subject of its own, or is a noun below a verb."""
    if found.head.pos_ in ("NOUN", "PROPN"):
        return above.pos_ == "VERB" or found.light is None
    own = children(found.head, "nsubj")
    marked = [
        mark for mark in children(found.head, "mark", "advmod") if mark.lower_ in ("after", "before", "since", "when")
    ]
    if found.head.dep_ == "relcl" or marked:
        return False
    if children(found.head, "nsubjpass"):
        return found.head.dep_ == "conj" and bool(children(above, "nsubjpass"))
    return found.head.dep_ in _COORDINATED and not own


def _round(token: Token) -> list[str]:
    """Lemmas of the words that may tell by what means an event was done."""
    words = [lemma_of(token)]
    for child in token.children:
        if child.dep_ in _MODE_SITES and (child.dep_ != "prep" or child.lower_ in _MODE_PREPOSITIONS):
            words += [lemma_of(below) for below in child.subtree]
    return words


def _write(doc: Doc, codings: list[Coding]) -> None:
    number = {found.head.i: index for index, found in enumerate(codings)}
    for found in codings:
        start, end = _extent(found)
        values = _values(doc, found, number)
        ext.add(doc, "triggers", start, end, values=values, label=values["type"] or "")
        if values["type"] is None and found.reason:
            ext.reject(doc, start, end, found.reason)


def _values(doc: Doc, found: Coding, number: dict[int, int]) -> ext.TriggerValues:
    absorbed = found.operator != -1
    return {
        "head": found.head.i,
        "type": None if absorbed else found.type,
        "mode": None if absorbed else found.mode,
        "frame": found.frame,
        "light": found.light.i if found.light is not None else -1,
        "complement": found.complement.i if found.complement is not None else -1,
        "operator": f"triggers:{number[found.operator]}" if absorbed and found.operator in number else "",
        "confidence": found.confidence,
        "rule": found.rule,
        "evidence": [[word.idx, word.idx + len(word.text)] for word in found.evidence],
    }


def _extent(found: Coding) -> tuple[int, int]:
    """Token range of a trigger: the word, with its particle or the light verb before it where they stand close."""
    head = found.head
    close = [child.i for child in children(head, "prt") if child.i == head.i + 1]
    if found.light is not None and 0 < head.i - found.light.i <= 5:
        return found.light.i, head.i + 1
    return head.i, max([head.i, *close]) + 1
