"""Tellings of one deed share its day and place: what was done to the same people, told again elsewhere in the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from khaldun.pipeline import extensions
from khaldun.pipeline.extensions import CircumstanceValues

#: What the sentence itself says of the deed; all else gives way to it.
_TOLD = ("own", "clause", "conjunct")
_DATE = ("timex", "first", "last", "precision", "basis")
_PLACE = ("toponym",)


def share_among_tellings(doc: Doc, coded: Sequence[tuple[str, Mapping[str, Any]]], types: frozenset[str]) -> None:
    """Gives deeds of these types, done to the same people, the one day and place that their sentences tell."""
    table = extensions.values_of(doc, "circumstances")
    groups: dict[tuple[str, str, str], list[str]] = {}
    for id_, values in coded:
        if values["type"] in types:
            for victim in _victims(doc, id_):
                groups.setdefault((values["type"], _class_of(values["mode"]), victim), []).append(id_)
    for (_, _, _), members in sorted(groups.items()):
        if len(members) > 1:
            rows = [table[id_] for id_ in members]
            _share(rows, rule="date_rule", fields=_DATE, what=lambda row: _day(doc, row))
            _share(rows, rule="place_rule", fields=_PLACE, what=lambda row: _place(doc, row))


def _class_of(mode: str | None) -> str:
    """Whoever was abducted on one day may be killed on another."""
    return "abduct" if mode == "abduct" else "harm"


def _victims(doc: Doc, trigger: str) -> list[str]:
    row = extensions.values_of(doc, "participants").get(trigger)
    parties = extensions.values_of(doc, "parties")
    found = []
    for party in row["recipient"] if row else ():
        values = parties[party]
        if doc[values["head"]].pos_ in ("PROPN", "NOUN"):
            found.append(doc[values["head"]].lower_)
    return found


def _share(rows: Sequence[CircumstanceValues], *, rule: str, fields: Sequence[str], what: Any) -> None:
    told = [row for row in rows if str(row[rule]).endswith(_TOLD) and what(row) is not None]
    if not told or len({what(row) for row in told}) != 1:
        return
    for row in rows:
        if not str(row[rule]).endswith(_TOLD):
            for field in fields:
                row[field] = told[0][field]
            row[rule] = f"told of the same people elsewhere ({told[0][rule]})"


def _day(doc: Doc, row: Mapping[str, Any]) -> str | None:
    """The day of a row, None where it is no single day."""
    timex = extensions.values_of(doc, "timexes").get(row["timex"] or "", {})
    first, last = row["first"] or timex.get("first"), row["last"] or timex.get("last")
    return first if first == last else None


def _place(doc: Doc, row: Mapping[str, Any]) -> str | None:
    place = extensions.values_of(doc, "places").get(row["toponym"] or "", {})
    return place.get("gazetteer_id") or row["toponym"]
