"""Tellings of one deed, done to the same people, share the one day and place that the report tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc

from khaldun.codebooks.circumstances import CircumstanceWords
from khaldun.pipeline import extensions

#: What the sentence itself says of the deed; all else gives way to it.
_TOLD = ("own", "clause", "conjunct")


def share_among_tellings(doc: Doc, coded: Sequence[tuple[str, Mapping[str, Any]]], words: CircumstanceWords) -> None:
    """Gives deeds done to the same people the one day and place that their sentences tell.

    People are the same by name, or where "the" takes them up: "two nuns were killed on Monday ... who killed the nuns".
    """
    table = extensions.values_of(doc, "circumstances")
    groups: dict[tuple[str, str, str], list[tuple[str, bool]]] = {}
    for id_, values in coded:
        if values["type"] in words.retold:
            for victim, taken_up in _victims(doc, id_, words.definite):
                groups.setdefault((values["type"], _class_of(values["mode"]), victim), []).append((id_, taken_up))
    for _, members in sorted(groups.items()):
        rows: list[dict[str, Any]] = [table[id_] for id_, _ in members]
        takers: list[dict[str, Any]] = [table[id_] for id_, taken_up in members if taken_up]
        if takers and len(rows) > 1:
            _share_day(doc, rows, takers)
            _share_place(doc, rows, takers)


def _class_of(mode: str | None) -> str:
    """Whoever was abducted on one day may be killed on another."""
    return "abduct" if mode == "abduct" else "harm"


def _victims(doc: Doc, trigger: str, definite: frozenset[str]) -> list[tuple[str, bool]]:
    """Names or nouns of those it was done to, and whether they are known from elsewhere in the report."""
    row = extensions.values_of(doc, "participants").get(trigger)
    parties = extensions.values_of(doc, "parties")
    found = []
    for party in row["recipient"] if row else ():
        head = doc[parties[party]["head"]]
        if head.pos_ in ("PROPN", "NOUN"):
            first = extensions.span_by_id(doc, party)[0].lower_
            found.append((head.lower_, head.pos_ == "PROPN" or first in definite))
    return found


def _share_day(doc: Doc, rows: Sequence[dict[str, Any]], takers: Sequence[dict[str, Any]]) -> None:
    told = [row for row in rows if row["date_rule"].endswith(_TOLD) and _day(doc, row) is not None]
    if len({_day(doc, row) for row in told}) != 1:
        return
    timex, first, last = told[0]["timex"], told[0]["first"], told[0]["last"]
    precision, basis = told[0]["precision"], told[0]["basis"]
    rule = f"told of the same people elsewhere ({told[0]['date_rule']})"
    for row in takers:
        if not row["date_rule"].endswith(_TOLD):
            row.update(timex=timex, first=first, last=last, precision=precision, basis=basis, date_rule=rule)


def _share_place(doc: Doc, rows: Sequence[dict[str, Any]], takers: Sequence[dict[str, Any]]) -> None:
    told = [row for row in rows if row["place_rule"].endswith(_TOLD) and row["toponym"] is not None]
    if len({_place(doc, row) for row in told}) != 1:
        return
    rule = f"told of the same people elsewhere ({told[0]['place_rule']})"
    for row in takers:
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
