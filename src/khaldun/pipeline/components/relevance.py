"""Weighs every coded event by its parties, clause and report, and drops those that a coder would hardly code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from khaldun.codebooks.public_life import load_public_life
from khaldun.codebooks.reader import load_reader_use
from khaldun.codebooks.relevance import RelevanceCodebook, load_main_event, load_relevance
from khaldun.codebooks.triggers import load_triggers
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.event_features import features_of, report_features
from khaldun.pipeline.main_event import shifted, shifts, told_in
from khaldun.pipeline.private_matters import REASON, PublicParties
from khaldun.pipeline.read_events import ReadEvent, read_event
from khaldun.pipeline.reader_layer import reading_of
from khaldun.pipeline.speech import attributions_over

NAME = "khaldun_relevance"
_SEVERAL = 2
#: What stands behind the rule of an event that the rules alone would not have coded.
_KEPT = "; kept with the reader"


@Language.factory(
    NAME,
    requires=[
        "doc._.triggers",
        "doc._.participants",
        "doc._.factuality",
        "doc._.contexts",
        "doc._.casualties",
        "doc._.circumstances",
    ],
    assigns=["doc._.triggers", "doc._.rejected"],
    default_config={"overlays": []},
    retokenizes=False,
)
def create(nlp: Language, name: str, overlays: list[str]) -> Relevance:
    """The component; `overlays` are paths of a user's codebook files."""
    paths = tuple(Path(path) for path in overlays)
    return Relevance(load_relevance(paths), load_main_event(paths), load_triggers(paths).classes["politics"])


class Relevance:
    """Sets the confidence of every trigger with a type; below the threshold the trigger keeps no type.

    What is coded then gets more or less of it, as it is the report's main event or an aside.
    """

    def __init__(self, codebook: RelevanceCodebook, main_event: RelevanceCodebook, politics: frozenset[str]) -> None:
        self.codebook, self.main_event, self.politics = codebook, main_event, politics

    def __call__(self, doc: Doc) -> Doc:
        """Weighs the triggers of one Doc."""
        self._leave_private(doc)
        shared, reading = report_features(doc), reading_of(doc)
        least = self.codebook.threshold if reading is None else load_reader_use()["relevance"]["threshold"]
        triggers = ext.values_of(doc, "triggers")
        for span in ext.spans_of(doc, "triggers"):
            values: ext.TriggerValues = triggers[span.id_]
            if values["type"] is not None:
                names = sorted({*features_of(doc, span), *shared})
                read = None if reading is None else read_event(doc, reading, span)
                chance, values["confidence"] = self._weighed(names, read)
                if chance < least and not _is_denied(doc, span, values["head"]):
                    against = ", ".join(self.codebook.against(names))
                    reason = f"{values['type']} at confidence {chance:.2f} only ({against})"
                    ext.reject(doc, span.start, span.end, reason)
                    values["type"] = None
                elif read is not None and self.codebook.confidence(names) < self.codebook.threshold:
                    values["rule"] += _KEPT
        self._rank(doc)
        return doc

    def _leave_private(self, doc: Doc) -> None:
        """Takes the type of what private people do to one another, in reports that are not of public life."""
        public, triggers = PublicParties(doc, load_public_life(), self.politics), ext.values_of(doc, "triggers")
        if public.is_public_report():
            return
        for span in ext.spans_of(doc, "triggers"):
            if public.is_private(span):
                ext.reject(doc, span.start, span.end, REASON)
                triggers[span.id_]["type"] = None

    def _rank(self, doc: Doc) -> None:
        """Sets the report's events off against each other; those of a single sentence have nothing to be told by."""
        triggers = ext.values_of(doc, "triggers")
        coded = [span for span in ext.spans_of(doc, "triggers") if triggers[span.id_]["type"] is not None]
        if len({span.sent.start for span in coded}) < _SEVERAL:
            return
        for span, shift in zip(coded, shifts([told_in(doc, span) for span in coded], self.main_event), strict=True):
            values: ext.TriggerValues = triggers[span.id_]
            values["confidence"] = round(shifted(values["confidence"], shift), 4)

    def _weighed(self, names: Sequence[str], read: ReadEvent | None) -> tuple[float, float]:
        """The chance that decides whether an event is coded, and its confidence, which orders a report's events."""
        alone = self.codebook.confidence(names)
        if read is None:
            return alone, round(alone, 4)
        numbers = load_reader_use()["relevance"]
        both = read.joined(self.codebook.logit(names), numbers)
        return both, round((1 - numbers["share"]) * alone + numbers["share"] * both, 4)


def _is_denied(doc: Doc, trigger: Span, head: int) -> bool:
    """Whether someone denies the deed: it stays in the data, with who denies it, however little else speaks for it."""
    factuality = ext.values_of(doc, "factuality").get(trigger.id_, {})
    said = ext.list_of(doc, "attributions")
    return factuality.get("status") == "negated" and any(
        said[place]["stance"] == "denies" and said[place]["source"] is not None
        for place in attributions_over(doc, head)
    )
