"""Time and memory of linking 1,000, 10,000 and 100,000 events that are made here, by code, from our own vocabulary.

    python benchmarks/linking_scale.py [events ...]

A happening has a place, a day, names and a pool of words of its own, and is told by one to eight reports of about 110
words and three events. Words are drawn by Zipf's law from the words of our casing codebook. Each size runs in a process
of its own, so that the memory told is that of this size.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from khaldun.codebooks.fingerprints import fingerprint_of
from khaldun.codebooks.loading import data_path, read_table
from khaldun.linker.linking import link
from khaldun.records import Actor, CountRange, EventDate, Place, TextSpan
from khaldun.records.linkable import LinkableEvent, LinkableReport

SIZES = (1_000, 10_000, 100_000)
EVENTS_A_REPORT = 3
_TYPES = (
    ("ASSAULT", "killed"),
    ("ASSAULT", "attack"),
    ("COERCE", "arrested"),
    ("PROTEST", "rally"),
    ("ACCUSE", "blamed"),
)
_SYLLABLES = ("ka", "no", "mi", "ra", "zu", "be", "lo", "ta", "shi", "ve", "do", "an", "or", "el", "ga", "pu")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Words with the running sums of how often each is drawn."""

    words: Sequence[str]
    sums: Sequence[float]


def main(arguments: Sequence[str]) -> None:
    """Runs each size in a process of its own, or, with `--one`, one size here."""
    if arguments[:1] == ["--one"]:
        print(measure(int(arguments[1])))
        return
    print("events\treports\tincidents\tseconds\tms an event\tpeak MB")
    for size in map(int, arguments) if arguments else SIZES:
        command = (sys.executable, __file__, "--one", str(size))
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip(), flush=True)


def measure(events: int) -> str:
    """One line of the table."""
    reports = list(made_reports(events))
    start = time.process_time()
    incidents = len(link(reports).incidents)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{events}\t{len(reports)}\t{incidents}\t{seconds:.1f}\t{1000 * seconds / events:.2f}\t{peak:.0f}"


def made_reports(events: int, seed: int = 7) -> Iterator[LinkableReport]:
    """Reports of made happenings, until they hold so many events; a longer archive covers a longer time."""
    draw = random.Random(seed)
    words = _words(draw)
    weights = Weights(words=words, sums=list(accumulate(1 / rank for rank in range(3, len(words) + 3))))
    made, days = 0, max(30, events // 100)
    while made * EVENTS_A_REPORT < events:
        day = date(2024, 1, 1) + timedelta(days=draw.randrange(days))
        names = [_name(draw) for _ in range(6)]
        pool = draw.choices(weights.words, cum_weights=weights.sums, k=60)
        place = Place(
            span=_span(names[0]),
            name=names[0],
            lat=draw.uniform(-60, 60),
            lon=draw.uniform(-180, 180),
            gazetteer_id=f"made-{made}",
            precision="city",
        )
        for _ in range(min(8, int(draw.expovariate(0.5)) + 1)):
            text = _text(draw, weights, own=pool, names=names)
            yield _report(draw, number=made, text=text, day=day, place=place)
            made += 1


def _words(draw: random.Random) -> list[str]:
    words = [row["word"] for row in read_table(data_path("casing", "common_words.tsv"), ["word"]).rows]
    draw.shuffle(words)
    return words


def _name(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randrange(2, 5))).capitalize()


def _text(draw: random.Random, weights: Weights, *, own: Sequence[str], names: Sequence[str]) -> str:
    """Some 110 words: half of all news, a third of the happening's own, the rest its names."""
    said = [*draw.choices(weights.words, cum_weights=weights.sums, k=60), *draw.choices(own, k=35)]
    said += draw.choices(names, k=15)
    draw.shuffle(said)
    return " ".join(said)


def _report(draw: random.Random, *, number: int, text: str, day: date, place: Place) -> LinkableReport:
    published = day + timedelta(days=int(draw.expovariate(0.5)))
    report = f"r{number}"
    events = tuple(_event(draw, report=report, number=at, day=day, place=place) for at in range(EVENTS_A_REPORT))
    return LinkableReport(
        id=report,
        published=published.isoformat(),
        publisher=f"Paper {draw.randrange(200)}",
        fingerprint=fingerprint_of(text),
        events=events,
        places=(place,),
    )


def _event(draw: random.Random, *, report: str, number: int, day: date, place: Place) -> LinkableEvent:
    kind, word = draw.choice(_TYPES)
    dead = draw.randrange(1, 9)
    return LinkableEvent(
        id=f"{report}-{number}",
        report=report,
        type=kind,
        mode=None,
        trigger=_span(word),
        actor=(Actor(span=_span("gunmen"), name="gunmen", kind="group", sectors=("UAF",)),),
        recipient=(Actor(span=_span("villagers"), name="villagers", kind="person", sectors=("CVL",)),),
        place=place,
        date=EventDate(first=day.isoformat(), last=day.isoformat(), precision="day", basis="text"),
        counts=(("deaths", CountRange(low=dead, high=dead, best=dead, exact=True, span=_span(str(dead)))),),
        status="actual",
        factuality=3.0,
        attribution=(),
        confidence=0.8,
    )


def _span(words: str) -> TextSpan:
    return TextSpan(start=0, end=len(words), text=words)


if __name__ == "__main__":
    main(sys.argv[1:])
