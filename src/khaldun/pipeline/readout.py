"""Layers of an annotated Doc as records: parties, places, times, counts and attributions, each under its span id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from spacy.tokens import Doc, Span

from khaldun.pipeline import extensions as ext
from khaldun.pipeline.speech import attributions_over
from khaldun.records import Actor, Attribution, CountRange, EventDate, Place, PlaceCandidate, TextSpan
from khaldun.records.encoding import COUNTS

T = TypeVar("T")
_PLACE_KEYS = ("name", "lat", "lon", "country", "admin1", "gazetteer_id", "precision", "rule")


class Readout:
    """What the layers of one Doc hold, as records keyed by span id.

    `text` is the report's own text: the Doc's may differ in case (never in length).
    """

    def __init__(self, doc: Doc, text: str) -> None:
        self.doc, self.text = doc, text
        self.parties = self._layer("parties", self._actor)
        self.places = self._layer("toponyms", self._place)
        self.times = self._layer("timexes", self._time)
        self.quantities = self._layer("quantities", self._count)
        self.attributions = [self._attribution(values) for values in ext.list_of(doc, "attributions")]

    def _layer(self, name: str, make: Callable[[Span, Any], T]) -> dict[str, T]:
        values = ext.values_of(self.doc, name)
        return {span.id_: make(span, values[span.id_]) for span in ext.spans_of(self.doc, name)}

    def tokens(self, start: int, end: int) -> TextSpan:
        """Token range to characters of the text."""
        return self.span(self.doc[start:end])

    def span(self, span: Span) -> TextSpan:
        """A spaCy span as characters of the report's text."""
        return TextSpan(start=span.start_char, end=span.end_char, text=self.text[span.start_char : span.end_char])

    def _actor(self, span: Span, values: ext.PartyValues) -> Actor:
        return Actor(
            span=self.span(span),
            name=values["name"] or span.text,
            kind=cast("Any", values["kind"]),
            country=values["country"],
            sectors=tuple(values["sectors"]),
            entity_id=values["entity_id"],
            inferred=tuple(values["inferred"]),
        )

    def _place(self, span: Span, values: ext.ToponymValues) -> Place:
        place = ext.values_of(self.doc, "places").get(span.id_)
        if place is None:
            return Place(span=self.span(span), name=values["name"])
        return Place(
            span=self.span(span),
            **{key: place[key] for key in _PLACE_KEYS},
            alternatives=tuple(PlaceCandidate(**candidate) for candidate in place["alternatives"]),
        )

    def _time(self, span: Span, values: ext.TimexValues) -> EventDate | None:
        return _event_date(cast("dict[str, Any]", values), self.span(span))

    def _count(self, span: Span, values: ext.QuantityValues) -> CountRange:
        low, high, best, exact = values["low"], values["high"], values["best"], values["exact"]
        return CountRange(low=low, high=high, best=best, exact=exact, span=self.span(span))

    def _attribution(self, values: ext.AttributionValues) -> Attribution:
        return Attribution(
            source=self.parties[values["source"]] if values["source"] else None,
            cue=self.tokens(*values["cue"]) if values["cue"] else None,
            content=tuple(self.tokens(*pair) for pair in values["content"]),
            kind=cast("Any", values["kind"]),
            stance=cast("Any", values["stance"]),
            via=self.parties[values["via"]] if values["via"] else None,
        )

    def attributions_of(self, trigger: Span) -> tuple[Attribution, ...]:
        """Attributions whose content holds a trigger, outermost first; its own cue is none of them."""
        head = ext.values_of(self.doc, "triggers")[trigger.id_]["head"]
        return tuple(self.attributions[index] for index in attributions_over(self.doc, head))

    def date_of(self, trigger_id: str) -> tuple[EventDate | None, str]:
        """The date that governs a trigger, and the rule that says so."""
        values = ext.values_of(self.doc, "circumstances").get(trigger_id)
        if values is None:
            return None, ""
        if values["timex"] is None or values["first"] is not None:
            span = self.span(ext.span_by_id(self.doc, values["timex"])) if values["timex"] is not None else None
            return _event_date(values, span), values["date_rule"]
        return self.times[values["timex"]], values["date_rule"]

    def place_of(self, trigger_id: str) -> tuple[Place | None, str]:
        """The place that governs a trigger, and the rule that says so."""
        values = ext.values_of(self.doc, "circumstances").get(trigger_id)
        if values is None or values["toponym"] is None:
            return None, values["place_rule"] if values else ""
        return self.places[values["toponym"]], values["place_rule"]

    def counts_of(self, trigger_id: str) -> tuple[dict[str, CountRange | None], str]:
        """The five counts of a trigger, and the rule that tied them."""
        values = ext.values_of(self.doc, "casualties").get(trigger_id, {})
        counts = {name: self.quantities[values[name]] if values.get(name) else None for name in COUNTS}
        return counts, values.get("rule", "")


def _event_date(values: dict[str, Any], span: TextSpan | None) -> EventDate | None:
    if values["first"] is None or values["last"] is None:
        return None
    interval = {"first": values["first"], "last": values["last"]}
    return EventDate(**interval, precision=values["precision"], basis=values["basis"], span=span)
