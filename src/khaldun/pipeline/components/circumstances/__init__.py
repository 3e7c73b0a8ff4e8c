"""Circumstances: the time and the place that govern each event, into the table `circumstances`."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.circumstances import CircumstanceWords, load_circumstances
from khaldun.pipeline import extensions
from khaldun.pipeline.components.circumstances.dating import Dating
from khaldun.pipeline.components.circumstances.placing import Placing
from khaldun.pipeline.components.circumstances.sharing import share_among_tellings
from khaldun.pipeline.extensions import CircumstanceValues

NAME = "khaldun_circumstances"


@Language.factory(
    NAME,
    assigns=["doc._.circumstances"],
    requires=["doc._.triggers", "doc._.timexes", "doc._.toponyms", "token.dep"],
    default_config={"overlays": []},
)
def make_circumstances(nlp: Language, name: str, overlays: list[str]) -> Circumstances:
    """Ties times and places to events (table `circumstances`)."""
    return Circumstances(load_circumstances(tuple(Path(path) for path in overlays)))


class Circumstances:
    """Ties each trigger with a type to the time and the place that govern it."""

    def __init__(self, words: CircumstanceWords) -> None:
        self._words = words

    def __call__(self, doc: Doc) -> Doc:
        """Fills the table `circumstances`."""
        triggers = extensions.values_of(doc, "triggers")
        coded = [(id_, values) for id_, values in triggers.items() if values["type"] is not None]
        if not coded or not doc.has_annotation("SENT_START"):
            return doc
        heads = frozenset(values["head"] for values in triggers.values())
        sayings = frozenset(values["head"] for _, values in coded if values["type"] not in self._words.deeds)
        dating, placing = Dating(doc, self._words, heads, sayings), Placing(doc, self._words, heads)
        factuality = extensions.values_of(doc, "factuality")
        table = extensions.values_of(doc, "circumstances")
        for id_, values in sorted(coded, key=lambda row: row[1]["head"]):
            status = factuality.get(id_, {}).get("status", "actual")
            dated, placed = (
                dating.of(doc[values["head"]], status),
                placing.of(doc[values["head"]], values["type"], status),
            )
            table[id_] = CircumstanceValues(
                timex=dated.timex,
                first=dated.first,
                last=dated.last,
                precision=dated.precision,
                basis=dated.basis,
                date_rule=dated.rule,
                toponym=placed.toponym,
                place_rule=placed.rule,
            )
        share_among_tellings(doc, coded, self._words)
        return doc


__all__ = ["Circumstances", "make_circumstances"]
