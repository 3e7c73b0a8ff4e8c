"""Evidence on an event word, named so that a person can read it; its weights add up to the factuality."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from khaldun.codebooks.modality import Modality, Weight
from khaldun.pipeline.components.factuality.contexts import Reading
from khaldun.pipeline.components.factuality.readings import Readings

_TELLING_KIDS = frozenset({"advmod", "neg", "aux", "mark", "det", "amod"})
_SUBJECTS = ("nsubj", "nsubjpass")


def evidence(readings: Readings, i: int, modality: Modality) -> list[str]:
    """The evidence on the event word at a token: each name once, in a fixed order.

    Words count by themselves where an event is denied: "kill" speaks for an event unless nobody was killed.
    """
    parse = readings.parse
    reading = readings.of(i)
    subject = _subject(readings, i, modality)
    first = (reading.cell or "main").partition(".")[0]
    found = _cells(reading)
    for name in ("tag", "dep"):
        value = getattr(parse, name)[i]
        found += [f"{name} {value}", f"{name} {value} {reading.polarity}"]
    found.append(f"subject {subject} {first}")
    words = [f"lemma {parse.lemma[i]}", f"subject {subject}", *_below(readings, i), *_above(readings, i)]
    if reading.polarity < 0:
        words = [f"{name} denied" for name in words]
    return list(dict.fromkeys(found + words))


def _cells(reading: Reading) -> list[str]:
    parts = (reading.cell or "main").split(".")
    cells = ["cell " + ".".join(parts[:n]) for n in range(1, len(parts) + 1)]
    return [*cells, *(f"part {part}" for part in parts), f"polarity {reading.polarity}"]


def _below(readings: Readings, i: int) -> list[str]:
    parse = readings.parse
    dep, lower = parse.dep, parse.lower
    return [f"word {lower[kid]}" for kid in parse.kids[i] if dep[kid] in _TELLING_KIDS]


def _above(readings: Readings, i: int) -> list[str]:
    parse = readings.parse
    if parse.is_root(i):
        return ["root itself"]
    root = parse.path(i)[0]
    root_cell = (readings.of(root).cell or "main").partition(".")[0]
    head = parse.head[i]
    return [f"governor {parse.lemma[head]} {parse.dep[i]}", f"root {parse.lemma[root]}", f"root cell {root_cell}"]


def _subject(readings: Readings, i: int, modality: Modality) -> str:
    parse = readings.parse
    subject = parse.first(i, *_SUBJECTS)
    if subject is None:
        return "none"
    return modality.cues["subject"].get(parse.lower[subject], "noun" if parse.tag[subject][:1] == "N" else "pronoun")


def probability(log_odds: float) -> float:
    """The probability that log odds stand for."""
    return 1 / (1 + exp(-log_odds))


def weigh(names: list[str], personal: float, weights: Mapping[str, Weight]) -> float:
    """What the evidence adds up to in a text of this register; what has no weight counts nothing."""
    total = 0.0
    for name in ("bias", *names):
        if pair := weights.get(name):
            total += pair[0] + pair[1] * personal
    return total
