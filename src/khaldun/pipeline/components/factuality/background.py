"""Background: an event that happened clearly before the news of its report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from spacy.tokens import Doc

from khaldun.codebooks.modality import Modality
from khaldun.pipeline import extensions
from khaldun.pipeline.components.factuality.contexts import Reading
from khaldun.pipeline.components.factuality.parse import Parse
from khaldun.records.calendar import parse_day

_CLAUSES = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "csubj", "parataxis", "pcomp"})
_TELLING_DEPS = frozenset({"relcl", "acl", "advcl", "pcomp", "pobj", "compound", "nsubj", "nsubjpass", "dobj", "appos"})
_UNTENSED = frozenset({"present", "progressive", "noun"})
_BANDS = (1, 2, 5, 10, 20)
#: Evidence that a time in the event's own clause lies well before the news.
OWN_OLD_TIME = "time old"


class Background:
    """What a Doc says about the time of its events."""

    def __init__(self, doc: Doc, parse: Parse, modality: Modality) -> None:
        self._parse = parse
        self._words = modality.cues["time"]
        self._starts = parse.starts
        self._times = _times(doc, old_days=modality.status.old_days)
        self._by_clause: dict[int, list[str]] = {}
        self._by_sentence: dict[int, list[str]] = {}
        for index, kind in self._times:
            self._by_clause.setdefault(self._clause(index), []).append(kind)
            self._by_sentence.setdefault(self._sentence(index), []).append(kind)
        self._cues = self._read_cues()

    def evidence(self, i: int, reading: Reading, event_type: str | None) -> list[str]:
        """Evidence that the event at a token is background, or news; each name once, in a fixed order."""
        parse = self._parse
        parts = (reading.cell or "main").split(".")
        found = [f"sentence {self._band(i)}", f"type {event_type}", f"tag {parse.tag[i]}", f"dep {parse.dep[i]}"]
        found += [f"lemma {parse.lemma[i]}", f"type {event_type} {parts[0]}"]
        found += [f"part {part}" for part in parts]
        found += [f"under {parse.dep[j]}" for j in parse.path(i) if parse.dep[j] in _TELLING_DEPS]
        for about in self._times_about(i):
            found += [about, f"{about} {parts[0]}"] if about.startswith("time ") else [about]
        return list(dict.fromkeys(found))

    def lies_ahead(self, i: int, reading: Reading) -> bool:
        """Whether an event that is told in the present, or as a noun, has a coming date of its own."""
        told = reading.cell.partition(".")[0]
        if told not in _UNTENSED:
            return False
        return any(kind == "coming" and self._is_dated_by(i, index) for index, kind in self._times)

    def _is_dated_by(self, i: int, index: int) -> bool:
        """Whether a time stands below an event in its clause, or in a participle behind it: "talks starting Monday"."""
        up = self._up_to_clause(index)
        clause = up[-1]
        return i in up or (self._parse.dep[clause] == "acl" and self._parse.head[clause] == i)

    def _times_about(self, i: int) -> list[str]:
        clause, sentence = self._clause(i), self._sentence(i)
        own = self._by_clause.get(clause, [])
        found = [f"time {kind}" for kind in own]
        others = [kind for kind in self._by_sentence.get(sentence, []) if kind not in own]
        found += [f"time beside {kind}" for kind in others]
        if not own and not others:
            found.append(f"time before {self._told_before(i)}")
        cues = self._cues.get(clause, [])
        return [*found, *(f"cue {kind}" for kind in cues)]

    def _told_before(self, i: int) -> str:
        at = bisect_left(self._times, (i, ""))
        return self._times[at - 1][1] if at else "none"

    def _read_cues(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for i, word in enumerate(self._parse.lower):
            if kind := self._words.get(word):
                found.setdefault(self._clause(i), []).append(kind)
        return found

    def _clause(self, i: int) -> int:
        return self._up_to_clause(i)[-1]

    def _up_to_clause(self, i: int) -> list[int]:
        """The tokens from one up to the head of its clause."""
        parse = self._parse
        up = [i]
        while parse.head[i] != i and parse.dep[i] not in _CLAUSES and not (parse.dep[i] == "conj" and parse.is_verb(i)):
            i = parse.head[i]
            up.append(i)
        return up

    def _sentence(self, i: int) -> int:
        return bisect_right(self._starts, i) - 1

    def _band(self, i: int) -> int:
        return bisect_right(_BANDS, self._sentence(i))


def _times(doc: Doc, *, old_days: int) -> list[tuple[int, str]]:
    """Token index and kind (old, recent, fresh, coming, range) of each dated time expression."""
    today = _report_day(doc)
    values = extensions.values_of(doc, "timexes")
    found = []
    for span in extensions.spans_of(doc, "timexes"):
        value = values[span.id_]
        if today and value["first"] and value["last"]:
            first, last = date.fromisoformat(value["first"]), date.fromisoformat(value["last"])
            found.append((span.root.i, _kind(first, last, today=today, old_days=old_days)))
    return sorted(found)


def _report_day(doc: Doc) -> date | None:
    """The day of publication, from which the weights were fitted; else that of the dateline."""
    published = parse_day(extensions.values_of(doc, "report").get("published"))
    return published or extensions.report_day(doc)[0]


def _kind(first: date, last: date, *, today: date, old_days: int) -> str:
    if (today - last).days > old_days:
        return "old"
    if first > today:
        return "coming"
    if (today - first).days > old_days:
        return "range"
    return "fresh" if (today - first).days <= 1 else "recent"
