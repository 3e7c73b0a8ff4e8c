"""Tellings of one deed, done to the same people, share the one day and place that the report tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from khaldun.pipeline import extensions

#: What the sentence itself says of the deed; all else gives way to it.
_TOLD = ("own", "clause", "conjunct")


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
            rows: list[dict[str, Any]] = [table[id_] for id_ in members]
            _share_day(doc, rows)
            _share_place(doc, rows)


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


def _share_day(doc: Doc, rows: Sequence[dict[str, Any]]) -> None:
    told = [row for row in rows if row["date_rule"].endswith(_TOLD) and _day(doc, row) is not None]
    if len({_day(doc, row) for row in told}) != 1:
        return
    timex, first, last = told[0]["timex"], told[0]["first"], told[0]["last"]
    precision, basis = told[0]["precision"], told[0]["basis"]
    rule = f"told of the same people elsewhere ({told[0]['date_rule']})"
    for row in rows:
        if not row["date_rule"].endswith(_TOLD):
            row.update(timex=timex, first=first, last=last, precision=precision, basis=basis, date_rule=rule)


def _share_place(doc: Doc, rows: Sequence[dict[str, Any]]) -> None:
    told = [row for row in rows if row["place_rule"].endswith(_TOLD) and row["toponym"] is not None]
    if len({_place(doc, row) for row in told}) != 1:
        return
    rule = f"told of the same people elsewhere ({told[0]['place_rule']})"
    for row in rows:
        if not row["place_rule"].endswith(_TOLD):
            row.update(toponym=told[0]["toponym"], place_rule=rule)


def _day(doc: Doc, row: Mapping[str, Any]) -> str | None:
    """The day of a row, None where it is no single day."""
    timex = extensions.values_of(doc, "timexes").get(row["timex"] or "", {})
    first: str | None = row["first"] or timex.get("first")
    return first if first == (row["last"] or timex.get("last")) else None


def _place(doc: Doc, row: Mapping[str, Any]) -> str:
    place = extensions.values_of(doc, "places").get(row["toponym"] or "", {})
    return str(place.get("gazetteer_id") or row["toponym"])
