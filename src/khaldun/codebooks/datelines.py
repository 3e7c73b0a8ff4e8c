"""Agencies that open reports, and words at the start of a report that are no city."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import data_path, line_of, read_table, read_toml
from khaldun.errors import CodebookError

_SETS = frozenset({"labels", "marks", "particles"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatelineWords:
    """`agencies`: written form (lower case) to name; `labels`: no cities; `particles`: small words in city names."""

    agencies: dict[str, str]
    labels: frozenset[str]
    marks: frozenset[str]
    particles: frozenset[str]

    def agency(self, text: str) -> str:
        """The name of an agency as written in a dateline; unknown ones keep their writing."""
        words = text.strip().lower()
        return self.agencies.get(words) or self.agencies.get(words.split(",")[0].strip()) or text.strip()


@lru_cache(maxsize=1)
def load_datelines(overlays: tuple[Path, ...] = ()) -> DatelineWords:
    """The shipped tables; raises CodebookError for an unknown or missing set or a form of two agencies."""
    path = data_path("datelines", "labels.toml")
    _, content = read_toml(path)
    words = content.get("words", {})
    for name in sorted(_SETS ^ set(words)):
        raise CodebookError("unknown or missing set", file=path, line=line_of(path, name), key=name)
    return DatelineWords(agencies=_load_agencies(), **{name: frozenset(words[name]) for name in sorted(_SETS)})


def _load_agencies() -> dict[str, str]:
    agencies: dict[str, str] = {}
    for row in read_table(data_path("datelines", "agencies.tsv"), ["name", "forms"]).rows:
        for form in row["forms"].split("|"):
            if form in agencies:
                raise row.fail(f"{form!r} is written for two agencies", key="forms")
            agencies[form] = row["name"]
    return agencies
