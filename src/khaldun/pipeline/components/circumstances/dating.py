"""Which time governs an event."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import Any

from spacy.tokens import Doc, Token

from khaldun.codebooks.circumstances import CircumstanceWords
from khaldun.pipeline import extensions
from khaldun.pipeline.components.circumstances.bonds import BONDS, Bond, Mention, bond, group_by_sentence, mention
from khaldun.records.calendar import parse_day

#: A day of the narrative further back than this is background and does not carry over to other sentences.
_NEWS_DAYS = 10
#: Without a day of the report, one told this near to its start is the day of its news.
_LEAD = 30
#: A time carries over to events this many tokens behind it.
_CARRY_REACH = 30
#: No event that is coded happened so many years before the report: such a figure is an hour ("at 1700").
_OLDEST = 150
#: A carried time may be no vaguer than a week.
_NEWS_SPAN = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The time chosen for an event: a timex (id), or days taken from dateline or publication; and why."""

    timex: str | None = None
    first: str | None = None
    last: str | None = None
    precision: str | None = None
    basis: str | None = None
    rule: str = "no time in the text governs it"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Time:
    id: str
    first: date
    last: date
    basis: str
    found: Mention


class Dating:
    """Times of one Doc, ready to be tied to its triggers."""

    def __init__(self, doc: Doc, words: CircumstanceWords, heads: frozenset[int], sayings: frozenset[int]) -> None:
        self._words, self._heads, self._sayings = words, heads, sayings
        self._start = extensions.coding_start(doc)
        self._anchor, self._basis = extensions.report_day(doc)
        times = [time for time in _times(doc, heads) if time.found.span.start >= self._start]
        self._by_sentence = group_by_sentence(times)
        self._news = [time for time in times if self._is_news(time)]
        self._news_starts = [time.found.span.start for time in self._news]

    def of(self, head: Token, status: str) -> Dated:
        """The time that governs a trigger with this head."""
        return self._in_sentence(head, status) or self._of_narrative(head, status) or self._of_report(status)

    def _in_sentence(self, head: Token, status: str) -> Dated | None:
        ranked = []
        for time in self._by_sentence.get(head.sent.start, ()):
            if self._is_plausible(time, status):
                kind = bond(time.found, head, self._heads)
                weak = time.found.modifier and kind != "own"
                ranked.append((weak, BONDS.index(kind), abs(time.found.root.i - head.i), time, kind))
        ranked.sort(key=lambda row: row[:3])
        for weak, _, _, time, kind in ranked:
            if not weak and self._governs(time, kind, status):
                return self._since(time) or Dated(timex=time.id, rule=f"time in the sentence: {kind}")
        return None

    def _governs(self, time: _Time, kind: Bond, status: str) -> bool:
        """A looser bond is enough for what is to come: few times of a report lie ahead."""
        if kind in ("below", "aside"):
            return status == "future"
        return kind != "other" and not self._is_of_saying(time, kind, status)

    def _since(self, time: _Time) -> Dated | None:
        """ "since 11 November": from then to the day of the report."""
        words = time.found.prepositions[:1] or (time.found.span[0].lower_,)
        if words[0] not in self._words.since or self._anchor is None or self._anchor <= time.last:
            return None
        return Dated(
            timex=time.id,
            first=time.first.isoformat(),
            last=self._anchor.isoformat(),
            precision="range",
            basis=time.basis,
            rule="time in the sentence: since it",
        )

    def _is_of_saying(self, time: _Time, kind: Bond, status: str) -> bool:
        """ "condemned on Monday the murder": the day of what is said is not that of an older deed spoken of."""
        holder = time.found.holder
        said = holder is not None and holder.i in self._sayings
        return status == "historical" and kind != "own" and said

    def _of_narrative(self, head: Token, status: str) -> Dated | None:
        if status not in self._words.news:
            return None
        before = bisect_left(self._news_starts, head.i) - 1
        if before >= 0 and head.i - self._news_starts[before] < _CARRY_REACH:
            return Dated(timex=self._news[before].id, rule="the time that the narrative is at")
        return Dated(timex=self._news[0].id, rule="the day of the report's news") if self._news else None

    def _of_report(self, status: str) -> Dated:
        if status not in self._words.news or self._anchor is None:
            return Dated()
        day = self._anchor.isoformat()
        return Dated(first=day, last=day, precision="day", basis=self._basis, rule="the report's own day")

    def _is_news(self, time: _Time) -> bool:
        if time.found.modifier:
            return False
        if self._anchor is None:
            return time.first == time.last and time.found.span.start < self._start + _LEAD
        age = (self._anchor - time.first).days
        return 0 <= age <= _NEWS_DAYS and (time.last - time.first).days < _NEWS_SPAN

    def _is_plausible(self, time: _Time, status: str) -> bool:
        """What has happened is not in the future, what will happen not in the past."""
        if self._anchor is None:
            return True
        if self._anchor.year - time.first.year > _OLDEST:
            return False
        if status in ("actual", "historical"):
            return time.first <= self._anchor
        return status != "future" or time.last >= self._anchor


def _times(doc: Doc, heads: frozenset[int]) -> list[_Time]:
    values: dict[str, Any] = extensions.values_of(doc, "timexes")
    found = []
    for span in extensions.spans_of(doc, "timexes"):
        value = values[span.id_]
        first, last = parse_day(value["first"]), parse_day(value["last"])
        if value["kind"] == "date" and first is not None and last is not None:
            found.append(_Time(id=span.id_, first=first, last=last, basis=value["basis"], found=mention(span, heads)))
    return found
