"""Finds the words that tell of events, gives the political ones type, mode and frame, and joins words for one event."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from khaldun.codebooks.reader import load_reader_use
from khaldun.codebooks.triggers import TriggerCodebook, load_triggers
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.matching import lemma_of
from khaldun.pipeline.reader_layer import reading_of
from khaldun.pipeline.slots import Slots
from khaldun.pipeline.syntax import children
from khaldun.pipeline.trigger_coding import Coding, TriggerCoding
from khaldun.pipeline.trigger_joining import Joining

NAME = "khaldun_event_triggers"
#: Parts of speech that the reader may add event words of.
_READ_CLASSES = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_MODE_SITES = ("nsubj", "agent", "compound", "amod", "nmod", "npadvmod", "nummod")


@Language.factory(
    NAME,
    requires=["token.dep", "token.lemma", "doc._.parties"],
    assigns=["doc._.triggers", "doc._.rejected"],
    default_config={"overlays": []},
    retokenizes=False,
)
def create(nlp: Language, name: str, overlays: list[str]) -> EventTriggers:
    """The component; `overlays` are paths of a user's codebook files."""
    return EventTriggers(load_triggers(tuple(Path(path) for path in overlays)))


class EventTriggers:
    """Fills the layer `triggers`: every full verb and event noun, and what the reader takes for an event word.

    The political ones get a type.
    """

    def __init__(self, codebook: TriggerCodebook) -> None:
        self.codebook = codebook

    def __call__(self, doc: Doc) -> Doc:
        """Codes the words behind the dateline."""
        coding = TriggerCoding(doc, self.codebook)
        happening = _happening(doc)
        told = {token for token, chance in happening.items() if chance >= load_reader_use()["triggers"]["least"]}
        codings = [
            coding.code(token)
            for token in doc[ext.coding_start(doc) :]
            if self._tells(token) or (token.i in told and token.pos_ in _READ_CLASSES)
        ]
        Joining(codings, self.codebook, Slots(doc, self.codebook)).settle()
        for found in codings:
            if found.type in self.codebook.modes and found.operator == -1 and found.mode is None:
                words = [word for token in (found.head, *found.evidence) for word in self._round(token)]
                found.mode = self.codebook.mode_of(found.type, words)
        _write(doc, codings, happening)
        return doc

    def _tells(self, token: Token) -> bool:
        if token.pos_ == "VERB":
            return token.dep_ not in ("aux", "auxpass")
        lemma = lemma_of(token, self.codebook.lemmas)
        if token.pos_ == "NOUN":
            return lemma in self.codebook.nouns or lemma in self.codebook.event_nouns
        if token.pos_ == "PROPN":
            return lemma in self.codebook.nouns
        return token.pos_ == "ADJ" and (lemma, "ADJ") in self.codebook.operators

    def _round(self, token: Token) -> list[str]:
        """Lemmas of the words that may tell by what means an event was done."""
        words = [lemma_of(token, self.codebook.lemmas)]
        for child in token.children:
            if child.dep_ in _MODE_SITES or (
                child.dep_ == "prep" and child.lower_ in self.codebook.classes["instrument"]
            ):
                words += [lemma_of(below, self.codebook.lemmas) for below in child.subtree]
        return words


def _happening(doc: Doc) -> dict[int, float]:
    """How likely each token tells of an event, by the reader; {} when it did not run."""
    reading = reading_of(doc)
    return {} if reading is None else dict(zip(reading.tokens, reading.chances("event"), strict=True))


def _write(doc: Doc, codings: list[Coding], happening: Mapping[int, float]) -> None:
    number = {found.head.i: index for index, found in enumerate(codings)}
    for found in codings:
        start, end = _extent(found)
        values = _values(found, number, happening.get(found.head.i))
        ext.add(doc, "triggers", start, end, values=values, label=values["type"] or "")
        if values["type"] is None and found.reason:
            ext.reject(doc, start, end, found.reason)


def _values(found: Coding, number: Mapping[int, int], chance: float | None) -> ext.TriggerValues:
    absorbed = found.operator != -1
    return {
        "head": found.head.i,
        "type": None if absorbed else found.type,
        "mode": None if absorbed else found.mode,
        "frame": found.frame,
        "joined": found.joined,
        "light": found.light.i if found.light is not None else -1,
        "complement": found.complement.i if found.complement is not None else -1,
        "operator": f"triggers:{number[found.operator]}" if absorbed and found.operator in number else "",
        "happening": None if chance is None else round(chance, 3),
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
