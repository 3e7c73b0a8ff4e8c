"""Reads figures out of the JSON that a scorer prints, and facts out of the coded reports themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from khaldun.errors import ConfigError
from khaldun.evaluation.gold_tasks import Figure, Way

#: Under this key the facts of the coded reports stand in the score.
CODED = "coded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What a figure came to, with its 95 % interval where the scorer gives one."""

    figure: Figure
    now: float | None
    interval: tuple[float, float] | None = None


def read_figure(score: Mapping[str, Any], figure: Figure) -> Value:
    """The value of a figure in a score; None where the score has it as null.

    Raises ConfigError where the way does not lead to a number.
    """
    now = _now(score, figure)
    if not figure.interval:
        return Value(figure=figure, now=now)
    ends = [_real(_follow(score, (*figure.interval, end)), figure.interval) for end in (0, 1)]
    return Value(figure=figure, now=now, interval=(ends[0] * figure.scale, ends[1] * figure.scale))


def coded_facts(coded: Path, reports: Path) -> dict[str, Any]:
    """What can be counted in a file of coded reports, and how many of the reports it should hold are lost.

    A report is lost where its line is missing, stands twice, or stands out of order: only the longest run of lines from
    the top that agrees with the input counts. A span is untrue where the text has other words at its place.
    """
    texts = {str(row["id"]): str(row.get("text") or "") for row in _lines(reports)}
    wanted = list(texts)
    found = _lines(coded)
    agreeing = 0
    for want, row in zip(wanted, found, strict=False):
        if want != row.get("id"):
            break
        agreeing += 1
    events = sum(len(row.get("events") or ()) for row in found)
    return {
        "reports": len(wanted),
        "coded": agreeing if len(found) <= len(wanted) else 0,
        "events": events,
        "events_a_report": round(events / len(wanted), 3) if wanted else None,
        "with_issues": sum(bool(row.get("issues")) for row in found),
        "untrue_spans": sum(_untrue_spans(row, texts.get(str(row.get("id")), "")) for row in found),
    }


#: Counts of words: "start" and "end" are among them.
_NO_RECORD = "fingerprint"


def as_mentions(coded: Path, out: Path) -> None:
    """Writes the coded reports with one event for each of its tellings: the words in `triggers` that belong to it."""
    with coded.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as written:
        for record in map(json.loads, lines):
            again = list(_told_again(record))
            written.write(json.dumps({**record, "events": [*record["events"], *again]}) + "\n")


def _told_again(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    events = {event["id"]: event for event in record["events"]}
    for trigger in record["triggers"]:
        event = events.get(trigger["event"])
        if event is not None and trigger["start"] != event["trigger"]["start"]:
            yield {**event, "trigger": {name: trigger[name] for name in ("start", "end", "text")}}


def _untrue_spans(value: object, text: str) -> int:
    """How many spans in a record, at any depth, do not hold the words that the text has there."""
    if isinstance(value, list):
        return sum(_untrue_spans(inner, text) for inner in value)
    if not isinstance(value, dict):
        return 0
    start, end = value.get("start"), value.get("end")
    untrue = isinstance(start, int) and isinstance(end, int) and text[start:end] != value.get("text")
    return untrue + sum(_untrue_spans(inner, text) for key, inner in value.items() if key != _NO_RECORD)


def labels_of(coded: Path) -> tuple[str, tuple[str, ...]]:
    """Version of Khaldun and labels of the codebooks, as the first coded report states them."""
    with coded.open(encoding="utf-8") as lines:
        first = json.loads(next(lines, "{}"))
    return str(first.get("khaldun", "")), tuple(first.get("codebooks", ()))


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _now(score: Mapping[str, Any], figure: Figure) -> float | None:
    if figure.pool:
        return _pooled(score, figure)
    values = [_follow(score, way) for way in figure.mean or (figure.at,)]
    if None in values:
        return None
    return round(fmean(_real(value, figure.at) for value in values) * figure.scale, 2)


def _pooled(score: Mapping[str, Any], figure: Figure) -> float | None:
    """The mean of several accuracies, each counted as often as it was asked."""
    asked = [(_real(_follow(score, (*way, "n")), way), way) for way in figure.pool]
    right = sum(n * _real(_follow(score, (*way, "accuracy")), way) for n, way in asked if n)
    total = sum(n for n, _ in asked)
    return round(right / total * figure.scale, 2) if total else None


def _follow(score: object, way: Way) -> object:
    found = score
    for step in way:
        found = _step(found, step, way)
    return found


def _real(value: object, way: Way) -> float:
    if isinstance(value, int | float):
        return float(value)
    raise ConfigError(f"the score has no number on the way {list(way)}")


def _step(found: object, step: str | int, way: Way) -> object:
    if isinstance(found, Mapping) and step in found:
        return found[step]
    if isinstance(found, list) and isinstance(step, int) and step < len(found):
        return found[step]
    if isinstance(found, list):
        for row in found:
            if isinstance(row, Mapping) and row.get("name") == step:
                return row
    raise ConfigError(f"the score has no {step!r} on the way {list(way)}")
