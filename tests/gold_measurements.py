"""Makes gold tasks, scores and measurements in which only what a test is about is said."""

from __future__ import annotations

from khaldun.evaluation.figures import Value
from khaldun.evaluation.floors import Measured
from khaldun.evaluation.gold_tasks import Figure, GoldTask, Peer

SCORE = {
    "headline": {"name": "tuple F1", "value": 43.125},
    "rows": [{"name": "type precision", "value": 66.78}, {"name": "tuple", "P": 50.0, "R": 40.0, "F1": 44.44}],
    "attach": [0.5, 0.25, 1 / 3],
    "fields": {
        "deaths_stated": {"accuracy": 50.0, "n": 6},
        "injuries_stated": {"accuracy": None, "n": 0},
        "detained_stated": {"accuracy": 100.0, "n": 2},
    },
    "intervals": {"event.f1": [40.0, 60.0]},
    "nothing": None,
}


def figure(name: str = "f1", **changes: object) -> Figure:
    return Figure(**{"id": name, "name": f"figure {name}", "at": ("headline", "value"), **changes})


def task(*figures: Figure, **changes: object) -> GoldTask:
    return GoldTask(**{"id": "plays", "reports": "reports.jsonl", "gold": "gold.jsonl", "figures": figures, **changes})


def measured(now: float | None = 50.0, **changes: object) -> Measured:
    """A task of one figure, `f1`, that came to `now`."""
    one = changes.pop("figure", None) or figure()
    slack = changes.pop("slack", 0.0)
    values = {"values": (Value(figure=one, now=now),), "digest": "gold-1", "reports": 10, "coded": 10}
    return Measured(**{"task": task(one, slack=slack), **values, **changes})


def peer(name: str = "Rival", value: float = 60.0) -> Peer:
    return Peer(name=name, value=value, source="its own paper")
