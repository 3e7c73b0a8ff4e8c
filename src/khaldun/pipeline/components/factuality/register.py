"""The register of a text, from news to personal (mail, reviews, questions): readers judge the same words otherwise.

"I will call you" is a mere intention to its reader, "the envoy will visit" is as good as done.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, sqrt

from spacy.tokens import Doc

from khaldun.codebooks.modality import Weight
from khaldun.pipeline.components.factuality.parse import Parse


def personal_share(marks: Mapping[str, float], weights: Mapping[str, Weight], sentences: int) -> float:
    """How personal a text with these marks is, 0 to 1; the more sentences it has, the surer."""
    score = weights["bias"][0] + sum(weights[name][0] * value for name, value in marks.items() if name in weights)
    return 1 / (1 + exp(-score * sqrt(sentences)))


def register_marks(doc: Doc, parse: Parse, words: Mapping[str, str]) -> dict[str, float]:
    """Marks of the register: how many of the sentences show each, 0 to 1."""
    counts: dict[str, int] = {}
    for start, end in zip(parse.starts, [*parse.starts[1:], len(parse)], strict=True):
        found = {words[word] for word in parse.lower[start:end] if word in words}
        if "quote" in found and not found.isdisjoint(("first_person", "second_person")):
            found.add("person_in_quotes")
        if doc[start].text[:1].islower():
            found.add("lower_case")
        for mark in found:
            counts[mark] = counts.get(mark, 0) + 1
    return {mark: counts[mark] / len(parse.starts) for mark in sorted(counts)}
