"""PLOVER: event types, their modes and scores, contexts, and the words that stand for an event's status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import CodebookHeader, data_path, line_of
from khaldun.codebooks.overlays import layered_toml
from khaldun.errors import CodebookError

FILE = data_path("plover", "types.toml")
_TYPE_KEYS = frozenset({"name", "quad", "quad_code", "score", "recipient_required", "definition"})
_TYPE_NOTES = frozenset({"rules", "mode", "score_note", "quad_note"})
_PLAIN_KEYS = frozenset({"name", "definition"})
_TABLES = {
    "type": (_TYPE_KEYS, _TYPE_NOTES),
    "context": (_PLAIN_KEYS, frozenset[str]()),
    "auxiliary_mode": (_PLAIN_KEYS, frozenset[str]()),
    "international_actor": (_PLAIN_KEYS, frozenset[str]()),
    "retired_type": (frozenset({"name", "now"}), frozenset({"mode", "note"})),
    "retired_mode": (frozenset({"type", "name", "now"}), frozenset[str]()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A manner of one event type."""

    name: str
    score: float
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of PLOVER's event types; `quad` is in the words of the record contract ("material conflict")."""

    name: str
    quad: str
    quad_code: int
    score: float
    recipient_required: bool
    definition: str
    rules: tuple[str, ...]
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plover:
    """The PLOVER codebook; the mappings go from a code to its definition, in the order of the manual."""

    header: CodebookHeader
    types: Mapping[str, EventType]
    contexts: Mapping[str, str]
    auxiliary_modes: Mapping[str, str]
    international_actors: Mapping[str, str]
    retired_types: Mapping[str, str]
    retired_modes: Mapping[tuple[str, str], str]

    def quad(self, event_type: str) -> str:
        """The quad category of a type. Raises KeyError for a type that PLOVER does not have."""
        return self.types[event_type].quad

    def score(self, event_type: str, mode: str | None = None) -> float:
        """The score of a mode, or of the type where there is none. Raises KeyError for an unknown type."""
        found = self.types[event_type]
        return found.modes[mode].score if mode is not None and mode in found.modes else found.score

    def has_mode(self, event_type: str, mode: str) -> bool:
        """Whether the type has this mode."""
        return event_type in self.types and mode in self.types[event_type].modes


@lru_cache
def load_plover(overlays: tuple[Path, ...] = ()) -> Plover:
    """PLOVER with a user's files over it (id `plover-types`). Raises CodebookError for a faulty file."""
    header, content = layered_toml(FILE, check=_check, overlays=overlays)
    return Plover(
        header=header,
        types={entry["name"]: _type(entry) for entry in content["type"]},
        contexts=_definitions(content["context"]),
        auxiliary_modes=_definitions(content["auxiliary_mode"]),
        international_actors=_definitions(content["international_actor"]),
        retired_types={entry["name"]: entry["now"] for entry in content["retired_type"]},
        retired_modes={(entry["type"], entry["name"]): entry["now"] for entry in content["retired_mode"]},
    )


def _definitions(entries: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {entry["name"]: entry["definition"] for entry in entries}


def _type(entry: Mapping[str, Any]) -> EventType:
    score = float(entry["score"])
    return EventType(
        name=entry["name"],
        quad=entry["quad"].replace("_", " "),
        quad_code=entry["quad_code"],
        score=score,
        recipient_required=entry["recipient_required"],
        definition=entry["definition"],
        rules=tuple(entry.get("rules", ())),
        modes={mode["name"]: _mode(mode, score) for mode in entry.get("mode", ())},
    )


def _mode(entry: Mapping[str, Any], type_score: float) -> Mode:
    return Mode(name=entry["name"], score=float(entry.get("score", type_score)), definition=entry["definition"])


def _check(path: Path, content: Mapping[str, Any]) -> None:
    for table, entries in content.items():
        if table == "quad":
            continue
        if table not in _TABLES:
            raise CodebookError("unknown table", file=path, line=line_of(path, f"[{table}"), key=table)
        for entry in entries:
            _check_entry(path, entry, keys=_TABLES[table])
    for entry in content.get("type", ()):
        for mode in entry.get("mode", ()):
            _check_entry(path, mode, keys=(_PLAIN_KEYS, frozenset({"score", "score_note"})))
        _check_quad(path, entry)


def _check_entry(path: Path, entry: Mapping[str, Any], *, keys: tuple[frozenset[str], frozenset[str]]) -> None:
    name = str(entry.get("name", ""))
    line = line_of(path, f'name = "{name}"')
    for key in sorted(keys[0] - set(entry)):
        raise CodebookError(f"missing in the entry {name!r}", file=path, line=line, key=key)
    for key in sorted(set(entry) - keys[0] - keys[1]):
        raise CodebookError(f"unknown key in the entry {name!r}", file=path, line=line, key=key)


def _check_quad(path: Path, entry: Mapping[str, Any]) -> None:
    quads = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
    if quads.get(entry["quad"]) != entry["quad_code"]:
        line = line_of(path, f'name = "{entry["name"]}"')
        raise CodebookError(f"no such quad category with code {entry['quad_code']}", file=path, line=line, key="quad")
