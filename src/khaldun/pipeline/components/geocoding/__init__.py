"""Geocoding: chooses the gazetteer entry of every toponym into the table `places`, or leaves the choice open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.gazetteer import open_gazetteer
from khaldun.codebooks.place_choice import load_place_choice
from khaldun.pipeline import extensions
from khaldun.pipeline.components.geocoding.choosing import Reading, choose, settle_on_town, without_strangers
from khaldun.pipeline.components.geocoding.containment import ContainmentReader
from khaldun.pipeline.components.geocoding.features import lay_out
from khaldun.pipeline.components.geocoding.mentions import (
    Mention,
    Sense,
    group_senses,
    publisher_senses,
    read_mentions,
)
from khaldun.pipeline.components.geocoding.reasons import rule_of

_ALTERNATIVES = 3
#: Matches by which a name is hardly taken for another.
_SURE = frozenset({"name", "adjective"})


@Language.factory(
    "khaldun_geocoding",
    assigns=["doc._.places"],
    requires=["doc._.toponyms", "token.is_sent_start"],
    default_config={"overlays": []},
)
def make_geocoding(nlp: Language, name: str, overlays: list[str]) -> Callable[[Doc], Doc]:
    """The component; its codebook takes no overlays."""
    return Geocoder()


class Geocoder:
    """Resolves the toponyms of a Doc together."""

    def __init__(self) -> None:
        self._choice = load_place_choice()
        self._gazetteer = open_gazetteer()

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with a place for each of its toponyms."""
        mentions = read_mentions(doc, self._choice.kinds)
        reader = ContainmentReader(doc, mentions, gazetteer=self._gazetteer, words=self._choice.words)
        for mention in mentions:
            if mention.form != "adjective":
                reader.read(mention)
        senses = group_senses(mentions)
        publishers = publisher_senses(doc, self._gazetteer, self._choice.settings.least_publisher_population)
        most = int(self._choice.settings.most_senses)
        for start in range(0, len(senses), most):
            self._resolve(doc, senses[start : start + most], publishers)
        return doc

    def _resolve(self, doc: Doc, senses: list[Sense], publishers: list[Sense]) -> None:
        """Resolves senses together; the publisher's places are only witnesses."""
        field = lay_out([*senses, *publishers], self._gazetteer, self._choice)
        places = extensions.values_of(doc, "places")
        chosen = choose([*senses, *publishers], field, self._choice)
        home = self._home_countries(senses, chosen)
        for sense, found in zip(senses, chosen, strict=False):
            named = frozenset(entry.country for entry in sense.container if entry.precision == "country")
            readings = without_strangers(found, named or home, self._choice.settings.least_fuzzy_population)
            for mention in sense.mentions:
                settled = settle_on_town(readings, mention, self._choice.settings.town_reach_km)
                places[mention.id] = self._place(sense, mention, settled)

    def _home_countries(self, senses: list[Sense], chosen: list[list[Reading]]) -> frozenset[str | None]:
        """The countries that a report with a dateline speaks of by sure names; none where it has no dateline."""
        sure = [
            (sense, readings[0].entry)
            for sense, readings in zip(senses, chosen, strict=False)
            if self._decided(readings) and readings[0].entry.matched in _SURE
        ]
        dated = any(mention.dateline for sense, _ in sure for mention in sense.mentions)
        return frozenset(entry.country for _, entry in sure) if dated else frozenset()

    def _place(self, sense: Sense, mention: Mention, readings: list[Reading]) -> extensions.PlaceValues:
        decided = self._decided(readings)
        if not decided:
            reason = "no entry in the gazetteer" if not readings else "undecided: several places fit alike"
            return _open_place(mention, readings[:_ALTERNATIVES], reason)
        entry = readings[0].entry
        return extensions.PlaceValues(
            gazetteer_id=entry.id,
            name=entry.name,
            lat=entry.lat,
            lon=entry.lon,
            country=entry.country,
            admin1=entry.admin1,
            precision=entry.precision,
            alternatives=_alternatives(readings[1 : _ALTERNATIVES + 1]),
            rule=rule_of(sense, readings),
        )

    def _decided(self, readings: list[Reading]) -> bool:
        settings = self._choice.settings
        if not readings or readings[0].likelihood < settings.least_likelihood:
            return False
        return len(readings) == 1 or readings[0].likelihood - readings[1].likelihood >= settings.least_lead


def _open_place(mention: Mention, readings: list[Reading], rule: str) -> extensions.PlaceValues:
    return extensions.PlaceValues(
        gazetteer_id=None, name=mention.name, lat=None, lon=None, country=None, admin1=None, precision=None,
        alternatives=_alternatives(readings), rule=f"gazetteer: {rule}",
    )  # fmt: skip


def _alternatives(readings: list[Reading]) -> list[dict[str, Any]]:
    return [
        {"gazetteer_id": r.entry.id, "name": r.entry.name, "country": r.entry.country, "score": r.likelihood}
        for r in readings
    ]


__all__ = ["Geocoder", "make_geocoding"]
