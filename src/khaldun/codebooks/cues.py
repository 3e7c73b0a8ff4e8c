"""Cues of attribution: words that tell that somebody says something, and how much each construction weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

from khaldun.codebooks.loading import CodebookHeader, data_path
from khaldun.codebooks.overlays import layered_table, layered_toml
from khaldun.errors import CodebookError
from khaldun.records import Stance

CUES = data_path("cues", "attribution.tsv")
EVIDENCE = data_path("cues", "attribution_evidence.tsv")
EDGES = data_path("cues", "content_edges.tsv")
WORDS = data_path("cues", "attribution_words.toml")
ANY = "*"

_STANCES: tuple[str, ...] = get_args(Stance)
_POS = ("VERB", "NOUN", "ADJ", "ADV", ANY)
_GROUPS = ("clause", "other", "noun")
_WORD_LISTS = frozenset({"modals", "relays", "interviews", "headline_sources"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cue lexicon and its evidence weights.

    `stances` holds every cue (lemma, part of speech) with the stance it gives its content. `weights` are log odds for
    (lemma, part of speech, complement), `*` for any; `evidence` log odds for what stands around a cue, by the group of
    the construction ("clause", "other" or "noun"); `edges` weights of what stands at the edges of a content.
    `source_classes` goes from a head word to its class of source.
    """

    header: CodebookHeader
    stances: Mapping[tuple[str, str], Stance]
    weights: Mapping[tuple[str, str, str], float]
    evidence: Mapping[tuple[str, str], float]
    edges: Mapping[str, float]
    source_classes: Mapping[str, str]
    words: Mapping[str, frozenset[str]]

    def weigh(self, lemma: str, pos: str, complement: str) -> float:
        """Log odds of a cue with this complement before anything else is known of it."""
        get = self.weights.get
        return (
            get((ANY, ANY, ANY), 0.0)
            + get((ANY, pos, complement), 0.0)
            + get((lemma, pos, ANY), 0.0)
            + get((lemma, pos, complement), 0.0)
        )


@lru_cache
def load_cues(overlays: tuple[Path, ...] = ()) -> Cues:
    """The cue codebook with a user's rows over it.

    Raises CodebookError for a stance, word class or weight that is none.
    """
    columns = ("lemma", "pos", "complement", "stance", "weight")
    table = layered_table(
        CUES, columns=columns, key=("lemma", "pos", "complement"), optional=("basis",), overlays=overlays
    )
    evidence = layered_table(
        EVIDENCE,
        columns=("evidence", "group", "weight"),
        key=("evidence", "group"),
        optional=("basis",),
        overlays=overlays,
    )
    edges = layered_table(
        EDGES, columns=("evidence", "weight"), key=("evidence",), optional=("basis",), overlays=overlays
    )
    content = layered_toml(WORDS, check=_check_words, overlays=overlays)[1]
    return Cues(
        header=table.header,
        stances={
            (row["lemma"], row.one_of("pos", _POS)): cast("Stance", row.one_of("stance", _STANCES))
            for row in table.rows
            if row["stance"]
        },
        weights={(row["lemma"], row["pos"], row["complement"]): row.number("weight") for row in table.rows},
        evidence={(row["evidence"], row.one_of("group", _GROUPS)): row.number("weight") for row in evidence.rows},
        edges={row["evidence"]: row.number("weight") for row in edges.rows},
        source_classes={word: name for name, words in content["source"].items() for word in words},
        words={name: frozenset(words) for name, words in content["words"].items()},
    )


def _check_words(path: Path, content: dict[str, Any]) -> None:
    for table in content:
        if table not in ("source", "words"):
            raise CodebookError("unknown table", file=path, key=table)
    for name in content.get("words", {}):
        if name not in _WORD_LISTS:
            raise CodebookError("unknown word list", file=path, key=name)
