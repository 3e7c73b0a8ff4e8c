"""Looked-up tag rules give every word what spaCy's own attribute ruler gives it."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from khaldun.pipeline.build import DEFAULT_MODEL
from khaldun.pipeline.tag_rules import TagRules, can_look_up, quicken

TEXTS = [
    pytest.param("Gunmen shot dead at least 12 villagers, police said.", id="plain news"),
    pytest.param("There's no deal. There are talks; let's see what they'll get, y'all.", id="patterns of two words"),
    pytest.param("They gotta go and it's gonna rain, ain't it? He'd had enough. Somethin' ol'.", id="spoken forms"),
    pytest.param("THE REBELS HAVE LEFT. IT WAS NOT CLEAR THAT THEY DID.", id="capitals"),
    pytest.param("He  said:\n\n\tthat this is his\u00a0own doing.\n", id="white space of all kinds"),
    pytest.param("Who had been there once? Nothing and nobody, which I doubt.", id="pronouns and auxiliaries"),
    pytest.param("Prices rose 😀 by 5% — “so what?” asked Müller.", id="signs and other scripts"),
    pytest.param("Stop", id="one word"),
    pytest.param("", id="nothing"),
]


@pytest.fixture(scope="module")
def pipelines() -> tuple[Language, Language]:
    """The model as it is, and quickened; without what comes after the ruler and does not depend on it."""
    plain, quick = (spacy.load(DEFAULT_MODEL, exclude=["ner"]) for _ in range(2))
    quicken(quick)
    return plain, quick


def annotations(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start) for t in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_gets_the_same(pipelines: tuple[Language, Language], text: str) -> None:
    plain, quick = pipelines
    expected = annotations(plain(text))
    assert annotations(quick(text)) == expected
    assert annotations(quick(text)) == expected  # now from what is remembered


def test_the_ruler_keeps_its_name_and_place(pipelines: tuple[Language, Language]) -> None:
    plain, quick = pipelines
    assert quick.pipe_names == plain.pipe_names
    assert isinstance(quick.get_pipe("attribute_ruler"), TagRules)


LOOK_UPS = [
    pytest.param([{"TAG": "NN", "LOWER": {"IN": ["one", "two"]}}], True, id="spellings and a tag"),
    pytest.param([{"LOWER": {"REGEX": "^y'?$"}}, {"LOWER": "all"}], True, id="two words, the first spelled"),
    pytest.param([{"DEP": "expl"}, {"LOWER": "is"}], True, id="two words, the first of one relation"),
    pytest.param([{"TAG": "NN"}, {"LOWER": "is"}], False, id="two words, the first could be any noun"),
    pytest.param([{"LOWER": "a"}, {"LOWER": "b"}, {"LOWER": "c"}], False, id="three words"),
    pytest.param([{"TEXT": "May"}], False, id="asks for what is not kept"),
    pytest.param([{"LOWER": {"FUZZY": "may"}}], False, id="a test that is not known"),
    pytest.param([{"LOWER": "very", "OP": "+"}], False, id="a repeated word"),
]


@pytest.mark.parametrize(("pattern", "can"), LOOK_UPS)
def test_only_patterns_that_can_be_looked_up_are(pattern: list[dict[str, object]], can: bool) -> None:
    assert can_look_up([{"patterns": [pattern], "attrs": {"POS": "X"}, "index": 0}]) is can


def test_a_pipeline_without_a_ruler_or_with_other_patterns_stays_as_it_is() -> None:
    nlp = spacy.blank("en")
    quicken(nlp)
    assert nlp.pipe_names == []
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add_patterns([{"patterns": [[{"TEXT": "May"}]], "attrs": {"POS": "X"}, "index": 0}])
    quicken(nlp)
    assert type(nlp.get_pipe("attribute_ruler")) is AttributeRuler


def test_rules_that_meet_on_a_word_act_in_their_own_order() -> None:
    """Two patterns of two words that overlap: the later one wins, as in spaCy."""
    patterns = [
        {"patterns": [[{"LOWER": "b"}, {"LOWER": "c"}]], "attrs": {"POS": "NOUN"}, "index": 0},
        {"patterns": [[{"LOWER": "a"}, {"LOWER": "b"}]], "attrs": {"POS": "VERB"}, "index": 1},
    ]
    plain, quick = spacy.blank("en"), spacy.blank("en")
    for nlp in (plain, quick):
        nlp.add_pipe("attribute_ruler").add_patterns(patterns)
    quicken(quick)
    assert [token.pos_ for token in quick("a b c")] == [token.pos_ for token in plain("a b c")] == ["", "VERB", ""]
