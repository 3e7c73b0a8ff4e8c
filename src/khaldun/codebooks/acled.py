"""ACLED: its event types, and the rules that derive one from a PLOVER coding and what the text says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from khaldun.codebooks.loading import CodebookHeader, Row, data_path
from khaldun.codebooks.overlays import layered_table

TYPES = data_path("acled", "types.csv")
RULES = data_path("acled", "rules.tsv")
SIDES = data_path("acled", "sides.tsv")
TYPE_COLUMNS = (
    "event_type", "sub_event_type", "disorder_type", "definition", "plover_type", "plover_mode", "plover_contexts",
    "mapping_note",
)  # fmt: skip
RULE_COLUMNS = (
    "type", "modes", "contexts", "actor", "recipient", "reciprocal", "words", "event_type", "sub_event_type", "note",
)  # fmt: skip
#: ACLED keeps what happened, not what is planned, feared or denied.
_FACTS = frozenset({"actual", "historical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledType:
    """A sub-event type of ACLED under its event type."""

    event_type: str
    sub_event_type: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledFacts:
    """What is known of an event: its PLOVER coding, the sectors of its parties, and the lemmas of its sentence."""

    type: str
    mode: str | None = None
    contexts: Collection[str] = ()
    actor: Collection[str] = ()
    recipient: Collection[str] = ()
    reciprocal: bool = False
    status: str = "actual"
    words: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledRule:
    """One line of the rule table; an empty condition always holds, a missing target says "no event for ACLED".

    `words`: of one of these choices every part has a lemma in the sentence; `without`: none of these stands there.
    """

    type: str
    modes: frozenset[str]
    contexts: frozenset[str]
    actor: str
    recipient: str
    reciprocal: bool | None
    words: tuple[tuple[frozenset[str], ...], ...]
    without: frozenset[str]
    target: tuple[str, str] | None

    def holds(self, facts: AcledFacts, sides: Mapping[str, frozenset[str]]) -> bool:
        """Whether every condition of the rule is met."""
        return (
            (not self.modes or (facts.mode or "-") in self.modes)
            and (not self.contexts or not self.contexts.isdisjoint(facts.contexts))
            and (self.reciprocal is None or self.reciprocal == facts.reciprocal)
            and (not self.words or any(_stands_in(choice, facts.words) for choice in self.words))
            and self.without.isdisjoint(facts.words)
            and _on_side(self.actor, facts.actor, sides)
            and _on_side(self.recipient, facts.recipient, sides)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Acled:
    """The ACLED codebook: types by sub-event type, and the rules by PLOVER type."""

    header: CodebookHeader
    types: Mapping[str, AcledType]
    sides: Mapping[str, frozenset[str]]
    rules: Mapping[str, tuple[AcledRule, ...]]

    def acled_for(self, facts: AcledFacts) -> tuple[str, str] | None:
        """ACLED's event type and sub-event type for an event, by the first rule that holds; None where it has none."""
        if facts.status not in _FACTS:
            return None
        for rule in self.rules.get(facts.type, ()):
            if rule.holds(facts, self.sides):
                return rule.target
        return None


@lru_cache
def load_acled(overlays: tuple[Path, ...] = ()) -> Acled:
    """ACLED with a user's files over it (ids `acled-types`, `acled-rules`, `acled-sides`).

    Raises CodebookError for a faulty file.
    """
    table = layered_table(TYPES, columns=TYPE_COLUMNS, key=("sub_event_type",), overlays=overlays)
    types = {row["sub_event_type"]: _type(row) for row in table.rows}
    sides = _sides(overlays)
    key = RULE_COLUMNS[:7]
    rules: dict[str, list[AcledRule]] = {}
    table_of_rules = layered_table(RULES, columns=RULE_COLUMNS, key=key, overlays=overlays, new_first=True)
    for row in table_of_rules.rows:
        rules.setdefault(row["type"], []).append(_rule(row, types, sides=sides))
    frozen = {name: tuple(found) for name, found in rules.items()}
    return Acled(header=table.header, types=MappingProxyType(types), sides=sides, rules=MappingProxyType(frozen))


def _on_side(wanted: str, sectors: Collection[str], sides: Mapping[str, frozenset[str]]) -> bool:
    if not wanted:
        return True
    name = wanted.removeprefix("!")
    found = not sectors if name == "none" else not sides[name].isdisjoint(sectors)
    return found != wanted.startswith("!")


def _stands_in(parts: Collection[frozenset[str]], words: Collection[str]) -> bool:
    """Whether of each part some word is among `words`."""
    return not any(part.isdisjoint(words) for part in parts)


def _sides(overlays: tuple[Path, ...]) -> Mapping[str, frozenset[str]]:
    table = layered_table(SIDES, columns=("side", "sectors"), key=("side",), overlays=overlays)
    return MappingProxyType({row["side"]: _choices(row["sectors"]) for row in table.rows})


def _type(row: Row) -> AcledType:
    return AcledType(event_type=row["event_type"], sub_event_type=row["sub_event_type"], definition=row["definition"])


def _rule(row: Row, types: Mapping[str, AcledType], *, sides: Mapping[str, frozenset[str]]) -> AcledRule:
    for column in ("actor", "recipient"):
        if row[column].removeprefix("!") not in {"", "none", *sides}:
            raise row.fail(f"no such side: {row[column]}", column)
    words = _choices(row["words"])
    return AcledRule(
        type=row["type"],
        modes=_choices(row["modes"]),
        contexts=_choices(row["contexts"]),
        actor=row["actor"],
        recipient=row["recipient"],
        reciprocal={"1": True, "0": False}.get(row["reciprocal"]),
        words=tuple(_parts(choice) for choice in sorted(words) if not choice.startswith("!")),
        without=frozenset(choice[1:] for choice in words if choice.startswith("!")),
        target=_target(row, types),
    )


def _target(row: Row, types: Mapping[str, AcledType]) -> tuple[str, str] | None:
    event_type, sub_event_type = row["event_type"], row["sub_event_type"]
    if not event_type and not sub_event_type:
        return None
    if sub_event_type not in types or types[sub_event_type].event_type != event_type:
        raise row.fail(f"no such ACLED type: {event_type}, {sub_event_type}", "sub_event_type")
    return event_type, sub_event_type


def _parts(choice: str) -> tuple[frozenset[str], ...]:
    """ "seize/take+town/village": one of the first two words and one of the last two."""
    return tuple(frozenset(part.split("/")) for part in choice.split("+"))


def _choices(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split("|")))
