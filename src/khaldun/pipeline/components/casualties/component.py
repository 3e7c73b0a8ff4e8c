"""The component: finds the facts of the sentences near triggers, ties them, and writes the table `casualties`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.casualties import KINDS, CasualtyBook, load_casualties
from khaldun.codebooks.quantities import QuantityBook, load_quantities
from khaldun.pipeline import extensions
from khaldun.pipeline.components.casualties.facts import Fact, FactFinder
from khaldun.pipeline.components.casualties.groups import Group
from khaldun.pipeline.components.casualties.mentions import Mentions
from khaldun.pipeline.components.casualties.tying import Telling, tie
from khaldun.pipeline.extensions import CasualtyValues, QuantityValues

NAME = "khaldun_casualties"


@Language.factory(
    NAME,
    assigns=["doc._.casualties"],
    requires=["doc._.quantities", "doc._.triggers", "token.dep", "token.pos"],
    default_config={"overlays": []},
)
def create_casualties(nlp: Language, name: str, overlays: list[str]) -> Callable[[Doc], Doc]:
    """The component that ties counts to triggers, with the tables that ship with Khaldun."""
    paths = tuple(Path(path) for path in overlays)
    return CasualtyCounter(load_quantities(paths), load_casualties(paths))


class CasualtyCounter:
    """Reads who was killed, hurt, held, driven out, or took part, and ties each count to its trigger."""

    def __init__(self, quantities: QuantityBook, book: CasualtyBook) -> None:
        self.book = book
        self.facts = FactFinder(Mentions(quantities, book), book)
        self._types = frozenset(name for types in book.ties.values() for name in types)

    def __call__(self, doc: Doc) -> Doc:
        """Adds a row to the table for each trigger with a type; sums and single victims become quantities."""
        sentences = [(sent.start, sent.end) for sent in doc.sents]
        tellings = self._tellings(doc, sentences)
        if tellings:
            tie(self._facts(doc, sentences, tellings), tellings, self.book)
            _write(doc, tellings)
        return doc

    def _tellings(self, doc: Doc, sentences: Sequence[tuple[int, int]]) -> list[Telling]:
        starts = {i: number for number, (start, end) in enumerate(sentences) for i in range(start, end)}
        values = extensions.values_of(doc, "triggers")
        return [
            Telling(
                id=span.id_, type=values[span.id_]["type"], sentence=starts[span.start], start=span.start, end=span.end
            )
            for span in extensions.spans_of(doc, "triggers")
            if values[span.id_]["type"] is not None and span.start in starts
        ]

    def _facts(
        self, doc: Doc, sentences: Sequence[tuple[int, int]], tellings: Sequence[Telling]
    ) -> list[tuple[int, Fact]]:
        """Facts of the sentences that hold a trigger which can have counts, and of the two after each."""
        wanted = {t.sentence + step for t in tellings if t.type in self._types for step in range(3)}
        words = [token.lower_ for token in doc] if wanted else []
        return [
            (number, fact)
            for number in sorted(wanted)
            if number < len(sentences)
            for fact in self.facts.of(doc, words, *sentences[number])
        ]


def _write(doc: Doc, tellings: Sequence[Telling]) -> None:
    table = extensions.values_of(doc, "casualties")
    made: dict[tuple[int, int, int | None, int | None], str] = {}
    for telling in tellings:
        ids = {
            kind: _quantity(doc, telling.facts[kind].group, made) if kind in telling.facts else None for kind in KINDS
        }
        roles = sorted({fact.role for fact in telling.facts.values()})
        values: CasualtyValues = {**ids, "rule": "casualty-words:" + "+".join(roles) if roles else ""}  # type: ignore
        table[telling.id] = values


def _quantity(doc: Doc, group: Group, made: dict[tuple[int, int, int | None, int | None], str]) -> str:
    """The id of the group's quantity; a sum or a single victim is added to the layer, once."""
    if group.quantity is not None:
        return group.quantity
    key = (group.start, group.end, group.low, group.high)
    if key not in made:
        values: QuantityValues = {
            "low": group.low,
            "high": group.high,
            "best": group.best,
            "exact": group.exact,
            "noun": group.end - 1,
            "unit": "people",
        }
        made[key] = extensions.add(doc, "quantities", group.start, group.end, values=values)
    return made[key]
