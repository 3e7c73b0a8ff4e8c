"""What contradicts itself among the times of a report, as remarks for an editor: quoted, never corrected."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc, Span

from khaldun.codebooks.numerals import may_start, read_numeral
from khaldun.codebooks.quantities import QuantityBook
from khaldun.codebooks.time_usage import TimeUsage
from khaldun.pipeline import extensions
from khaldun.records.calendar import parse_day

#: Words from "days" to the word that says they are still to come: "100 days are left", "100 days to go".
_REACH = 3
#: Days by which a count may be out: time zones, and whether the day itself counts.
_OUT = 1
_DAYS = frozenset({"day", "days"})


def check_countdown(doc: Doc, layer: str, *, usage: TimeUsage, numbers: QuantityBook) -> None:
    """Remarks where days said to be left do not reach to the day named beside them.

    The count is from the day that the report speaks on; where that is unknown nothing can be said.
    """
    today, _ = extensions.report_day(doc)
    if today is None:
        return
    for sentence in doc.sents:
        left = _days_left(sentence, usage, numbers)
        day = _only_day_ahead(doc, sentence, layer, today) if left is not None else None
        if left is None or day is None:
            continue
        words, number = left
        there, named = day
        if abs((named - today).days - number) > _OUT:
            message = f'"{words}" on {today.isoformat()}, but "{there}" is {(named - today).days} days ahead'
            extensions.remark(doc, layer, message)


def check_anchor(doc: Doc, layer: str, dateline: Span | None) -> None:
    """Remarks where times count from a day whose year nothing tells: a dateline without one, and no publication day."""
    if dateline is None or extensions.report_day(doc)[0] is not None:
        return
    values = extensions.values_of(doc, "dateline")[dateline.id_]
    if values.get("day"):
        message = f'the dateline "{dateline.text}" has no year and the report no day of publication: times stay open'
        extensions.remark(doc, layer, message)


def _days_left(sentence: Span, usage: TimeUsage, numbers: QuantityBook) -> tuple[str, int] | None:
    words = [token.lower_ for token in sentence]
    for at, word in enumerate(words):
        numeral = read_numeral(words, at, book=numbers) if may_start(word, numbers) else None
        if numeral is None or not numeral.exact or not numeral.low or words[numeral.end : numeral.end + 1] == []:
            continue
        behind = words[numeral.end + 1 : numeral.end + 1 + _REACH]
        if words[numeral.end] in _DAYS and not usage.countdown.isdisjoint(behind):
            last = numeral.end + 1 + min(i for i, found in enumerate(behind) if found in usage.countdown)
            return sentence[numeral.start : last + 1].text, int(numeral.low)
    return None


def _only_day_ahead(doc: Doc, sentence: Span, layer: str, today: date) -> tuple[str, date] | None:
    """The one day to come that a sentence names in the text."""
    found: list[tuple[str, date]] = []
    values = extensions.values_of(doc, layer)
    for span in extensions.spans_of(doc, layer):
        value = values[span.id_]
        if sentence.start <= span.start < sentence.end and value["precision"] == "day" and value["kind"] == "date":
            day = parse_day(value["first"])
            if day is not None and day > today:
                found.append((span.text, day))
    return found[0] if len(found) == 1 else None
