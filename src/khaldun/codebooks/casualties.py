"""Words that tell of deaths, injuries, arrests, flight and attendance, and where what they count stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Literal, cast

from khaldun.codebooks.loading import data_path, line_of, read_toml
from khaldun.errors import CodebookError

CountKind = Literal["deaths", "injuries", "detained", "displaced", "participants"]
CueRole = Literal["object", "subject", "state", "result", "noun", "tally", "toll"]
KINDS: tuple[CountKind, ...] = ("deaths", "injuries", "detained", "displaced", "participants")
_ROLES: tuple[CueRole, ...] = ("object", "subject", "state", "result", "noun", "tally", "toll")
_GRAMMAR = (
    "passive",
    "adverbs",
    "links",
    "barriers",
    "joins",
    "parts",
    "including",
    "one",
    "pronouns",
    "lose",
    "rise",
    "resultative",
    "zero_only",
    "own",
    "state_links",
    "auxiliaries",
    "negations",
    "either",
    "binding",
    "beside",
    "possessives",
    "definite",
    "articles",
    "inverted",
    "genitives",
    "away",
    "into",
    "describing",
    "more",
    "suffer",
    "indefinite",
    "called",
    "achieved",
    "places",
    "since",
    "periods",
    "over",
    "attacks",
    "others",
    "plural",
    "deadly",
    "aside",
    "apart",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyBook:
    """`cues` gives for each form its kinds with their roles; `grammar` the small words; `ties` the event types.

    A type in `ties` is "TYPE", "TYPE/mode", "TYPE!" where a noun does not do, "TYPE=" where the trigger's own
    words must tell it. `by_mode` says what the recipients of
    a trigger with this "TYPE/mode" count as; `forces` are nouns for those who face a protest, `crowds` nouns for those
    who make one; `soft` lists each "TYPE/mode" that seldom harms anyone.
    """

    label: str
    cues: Mapping[str, tuple[tuple[CountKind, CueRole], ...]]
    grammar: Mapping[str, frozenset[str]]
    ties: Mapping[CountKind, tuple[str, ...]]
    by_mode: Mapping[str, CountKind]
    forces: frozenset[str]
    crowds: frozenset[str]
    soft: frozenset[str]


@lru_cache
def load_casualties(overlays: tuple[Path, ...] = ()) -> CasualtyBook:
    """The casualty words that ship with Khaldun (`overlays` hold none and are not read here).

    Raises CodebookError for a list that is missing or is no list of strings.
    """
    path = data_path("quantities", "casualty_words.toml")
    header, content = read_toml(path)
    cues: dict[str, list[tuple[CountKind, CueRole]]] = {}
    for kind, role in product(KINDS, _ROLES):
        for form in " ".join(_strings(path, content, group=kind, name=role)).split():
            cues.setdefault(form, []).append((kind, role))
    by_mode = [entry.split() for entry in _strings(path, content, group="ties", name="by_mode")]
    if not all(len(entry) == 2 and entry[1] in KINDS for entry in by_mode):
        line = line_of(path, "by_mode")
        raise CodebookError("not of the form TYPE/mode kind", file=path, line=line, key="ties.by_mode")
    return CasualtyBook(
        label=header.label,
        cues={form: tuple(found) for form, found in cues.items()},
        grammar={name: frozenset(_strings(path, content, group="grammar", name=name)) for name in _GRAMMAR},
        ties={kind: tuple(_strings(path, content, group="ties", name=kind)) for kind in KINDS},
        by_mode={key: cast("CountKind", kind) for key, kind in by_mode},
        forces=frozenset(_strings(path, content, group="ties", name="forces")),
        crowds=frozenset(_strings(path, content, group="ties", name="crowds")),
        soft=frozenset(_strings(path, content, group="ties", name="soft")),
    )


def _strings(path: Path, content: Mapping[str, Any], *, group: str, name: str) -> list[str]:
    value = content.get(group, {}).get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CodebookError("no list of strings", file=path, line=line_of(path, f"{name} ="), key=f"{group}.{name}")
    return cast("list[str]", value)
