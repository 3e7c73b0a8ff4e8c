"""What counts as public life: types that need a party of it, and sectors that are not of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from khaldun.codebooks.loading import data_path, read_toml
from khaldun.errors import CodebookError

_KEYS = {"types", "lonely", "private", "share"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLife:
    """`types`, `lonely`: PLOVER types or `TYPE:mode`; `private`: sectors of everyday life; `share`: of parties."""

    types: frozenset[str]
    lonely: frozenset[str]
    private: frozenset[str]
    share: float
    label: str

    def asks_for(self, kind: str, mode: str | None, *, recipient: bool) -> bool:
        """Whether an event of this type and mode, with a recipient or without, needs a party of public life."""
        names = {kind, f"{kind}:{mode or ''}"}
        return not names.isdisjoint(self.types) or (not recipient and not names.isdisjoint(self.lonely))


@lru_cache
def load_public_life() -> PublicLife:
    """The shipped table. Raises CodebookError where a key is missing or unknown, or of the wrong sort."""
    path = data_path("triggers", "public_life.toml")
    header, content = read_toml(path)
    table = content.get("public_life")
    if not isinstance(table, dict) or set(table) != _KEYS or len(content) > 1:
        raise CodebookError("one table [public_life] with its four keys is wanted", file=path)
    names = {key: frozenset(table[key]) for key in ("types", "lonely", "private")}
    return PublicLife(**names, share=float(table["share"]), label=header.label)
