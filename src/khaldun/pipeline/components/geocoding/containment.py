"""What the words right after a name say it lies in.

"Tripoli, Lebanon"; "Nablus, in the West Bank"; "Paris, TX"; "the Shaab district of Baghdad".
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from khaldun.codebooks.gazetteer import Gazetteer, GazetteerEntry
from khaldun.codebooks.place_choice import ChoiceWords
from khaldun.pipeline.components.geocoding.mentions import Mention
from khaldun.records.text import fold

_MOST_FILLERS = 4
_CONTAINERS = frozenset({"country", "admin1", "district", "region"})


class ContainmentReader:
    """Reads the container of each mention of one Doc."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention], *, gazetteer: Gazetteer, words: ChoiceWords) -> None:
        self._doc = doc
        self._words = words
        self._gazetteer = gazetteer
        self._starts = {mention.start: mention for mention in mentions}
        self._ends = {mention.end: mention for mention in mentions}

    def read(self, mention: Mention) -> None:
        """Sets container and its name on a mention that has one."""
        index = self._behind_fillers(mention.end)
        if index is None:
            return
        other = self._starts.get(index)
        if other is not None and (other.form == "adjective" or self._is_list(mention, other)):
            return
        if other is None and not self._is_code(index):
            return
        name = other.name if other is not None else self._doc[index].text
        mention.container = self._containers(name)
        mention.container_name = fold(name)

    def _behind_fillers(self, end: int) -> int | None:
        doc, index = self._doc, end
        if index + 1 < len(doc) and doc[index].lower_ in self._words.parts and doc[index + 1].lower_ == "of":
            return index + 2 if index + 2 < len(doc) else None
        if index >= len(doc) or doc[index].lower_ not in self._words.openers:
            return None
        while index < min(end + _MOST_FILLERS, len(doc)) and doc[index].lower_ in self._words.fillers:
            index += 1
        return index if index < len(doc) else None

    def _is_code(self, index: int) -> bool:
        return self._doc[index - 1].text == "," and self._doc[index].text.isupper()

    def _containers(self, name: str) -> tuple[GazetteerEntry, ...]:
        """The countries, units and regions of a name, codes included."""
        found = [entry for entry in self._gazetteer.candidates(name, "none") if entry.precision in _CONTAINERS]
        return tuple(entry for entry in found if entry.matched not in ("adjective", "short"))

    def _is_list(self, mention: Mention, other: Mention) -> bool:
        """Whether names of states stand side by side ("Oregon, Washington and Idaho") and none holds another."""
        if not self._is_large(mention):
            return False
        after, before = self._starts.get(other.end + 1), self._ends.get(mention.start - 1)
        if after is not None and self._joins(other.end) and self._is_large(after):
            return True
        return before is not None and self._joins(mention.start - 1) and self._is_large(before)

    def _joins(self, index: int) -> bool:
        return self._doc[index].lower_ in self._words.joining

    def _is_large(self, mention: Mention) -> bool:
        return any(entry.precision in ("country", "admin1") for entry in self._containers(mention.name))
