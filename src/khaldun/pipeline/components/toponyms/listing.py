"""What a name is in the gazetteer, in one word, for the weighing of evidence."""

from __future__ import annotations

from khaldun.codebooks.gazetteer import Gazetteer, GazetteerEntry

#: From strongest to weakest.
KINDS = ("country", "region", "admin1", "metropolis", "city", "district", "town", "village", "alias", "variant")
_TOWNS = ("metropolis", "city", "town")
_CACHED = 20_000


class Listing:
    """Kinds of names, remembered for the life of a process."""

    def __init__(self, gazetteer: Gazetteer, sizes: dict[str, float]) -> None:
        self._sizes = sizes
        self._gazetteer = gazetteer
        self._kinds: dict[str, str | None] = {}

    def kind(self, name: str) -> str | None:
        """The strongest kind of place that a name stands for, or None where the gazetteer lacks it."""
        if name not in self._kinds:
            if len(self._kinds) >= _CACHED:
                self._kinds.clear()
            self._kinds[name] = self._strongest(name)
        return self._kinds[name]

    def lies_in(self, name: str, container: str) -> bool:
        """Whether some place of the first name lies in a country or first-level unit of the second."""
        countries, units = self._containers(container)
        return any(
            entry.country in countries or entry.admin1_code in units
            for entry in self._gazetteer.candidates(name, "none")
            if entry.precision != "country"
        )

    def is_container(self, name: str) -> bool:
        """Whether a name (or a postal code) stands for a country or a first-level unit."""
        return any(self._containers(name))

    def _containers(self, name: str) -> tuple[set[str | None], set[str | None]]:
        found = [e for e in self._gazetteer.candidates(name, "none") if e.matched not in ("adjective", "short")]
        countries = {e.country for e in found if e.precision == "country"}
        return countries, {e.admin1_code for e in found if e.precision == "admin1" and e.admin1_code}

    def _strongest(self, name: str) -> str | None:
        kinds = {kind_of(entry, self._sizes) for entry in self._gazetteer.candidates(name, "spelling")} - {None}
        return next((kind for kind in KINDS if kind in kinds), None)


def kind_of(entry: GazetteerEntry, sizes: dict[str, float]) -> str | None:
    """The kind of one entry as its name leads to it; None for codes and adjectives."""
    if entry.matched in ("code", "adjective"):
        return None
    if entry.matched == "short":
        return "alias"
    if entry.matched == "loose":
        return "variant"
    if entry.precision == "country" or not entry.id.startswith("geonames:"):
        return "country" if entry.precision == "country" else "region"
    if entry.matched == "alias" and entry.population < sizes["known_by_alias"]:
        return "alias"
    if entry.precision == "region":
        return "region"
    if entry.precision in ("admin1", "district"):
        return entry.precision
    return next((kind for kind in _TOWNS if entry.population >= sizes[kind]), "village")
