"""An incident in words: its accounts side by side, what is known best and by which rule, for terminal and page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khaldun.records import CodedReport
from khaldun.records.encoding import COUNTS, JsonObject
from khaldun.rendering.words import NOT_STATED, counted

#: What accounts are compared on, in the order of the record.
FIELDS = ("type", "date", "place", "actor", "recipient", *COUNTS)
UNNAMED = "a report without a publisher"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIncident:
    """The row of an incident, and those of its reports that are at hand, with their texts, by their ids."""

    row: JsonObject
    reports: Mapping[str, CodedReport]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """What one source says: its independent reports, those that print the same text, and the fields it speaks of."""

    source: str
    reports: tuple[str, ...]
    copies: tuple[str, ...]
    says: Mapping[str, str]
    denies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field: the value known best, by which rule, and whether accounts disagree."""

    name: str
    best: str
    rule: str
    conflict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A figure, who gives it, and the report it stands in."""

    field: str
    figure: str
    source: str
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """Why two events, or two reports, are one or not: by a score or by a person."""

    pair: str
    decided: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report: its place in time, what it is, and of which it prints the same text."""

    id: str
    about: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """All that is shown of an incident."""

    id: str
    title: str
    about: tuple[str, ...]
    fields: tuple[FieldLine, ...]
    accounts: tuple[AccountView, ...]
    claims: tuple[ClaimLine, ...]
    reports: tuple[ReportLine, ...]
    ties: tuple[TieLine, ...]

    def compared(self) -> Iterator[tuple[FieldLine, tuple[str, ...]]]:
        """Each field that any account speaks of, with what each says of it, empty where it is silent."""
        for line in self.fields:
            said = tuple(account.says.get(line.name, "") for account in self.accounts)
            if any(said):
                yield line, said


def incident_view(shown: ShownIncident) -> IncidentView:
    """An incident made ready to be shown."""
    row = shown.row
    copied = {copy: group[0] for group in row["near_duplicates"] for copy in group[1:]}
    return IncidentView(
        id=row["incident_id"],
        title=_title(row),
        about=tuple(_about(row)),
        fields=tuple(_field_lines(row)),
        accounts=tuple(_account(account, copied) for account in row["accounts"]),
        claims=tuple(_claims(row)),
        reports=tuple(_report_line(name, shown.reports.get(name), row, copied) for name in row["reports"]),
        ties=tuple(map(_tie, row["judgements"])),
    )


def _title(row: JsonObject) -> str:
    """Type, day and place, as far as they are known."""
    place = row["place"] and row["place"]["name"]
    parts = [row["type"] or "no event coded", row["date"] and _days(row["date"]), place]
    return " · ".join(part for part in parts if part)


def _about(row: JsonObject) -> Iterator[str]:
    rules = row["rules"]
    yield rules.get("voices") or counted(row["voices"], "independent report")
    if "sources" in rules:
        yield rules["sources"]
    if len(row["reports"]) > 1:
        basis = rules.get("earliest", "")
        yield f"first: {row['earliest']} ({basis})" if row["earliest"] else f"first: not known ({basis})"
    yield (
        f"accounts disagree on: {', '.join(row['conflicts'])}" if row["conflicts"] else "no account contradicts another"
    )


def _field_lines(row: JsonObject) -> Iterator[FieldLine]:
    conflicts, rules = set(row["conflicts"]), row["rules"]
    for name in FIELDS:
        value = row[name]
        known = value is not None and value != []
        if known or name in conflicts:
            best = _WORDS[name](value) if known else NOT_STATED
            yield FieldLine(name=name, best=best, rule=rules.get(name, ""), conflict=name in conflicts)
    if "status" in conflicts:
        yield FieldLine(name="status", best="told as a fact, and denied", rule="", conflict=True)


def _account(account: JsonObject, copied: Mapping[str, str]) -> AccountView:
    said = {name: _SAID[name](value) for name, value in account["says"].items() if name != "denies"}
    denies = bool(account["says"].get("denies"))
    return AccountView(
        source=account["source"] or UNNAMED,
        reports=tuple(name for name in account["reports"] if name not in copied),
        copies=tuple(name for name in account["reports"] if name in copied),
        says={**said, "status": "denies it"} if denies else said,
        denies=denies,
    )


def _claims(row: JsonObject) -> Iterator[ClaimLine]:
    for name in COUNTS:
        for claim in row[name]["claims"] if row[name] else ():
            source = claim["source"] or "the report in its own words"
            yield ClaimLine(field=name, figure=_range(claim), source=source, report=claim["report"])


def _report_line(name: str, coded: CodedReport | None, row: JsonObject, copied: Mapping[str, str]) -> ReportLine:
    remark = f"same text as {copied[name]}" if name in copied else "first" if name == row["earliest"] else ""
    report = coded.report if coded else None
    known = (report.published, report.publisher, report.title) if report else ()
    return ReportLine(id=name, about=" · ".join(part for part in known if part), remark=remark)


def _tie(judgement: JsonObject) -> TieLine:
    by = judgement.get("by")
    decided = f"{by} decided: {judgement['decision']}, {judgement.get('at')}" if by else _scored(judgement)
    return TieLine(pair=" + ".join(judgement["pair"]), decided=decided, reasons=tuple(judgement["reasons"]))


def _scored(judgement: JsonObject) -> str:
    return f"{judgement['decision']} by score {judgement['score']:.2f}"


def _count(count: JsonObject) -> str:
    stated = _range(count)
    best = "" if count["best"] is None or f"{count['best']:,}" == stated else f", best known {count['best']:,}"
    return stated + best


def _range(bounds: Mapping[str, Any]) -> str:
    """`12`, `12 to 15`, `at least 12`, `up to 20`."""
    low, high = bounds["low"], bounds["high"]
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _days(date: JsonObject) -> str:
    return str(date["from"]) if date["from"] == date["to"] else f"{date['from']} to {date['to']}"


def _place(place: JsonObject) -> str:
    known = (place.get("admin1"), place.get("country"), place.get("precision"))
    remarks = [value for value in known if value and value != place["name"]]
    return f"{place['name']} ({', '.join(remarks)})" if remarks else str(place["name"])


def _parties(parties: Sequence[JsonObject]) -> str:
    return "; ".join(map(_party, parties))


def _party(party: JsonObject) -> str:
    codes = " ".join([*filter(None, [party.get("country")]), *party.get("sectors", ())])
    return f"{party['name']} [{codes}]" if codes else str(party["name"])


def _list(values: Iterable[str]) -> str:
    return "; ".join(values)


#: How the agreed value of a field, and what an account says of it, are put in words.
_WORDS: Mapping[str, Callable[[Any], str]] = {
    "type": str, "date": _days, "place": _place, "actor": _parties, "recipient": _parties,
    **dict.fromkeys(COUNTS, _count),
}  # fmt: skip
_SAID: Mapping[str, Callable[[Any], str]] = {
    "type": _list, "date": _days, "place": str, "actor": _list, "recipient": _list,
    **dict.fromkeys(COUNTS, _range),
}  # fmt: skip
