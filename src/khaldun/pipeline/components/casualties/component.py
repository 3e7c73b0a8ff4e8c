"""The component: finds the facts of the sentences near triggers, ties them, and writes the table `casualties`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.casualties import KINDS, CasualtyBook, load_casualties
from khaldun.codebooks.quantities import QuantityBook, load_quantities
from khaldun.pipeline import extensions
from khaldun.pipeline.components.casualties.checks import check_headline, check_sums
from khaldun.pipeline.components.casualties.episodes import share_in_episodes
from khaldun.pipeline.components.casualties.facts import Fact, FactFinder
from khaldun.pipeline.components.casualties.groups import Group
from khaldun.pipeline.components.casualties.mentions import Mentions, Page
from khaldun.pipeline.components.casualties.own import (
    count_crowd,
    count_participants,
    count_recipients,
    is_attendance,
)
from khaldun.pipeline.components.casualties.tying import Telling, tie
from khaldun.pipeline.extensions import CasualtyValues, QuantityValues

NAME = "khaldun_casualties"
#: What closes a sentence, as a token's last character.
_FINAL = frozenset('.!?:"”')
_LONGEST = 150


@Language.factory(
    NAME,
    assigns=["doc._.casualties"],
    requires=["doc._.quantities", "doc._.triggers", "token.dep", "token.tag"],
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
        self.quantities = quantities
        self.facts = FactFinder(Mentions(quantities, book), book)
        self._types = frozenset(name.rstrip("!=").split("/")[0] for types in book.ties.values() for name in types)

    def __call__(self, doc: Doc) -> Doc:
        """Adds a row to the table for each trigger with a type; sums and single victims become quantities."""
        sentences = _sentences(doc)
        tellings = self._tellings(doc, sentences)
        if tellings:
            page = self.facts.page(doc)
            facts = self._facts(page, sentences, tellings)
            apart = self._sentences_with(page, sentences, "apart")
            tie(doc, facts, tellings, book=self.book, apart=apart)
            bare = self._bare(doc, sentences, tellings) - apart
            opening = extensions.coding_start(doc)
            headline = {telling.sentence for telling in tellings if telling.end <= opening}
            taking_up = self._taking_up(page, sentences)
            share_in_episodes(tellings, taking_up=taking_up, bare=bare, headline=headline)
            self._add_own(page, sentences, tellings=tellings, facts=facts)
            _write(doc, tellings, self.book.label)
            told = [fact for _, fact in facts]
            check_headline(doc, told, numbers=self.quantities, book=self.book)
            check_sums(doc, page.words, told)
        return doc

    def _tellings(self, doc: Doc, sentences: Sequence[tuple[int, int]]) -> list[Telling]:
        numbers = {i: number for number, (start, end) in enumerate(sentences) for i in range(start, end)}
        values = extensions.values_of(doc, "triggers")
        parties, rows = extensions.values_of(doc, "parties"), extensions.values_of(doc, "participants")
        found: list[Telling] = []
        for span in extensions.spans_of(doc, "triggers"):
            value = values[span.id_]
            if value["type"] is not None and span.start in numbers:
                telling = Telling(
                    id=span.id_,
                    type=value["type"],
                    mode=value["mode"],
                    sentence=numbers[span.start],
                    start=span.start,
                    end=span.end,
                    head=value["head"],
                    again=_token_ranges(doc, value.get("evidence", ())),
                    actors=_heads(parties, rows.get(span.id_)),
                    soft=f"{value['type']}/{value['mode']}" in self.book.soft,
                    definite=span.start > 0 and doc[span.start - 1].lower_ in self.book.grammar["definite"],
                    kinds=frozenset(kind for t in span for kind, role in self.book.cues.get(t.lower_, ())),
                )
                found.append(telling)
        return found

    def _facts(
        self, page: Page, sentences: Sequence[tuple[int, int]], tellings: Sequence[Telling]
    ) -> list[tuple[int, Fact]]:
        """Facts of the sentences that hold a trigger which can have counts, and of the two after each."""
        wanted = {t.sentence + step for t in tellings if t.type in self._types for step in range(-1, 3)}
        found = [
            (number, fact)
            for number in sorted(wanted)
            if 0 <= number < len(sentences)
            for fact in self.facts.of(page, *sentences[number])
        ]
        return [(n, f) for n, f in found if f.kind != "participants" or is_attendance(f, page.words, self.book)]

    def _sentences_with(self, page: Page, sentences: Sequence[tuple[int, int]], name: str) -> set[int]:
        """The sentences that hold a word of a list of the grammar."""
        words = self.book.grammar[name]
        return {n for n, (start, end) in enumerate(sentences) if any(page.words[i] in words for i in range(start, end))}

    def _bare(self, doc: Doc, sentences: Sequence[tuple[int, int]], tellings: Sequence[Telling]) -> set[int]:
        """The sentences that tell of nothing but harm, and name no place or day: "35 people were also wounded"."""
        told = {t.sentence for t in tellings} - {t.sentence for t in tellings if not t.kinds or t.type != "ASSAULT"}
        for layer in ("toponyms", "timexes"):
            starts = [span.start for span in extensions.spans_of(doc, layer)]
            told -= {n for n in told if any(sentences[n][0] <= start < sentences[n][1] for start in starts)}
        return told

    def _taking_up(self, page: Page, sentences: Sequence[tuple[int, int]]) -> set[int]:
        """The sentences that speak of an attack told before: "in the attack"."""
        grammar = self.book.grammar
        return {
            number
            for number, (start, end) in enumerate(sentences)
            for i in range(start + 1, end)
            if page.words[i] in grammar["attacks"] and page.words[i - 1] in grammar["definite"]
        }

    def _add_own(
        self,
        page: Page,
        sentences: Sequence[tuple[int, int]],
        *,
        tellings: Sequence[Telling],
        facts: Sequence[tuple[int, Fact]],
    ) -> None:
        """Counts that no casualty word gives: recipients of an arrest, people in a march."""
        taken: dict[int, list[Fact]] = {}
        for number, fact in facts:
            taken.setdefault(number, []).append(fact)
        for telling in tellings:
            kind = self.book.by_mode.get(f"{telling.type}/{telling.mode}")
            attends = telling.type in self.book.ties["participants"] and "participants" not in telling.facts
            if telling.type == "ASSAULT" and telling.actors:
                count_crowd(self.facts.scene(page, *sentences[telling.sentence]), telling)
            if attends or (kind is not None and kind not in telling.facts):
                scene = self.facts.scene(page, *sentences[telling.sentence])
                if kind is not None and kind not in telling.facts:
                    count_recipients(scene, telling, kind)
                if attends:
                    count_participants(scene, telling, taken.get(telling.sentence, []))


def _heads(parties: Mapping[str, Any], row: Mapping[str, Any] | None) -> frozenset[int]:
    """Token indices of those who do what a trigger tells; none where both sides do it."""
    return frozenset() if row is None or row["reciprocal"] else frozenset(parties[p]["head"] for p in row["actor"])


def _token_ranges(doc: Doc, pairs: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in pairs]
    return tuple((span.start, span.end) for span in spans if span is not None)


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    """Sentences by final punctuation or line break: the parser breaks capitals in the middle of a sentence."""
    found: list[tuple[int, int]] = []
    open_start = 0
    for sent in doc.sents:
        last = doc[sent.end - 1]
        ends = last.text[-1] in _FINAL or (last.is_space and "\n" in last.text)
        if ends or sent.end - open_start > _LONGEST or sent.end == len(doc):
            found.append((open_start, sent.end))
            open_start = sent.end
    return found


def _write(doc: Doc, tellings: Sequence[Telling], label: str) -> None:
    table = extensions.values_of(doc, "casualties")
    made: dict[tuple[int, int, int | None, int | None], str] = {}
    for telling in tellings:
        ids = {
            kind: _quantity(doc, telling.facts[kind].group, made) if kind in telling.facts else None for kind in KINDS
        }
        roles = sorted({fact.role for fact in telling.facts.values()})
        values: CasualtyValues = {
            "deaths": ids.get("deaths"),
            "injuries": ids.get("injuries"),
            "detained": ids.get("detained"),
            "displaced": ids.get("displaced"),
            "participants": ids.get("participants"),
            "rule": f"{label}: {', '.join(roles)}" if roles else "",
        }
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
