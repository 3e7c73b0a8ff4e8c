"""Status and factuality of every trigger: did it happen, will it, might it, did it not, or was it long before?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from khaldun.codebooks.modality import Modality, load_modality
from khaldun.codebooks.reader import load_reader_model, load_reader_use
from khaldun.pipeline import extensions
from khaldun.pipeline.components.factuality.background import OWN_OLD_TIME, Background
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
        reading = reading_of(doc)
        judge = _Judge(doc, self._modality, reading)
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

    def __init__(self, doc: Doc, modality: Modality, reading: DocReading | None) -> None:
        self._modality, self._reading = modality, reading
        parse = Parse(doc)
        self._sentences = len(parse.starts)
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
        return {
            "status": verdict.status,
            "ruled_status": verdict.ruled_status,
            "factuality": round(factuality, 2),
            "rule": verdict.rule,
        }

    def _verdict(self, i: int, event_type: str | None) -> Verdict:
        reading = self._readings.of(i)
        verdict = base_status(reading, event_type, self._modality.status)
        if verdict.status != "actual":
            return verdict
        if self._background.lies_ahead(i, reading):
            return verdict.become("future", "date to come")
        names = self._background.evidence(i, reading, event_type)
        ruled = weigh(names, 0.0, self._modality.weights["historical"])
        least = self._modality.status.threshold
        read = 0.0 if OWN_OLD_TIME in names else self._read_as_background(i)
        by_rules = verdict.become("historical", "background") if probability(ruled) >= least else verdict
        together = "historical" if probability(ruled + read) >= least else "actual"
        if together == by_rules.status:
            return by_rules
        told = f"{'' if together == 'historical' else 'no '}background, with {load_reader_use().label}"
        return replace(verdict.become(together, told), ruled_status=by_rules.status)

    def _read_as_background(self, i: int) -> float:
        """What the reader adds to the log odds that an event is background; 0 where it did not read.

        It is not asked of an event with an old date of its own, nor in a text of one sentence: background shows beside
        the news, and there is nothing beside.
        """
        if self._reading is None or self._sentences < 2:
            return 0.0
        statuses = load_reader_model().statuses
        scores = self._reading.column("status", i)
        margin = float(scores[statuses.index("historical")] - scores[statuses.index("actual")])
        return load_reader_use()["status"]["historical"] * margin
