"""Sentences for the entries of the trigger tables: those that an entry must code, and those that it must not.

An entry is named by its first lemma and what else tells it apart: `shoot prep=at|on` of the pattern, `agree VERB agree`
of the operator (word, part of speech, class), `carry out` of the light verb, `ASSAULT drone` of the mode; the whole
key of a table serves as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from khaldun.codebooks.loading import Row, Table, data_path
from khaldun.codebooks.overlays import layered_table
from khaldun.codebooks.plover import Plover, load_plover
from khaldun.codebooks.triggers import NOTHING, label_of, trigger_table

#: The tables of `triggers/` whose entries have sentences, and the columns that tell their entries apart.
NAMED_BY = {
    "verbs": ("pattern",),
    "nouns": ("pattern",),
    "operators": ("lemma", "pos", "class"),
    "light_verbs": ("lemma", "particle"),
    "modals": ("lemma",),
    "modes": ("type", "mode"),
}
COLUMNS = ("entry", "kind", "type", "mode", "sentence")
MUST, MUST_NOT = "must", "must_not"
#: Classes of operators that leave the event to another word, whose rule then stands at it.
_SILENT = frozenset({"absorb", "transparent", "none", "consider"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a trigger table: what it codes (type None: no event), and how the rule of its events begins."""

    table: str
    name: str
    type: str | None
    mode: str | None
    rules: tuple[str, ...]
    file: Path
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence and what must, or must not, come of it; `known` says why it is known to fail, else ""."""

    entry: Entry
    kind: str
    type: str | None
    mode: str | None
    sentence: str
    known: str
    file: Path
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """All entries that sentences belong to, and the sentences."""

    entries: tuple[Entry, ...]
    sentences: tuple[Example, ...]

    def missing(self) -> list[tuple[Entry, str]]:
        """Entries without a sentence of a kind, with that kind."""
        there = {(example.entry, example.kind) for example in self.sentences}
        return [(entry, kind) for entry in self.entries for kind in (MUST, MUST_NOT) if (entry, kind) not in there]

    def of_files(self, files: Iterable[Path]) -> Examples:
        """The entries that stand in these files with all sentences of theirs, and what sentences stand there."""
        wanted = frozenset(files)
        return Examples(
            entries=tuple(entry for entry in self.entries if entry.file in wanted),
            sentences=tuple(one for one in self.sentences if one.file in wanted or one.entry.file in wanted),
        )


@lru_cache
def load_examples(overlays: tuple[Path, ...] = ()) -> Examples:
    """The sentences with a user's over them (ids `khaldun-examples-verbs` and so on).

    Raises CodebookError for an unknown entry, kind, type or mode, and for a missing sentence or type.
    """
    plover = load_plover(overlays)
    entries: list[Entry] = []
    sentences: list[Example] = []
    for name in NAMED_BY:
        known, spelt = _entries(name, trigger_table(name, overlays))
        entries += known
        table = layered_table(
            data_path("triggers", "examples", f"{name}.tsv"),
            columns=COLUMNS,
            optional=("known",),
            key=("entry", "kind", "sentence"),
            overlays=overlays,
        )
        sentences += [_example(row, spelt, plover) for row in table.rows]
    return Examples(entries=tuple(entries), sentences=tuple(sentences))


def _entries(name: str, table: Table) -> tuple[list[Entry], dict[str, Entry]]:
    """The entries of a table, and each under its name and its whole key; rows of one name are one entry."""
    entries: dict[str, Entry] = {}
    keys: dict[str, str] = {}
    for row in table.rows:
        entry = _entry(name, table, row)
        before = entries[entry.name].rules if entry.name in entries else ()
        entries[entry.name] = replace(entry, rules=(*before, *entry.rules))
        keys[" ".join(row[column] for column in NAMED_BY[name])] = entry.name
    return list(entries.values()), {**{key: entries[own] for key, own in keys.items()}, **entries}


def _entry(name: str, table: Table, row: Row) -> Entry:
    lemmas, *rest = " ".join(row[column] for column in NAMED_BY[name]).split(" ")
    typed = row.values.get("type", NOTHING)
    return Entry(
        table=name,
        name=" ".join([lemmas.split("|")[0], *rest]),
        type=None if typed == NOTHING else typed,
        mode=None if row.values.get("mode", NOTHING) == NOTHING else row["mode"],
        rules=_rules(table, row),
        file=row.file,
        line=row.line,
    )


def _rules(table: Table, row: Row) -> tuple[str, ...]:
    """How the rules of events that an entry decides begin; () where it leaves no rule of its own."""
    label = label_of(table, row)
    if row.values.get("pattern"):
        return (f"{label}: {row['pattern']}",) if row["type"] != NOTHING else ()
    if "class" in row.values and "pos" in row.values and row["class"] not in _SILENT:
        return tuple(f"{label}: {lemma} + {row['class']}" for lemma in row["lemma"].split("|"))
    return ()


def _example(row: Row, entries: Mapping[str, Entry], plover: Plover) -> Example:
    entry = entries.get(row["entry"])
    if entry is None:
        near = process.extractOne(row["entry"], sorted(entries), scorer=fuzz.ratio)
        raise row.fail(f"no such entry: {row['entry']!r}" + (f"; nearest: {near[0]!r}" if near else ""), "entry")
    row.one_of("kind", (MUST, MUST_NOT))
    if not row["sentence"]:
        raise row.fail("no sentence", "sentence")
    if row["type"] and row["type"] not in plover.types:
        raise row.fail(f"unknown event type {row['type']!r}", "type")
    if row["mode"] and not plover.has_mode(row["type"], row["mode"]):
        raise row.fail(f"unknown mode {row['mode']!r} of {row['type'] or 'no type'}", "mode")
    event_type, mode = (row["type"] or None, row["mode"] or None) if row["type"] else _own(entry, row["kind"])
    if event_type is None and row["kind"] == MUST:
        raise row.fail("the entry has no type of its own: say which type the sentence must be coded as", "type")
    return Example(
        entry=entry,
        kind=row["kind"],
        type=event_type,
        mode=mode,
        sentence=row["sentence"],
        known=row["known"],
        file=row.file,
        line=row.line,
    )


def _own(entry: Entry, kind: str) -> tuple[str | None, str | None]:
    """What a sentence is held to that names no type: the entry's; that it is not coded at all, if only for the mode."""
    return entry.type, entry.mode if kind == MUST or entry.table == "modes" else None
