"""Quad category, score, CAMEO and ACLED of an event; a user's codebooks reach them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from khaldun.pipeline.harvest import lemmas_told
from khaldun.pipeline.views import Views
from khaldun.records import Actor, TextSpan

SPAN = TextSpan(start=0, end=1, text="x")


def party(*sectors: str) -> tuple[Actor, ...]:
    return (Actor(span=SPAN, name="x", sectors=sectors),)


def derive(kind: str, mode: str | None, actor: tuple[Actor, ...], recipient: tuple[Actor, ...]) -> dict[str, Any]:
    coded = {"type": kind, "mode": mode, "contexts": (), "status": "actual"}
    who = {"actor": actor, "recipient": recipient, "reciprocal": False}
    return Views().derive(coded, who, frozenset())


@pytest.mark.parametrize(
    ("kind", "mode", "actor", "recipient", "quad", "acled"),
    [
        pytest.param(
            "ASSAULT", "aerial", party("MIL"), party("CVL"), "material conflict", "Air/drone strike", id="air"
        ),
        pytest.param("ASSAULT", "firearms", party("REB"), party("MIL"), "material conflict", "Armed clash", id="clash"),
        pytest.param("PROTEST", "demo", party("CVL"), (), "material conflict", "Peaceful protest", id="protest"),
        pytest.param("COERCE", "arrest", party("COP"), party("OPP"), "material conflict", "Arrests", id="arrest"),
        pytest.param("SUPPORT", None, party("GOV"), party("GOV"), "verbal cooperation", None, id="no ACLED twin"),
    ],
)
def test_views(kind: str, mode: str, actor: Any, recipient: Any, quad: str, acled: str | None) -> None:
    view = derive(kind, mode, actor, recipient)
    assert view["quad"] == quad
    assert (view["acled"].sub_event_type if view["acled"] else None) == acled
    assert view["cameo"]
    assert view["goldstein"] is not None


def test_a_users_plover_reaches_the_views(tmp_path: Path) -> None:
    path = tmp_path / "plover.toml"
    head = '[codebook]\nid = "plover-types"\nversion = "1"\nlanguage = "en"\nlicence = "CC0-1.0"\norigin = "test"\n'
    entry = 'quad = "verbal_cooperation"\nquad_code = 1\nrecipient_required = false\ndefinition = "backs"\n'
    path.write_text(f'{head}[[type]]\nname = "SUPPORT"\nscore = 7.5\n{entry}')
    coded = {"type": "SUPPORT", "mode": None, "contexts": (), "status": "actual"}
    who: dict[str, Any] = {"actor": (), "recipient": (), "reciprocal": False}
    assert Views([path]).derive(coded, who, frozenset())["score"] == 7.5


def test_words_of_every_sentence_that_tells_an_event_decide() -> None:
    words = [
        "Rebels",
        "attacked",
        "a",
        "post",
        ".",
        "It",
        "rained",
        ".",
        "The",
        "attack",
        "was",
        "with",
        "grenades",
        ".",
    ]
    starts = [place in (0, 5, 8) for place in range(len(words))]
    doc = Doc(Vocab(), words=words, lemmas=[word.lower() for word in words], sent_starts=starts)
    again = doc[9]
    told = lemmas_told(doc, doc[1:2], [(again.idx, again.idx + len(again))])
    assert {"rebels", "grenades"} <= told
    assert "rained" not in told
