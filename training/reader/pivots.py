"""Ties the marked pairs of `plv` and `cameo_ner` (TRAIN) to the event word that the rules find for them.

These corpora mark who did something to whom, and at most its type, but no event word. Of the events that the rules
code in the sentence, the one whose parties overlap the pair most is taken; where none does, the sentence is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from khaldun.pipeline.coder import Coder
from khaldun.records import Event, Report

from .corpora import Record, texts_and_gold

#: One root of plv that PLOVER parts in two.
SPLIT = {"YIELD": ("CONCEDE", "RETREAT")}
Pair = dict[str, list[tuple[int, int]]]


def pivots(bench: Path, coder: Coder) -> Iterator[Record]:
    """One record a pair that an event word was found for: text, trigger, type (or None), actor, recipient."""
    for corpus in ("plv", "cameo_ner"):
        folder = bench / "events" / corpus / "train"
        for text, gold in texts_and_gold(folder / "reports.jsonl", folder / "gold.jsonl"):
            yield from _tied(coder, text, gold)


def _tied(coder: Coder, text: str, gold: Record) -> Iterator[Record]:
    events = coder.code(Report(id=gold["id"], text=text)).events
    for types, pair in _pairs(gold["gold"]):
        best = _best(events, types, pair)
        if best is not None:
            yield _record(gold["id"], text, best, typed=bool(types), pair=pair)


def _pairs(gold: Record) -> Iterator[tuple[Sequence[str], Pair]]:
    for relation in gold.get("relations", ()):
        sides = {"actor": relation["source"]["spans"], "recipient": relation["target"]["spans"]}
        yield SPLIT.get(relation["root"], (relation["root"],)), sides
    if "spans" in gold:
        marked = {"actor": "S", "recipient": "T"}
        yield (
            (),
            {
                side: [(span["start"], span["end"]) for span in gold["spans"] if span["role"] == role]
                for side, role in marked.items()
            },
        )


def _best(events: Sequence[Event], types: Sequence[str], pair: Pair) -> Event | None:
    """The event whose parties share most characters with the pair; of a given type it need share none."""
    scored = [
        (sum(_shared(getattr(event, side), pair[side]) for side in pair), event.confidence, -number)
        for number, event in enumerate(events)
        if not types or event.type in types
    ]
    shared, _, number = max(scored, default=(0, 0.0, 0))
    return events[-number] if scored and (types or shared > 0) else None


def _shared(parties: Sequence[Any], spans: Sequence[tuple[int, int]]) -> int:
    return sum(
        max(0, min(party.span.end, end) - max(party.span.start, start))
        for party in parties
        if party.span
        for start, end in spans
    )


def _record(report: str, text: str, event: Event, *, typed: bool, pair: Pair) -> Record:
    assert event.trigger is not None
    sides = {side: [{"start": start, "end": end} for start, end in spans] for side, spans in pair.items()}
    trigger = {"start": event.trigger.start, "end": event.trigger.end}
    return {"id": report, "text": text, "trigger": trigger, "type": event.type if typed else None, **sides}
