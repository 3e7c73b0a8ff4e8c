"""PLOVER contexts: the words that show them, and when they are enough."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import Table, data_path, line_of, read_table, read_toml
from khaldun.errors import CodebookError

_STRENGTHS = ("strong", "weak")
#: The tokens of a cue, cut as the tokenizer cuts text: at hyphens between letters, and before 's.
_TOKEN = re.compile(r"'s|[^\W_]+(?:[-/.](?=\d)\d+)?|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextCue:
    """A cue in lower case, cut into tokens, with the contexts it shows and whether strongly."""

    words: tuple[str, ...]
    contexts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextLimits:
    """Weights of cues by strength and place, and the sums that a context needs (see the file for each)."""

    strong: float
    weak: float
    report_strong: float
    report_weak: float
    report: float
    context: float
    share: float
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextBook:
    """Cues by their first word, longest first, and the limits."""

    labels: tuple[str, ...]
    cues: Mapping[str, tuple[ContextCue, ...]]
    limits: ContextLimits

    def match(self, words: Sequence[str], start: int) -> ContextCue | None:
        """The longest cue that begins at a word of lower-case text."""
        for cue in self.cues.get(words[start], ()):
            if tuple(words[start : start + len(cue.words)]) == cue.words:
                return cue
        return None


@lru_cache
def load_contexts(overlays: tuple[Path, ...] = ()) -> ContextBook:
    """The context cues and limits that ship with Khaldun (`overlays` hold none and are not read here).

    Raises CodebookError for an unknown strength, an empty cue, or a limit that is missing or no number.
    """
    table = read_table(data_path("contexts", "cues.tsv"), ("cue", "context", "strength"))
    path = data_path("contexts", "thresholds.toml")
    header, content = read_toml(path)
    return ContextBook(
        labels=(table.header.label, header.label),
        cues=_by_first_word(_shown_by(table)),
        limits=_limits(path, content),
    )


def _shown_by(table: Table) -> dict[tuple[str, ...], dict[str, bool]]:
    found: dict[tuple[str, ...], dict[str, bool]] = {}
    for row in table.rows:
        strong = row.one_of("strength", _STRENGTHS) == "strong"
        words = tuple(_TOKEN.findall(row["cue"]))
        if not words:
            raise row.fail("an empty cue", "cue")
        for form in (words, *((*words[:-1], plural) for plural in _plurals(words[-1]))):
            found.setdefault(form, {}).setdefault(row["context"], strong)
    return found


def _plurals(word: str) -> tuple[str, ...]:
    if not word.isalpha() or len(word) < 3 or word.endswith(("s", "ed", "ing")):
        return ()
    if word.endswith("y") and word[-2] not in "aeou":
        return (f"{word[:-1]}ies",)
    if word.endswith("man"):
        return (f"{word[:-3]}men",)
    return (f"{word}es",) if word.endswith(("ch", "sh", "x", "z")) else (f"{word}s",)


def _by_first_word(shown: Mapping[tuple[str, ...], Mapping[str, bool]]) -> dict[str, tuple[ContextCue, ...]]:
    found: dict[str, list[ContextCue]] = {}
    for words, contexts in shown.items():
        found.setdefault(words[0], []).append(ContextCue(words=words, contexts=tuple(sorted(contexts.items()))))
    return {word: tuple(sorted(cues, key=lambda cue: (-len(cue.words), cue.words))) for word, cues in found.items()}


def _limits(path: Path, content: Mapping[str, Any]) -> ContextLimits:
    given = {**content.get("weights", {}), **content.get("limits", {})}
    names = tuple(ContextLimits.__dataclass_fields__)
    for name in names:
        if not isinstance(given.get(name), int | float):
            raise CodebookError("missing, or no number", file=path, line=line_of(path, f"{name} ="), key=name)
    if unknown := sorted(set(given) - set(names)):
        raise CodebookError("unknown key", file=path, line=line_of(path, f"{unknown[0]} ="), key=unknown[0])
    return ContextLimits(**{name: given[name] for name in names})
