"""Weighs every coded event by its parties, clause and report, and drops those that a coder would hardly code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from khaldun.codebooks.reader import load_reader_use
from khaldun.codebooks.relevance import RelevanceCodebook, load_relevance
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.event_features import features_of, report_features
from khaldun.pipeline.read_events import ReadEvent, read_event
from khaldun.pipeline.reader_layer import reading_of
from khaldun.pipeline.speech import attributions_over

NAME = "khaldun_relevance"


@Language.factory(
    NAME,
    requires=["doc._.triggers", "doc._.participants", "doc._.factuality", "doc._.contexts"],
    assigns=["doc._.triggers", "doc._.rejected"],
    default_config={"overlays": []},
    retokenizes=False,
)
def create(nlp: Language, name: str, overlays: list[str]) -> Relevance:
    """The component; `overlays` are paths of a user's codebook files."""
    return Relevance(load_relevance(tuple(Path(path) for path in overlays)))


class Relevance:
    """Sets the confidence of every trigger with a type; below the threshold the trigger keeps no type."""

    def __init__(self, codebook: RelevanceCodebook) -> None:
        self.codebook = codebook

    def __call__(self, doc: Doc) -> Doc:
        """Weighs the triggers of one Doc."""
        shared, reading = report_features(doc), reading_of(doc)
        triggers = ext.values_of(doc, "triggers")
        for span in ext.spans_of(doc, "triggers"):
            values: ext.TriggerValues = triggers[span.id_]
            if values["type"] is not None:
                names = sorted({*features_of(doc, span), *shared})
                read = None if reading is None else read_event(reading, span, values["type"])
                values["confidence"] = round(self._confidence(names, read), 4)
                if values["confidence"] < self.codebook.threshold and not _is_denied(doc, span, values["head"]):
                    against = ", ".join(self.codebook.against(names))
                    reason = f"{values['type']} at confidence {values['confidence']:.2f} only ({against})"
                    ext.reject(doc, span.start, span.end, reason)
                    values["type"] = None
        return doc

    def _confidence(self, names: Sequence[str], read: ReadEvent | None) -> float:
        if read is None:
            return self.codebook.confidence(names)
        return read.joined(self.codebook.logit(names), load_reader_use()["relevance"])


def _is_denied(doc: Doc, trigger: Span, head: int) -> bool:
    """Whether someone denies the deed: it stays in the data, with who denies it, however little else speaks for it."""
    factuality = ext.values_of(doc, "factuality").get(trigger.id_, {})
    said = ext.list_of(doc, "attributions")
    return factuality.get("status") == "negated" and any(
        said[place]["stance"] == "denies" and said[place]["source"] is not None
        for place in attributions_over(doc, head)
    )
