"""Status and factuality of every trigger: did it happen, will it, might it, did it not, or was it long before?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from khaldun.codebooks.modality import Modality, load_modality
from khaldun.codebooks.reader import load_reader_use
from khaldun.pipeline import extensions
from khaldun.pipeline.components.factuality.background import Background
from khaldun.pipeline.components.factuality.evidence import evidence, probability, weigh
from khaldun.pipeline.components.factuality.parse import Parse
from khaldun.pipeline.components.factuality.readings import Readings
from khaldun.pipeline.components.factuality.register import personal_share, register_marks
from khaldun.pipeline.components.factuality.status import Verdict, base_status
from khaldun.pipeline.extensions import FactualityValues
from khaldun.pipeline.reader_layer import DocReading, reading_of

NAME = "khaldun_factuality"


@Language.factory(
    NAME,
    assigns=["doc._.factuality"],
    requires=[
        "doc._.triggers",
        "doc._.timexes",
        "doc._.dateline",
        "token.dep",
        "token.tag",
        "token.lemma",
        "doc.sents",
    ],
    default_config={"overlays": []},
)
def make_factuality(nlp: Language, name: str, overlays: list[str]) -> Factuality:
    """Gives every trigger its status and factuality (table `factuality`)."""
    return Factuality(load_modality(tuple(Path(path) for path in overlays)))


class Factuality:
    """Reads off the parse whether each trigger happened."""

    def __init__(self, modality: Modality) -> None:
        self._modality = modality

    def __call__(self, doc: Doc) -> Doc:
        """Fills the table `factuality` for every span of the layer `triggers`."""
        triggers = extensions.spans_of(doc, "triggers")
        if not triggers:
            return doc
        judge = _Judge(doc, self._modality)
        reading = reading_of(doc)
        values = extensions.values_of(doc, "triggers")
        table = extensions.values_of(doc, "factuality")
        for span in triggers:
            trigger = values.get(span.id_, {})
            carried = self._carried(doc, trigger)
            head = _head(span, trigger) if carried is None or self._is_promise(trigger) else carried
            found = judge.values(head, trigger.get("type"), told_at=carried)
            table[span.id_] = found if reading is None else _joined(found, reading, head)
        return doc

    def _carried(self, doc: Doc, trigger: dict[str, Any]) -> int | None:
        """The verb below a governing one that decides whether a deed was done: *capture* in "failed to capture"."""
        rules, below = self._modality.status, trigger.get("complement", -1)
        if below < 0 or doc[below].pos_ != "VERB" or trigger["frame"] not in rules.carrying_frames:
            return None
        carried = trigger["type"] in rules.carried_types
        planned = self._is_promise(trigger) and doc[trigger["head"]].lemma_.lower() in rules.plan_words
        return below if carried or planned else None

    def _is_promise(self, trigger: dict[str, Any]) -> bool:
        """Whether an event is a promise: that it was made is as certain as its own word says, kept or not."""
        return trigger.get("type") in self._modality.status.promise_types


def _joined(found: FactualityValues, reading: DocReading, head: int) -> FactualityValues:
    """The factuality of rules and reader together: a weighted mean; what the rules read as denied stays so."""
    use = load_reader_use()
    weight, bound, denied = (use["factuality"][name] for name in ("weight", "bound", "denied"))
    read = max(-bound, min(bound, float(reading.column("factuality", head)[0])))
    mean = (1 - weight) * found["factuality"] + weight * read
    if found["factuality"] <= denied:
        mean = min(mean, denied)
    return {**found, "factuality": round(mean, 2), "rule": f"{found['rule']}; factuality with {use.label}"}


def _head(span: Span, values: dict[str, object]) -> int:
    head = values.get("head")
    return head if isinstance(head, int) and span.start <= head < span.end else int(span.root.i)


class _Judge:
    """Status and factuality of the event words of one Doc."""

    def __init__(self, doc: Doc, modality: Modality) -> None:
        self._modality = modality
        parse = Parse(doc)
        self._readings = Readings(parse, modality)
        self._background = Background(doc, parse, modality)
        marks = register_marks(doc, parse, modality.cues["register"])
        self._personal = personal_share(marks, modality.weights["register"], len(parse.starts))

    def values(self, i: int, event_type: str | None, *, told_at: int | None = None) -> FactualityValues:
        """What stands in the table for the event word at a token; `told_at` is the word that has its status."""
        names = evidence(self._readings, i, self._modality)
        total = weigh(names, self._personal, self._modality.weights["factuality"])
        denied = 1 - self._personal if self._readings.of(i).polarity < 0 else 0.0
        factuality = self._modality.scale.apply(total, denied=denied)
        verdict = self._verdict(i if told_at is None else told_at, event_type)
        return {"status": verdict.status, "factuality": round(factuality, 2), "rule": verdict.rule}

    def _verdict(self, i: int, event_type: str | None) -> Verdict:
        reading = self._readings.of(i)
        verdict = base_status(reading, event_type, self._modality.status)
        if verdict.status != "actual":
            return verdict
        if self._background.lies_ahead(i, reading):
            return verdict.become("future", "date to come")
        names = self._background.evidence(i, reading, event_type)
        chance = probability(names, self._modality.weights["historical"])
        if chance >= self._modality.status.threshold:
            return verdict.become("historical", "background")
        return verdict
