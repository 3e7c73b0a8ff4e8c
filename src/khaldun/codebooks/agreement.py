"""What counts as agreement between accounts of one happening."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from khaldun.codebooks.loading import data_path, line_of
from khaldun.codebooks.overlays import layered_toml
from khaldun.errors import CodebookError
from khaldun.records.place import PlacePrecision

PATH = data_path("linking", "consensus.toml")
_KEYS = {"place": ("near_km", "precisions"), "party": ("least_share",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRules:
    """Values of `consensus.toml`, where each is explained; `precisions` run from the finest to the coarsest."""

    near_km: float
    precisions: tuple[str, ...]
    least_share: float


@lru_cache
def load_agreement(overlays: tuple[Path, ...] = ()) -> AgreementRules:
    """The rules, with a user's over them. Raises CodebookError for an unknown, missing or wrong key."""
    _, content = layered_toml(PATH, check=_check, overlays=overlays)
    place, party = content["place"], content["party"]
    return AgreementRules(
        near_km=float(place["near_km"]),
        precisions=tuple(place["precisions"]),
        least_share=float(party["least_share"]),
    )


def _check(path: Path, content: dict[str, Any]) -> None:
    for table, values in content.items():
        for key, value in values.items():
            if key not in _KEYS.get(table, ()):
                raise CodebookError("unknown key", file=path, line=line_of(path, key), key=f"{table}.{key}")
            if not _holds(key, value):
                raise CodebookError(f"{value!r} does not fit", file=path, line=line_of(path, key), key=f"{table}.{key}")


def _holds(key: str, value: object) -> bool:
    if key == "precisions":
        return isinstance(value, list) and sorted(map(str, value)) == sorted(get_args(PlacePrecision))
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
