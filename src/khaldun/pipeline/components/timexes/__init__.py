"""Time expressions: found by a grammar over token classes, and resolved to intervals of days."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from khaldun.codebooks.quantities import QuantityBook, load_quantities
from khaldun.codebooks.time_usage import TimeUsage, load_time_usage
from khaldun.codebooks.times import TimeGrammar, TimeMatch, load_times
from khaldun.pipeline import extensions
from khaldun.pipeline.components.timexes.checks import check_anchor, check_countdown
from khaldun.pipeline.components.timexes.guards import Match, holds
from khaldun.pipeline.components.timexes.tense import clause_tense
from khaldun.pipeline.extensions import TimexValues
from khaldun.records.calendar import Interval
from khaldun.records.reckoning import reckon
from khaldun.records.situation import Reckoning, Situation

NAME = "khaldun_timexes"
LAYER = "timexes"


@Language.factory(
    NAME,
    assigns=["doc._.timexes"],
    requires=["doc._.dateline", "token.dep", "token.tag"],
    default_config={"overlays": []},
)
def make_timexes(nlp: Language, name: str, overlays: list[str]) -> Timexes:
    """Finds and resolves time expressions (layer `timexes`)."""
    paths = tuple(Path(path) for path in overlays)
    return Timexes(load_times(paths), load_time_usage(paths), load_quantities(paths))


class Timexes:
    """Reads the times of a Doc in text order, so that each may count from the ones before it."""

    def __init__(self, grammar: TimeGrammar, usage: TimeUsage, numbers: QuantityBook) -> None:
        self._grammar, self._usage, self._numbers = grammar, usage, numbers

    def __call__(self, doc: Doc) -> Doc:
        """Fills the layer `timexes`; notes weekdays and days left that do not fit their date, and years left open."""
        tokens = [token for token in doc if not token.is_space or token.text.count("\n") > 1]
        reading = _Reading(doc, tokens, self._usage)
        self._grammar.find([token.lower_ for token in tokens], reading.accept)
        check_anchor(doc, LAYER, next(iter(extensions.spans_of(doc, "dateline")), None))
        check_countdown(doc, LAYER, usage=self._usage, numbers=self._numbers)
        return doc


class _Reading:
    """The state of reading one Doc: its anchor, and the time that the narrative is at."""

    def __init__(self, doc: Doc, tokens: list[Token], usage: TimeUsage) -> None:
        self._doc, self._tokens, self._usage = doc, tokens, usage
        self._anchor, self._anchor_basis = extensions.report_day(doc)
        self._fixed_anchor = self._anchor is not None
        self._told: Interval | None = None
        self._told_basis = "text"
        self._told_quarter: Interval | None = None

    def accept(self, match: TimeMatch) -> bool:
        """Puts a match on the Doc if it is a time expression."""
        span = self._tokens[match.start : match.end]
        if not holds(match.guard, self._seen(match, span)):
            return False
        reckoning = reckon(match.rule, match.fields, self._situation(match, span))
        if reckoning is None:
            return False
        basis = self._basis(reckoning)
        span = self._trimmed(span)
        self._add(span, reckoning, basis)
        self._remember(match, reckoning, basis)
        self._check_weekday(match, span, reckoning)
        return True

    def _trimmed(self, span: list[Token]) -> list[Token]:
        """Without the preposition before it and the full stop behind it."""
        start = 1 if len(span) > 1 and span[0].lower_ in self._usage.leading else 0
        end = len(span) - 1 if len(span) > 1 and span[-1].text in (".", ",") else len(span)
        return span[start:end]

    def _seen(self, match: TimeMatch, span: list[Token]) -> Match:
        before = self._tokens[match.start - 1] if match.start else None
        after = self._tokens[match.end] if match.end < len(self._tokens) else None
        return Match(span=span, before=before, after=after, usage=self._usage)

    def _situation(self, match: TimeMatch, span: list[Token]) -> Situation:
        wants_quarter = match.fields.get("u", "quarter") in ("quarter", "period", "year") and match.rule in _OF_QUARTERS
        told = self._told_quarter if wants_quarter and self._told_quarter else self._told
        tense = clause_tense(span, self._usage) if match.rule in _TENSED else "none"
        return Situation(anchor=self._anchor, narrative=told, tense=tense)

    def _basis(self, reckoning: Reckoning) -> str:
        if reckoning.base == "anchor":
            return self._anchor_basis
        return self._told_basis if reckoning.base == "narrative" else "text"

    def _add(self, span: list[Token], reckoning: Reckoning, basis: str) -> None:
        interval = reckoning.interval
        values = TimexValues(
            first=interval.first.isoformat() if interval else None,
            last=interval.last.isoformat() if interval else None,
            precision=interval.precision if interval else None,
            basis=basis,
            kind=reckoning.kind,
        )
        extensions.add(self._doc, LAYER, span[0].i, span[-1].i + 1, values=values)

    def _check_weekday(self, match: TimeMatch, span: list[Token], reckoning: Reckoning) -> None:
        weekday, interval = match.fields.get("wd"), reckoning.interval
        dated = match.rule == "calendar_date" and interval is not None and interval.unit == "day"
        if weekday is not None and dated and interval is not None and interval.first.weekday() != weekday:
            written = self._doc[span[0].i : span[-1].i + 1].text
            extensions.remark(
                self._doc, LAYER, f'"{written}": the weekday does not fall on {interval.first.isoformat()}'
            )

    def _remember(self, match: TimeMatch, reckoning: Reckoning, basis: str) -> None:
        interval = reckoning.interval
        if interval is None or reckoning.kind != "date" or interval.unit in ("range", "decade", "century"):
            return
        self._told, self._told_basis = interval, basis
        if interval.unit == "quarter" and reckoning.base != "narrative":
            self._told_quarter = interval
        if not self._fixed_anchor and reckoning.base == "words" and interval.unit == "day":
            self._anchor, self._anchor_basis = interval.first, "text"


#: Rules that count from the quarter of a year that the narrative is at.
_OF_QUARTERS = frozenset({"year_ago", "told_part", "named_unit", "bare_unit", "distance"})
#: Rules that look at the tense of the clause.
_TENSED = frozenset({
    "calendar_date",
    "weekday",
    "season",
    "year_part",
    "bare_unit",
    "holiday",
    "month_part",
    "week_of",
})


__all__ = ["Timexes", "make_timexes"]
