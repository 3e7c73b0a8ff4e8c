"""The weights, thresholds and limits of the linker, and how common terms are in news."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import data_path, line_of, read_table, read_toml
from khaldun.codebooks.overlays import layered_toml
from khaldun.errors import CodebookError

PATH = data_path("linking", "weights.toml")
COMMON_TERMS = data_path("linking", "common_terms.tsv")
#: The kinds of terms that have shares.
_LAYERS = ("words", "names", "numbers")
_TABLES = ("limits", "reports", "events", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The weights of one comparison: `threshold` is the least score (0 to 1) of what is one."""

    threshold: float
    bias: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingWeights:
    """Numbers of `weights.toml`, where each is explained; `label` is the file's id and version.

    `common`: for words, names and numbers the share of news reports that hold a term, where it is a hundredth or more.
    """

    label: str
    limits: Mapping[str, float]
    reports: Scale
    events: Scale
    endings: tuple[str, ...]
    least_stem: int
    common: Mapping[str, Mapping[str, float]]


@lru_cache
def load_linking_weights(overlays: tuple[Path, ...] = ()) -> LinkingWeights:
    """The weights, with a user's over them. Raises CodebookError for an unknown, missing or wrong key."""
    header, content = layered_toml(PATH, check=_check, overlays=overlays)
    return LinkingWeights(
        label=header.label,
        limits={key: float(value) for key, value in content["limits"].items()},
        reports=_scale(content["reports"]),
        events=_scale(content["events"]),
        endings=tuple(content["words"]["endings"]),
        least_stem=int(content["words"]["least_stem"]),
        common=load_common_terms(),
    )


@lru_cache
def load_common_terms(path: Path = COMMON_TERMS) -> Mapping[str, Mapping[str, float]]:
    """The shares of terms by layer. Raises CodebookError for an unknown layer or what is no share."""
    shares: dict[str, dict[str, float]] = {layer: {} for layer in _LAYERS}
    for row in read_table(path, ("layer", "term", "share")).rows:
        shares[row.one_of("layer", _LAYERS)][row["term"]] = row.number("share", low=0, high=1)
    return shares


def _scale(values: Mapping[str, float]) -> Scale:
    weights = {key: float(value) for key, value in values.items() if key not in ("threshold", "bias")}
    return Scale(threshold=float(values["threshold"]), bias=float(values["bias"]), weights=weights)


def _check(path: Path, content: dict[str, Any]) -> None:
    ours = read_toml(PATH)[1]
    for table, values in content.items():
        if table not in _TABLES:
            raise CodebookError("unknown table", file=path, line=line_of(path, f"[{table}]"), key=table)
        for key, value in values.items():
            if key not in ours[table]:
                raise CodebookError("unknown key", file=path, line=line_of(path, key), key=key)
            if key != "endings" and (not isinstance(value, int | float) or isinstance(value, bool)):
                raise CodebookError("not a number", file=path, line=line_of(path, key), key=key)
