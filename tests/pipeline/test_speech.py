"""Attributions that hold a token."""

from __future__ import annotations

import spacy

from khaldun.pipeline import extensions as ext
from khaldun.pipeline.speech import attributions_over


def attribution(cue: list[int] | None, content: list[list[int]]) -> ext.AttributionValues:
    return {
        "source": None,
        "cue": cue,
        "content": content,
        "kind": "indirect",
        "stance": "asserts",
        "via": None,
        "rule": "",
    }


def test_outermost_comes_first_and_own_cue_does_not_count() -> None:
    doc = spacy.blank("en")("The site reported the envoy said the road opened")
    ext.list_of(doc, "attributions").extend([
        attribution([5, 6], [[6, 9]]),
        attribution([2, 3], [[3, 9]]),
        attribution(None, [[0, 2]]),
    ])
    assert attributions_over(doc, 8) == [1, 0]
    assert attributions_over(doc, 5) == [1]
    assert attributions_over(doc, 2) == []


def test_cue_inside_its_own_envelope_is_excluded() -> None:
    """ "The army, witnesses said, opened fire": the content stands on both sides, a trigger in the cue has none."""
    doc = spacy.blank("en")("The army witnesses said opened fire")
    ext.list_of(doc, "attributions").append(attribution([3, 4], [[0, 2], [3, 6]]))
    assert attributions_over(doc, 3) == []
    assert attributions_over(doc, 4) == [0]


def test_no_attributions() -> None:
    assert attributions_over(spacy.blank("en")("Rain fell"), 1) == []
