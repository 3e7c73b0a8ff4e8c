"""Records in their exchange form to rows of the tables; pure functions, no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from khaldun.records import Report
from khaldun.records.encoding import COUNTS, JsonObject
from khaldun.store.sql.bulk import Cells
from khaldun.store.sql.packing import pack_exact, storable
from khaldun.store.terms import Term, terms_of

Row = dict[str, Any]
#: The largest number that both databases hold; a count beyond it is kept exactly in the record alone.
LARGEST = 2**63 - 1
_COUNT_COLUMNS = tuple(
    (name, tuple((bound, f"{name}_{bound}") for bound in ("low", "high", "best"))) for name in COUNTS
)
_REPORT_TEXTS = ("title", "text", "published", "publisher", "url", "language")


def version_row(report: Report) -> Row:
    """What came, as far as a text column holds it; `exact` where it does not."""
    texts = {name: getattr(report, name) for name in _REPORT_TEXTS}
    kept = {name: storable(value) for name, value in texts.items()}
    return {**kept, "exact": None if kept == texts else pack_exact(texts)}


def event_row(event: JsonObject, position: int) -> Row:
    """The columns of an event, all but the numbers of the rows it belongs to."""
    place, when = event["place"] or {}, event["date"] or {}
    row = {
        "event_id": event["id"],
        "position": position,
        "contexts": "; ".join(event["contexts"]),
        **{name: event[name] for name in ("type", "mode", "status", "quad", "cameo", "goldstein", "score")},
        **{name: event[name] for name in ("factuality", "confidence", "rule")},
        "date_from": when.get("from"),
        "date_to": when.get("to"),
        "date_precision": when.get("precision"),
        "actors": _names(event["actor"]),
        "actor_codes": _codes(event["actor"]),
        "recipients": _names(event["recipient"]),
        "recipient_codes": _codes(event["recipient"]),
        "sources": _names(link["source"] for link in event["attribution"] if link["source"]),
        "place": storable(place.get("name")),
        **{name: place.get(name) for name in ("admin1", "country", "lat", "lon", "gazetteer_id")},
        "place_precision": place.get("precision"),
        "trigger": storable(event["trigger"]["text"]),
        "sentence": storable(event["sentence"]["text"].strip()),
        "sentence_start": event["sentence"]["start"],
    }
    for name, columns in _COUNT_COLUMNS:
        if count := event[name]:
            row |= {column: bounded(count.get(bound)) for bound, column in columns}
    return row


def attribution_cells(event: JsonObject, number: int) -> Iterator[Cells]:
    """The links of an event's chain of sources, as cells of their table."""
    for position, link in enumerate(event["attribution"]):
        source, via, cue = link["source"] or {}, link["via"] or {}, link["cue"] or {}
        yield (
            number,
            position,
            storable(source.get("name")),
            source.get("kind"),
            source.get("country"),
            " ".join(source.get("sectors", ())),
            storable(cue.get("text")),
            link["kind"],
            link["stance"],
            storable(via.get("name")),
        )


def issue_cells(record: JsonObject, number: int) -> Iterator[Cells]:
    """What went wrong in a report, as cells of their table."""
    for position, issue in enumerate(record["issues"]):
        yield number, position, issue["component"], storable(issue["message"])


def day_of(event: JsonObject) -> int:
    """The ordinal of an event's first day, 0 where it is unknown or no day of the calendar."""
    first = (event["date"] or {}).get("from")
    try:
        return date.fromisoformat(first).toordinal() if first else 0
    except ValueError:
        return 0


def stored_terms(event: JsonObject) -> list[Term]:
    """What an event can be found by, in a fixed order."""
    return sorted(set(terms_of(event)))


def _names(parties: Iterable[Mapping[str, Any]]) -> str:
    return storable("; ".join(party["name"] for party in parties))


def _codes(parties: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(" ".join(filter(None, (party["country"], *party["sectors"]))) for party in parties)


def bounded(value: int | None) -> int | None:
    """A count as far as a database holds it."""
    return None if value is None else max(-LARGEST, min(value, LARGEST))
