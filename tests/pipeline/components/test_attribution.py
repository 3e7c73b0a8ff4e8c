"""Attribution: one table a construction; a row is a text and its (source, cue, content pieces)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from khaldun.pipeline import extensions as ext

Triple = tuple[str | None, str, list[str]]


@pytest.fixture(scope="module")
def attribute(make_doc: Callable[..., Doc]) -> Callable[[str], list[dict[str, Any]]]:
    """Attributions of a text, with their spans as words."""

    def run(text: str) -> list[dict[str, Any]]:
        doc = make_doc(text, "khaldun_attribution")
        return [_words(doc, values) for values in ext.list_of(doc, "attributions")]

    return run


def _words(doc: Doc, values: ext.AttributionValues) -> dict[str, Any]:
    def party(party_id: str | None) -> str | None:
        return ext.span_by_id(doc, party_id).text if party_id else None

    cue = values["cue"]
    return {
        **values,
        "source": party(values["source"]),
        "via": party(values["via"]),
        "cue": doc[cue[0] : cue[1]].text if cue else None,
        "content": [doc[start:end].text for start, end in values["content"]],
    }


def _triples(found: list[dict[str, Any]]) -> list[Triple]:
    return [(a["source"], a["cue"], a["content"]) for a in found]


CLAUSES = [
    pytest.param(
        "Gunmen killed 12 villagers on Monday, police said.",
        [("police", "said", ["Gunmen killed 12 villagers on Monday"])],
        id="saying words last",
    ),
    pytest.param(
        "The army said it had struck two depots.",
        [("The army", "said", ["it had struck two depots"])],
        id="saying words first, no that",
    ),
    pytest.param(
        "The governor warned that the dam could burst.",
        [("The governor", "warned", ["that the dam could burst"])],
        id="that clause",
    ),
    pytest.param(
        "The army, witnesses said, opened fire on the crowd.",
        [("witnesses", "said", ["The army", "opened fire on the crowd"])],
        id="saying words inside",
    ),
    pytest.param(
        "The spokesman told the agency that two men had been arrested.",
        [("The spokesman", "told", ["that two men had been arrested"])],
        id="who is told is no part",
    ),
    pytest.param(
        "Sources close to the president said he would resign.",
        [("Sources close to the president", "said", ["he would resign"])],
        id="unnamed source keeps its phrase",
    ),
    pytest.param(
        "It was reported that three soldiers had died.",
        [(None, "was reported", ["that three soldiers had died"])],
        id="passive without a source",
    ),
    pytest.param(
        "Three soldiers were reportedly killed in the raid.",
        [(None, "reportedly", ["Three soldiers were", "killed in the raid"])],
        id="adverb without a source",
    ),
    pytest.param(
        "Residents believe that the rebels have left.",
        [("Residents", "believe", ["that the rebels have left"])],
        id="thinking",
    ),
    pytest.param(
        "He added that the talks would resume on Sunday.",
        [("He", "added", ["that the talks would resume on Sunday"])],
        id="continuing speech",
    ),
    pytest.param(
        "OFFICIALS SAID THE REBELS KILLED FIVE PEASANTS.",
        [("OFFICIALS", "SAID", ["THE REBELS KILLED FIVE PEASANTS"])],
        id="capitals",
    ),
    pytest.param(
        "the police said that two men were killed in the village.",
        [("the police", "said", ["that two men were killed in the village"])],
        id="lower case",
    ),
    pytest.param(
        "The mayor said the bridge was gone, adding that it would be rebuilt.",
        [
            ("The mayor", "said", ["the bridge was gone"]),
            ("The mayor", "adding", ["that it would be rebuilt"]),
        ],
        id="an aside has the same speaker and ends the content",
    ),
]

OTHER_COMPLEMENTS = [
    pytest.param(
        "The minister threatened to close the border.",
        [("The minister", "threatened", ["to close the border"])],
        id="infinitive",
    ),
    pytest.param(
        "The envoy accused the army of shelling the hospital.",
        [("The envoy", "accused", ["the army of shelling the hospital"])],
        id="object with what it is accused of",
    ),
    pytest.param(
        "The government condemned the attack.",
        [("The government", "condemned", ["the attack"])],
        id="object",
    ),
    pytest.param(
        "The union called for a general strike.",
        [("The union", "called for", ["a general strike"])],
        id="preposition belongs to the cue",
    ),
]

NOUNS_AND_DOCUMENTS = [
    pytest.param(
        "According to the governor, rebels burned the market.",
        [("the governor", "According to", ["rebels burned the market"])],
        id="according to, first",
    ),
    pytest.param(
        "Rebels burned the market, according to two residents.",
        [("two residents", "according to", ["Rebels burned the market"])],
        id="according to, last",
    ),
    pytest.param(
        "In the words of the mayor, the town has become a prison.",
        [("the mayor", "In the words of", ["the town has become a prison"])],
        id="in the words of",
    ),
    pytest.param(
        "Video shows soldiers firing at the crowd.",
        [("Video", "shows", ["soldiers firing at the crowd"])],
        id="a recording speaks",
    ),
    pytest.param(
        "A poll found that most voters want peace.",
        [("A poll", "found", ["that most voters want peace"])],
        id="a poll speaks",
    ),
    pytest.param(
        "Officials: Car bomb kills 20 in capital",
        [("Officials", ":", ["Car bomb kills 20 in capital"])],
        id="headline with a colon",
    ),
    pytest.param(
        "Reports that the town had fallen were false.",
        [(None, "Reports", ["that the town had fallen"])],
        id="cue noun without a source",
    ),
    pytest.param(
        "He made the claim that the rebels had fled.",
        [("He", "made the claim", ["that the rebels had fled"])],
        id="cue noun with its verb",
    ),
]

QUOTES = [
    pytest.param(
        '"We will not leave," said the minister.',
        [("the minister", "said", ['"We will not leave,"'])],
        id="inverted",
    ),
    pytest.param(
        '"We", he said, "will not leave the camp until they go."',
        [("he", "said", ['"We"', '"will not leave the camp until they go."'])],
        id="interposed",
    ),
    pytest.param(
        '"The bridge is gone," Karim said. "We saw it fall. Nobody helped us."',
        [("Karim", "said", ['"The bridge is gone,"', '"We saw it fall. Nobody helped us."'])],
        id="goes on in the next sentence",
    ),
    pytest.param(
        '"The bridge is gone," Karim said.\n\n"We saw it fall. Nobody helped us."',
        [("Karim", "said", ['"The bridge is gone,"', '"We saw it fall. Nobody helped us."'])],
        id="goes on in the next paragraph",
    ),
    pytest.param(
        'Karim told reporters:\n\n"We saw it fall.\n\n"Nobody helped us."',
        [("Karim", "told", ['"We saw it fall', '"Nobody helped us."'])],
        id="paragraphs that open with a mark and do not close",
    ),
    pytest.param(
        'The colonel said the raid was "a warning to all of them".',
        [("The colonel", "said", ['the raid was "a warning to all of them"'])],
        id="partly quoted",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES + OTHER_COMPLEMENTS + NOUNS_AND_DOCUMENTS + QUOTES)
def test_source_cue_and_content(attribute, text: str, expected: list[Triple]) -> None:
    assert _triples(attribute(text)) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param('"We will not leave," said the minister.', "direct", id="all inside marks"),
        pytest.param('The colonel said the raid was "a warning to all".', "mixed", id="some inside marks"),
        pytest.param("The colonel said the raid was over.", "indirect", id="no marks"),
    ],
)
def test_kind(attribute, text: str, kind: str) -> None:
    assert [a["kind"] for a in attribute(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("The group said that it had attacked the convoy.", "asserts", id="assertion"),
        pytest.param("The group denied that it had attacked the convoy.", "denies", id="denial"),
        pytest.param("Residents doubted that the army would return.", "doubts", id="doubt"),
        pytest.param("The general did not confirm that the base had been hit.", "doubts", id="assertion withheld"),
    ],
)
def test_stance(attribute, text: str, stance: str) -> None:
    assert [a["stance"] for a in attribute(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        pytest.param(
            "The ministry's website reported that the envoy had said the border would open.",
            [("The ministry's website", None), ("the envoy", "The ministry's website")],
            id="a saying in a saying",
        ),
        pytest.param(
            "Tass quoted the envoy as saying the border would open.", [("the envoy", "Tass")], id="quoted as saying"
        ),
        pytest.param(
            "The envoy was quoted by the Tass agency as saying that the border would open.",
            [("The envoy", "the Tass agency")],
            id="was quoted by",
        ),
        pytest.param(
            "In an interview with Al Noor TV, the commander said his men had crossed the river.",
            [("the commander", "Al Noor TV")],
            id="in an interview with",
        ),
        pytest.param("The commander told the agency that his men had left.", [("The commander", None)], id="told"),
        pytest.param(
            "Xinhua, citing police, reported that nine miners had died.",
            [("police", "Xinhua"), ("Xinhua", None)],
            id="citing",
        ),
    ],
)
def test_via(attribute, text: str, chain: list[tuple[str, str | None]]) -> None:
    assert [(a["source"], a["via"]) for a in attribute(text)] == chain


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('Troops hold the so-called "safe" road to the coast.', id="scare quotes"),
        pytest.param("Rebels attacked the village and killed five people.", id="deeds"),
        pytest.param('The film "Rain Over Kano" opened on Friday.', id="a title"),
        pytest.param("The meeting began at 10:30 in the town hall.", id="a clock time is no headline"),
        pytest.param("", id="empty"),
        pytest.param(" \n \n", id="white space"),
        pytest.param('"', id="one mark"),
        pytest.param("Rain", id="one word"),
    ],
)
def test_nothing_is_attributed(attribute, text: str) -> None:
    assert attribute(text) == []


def test_nothing_stands_before_the_end_of_the_dateline(make_doc) -> None:
    from khaldun.codebooks.cues import load_cues
    from khaldun.pipeline.components.attribution import AttributionFinder

    doc = make_doc("KANO, Nigeria (Reuters) - Gunmen killed 12 villagers on Monday, police said.")
    values: ext.DatelineValues = {"date": None, "agency": "Reuters", "toponym": None, "end": 7}
    ext.add(doc, "dateline", 0, 7, values=values)
    AttributionFinder(load_cues())(doc)
    [found] = [_words(doc, a) for a in ext.list_of(doc, "attributions")]
    assert found["content"] == ["Gunmen killed 12 villagers on Monday"]


def test_source_takes_over_the_coding_of_a_known_party(make_doc) -> None:
    """A party with the same head is coded already: the same tokens give the same party, others its values."""
    from khaldun.codebooks.cues import load_cues
    from khaldun.pipeline import party_layer
    from khaldun.pipeline.components.attribution import AttributionFinder

    doc = make_doc("The army said it had left.")
    known = party_layer.add_party(doc, 0, 2, head=doc[1])
    AttributionFinder(load_cues())(doc)
    assert [a["source"] for a in ext.list_of(doc, "attributions")] == [known]


PIECES = ["The army said", "he said", "we left", '"', "“", "”", "''", "``", "'", "‘", "’", "«", "»", "(", ")", "[", "]"]
PIECES += [
    ", ",
    ". ",
    ": ",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\u00a0",
    "\u200f",
    "\u0301",
    "é",
    "🙂",
    "שלום",
    "مرحبا",
    "—",
    "according to",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=80))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_broken_marks_never_crash_and_spans_hold(make_doc, text: str) -> None:
    doc = make_doc(text, "khaldun_attribution")
    for values in ext.list_of(doc, "attributions"):
        assert values["content"]
        for start, end in [*values["content"], *([values["cue"]] if values["cue"] else [])]:
            assert 0 <= start < end <= len(doc)
        assert values["kind"] in ("direct", "mixed", "indirect")
        if values["source"]:
            assert ext.span_by_id(doc, values["source"]).text


def test_a_dateline_with_a_colon_is_no_headline(make_doc: Callable[..., Doc]) -> None:
    text = "NAIROBI, March 3: Three men were stabbed in the old city."
    doc = make_doc(text, "khaldun_dateline", "khaldun_attribution")
    assert ext.list_of(doc, "attributions") == []
