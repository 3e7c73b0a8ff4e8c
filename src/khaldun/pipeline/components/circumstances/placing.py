"""Which place governs an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from khaldun.codebooks.circumstances import CircumstanceWords
from khaldun.pipeline import extensions
from khaldun.pipeline.components.circumstances.bonds import BONDS, Bond, Mention, bond, group_by_sentence, mention

#: A place carries over to events this many tokens behind the event that it was said of: about a paragraph.
_SCENE_REACH = 60
#: Places that others lie in, and what stands between a place and the one that it lies in.
_LARGE = ("country", "admin1", "region")
_CONTAINED = frozenset({",", "in", "the", "of", "("})
_GAP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The toponym chosen for an event, and why."""

    toponym: str | None = None
    rule: str = "the text does not say where"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Toponym:
    id: str
    form: str
    dateline: bool
    country: str | None
    precision: str | None
    found: Mention


class Placing:
    """Toponyms of one Doc, ready to be tied to its triggers; events are asked for in text order."""

    def __init__(self, doc: Doc, words: CircumstanceWords, heads: frozenset[int]) -> None:
        self._words, self._heads = words, heads
        self._toponyms = _toponyms(doc, heads)
        self._names = [toponym for toponym in self._toponyms if toponym.form == "name" and not toponym.dateline]
        self._by_sentence = group_by_sentence(self._names)
        self._dateline = next((toponym for toponym in self._toponyms if toponym.dateline), None)
        self._main = self._main_country()
        self._scene: tuple[str, int] | None = None

    def of(self, head: Token, event_type: str | None, status: str) -> Placed:
        """The place that governs a trigger with this head."""
        deed = event_type in self._words.deeds
        placed = self._in_sentence(head, deed) or self._here(head)
        if not deed:
            return placed or Placed()
        if placed is None:
            return self._of_narrative(head, event_type, status) or Placed()
        self._scene = (placed.toponym or "", head.i)
        return placed

    def _in_sentence(self, head: Token, deed: bool) -> Placed | None:
        there = self._by_sentence.get(head.sent.start, ())
        here = [(toponym, bond(toponym.found, head, self._heads)) for toponym in there]
        here.sort(key=lambda row: (BONDS.index(row[1]), abs(row[0].found.root.i - head.i)))
        for toponym, kind in here:
            if self._is_scene(toponym.found) and (kind != "other" if deed else self._is_said_there(toponym, kind)):
                return Placed(toponym=self._finest(toponym, there).id, rule=f"place in the sentence: {kind}")
        for toponym, kind in here if deed else ():
            if self._is_target(toponym.found, kind):
                return Placed(toponym=toponym.id, rule="what the deed is done to")
        return None

    def _finest(self, chosen: _Toponym, others: Sequence[_Toponym]) -> _Toponym:
        """The place that lies in the one chosen and stands right before it: "Atlanta, Georgia", "Kobani in Syria"."""
        if chosen.precision not in _LARGE:
            return chosen
        doc = chosen.found.span.doc
        for other in others:
            gap = doc[other.found.span.end : chosen.found.span.start]
            beside = 0 < len(gap) <= _GAP and all(token.lower_ in _CONTAINED for token in gap)
            if beside and other.country == chosen.country and other.precision not in (*_LARGE, None):
                return other
        return chosen

    def _here(self, head: Token) -> Placed | None:
        """ "told reporters here on Monday": the dateline's city."""
        line = self._dateline
        if line is None:
            return None
        for token in head.sent:
            if token.lower_ in self._words.here and (token.head.i == head.i or token.head.is_ancestor(head)):
                return Placed(toponym=line.id, rule="here: the dateline's place")
        return None

    def _is_said_there(self, toponym: _Toponym, kind: Bond) -> bool:
        found = toponym.found
        return kind in ("own", "clause") and found.direct and self._words.inner.issuperset(found.prepositions)

    def _is_scene(self, found: Mention) -> bool:
        """Whether a place is where something happens: "in Soacha", "at the main square of Soacha"."""
        steps = found.prepositions
        if not steps or steps[0] in self._words.inner:
            return bool(steps)
        within = len(steps) > 1 and steps[0] == "of" and steps[1] in self._words.inner
        return within and any(token.lower_ in self._words.areas for token in found.path[1:4])

    def _is_target(self, found: Mention, kind: Bond) -> bool:
        """ "bombed Aleppo", "the Aleppo bombing", "attacks on Aleppo"."""
        if kind != "own":
            return False
        if found.root.dep_ in ("dobj", "nsubjpass", "compound", "nmod"):
            return found.holder is not None and found.root.head.i == found.holder.i
        return bool(found.prepositions) and found.prepositions[0] in self._words.locatives

    def _of_narrative(self, head: Token, event_type: str | None, status: str) -> Placed | None:
        carried = event_type in self._words.carried
        if carried and status != "historical" and self._scene is not None and head.i - self._scene[1] < _SCENE_REACH:
            return Placed(toponym=self._scene[0], rule="the place that the narrative is at")
        main, line = self._main, self._dateline
        if line is not None and status != "historical" and (main is None or line.country in (main, None)):
            return Placed(toponym=line.id, rule="the dateline's place")
        return self._main_place(head) if carried else None

    def _main_country(self) -> str | None:
        """The country that most places of the report are in; scenes count double, adjectives not. None on a tie."""
        counts: Counter[str] = Counter()
        for toponym in self._toponyms:
            if toponym.country and (toponym.form == "name" or toponym.dateline):
                counts[toponym.country] += 2 if toponym.dateline or self._is_scene(toponym.found) else 1
        ranked = counts.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return ranked[0][0]

    def _main_place(self, head: Token) -> Placed | None:
        """The last place before the event in the main country, else the first behind it."""
        chosen = None
        for toponym in self._names:
            if toponym.country == self._main and self._main is not None:
                if chosen is not None and toponym.found.span.start >= head.i:
                    break
                chosen = toponym
        return Placed(toponym=chosen.id, rule="a place of the report's main country") if chosen else None


def _toponyms(doc: Doc, heads: frozenset[int]) -> list[_Toponym]:
    values, places = extensions.values_of(doc, "toponyms"), extensions.values_of(doc, "places")
    return [
        _Toponym(
            id=span.id_,
            form=values[span.id_]["form"],
            dateline=values[span.id_]["dateline"],
            country=places.get(span.id_, {}).get("country"),
            precision=places.get(span.id_, {}).get("precision"),
            found=mention(span, heads),
        )
        for span in extensions.spans_of(doc, "toponyms")
    ]
