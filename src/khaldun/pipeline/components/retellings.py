"""One happening that a report tells twice is one event: joins coded events that tell of the same, with all evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from khaldun.codebooks.relevance import RelevanceCodebook, load_retellings
from khaldun.codebooks.triggers import TriggerCodebook, load_triggers
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.retelling import Telling, Tellings, fullness, gathered
from khaldun.records.encoding import COUNTS
from khaldun.records.text import fold

NAME = "khaldun_retellings"
NOTE = "; from another telling"
_DATE = ("timex", "first", "last", "precision", "basis", "date_rule")
_PLACE = ("toponym", "place_rule")


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
    assigns=["doc._.triggers", "doc._.participants", "doc._.casualties", "doc._.circumstances", "doc._.rejected"],
    default_config={"overlays": []},
    retokenizes=False,
)
def create(nlp: Language, name: str, overlays: list[str]) -> Retellings:
    """The component; `overlays` are paths of a user's codebook files."""
    paths = tuple(Path(path) for path in overlays)
    return Retellings(load_retellings(paths), load_triggers(paths))


class Retellings:
    """Leaves one trigger with a type for each event: the fullest telling, which takes what only others tell."""

    def __init__(self, weights: RelevanceCodebook, codebook: TriggerCodebook) -> None:
        self.weights, self.codebook = weights, codebook

    def __call__(self, doc: Doc) -> Doc:
        """Joins the events of one Doc."""
        triggers = ext.values_of(doc, "triggers")
        coded = [span for span in ext.spans_of(doc, "triggers") if triggers[span.id_]["type"] is not None]
        if len(coded) < 2:
            return doc
        reader = Tellings(doc, self.codebook)
        spans = sorted(coded, key=lambda span: (span.start, span.end))
        for group in gathered([reader.of(span) for span in spans], self.weights):
            if len(group) > 1:
                self._join(doc, group)
        return doc

    def _join(self, doc: Doc, group: list[Telling]) -> None:
        main = max(group, key=fullness)
        others = [telling for telling in group if telling is not main]
        span, values = ext.span_by_id(doc, main.trigger), ext.values_of(doc, "triggers")[main.trigger]
        for telling in others:
            other = ext.span_by_id(doc, telling.trigger)
            _take(doc, main.trigger, telling.trigger)
            told = ext.values_of(doc, "triggers")[telling.trigger]
            values["mode"] = values["mode"] or told["mode"]
            values["confidence"] = max(values["confidence"], told["confidence"])
            values["evidence"] = [*values["evidence"], [other.start_char, other.end_char], *told["evidence"]]
            told.update(type=None, mode=None, operator=main.trigger, joined=True, evidence=[])
            ext.reject(doc, other.start, other.end, f"tells the same event as {_words(span)}")


def _words(span: Span) -> str:
    return f"{span.text!r} in {' '.join(span.sent.text.split())[:60]!r}"


def _take(doc: Doc, main: str, other: str) -> None:
    """Gives the main telling the parties, counts, time and place that only the other one has."""
    _take_parties(doc, main, other)
    counts = ext.values_of(doc, "casualties")
    _fill(counts, main, counts.get(other, {}), COUNTS)
    table = ext.values_of(doc, "circumstances")
    told = table.get(other, {})
    if told.get("timex") and not table.get(main, {}).get("timex"):
        _fill(table, main, told, _DATE, over=True)
    if told.get("toponym") and not table.get(main, {}).get("toponym"):
        _fill(table, main, told, _PLACE, over=True)
    contexts = ext.values_of(doc, "contexts")
    if main in contexts and other in contexts:
        contexts[main]["contexts"] = sorted({*contexts[main]["contexts"], *contexts[other]["contexts"]})
        contexts[main]["evidence"] = {**contexts[other]["evidence"], **contexts[main]["evidence"]}


def _take_parties(doc: Doc, main: str, other: str) -> None:
    table = ext.values_of(doc, "participants")
    own, told = table.get(main), table.get(other)
    if own is None or told is None:
        return
    for side, facing in (("actor", "recipient"), ("recipient", "actor")):
        known = {_name(doc, party) for party in own[facing]}
        # "Man charged", "a man has been charged": one telling misreads who does it to whom.
        more = [party for party in told[side] if _name(doc, party) not in known]
        if more and not own[side] and not own["reciprocal"]:
            own[side] = more
            own["rule"] += f"; {side} from another telling"
    own["weapons"] = [*own["weapons"], *(pair for pair in told["weapons"] if pair not in own["weapons"])]


def _name(doc: Doc, party: str) -> str:
    return fold(ext.values_of(doc, "parties")[party]["name"])


def _fill(table: dict[str, Any], main: str, told: dict[str, Any], keys: tuple[str, ...], *, over: bool = False) -> None:
    """Copies what only another telling has; `over`: all of these keys together."""
    if main not in table or not told:
        return
    for key in keys:
        if told.get(key) is not None and (over or table[main].get(key) is None):
            table[main][key] = told[key] + NOTE if key.endswith("_rule") else told[key]
