"""The weights by which a toponym's gazetteer entry is chosen."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import get_args

from khaldun.codebooks.loading import CodebookHeader, data_path, line_of, read_toml
from khaldun.errors import CodebookError
from khaldun.records import PlacePrecision

PATH = data_path("gazetteer", "choice.toml")
PRECISIONS: frozenset[str] = frozenset(get_args(PlacePrecision))
#: Features that add weight times value; the rest of `[weights]` is per precision and per kind of match.
FEATURES = (
    "population",
    "capital",
    "in_container",
    "holds_named",
    "kind_agrees",
    "same_admin1",
    "same_country",
    "nearby",
    "sentence",
    "dateline",
)
MATCHES = ("name", "alias", "short", "loose", "fuzzy", "adjective")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSettings:
    """Numbers of `choice.toml` that are no weights; what each means stands there."""

    least_likelihood: float
    least_lead: float
    reach_km: float
    town_reach_km: float
    population_of_region: float
    population_of_point: float
    population_of_city: float
    most_candidates: float
    most_rows: float
    most_senses: float
    least_fuzzy_population: float
    least_publisher_population: float
    rounds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceWords:
    """Word lists of `choice.toml`; what each holds stands there."""

    directions: frozenset[str]
    openers: frozenset[str]
    fillers: frozenset[str]
    parts: frozenset[str]
    joining: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """Weights by feature, settings, and the precision that each word of kind speaks for."""

    header: CodebookHeader
    weights: dict[str, float]
    settings: ChoiceSettings
    kinds: dict[str, str]
    words: ChoiceWords


@lru_cache(maxsize=1)
def load_place_choice() -> PlaceChoice:
    """The weights that ship with Khaldun."""
    header, content = read_toml(PATH)
    weights = _numbers(content.get("weights", {}), (*FEATURES, *sorted(PRECISIONS), *MATCHES))
    settings = _numbers(content.get("settings", {}), tuple(field.name for field in fields(ChoiceSettings)))
    kinds = {str(word): str(precision) for word, precision in content.get("kinds", {}).items()}
    for word, precision in kinds.items():
        if precision not in PRECISIONS:
            raise CodebookError(f"no precision: {precision!r}", file=PATH, line=line_of(PATH, f"{word} ="), key=word)
    return PlaceChoice(
        header=header,
        weights=weights,
        settings=ChoiceSettings(**settings),
        kinds=kinds,
        words=_words(content.get("words", {})),
    )


def _numbers(found: dict[str, object], known: tuple[str, ...]) -> dict[str, float]:
    if wrong := sorted(set(found) ^ set(known)):
        raise CodebookError("unknown or missing key", file=PATH, line=line_of(PATH, wrong[0]), key=wrong[0])
    for key, value in found.items():
        if not isinstance(value, int | float):
            raise CodebookError("not a number", file=PATH, line=line_of(PATH, key), key=key)
    return {key: float(value) for key, value in found.items() if isinstance(value, int | float)}


def _words(found: dict[str, list[str]]) -> ChoiceWords:
    known = [field.name for field in fields(ChoiceWords)]
    if wrong := sorted(set(found) ^ set(known)):
        raise CodebookError("unknown or missing list", file=PATH, line=line_of(PATH, wrong[0]), key=wrong[0])
    return ChoiceWords(**{name: frozenset(found[name]) for name in known})
