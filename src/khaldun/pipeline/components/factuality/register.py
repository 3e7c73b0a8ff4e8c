"""The register of a text, from news to personal (mail, reviews, questions): readers judge the same words otherwise.

"I will call you" is a mere intention to its reader, "the envoy will visit" is as good as done.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

from spacy.tokens import Doc, Span

from khaldun.codebooks.modality import Modality


def personal_share(doc: Doc, modality: Modality) -> float:
    """How personal a text is, 0 to 1: the weighted marks of its sentences, averaged."""
    marks = register_marks(doc, modality.cues["register"])
    weights = modality.weights["register"]
    score = weights["bias"][0] + sum(weights[name][0] * value for name, value in marks.items() if name in weights)
    return 1 / (1 + exp(-score))


def register_marks(doc: Doc, words: Mapping[str, str]) -> dict[str, float]:
    """Marks of the register: how many of the sentences show each, 0 to 1."""
    counts: dict[str, int] = {}
    sentences = 0
    for sentence in doc.sents:
        sentences += 1
        for mark in _sentence_marks(sentence, words):
            counts[mark] = counts.get(mark, 0) + 1
    return {mark: counts[mark] / sentences for mark in sorted(counts)}


def _sentence_marks(sentence: Span, words: Mapping[str, str]) -> set[str]:
    found = {words[token.lower_] for token in sentence if token.lower_ in words}
    if "quote" in found and found & {"first_person", "second_person"}:
        found.add("person_in_quotes")
    if sentence.text[:1].islower():
        found.add("lower_case")
    if len(sentence) < 8:
        found.add("short")
    return found
