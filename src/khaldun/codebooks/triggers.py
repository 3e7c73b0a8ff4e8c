"""Words that tell of events: patterns with type, mode and frame; operators that turn the type of their complement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import Row, Table, data_path, read_header
from khaldun.codebooks.overlays import layered_table, layered_toml
from khaldun.codebooks.plover import Plover, load_plover

CONDITIONS = ("prt", "obj", "subj", "by", "prep", "has", "mod", "of", "no", "ccomp")
#: Where an everyday word must stand: as who does it, or also as what suffers it.
EVERYDAY = ("any", "doer")
ANY, KEEP, NOTHING = "*", "=", "-"
#: Conditions that name no word of the text.
_BARE = frozenset({"no", "ccomp"})
_CLASS = re.compile(r"^\{([a-z]+)\}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must stand beside a word: `key` the place, `words` the lemmas that may stand there (None: any)."""

    key: str
    words: frozenset[str] | None
    preposition: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One row of a trigger table: conditions, and what the words mean when all hold (type None: no event)."""

    conditions: tuple[Condition, ...]
    type: str | None
    mode: str | None
    frame: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A word whose complement (of one of these kinds) decides the type, by the rows of its class in the composition."""

    complements: tuple[str, ...]
    kind: str
    frame: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What an operator makes of its complement; type None: no event."""

    type: str | None
    mode: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the parties of a trigger stand, as slots in order of preference."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool = False
    pool: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerCodebook:
    """All trigger tables. Patterns of a lemma stand with the most particular first.

    `everyday`: field and place of words of everyday life. `object_control`: verbs whose object, not subject, does the
    infinitive (those that request).
    """

    verbs: dict[str, tuple[Pattern, ...]]
    nouns: dict[str, tuple[Pattern, ...]]
    operators: dict[tuple[str, str], tuple[Operator, ...]]
    composition: dict[str, dict[str, tuple[tuple[str, Composed], ...]]]
    light_verbs: dict[str, dict[str, str]]
    occurrence: frozenset[str]
    event_nouns: frozenset[str]
    weapons: frozenset[str]
    everyday: dict[str, tuple[str, str]]
    modals: dict[str, str]
    modes: dict[str, tuple[tuple[str, frozenset[str]], ...]]
    frames: dict[str, Frame]
    classes: dict[str, frozenset[str]]
    lemmas: dict[str, str]
    object_control: frozenset[str]
    codebooks: tuple[str, ...]

    def compose(self, kind: str, event_type: str | None, mode: str | None) -> Composed | None:
        """What an operator of this class makes of a complement with that type and mode; None where no row holds."""
        rows = self.composition.get(kind, {})
        for row_mode, composed in (*rows.get(event_type or "?", ()), *rows.get("?", ())):
            if row_mode in (ANY, mode):
                return _kept(composed, event_type, mode)
        return None

    def mode_of(self, event_type: str, words: Sequence[str]) -> str | None:
        """The mode that these words round a trigger show, by the first row that holds."""
        for mode, marks in self.modes.get(event_type, ()):
            if any(word in marks for word in words):
                return mode
        return None


def _kept(composed: Composed, event_type: str | None, mode: str | None) -> Composed:
    if composed.type != KEEP:
        return composed
    return Composed(type=event_type, mode=mode, confidence=composed.confidence)


@lru_cache
def load_triggers(overlays: tuple[Path, ...] = ()) -> TriggerCodebook:
    """The trigger tables with a user's rows over them.

    Raises CodebookError for an unknown type, mode, frame, class or condition, naming file, line and key.
    """
    classes = _load_classes(overlays)
    frames, frames_label = _load_frames(overlays)
    tables = {name: trigger_table(name, overlays) for name in _COLUMNS}
    operators, plover = _operators(tables["operators"]), load_plover(overlays)
    return TriggerCodebook(
        verbs=_patterns(tables["verbs"], classes, frames=frames, plover=plover),
        nouns=_patterns(tables["nouns"], classes, frames=frames, plover=plover),
        operators=operators,
        composition=_composition(tables["composition"]),
        light_verbs=_light_verbs(tables["light_verbs"]),
        occurrence=frozenset(row["lemma"] for row in tables["occurrence"].rows),
        event_nouns=frozenset(row["lemma"] for row in tables["event_nouns"].rows),
        weapons=frozenset(row["lemma"] for row in tables["weapons"].rows),
        everyday={row["lemma"]: (row["field"], row.one_of("place", EVERYDAY)) for row in tables["everyday"].rows},
        modals={lemma: row["class"] for row in tables["modals"].rows for lemma in row["lemma"].split("|")},
        modes=_modes(tables["modes"], plover),
        frames=frames,
        classes=classes,
        lemmas={row["wrong"]: row["lemma"] for row in tables["lemmas"].rows},
        object_control=_object_control(operators),
        codebooks=tuple(sorted([frames_label, *(table.header.label for table in tables.values())])),
    )


_COLUMNS = {
    "verbs": (("pattern", "type", "mode", "frame", "confidence"), ("pattern",)),
    "nouns": (("pattern", "type", "mode", "frame", "confidence"), ("pattern",)),
    "operators": (("lemma", "pos", "complement", "class", "frame"), ("lemma", "pos", "complement")),
    "composition": (("class", "type", "mode", "result", "result_mode", "confidence"), ("class", "type", "mode")),
    "light_verbs": (("lemma", "particle", "role"), ("lemma", "particle")),
    "occurrence": (("lemma",), ("lemma",)),
    "event_nouns": (("lemma",), ("lemma",)),
    "weapons": (("lemma",), ("lemma",)),
    "everyday": (("lemma", "field", "place"), ("lemma",)),
    "modals": (("lemma", "class"), ("lemma",)),
    "modes": (("type", "mode", "words"), ("type", "mode")),
    "lemmas": (("wrong", "lemma"), ("wrong",)),
}


def trigger_table(name: str, overlays: tuple[Path, ...] = ()) -> Table:
    """One of the tables with a user's rows over it, by the name of our file. Raises CodebookError for a faulty file."""
    columns, key = _COLUMNS[name]
    return layered_table(data_path("triggers", f"{name}.tsv"), columns=columns, key=key, overlays=overlays)


def _load_classes(overlays: tuple[Path, ...]) -> dict[str, frozenset[str]]:
    _, content = layered_toml(data_path("triggers", "classes.toml"), overlays=overlays)
    return {name: frozenset(words) for name, words in content["classes"].items()}


def _load_frames(overlays: tuple[Path, ...]) -> tuple[dict[str, Frame], str]:
    header, content = layered_toml(data_path("triggers", "frames.toml"), overlays=overlays)
    frames = {
        name: Frame(
            actor=tuple(slots.get("actor", ())),
            recipient=tuple(slots.get("recipient", ())),
            reciprocal=slots.get("reciprocal", False),
            pool=slots.get("pool", False),
        )
        for name, slots in content["frame"].items()
    }
    return frames, header.label


def _patterns(
    table: Table, classes: dict[str, frozenset[str]], *, frames: dict[str, Frame], plover: Plover
) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[tuple[tuple[int, int, bool, int], Pattern]]] = {}
    for order, row in enumerate(table.rows):
        lemmas, conditions = _parse_pattern(row, classes)
        _check_codes(row, frames, plover)
        pattern = Pattern(
            conditions=conditions,
            type=_code(row["type"]),
            mode=_code(row["mode"]),
            frame=row["frame"],
            confidence=row.number("confidence", 0, 1),
            rule=f"{label_of(table, row)}: {row['pattern']}",
        )
        for lemma in lemmas:
            found.setdefault(lemma, []).append((_rank(pattern, order), pattern))
    return {lemma: tuple(pattern for _, pattern in sorted(rows, key=lambda r: r[0])) for lemma, rows in found.items()}


def _rank(pattern: Pattern, order: int) -> tuple[int, int, bool, int]:
    """The place of a pattern among those of its word: most conditions first, of these most that name words, no event
    before an event, later rows first.
    """
    naming = sum(1 for condition in pattern.conditions if condition.words is not None and condition.key not in _BARE)
    return -len(pattern.conditions), -naming, pattern.type is not None, -order


def _parse_pattern(row: Row, classes: dict[str, frozenset[str]]) -> tuple[list[str], tuple[Condition, ...]]:
    """Lemmas and conditions of a pattern; spaces part conditions, in which `_` stands for nothing."""
    head, *conditions = row["pattern"].split()
    return head.split("|"), tuple(_condition(row, text, classes) for text in conditions)


def _condition(row: Row, text: str, classes: dict[str, frozenset[str]]) -> Condition:
    key, equals, value = text.partition("=")
    if not equals or key not in CONDITIONS:
        raise row.fail(f"unknown condition {text!r} (known: {', '.join(CONDITIONS)})", "pattern")
    if key == "prep":
        prepositions, _, rest = value.partition(":")
        words = _words(row, rest, classes) if rest else None
        return Condition(key=key, words=words, preposition=frozenset(prepositions.split("|")))
    return Condition(key=key, words=_words(row, value, classes))


def _words(row: Row, value: str, classes: dict[str, frozenset[str]]) -> frozenset[str] | None:
    found: set[str] = set()
    for part in value.split("|"):
        if part == ANY:
            return None
        if "=" in part:
            raise row.fail(f"{part!r} among words: conditions are parted by blanks and must all hold", "pattern")
        match = _CLASS.match(part)
        if match and match[1] not in classes:
            raise row.fail(f"unknown class {part}", "pattern")
        found |= classes[match[1]] if match else {part}
    return frozenset(found)


def _check_codes(row: Row, frames: dict[str, Frame], plover: Plover) -> None:
    event_type, mode = _code(row["type"]), _code(row["mode"])
    if event_type is not None and event_type not in plover.types:
        raise row.fail(f"unknown event type {event_type!r}", "type")
    if mode is not None and (event_type is None or mode not in plover.types[event_type].modes):
        raise row.fail(f"unknown mode {mode!r} of {event_type}", "mode")
    if event_type is not None and row["frame"] not in frames:
        raise row.fail(f"unknown frame {row['frame']!r}", "frame")


def label_of(table: Table, row: Row) -> str:
    """Id and version of the file that a row stands in: ours, or a user's."""
    ours = row.file.parent == data_path("triggers")
    return table.header.label if ours else read_header(row.file).label


def _code(text: str) -> str | None:
    return None if text in ("", NOTHING) else text


def _operators(table: Table) -> dict[tuple[str, str], tuple[Operator, ...]]:
    found: dict[tuple[str, str], list[Operator]] = {}
    for row in table.rows:
        for lemma in row["lemma"].split("|"):
            rule = f"{label_of(table, row)}: {lemma} + {row['class']}"
            operator = Operator(
                complements=tuple(row["complement"].split(",")), kind=row["class"], frame=row["frame"], rule=rule
            )
            found.setdefault((lemma, row["pos"]), []).append(operator)
    return {key: tuple(operators) for key, operators in found.items()}


def _object_control(operators: dict[tuple[str, str], tuple[Operator, ...]]) -> frozenset[str]:
    return frozenset(
        lemma
        for (lemma, pos), rows in operators.items()
        if pos == "VERB" and any(operator.kind == "request" for operator in rows)
    )


def _composition(table: Table) -> dict[str, dict[str, tuple[tuple[str, Composed], ...]]]:
    found: dict[str, dict[str, tuple[tuple[str, Composed], ...]]] = {}
    for row in table.rows:
        composed = Composed(
            type=_code(row["result"]), mode=_code(row["result_mode"]), confidence=row.number("confidence", 0, 1)
        )
        by_type = found.setdefault(row["class"], {})
        for event_type in row["type"].split("|"):
            by_type[event_type] = (*by_type.get(event_type, ()), (row["mode"], composed))
    return found


def _light_verbs(table: Table) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in table.rows:
        if row["role"] not in ("actor", "recipient", "end"):
            raise row.fail(f"unknown role {row['role']!r}", "role")
        for lemma in row["lemma"].split("|"):
            found.setdefault(lemma, {})[row["particle"]] = row["role"]
    return found


def _modes(table: Table, plover: Plover) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in table.rows:
        if not plover.has_mode(row["type"], row["mode"]):
            raise row.fail(f"unknown mode {row['mode']!r} of {row['type']}", "mode")
        found.setdefault(row["type"], []).append((row["mode"], frozenset(row["words"].split("|"))))
    return {event_type: tuple(rows) for event_type, rows in found.items()}
