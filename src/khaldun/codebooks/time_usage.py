"""Words around a time expression: those that show tense, those that show that it is none."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import data_path, line_of, read_toml
from khaldun.errors import CodebookError


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeUsage:
    """The word sets of `usage.toml`, named as there."""

    future_auxiliaries: frozenset[str]
    future_governors: frozenset[str]
    planning_verbs: frozenset[str]
    year_introductions: frozenset[str]
    not_before_year: frozenset[str]
    not_after_year: frozenset[str]
    not_after_day: frozenset[str]
    not_before_day: frozenset[str]
    common_word_months: frozenset[str]
    past_auxiliaries: frozenset[str]
    straight: frozenset[str]
    ages: frozenset[str]
    not_after_vague: frozenset[str]
    not_before_season: frozenset[str]
    open_after_year: frozenset[str]
    leading: frozenset[str]
    streets: frozenset[str]
    before_address: frozenset[str]
    countdown: frozenset[str]


@lru_cache(maxsize=1)
def load_time_usage(overlays: tuple[Path, ...] = ()) -> TimeUsage:
    """The shipped word sets; raises CodebookError for an unknown or missing set."""
    path = data_path("times", "usage.toml")
    _, content = read_toml(path)
    expected = {field.name for field in fields(TimeUsage)}
    words = content.get("words", {})
    for name in sorted(expected ^ set(words)):
        raise CodebookError("unknown or missing set", file=path, line=line_of(path, name), key=name)
    return TimeUsage(**{name: frozenset(words[name]) for name in words})
