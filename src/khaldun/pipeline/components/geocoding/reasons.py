"""Why a reading was chosen, in words."""

from __future__ import annotations

from khaldun.pipeline.components.geocoding.choosing import Reading
from khaldun.pipeline.components.geocoding.features import lies_in
from khaldun.pipeline.components.geocoding.mentions import Sense

_MATCHES = {
    "loose": "other spelling", "fuzzy": "nearly the same spelling", "adjective": "adjective", "alias": "other name",
}  # fmt: skip
_PARTS = {
    "holds_named": "holds a place named with it",
    "same_admin1": "other places of the report in the same unit",
    "same_country": "other places of the report in the same country",
    "nearby": "near other places of the report",
    "sentence": "agrees with the places of its sentence",
    "dateline": "agrees with the dateline",
}


def rule_of(sense: Sense, readings: list[Reading]) -> str:
    """`gazetteer:`, what the entry is, how the name leads to it, and what decided."""
    best = readings[0]
    words = [best.entry.precision, *filter(None, [_MATCHES.get(best.entry.matched)])]
    return f"gazetteer: {', '.join([*words, _decider(sense, readings)])}"


def _decider(sense: Sense, readings: list[Reading]) -> str:
    best = readings[0]
    if any(lies_in(best.entry, container) for container in sense.container):
        return f"lies in {sense.container[0].name}, named with it"
    if len(readings) == 1:
        return "only entry of this name"
    gains = {name: best.parts[name] - readings[1].parts[name] for name in sorted(_PARTS) if name in best.parts}
    name = max(gains, key=lambda key: gains[key], default="")
    return _PARTS[name] if name and gains[name] > 0.5 else "best known place of this name"
