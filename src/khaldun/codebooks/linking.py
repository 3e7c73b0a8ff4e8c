"""The weights, thresholds and limits of the linker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from khaldun.codebooks.loading import data_path, line_of, read_toml
from khaldun.codebooks.overlays import layered_toml
from khaldun.errors import CodebookError

PATH = data_path("linking", "weights.toml")
_TABLES = ("limits", "reports", "events", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The weights of one comparison: `threshold` is the least score (0 to 1) of what is one."""

    threshold: float
    bias: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingWeights:
    """Numbers of `weights.toml`, where each is explained; `label` is the file's id and version."""

    label: str
    limits: Mapping[str, float]
    reports: Scale
    events: Scale
    endings: tuple[str, ...]
    least_stem: int


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
    )


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
