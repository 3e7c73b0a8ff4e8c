"""Weighs every coded event by its parties, clause and report, and drops those that a coder would hardly code."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.relevance import RelevanceCodebook, load_relevance
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.event_features import features_of, report_features

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
        shared = report_features(doc)
        triggers = ext.values_of(doc, "triggers")
        for span in ext.spans_of(doc, "triggers"):
            values: ext.TriggerValues = triggers[span.id_]
            if values["type"] is not None:
                names = sorted({*features_of(doc, span), *shared})
                values["confidence"] = round(self.codebook.confidence(names), 4)
                if values["confidence"] < self.codebook.threshold:
                    against = ", ".join(self.codebook.against(names))
                    reason = f"{values['type']} at confidence {values['confidence']:.2f} only ({against})"
                    ext.reject(doc, span.start, span.end, reason)
                    values["type"] = None
        return doc
