"""A user's codebook files change what is coded: every table that the trigger and actor components read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from khaldun import Coder, Event, Report
from khaldun.records import Actor

HEAD = {"id": "{}", "version": "desk-1", "language": "en", "licence": "CC0-1.0", "origin": "a desk"}
#: File name, id of the codebook, and what stands below the header.
FILES = {
    "verbs.tsv": (
        "khaldun-triggers-verbs",
        "pattern\ttype\tmode\tframe\tconfidence\n"
        "heckle obj=*\tACCUSE\tdisapprove\ttransitive\t0.9\n"
        "asphalt obj=*\tPROTEST\troadworks\ttransitive\t0.9\n",
    ),
    "lemmas.tsv": ("khaldun-trigger-lemmas", "wrong\tlemma\nbarrack\theckle\n"),
    "classes.toml": ("khaldun-trigger-classes", '[classes]\nside = ["junta"]\n'),
    "modes.tsv": ("khaldun-triggers-modes", "type\tmode\twords\nPROTEST\troadworks\tasphalt|tar\n"),
    "types.toml": (
        "plover-types",
        '[[type]]\nname = "PROTEST"\nquad = "material_conflict"\nquad_code = 4\nscore = -6.0\n'
        'recipient_required = false\ndefinition = "Dissent."\n'
        '[[type.mode]]\nname = "roadworks"\ndefinition = "A road is laid anew without leave."\n',
    ),
    "rules.toml": (
        "actors-rules",
        '[plurals]\nwarden = "wardenry"\n[spelling]\npairs = [["kh", "k"], ["xx", "k"]]\n',
    ),
    "agents.csv": (
        "actors-agents",
        "lemma,sector,sector2,country_slot,kind,armed\nwarden,SPY,,,person,\n",
    ),
    "groups.csv": (
        "actors-groups",
        "entity_id,name,aliases,kind,country,sectors,parent,from,to,note\n"
        "river-union,River Union,RU Dock Workers,org,PER,LAB,,,2020,\n"
        "river-union,River Union,RU Dock Workers,org,PER,PTY,,2021,,\n"
        "khandoran,Khalid Khandoran,,person,IRQ,REB,,,,\n",
    ),
}  # fmt: skip


def written(folder: Path, name: str) -> Path:
    identifier, body = FILES[name]
    values = {**HEAD, "id": identifier}
    toml = name.endswith(".toml")
    lines = [f'{key} = "{value}"' if toml else f"# {key}: {value}" for key, value in values.items()]
    path = folder / name
    path.write_text("\n".join([*(["[codebook]"] if toml else []), *lines, body]), "utf-8")
    return path


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Event, ...]]:
    folder = tmp_path_factory.mktemp("desk")
    coder = Coder(codebooks=[written(folder, name) for name in FILES])
    return lambda text: coder.code(Report(id="1", text=text, published="2026-03-03")).events


def events_of(events: tuple[Event, ...]) -> list[tuple[str, str | None]]:
    return [(event.type, event.mode) for event in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Supporters heckled the prime minister in Lima.", [("ACCUSE", "disapprove")], id="verb"),
        pytest.param("Supporters barracked the prime minister in Lima.", [("ACCUSE", "disapprove")], id="lemma"),
        pytest.param("Peruvian farmers asphalted the highway in Lima.", [("PROTEST", "roadworks")], id="mode"),
    ],
)
def test_triggers(code, text, expected):
    assert events_of(code(text)) == expected


def test_a_noun_that_tells_who_acts(code):
    event = code("A junta attack on Kachin villagers killed dozens in Myanmar.")[0]
    assert [party.span.text for party in event.actor] == ["junta"]


def party(events: tuple[Event, ...]) -> Actor:
    return events[0].actor[0]


@pytest.mark.parametrize(
    ("text", "entity", "sectors"),
    [
        pytest.param("The River Union accused Chile of piracy.", "river-union", ("PTY",), id="dated affiliation"),
        pytest.param("RU Dock Workers accused Chile of piracy.", "river-union", ("PTY",), id="other name"),
        pytest.param("The wardenry accused Chile of piracy.", None, ("SPY",), id="role word in its own plural"),
        pytest.param("Xxalid Xxandoran accused Chile of piracy.", "khandoran", ("REB",), id="own rule of spelling"),
    ],
)
def test_parties(code, text, entity, sectors):
    found = party(code(text))
    assert (found.entity_id, found.sectors) == (entity, sectors)
