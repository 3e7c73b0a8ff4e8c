"""Whether an event happened: what predicates say of their complements, cue words, and the weights of the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import CodebookHeader, Table, data_path, line_of
from khaldun.codebooks.overlays import layered_table, layered_toml
from khaldun.errors import CodebookError

RULES = data_path("cues", "factuality.toml")
PREDICATES = data_path("cues", "predicates.tsv")
CUES = data_path("cues", "modality.tsv")
WEIGHTS = data_path("cues", "factuality_weights.tsv")
EFFECTS = frozenset({"same", "flip", "actual", "not", "open"})
CUE_KINDS = frozenset({
    "mark",
    "preposition",
    "negator",
    "determiner",
    "nobody",
    "subject",
    "adjective",
    "register",
    "time",
})
MODELS = ("factuality", "register", "historical")
_TABLES = ("effects", "modals", "open_forms", "adjective_polarity", "scale", "status", "historical")

_KEYS = {
    "status": (
        "future_parts",
        "counted_parts",
        "doubtful_parts",
        "spoken_parts",
        "speech_types",
        "open_speech_types",
        "promise_types",
        "carried_types",
        "carrying_frames",
        "plan_words",
    ),
    "scale": ("pivot", "stretch", "denied"),
    "historical": ("old_days", "threshold"),
    "open_forms": ("names", "settled_when_negated"),
}

#: Weight everywhere, and what personal texts add to it.
Weight = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRules:
    """From a reading to PLOVER's status, by the parts of its cell and by event types that are acts of speech.

    Each is explained in the file. An event with a date that ended more than `old_days` before the report is old;
    `threshold` is the probability from which on what happened counts as background.
    """

    future_parts: frozenset[str]
    counted_parts: frozenset[str]
    doubtful_parts: frozenset[str]
    spoken_parts: frozenset[str]
    speech_types: frozenset[str]
    open_speech_types: frozenset[str]
    promise_types: frozenset[str]
    carried_types: frozenset[str]
    carrying_frames: frozenset[str]
    plan_words: frozenset[str]
    old_days: int
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From a sum of evidence to factuality: what lies below `pivot` is stretched, what is denied in news goes down."""

    pivot: float
    stretch: float
    denied: float

    def apply(self, total: float, *, denied: float) -> float:
        """The factuality, -3 to 3; `denied` is how far (0 to 1) the event is denied in a news text."""
        total -= self.denied * denied
        if total < self.pivot:
            total = self.pivot + (total - self.pivot) * self.stretch
        return max(-3.0, min(3.0, total))


@dataclass(frozen=True, slots=True, kw_only=True)
class Modality:
    """The codebook of status and factuality.

    `signatures`: (complement, lemma) to the name of a signature; `effects`: what a signature makes of its complement;
    `modals`: modal verb to the name of its form; `cues`: kind to word to class; `weights`: model to evidence to weight.
    """

    header: CodebookHeader
    signatures: Mapping[tuple[str, str], str]
    effects: Mapping[str, str]
    modals: Mapping[str, str]
    open_forms: frozenset[str]
    settled_when_negated: frozenset[str]
    adjective_polarity: Mapping[str, int]
    cues: Mapping[str, Mapping[str, str]]
    weights: Mapping[str, Mapping[str, Weight]]
    scale: Scale
    status: StatusRules

    def signature(self, lemma: str, complement: str) -> str:
        """The signature of a predicate for one kind of complement, or ""."""
        return self.signatures.get((complement, lemma), "")


@lru_cache
def load_modality(overlays: tuple[Path, ...] = ()) -> Modality:
    """The modality codebook, with a user's files laid over it.

    Raises CodebookError for an unknown table, effect, signature, cue class or model, and for what is not a number.
    """
    header, rules = layered_toml(RULES, check=_check_rules, overlays=overlays)
    return Modality(
        header=header,
        signatures=_signatures(rules["effects"], overlays),
        effects=rules["effects"],
        modals=rules["modals"],
        open_forms=frozenset(rules["open_forms"]["names"]),
        settled_when_negated=frozenset(rules["open_forms"]["settled_when_negated"]),
        adjective_polarity=rules["adjective_polarity"],
        cues=_cues(overlays),
        weights=_weights(overlays),
        scale=Scale(**rules["scale"]),
        status=_status_rules(rules),
    )


def _check_rules(path: Path, content: Mapping[str, Any]) -> None:
    for name in sorted(set(content) - set(_TABLES)):
        raise CodebookError("unknown table", file=path, line=line_of(path, f"[{name}]"), key=name)
    for table, keys in _KEYS.items():
        for name in sorted(set(content.get(table, {})) - set(keys)):
            raise CodebookError("unknown key", file=path, line=line_of(path, f"{name} ="), key=name)
    for name, effect in content.get("effects", {}).items():
        if effect not in EFFECTS:
            raise CodebookError(f"no effect {effect!r}", file=path, line=line_of(path, f"{name} ="), key=name)


def _status_rules(rules: Mapping[str, Any]) -> StatusRules:
    historical = rules["historical"]
    return StatusRules(
        **{name: frozenset(words) for name, words in rules["status"].items()},
        old_days=int(historical["old_days"]),
        threshold=float(historical["threshold"]),
    )


def _signatures(effects: Mapping[str, str], overlays: tuple[Path, ...]) -> dict[tuple[str, str], str]:
    columns = ("complement", "lemma", "signature")
    table = layered_table(PREDICATES, columns=columns, key=columns[:2], overlays=overlays)
    for row in table.rows:
        if row["signature"] not in effects:
            raise row.fail(f"no signature {row['signature']!r} in {RULES.name}", "signature")
    return {(row["complement"], row["lemma"]): row["signature"] for row in table.rows}


def _cues(overlays: tuple[Path, ...]) -> dict[str, dict[str, str]]:
    columns = ("kind", "class", "word")
    table = layered_table(CUES, columns=columns, key=("kind", "word"), overlays=overlays)
    cues: dict[str, dict[str, str]] = {kind: {} for kind in sorted(CUE_KINDS)}
    for row in table.rows:
        if row["kind"] not in CUE_KINDS:
            raise row.fail(f"no kind of cue {row['kind']!r}", "kind")
        cues[row["kind"]][row["word"]] = row["class"]
    return cues


def _weights(overlays: tuple[Path, ...]) -> dict[str, dict[str, Weight]]:
    table = weights_table(overlays)
    weights: dict[str, dict[str, Weight]] = {model: {} for model in MODELS}
    for row in table.rows:
        if row["model"] not in weights:
            raise row.fail(f"no model {row['model']!r}", "model")
        weights[row["model"]][row["evidence"]] = (
            row.number("weight"),
            row.number("personal") if row["personal"] else 0.0,
        )
    return weights


def weights_table(overlays: tuple[Path, ...] = ()) -> Table:
    """The table of fitted weights as it stands in the file."""
    columns = ("model", "evidence", "weight", "personal", "n")
    return layered_table(WEIGHTS, columns=columns, key=columns[:2], overlays=overlays)
