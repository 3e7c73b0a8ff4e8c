"""Time expressions: found by a grammar over token classes, and resolved to intervals of days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from khaldun.codebooks.time_usage import TimeUsage, load_time_usage
from khaldun.codebooks.times import TimeGrammar, TimeMatch, load_times
from khaldun.pipeline import extensions
from khaldun.pipeline.extensions import TimexValues
from khaldun.records.calendar import Interval, parse_day
from khaldun.records.reckoning import Reckoning, Situation, Tense, reckon

NAME = "khaldun_timexes"
LAYER = "timexes"


@Language.factory(
    NAME,
    assigns=["doc._.timexes"],
    requires=["doc._.dateline", "token.dep", "token.tag", "token.pos"],
    default_config={"overlays": []},
)
def make_timexes(nlp: Language, name: str, overlays: list[str]) -> Timexes:
    """Finds and resolves time expressions (layer `timexes`)."""
    paths = tuple(Path(path) for path in overlays)
    return Timexes(load_times(paths), load_time_usage(paths))


class Timexes:
    """Reads the times of a Doc in text order, so that each may count from the ones before it."""

    def __init__(self, grammar: TimeGrammar, usage: TimeUsage) -> None:
        self._grammar, self._usage = grammar, usage

    def __call__(self, doc: Doc) -> Doc:
        """Fills the layer `timexes`; notes where a weekday does not fall on the date beside it."""
        tokens = [token for token in doc if not token.is_space or token.text.count("\n") > 1]
        reading = _Reading(doc, tokens, self._usage)
        self._grammar.find([token.lower_ for token in tokens], reading.accept)
        return doc


class _Reading:
    """The state of reading one Doc: its anchor, and the time that the narrative is at."""

    def __init__(self, doc: Doc, tokens: list[Token], usage: TimeUsage) -> None:
        self._doc, self._tokens, self._usage = doc, tokens, usage
        self._anchor, self._anchor_basis = _anchor_of(doc)
        self._fixed_anchor = self._anchor is not None
        self._told: Interval | None = None
        self._told_basis = "text"
        self._told_quarter: Interval | None = None

    def accept(self, match: TimeMatch) -> bool:
        """Puts a match on the Doc if it is a time expression."""
        span = self._tokens[match.start : match.end]
        guard = GUARDS.get(match.guard)
        if not _tight(span) or (guard is not None and not guard(self._usage, span, *self._neighbours(match))):
            return False
        reckoning = reckon(match.rule, match.fields, self._situation(match, span))
        if reckoning is None:
            return False
        basis = self._basis(reckoning)
        self._add(span, reckoning, basis)
        self._remember(match, reckoning, basis)
        return True

    def _neighbours(self, match: TimeMatch) -> tuple[Token | None, Token | None]:
        before = self._tokens[match.start - 1] if match.start else None
        after = self._tokens[match.end] if match.end < len(self._tokens) else None
        return before, after

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


_PAST_AUXILIARIES = frozenset({"was", "were", "had", "has", "have", "did", "got"})


def clause_tense(span: list[Token], usage: TimeUsage) -> Tense:
    """Whether the clause of a time expression looks back or ahead; inside a noun phrase only *will* makes it look ahead."""
    token = _head_of(span)
    nominal = token.dep_ in ("poss", "compound", "nmod", "amod")
    for _ in range(10):
        if token.pos_ in ("VERB", "AUX") or token.lemma_.lower() in usage.future_governors:
            tense = _verb_tense(token, usage)
            return "none" if nominal and tense == "future" and not _has_future_auxiliary(token, usage) else tense
        if token.head.i == token.i:
            break
        token = token.head
    return "none"


def _verb_tense(verb: Token, usage: TimeUsage) -> Tense:
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass", "cop")}
    if _has_future_auxiliary(verb, usage):
        return "future"
    lemma = verb.lemma_.lower()
    if lemma in usage.planning_verbs or (lemma in usage.future_governors and verb.tag_ != "VBD"):
        return "past" if _is_past_perfect(verb) else "future"
    if verb.tag_ == "VBD" or words & _PAST_AUXILIARIES:
        return "past"
    if verb.tag_ == "VB" and "to" in words:
        return _infinitive_tense(verb, usage)
    return _open_tense(verb, words, usage)


def _has_future_auxiliary(verb: Token, usage: TimeUsage) -> bool:
    words = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass", "cop")}
    return bool(words & usage.future_auxiliaries) and "have" not in words


def _is_past_perfect(word: Token) -> bool:
    """ "had been due", "previously had been scheduled"."""
    verbs = [word] if word.tag_ == "VBN" or word.head.pos_ not in ("VERB", "AUX") else [word, word.head]
    return any(child.lower_ == "had" for verb in verbs for child in verb.children)


def _infinitive_tense(verb: Token, usage: TimeUsage) -> Tense:
    """ "agreed to meet on Friday" looks ahead, "offered to buy it Friday" does not."""
    governor = verb.head
    if governor.i == verb.i or governor.lemma_.lower() in usage.future_governors:
        return "past" if governor.i != verb.i and _is_past_perfect(governor) else "future"
    return "past" if governor.tag_ == "VBD" else "future"


def _open_tense(verb: Token, words: set[str], usage: TimeUsage) -> Tense:
    """Forms that leave the tense to their auxiliaries or to the clause above."""
    if verb.tag_ in ("VBZ", "VBP", "VB") or words & {"is", "are", "'s", "'re"}:
        return "future" if verb.tag_ != "VBN" else "past"
    above = verb.head
    if above.i < verb.i and verb.dep_ in ("acl", "advcl", "xcomp", "conj") and above.pos_ in ("VERB", "AUX"):
        return _verb_tense(above, usage)
    return "past" if verb.tag_ == "VBN" else "none"


def _head_of(span: list[Token]) -> Token:
    inside = {token.i for token in span}
    return next((token for token in span if token.head.i not in inside or token.head.i == token.i), span[0])


def _anchor_of(doc: Doc) -> tuple[date | None, str]:
    """The day that the report speaks on: its dateline's, else its publication's."""
    for values in extensions.values_of(doc, "dateline").values():
        if (day := parse_day(values["date"])) is not None:
            return day, "dateline"
    return parse_day(extensions.values_of(doc, "report").get("published")), "published"


def _tight(span: list[Token]) -> bool:
    """A hyphen or dash inside must not stand free: "March 3 - 12 people" is no range."""
    for left, token in zip(span, span[1:], strict=False):
        if token.text in ("-", "–", "—") and (left.whitespace_ or token.whitespace_):
            return False
    return True


#: What a month's name alone is in its clause.
_NAME_ROLES = frozenset({"pobj", "npadvmod", "nmod", "compound", "poss", "nsubj", "dobj", "dep"})
Guard = Callable[[TimeUsage, list[Token], Token | None, Token | None], bool]


def _is_month(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """A month's name alone must be a name: not "may", "the march", nor a person called April or August."""
    if any(token.text[0].isdigit() for token in span):
        return True
    month = next((token for token in span if token.lower_ in usage.common_word_months), None)
    if month is None:
        return not (span[-1].ent_type_ == "PERSON" and len(span) == 1)
    if month.tag_ in ("MD", "VB", "VBP", "VBD", "VBZ") or month.pos_ in ("AUX", "VERB") or month.ent_type_ == "PERSON":
        return False
    if span[0].lower_ == "the" and not (after is not None and after.pos_ in ("NOUN", "PROPN")):
        return False
    named = month.text[0].isupper() and month.tag_ in ("NNP", "CD")
    return named and (len(span) > 1 or month.dep_ in _NAME_ROLES)


def _is_year(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """Four figures alone must be a year: not a sum, a count or a number in a name."""
    if len(span) > 1:
        return True
    year = span[0]
    if year.text < "1600":
        return False
    if before is not None and (before.lower_ in usage.not_before_year or before.text[-1] in "$£€#"):
        return False
    if after is not None and (
        after.lower_ in usage.not_after_year and not (after.lower_ in ("or", "of", "-") and _introduced(usage, before))
    ):
        return False
    introduced = _introduced(usage, before)
    if after is not None and after.tag_ == "NNS" and not introduced:
        return False
    return introduced or year.ent_type_ == "DATE" or "1900" <= year.text <= "2050"


def _introduced(usage: TimeUsage, before: Token | None) -> bool:
    return before is not None and before.lower_ in usage.year_introductions


def _is_weekday(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """A weekday must not be part of a name: "Sunday Times", "Bloody Sunday"."""
    if len(span) > 1:
        return True
    if (
        after is not None
        and after.lower_ in usage.not_after_day
        and after.text[0].isupper()
        and span[0].text != span[0].text.upper()
    ):
        return False
    return before is None or before.lower_ not in usage.not_before_day


def _is_today(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """ "USA Today" is a newspaper; "overnight" before a noun is an adjective all the same."""
    return before is None or before.lower_ not in usage.not_before_day or span[0].text.islower()


def _is_noun(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """Fall and spring are verbs too."""
    if after is not None and after.lower_ == "of":
        return False
    return span[-1].pos_ in ("NOUN", "PROPN") and not (before is not None and before.text == "Arab")


def _is_unit(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """ "that year" but not "that years of war"; "this week" but not "the last days", "the last day"."""
    unit = span[-1]
    if unit.lower_.endswith("s") and unit.text not in ("'s", "’s"):
        return False
    words = {token.lower_ for token in span}
    return not ("last" in words and unit.lower_ in ("day", "period")) and not (words == {"that", "half"})


def _is_closed(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """ "the day before." but not "the day before the vote"."""
    return after is None or after.is_punct or after.is_space or after.pos_ in ("CCONJ", "AUX") or after.tag_ == "VBD"


def _is_day_part(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    return not span[-1].lower_.endswith("s")


def _is_bound(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """ "year-end", "year's end"."""
    return span[-1].lower_ == "end"


def _is_straight(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """ "the third straight day", "the second day of"."""
    return span[-2].lower_ in ("straight", "consecutive", "successive") or (after is not None and after.lower_ == "of")


def _is_duration(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """No ages ("26-year-old"), rates ("five dollars a year") or fractions ("three-quarters")."""
    if before is not None and span[0].lower_ in ("a", "an") and (before.pos_ in ("NOUN", "NUM") or before.text == "%"):
        return False
    if span[-1].lower_.startswith("quarter") and any(token.text == "-" for token in span):
        return False
    if span[-1].lower_ == "old" or (after is not None and after.lower_ in ("old", "olds")):
        return False
    return not (
        after is not None
        and after.text == "-"
        and after.i + 1 < len(after.doc)
        and after.nbor(1).lower_ in ("old", "olds")
    )


def _is_repeated(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """ "Daily Mail" is a newspaper."""
    return not (span[-1].text[0].isupper() and after is not None and after.text[0].isupper() and after.pos_ == "PROPN")


def _is_vague(usage: TimeUsage, span: list[Token], before: Token | None, after: Token | None) -> bool:
    """Not "as soon as", "soon after", "now that"."""
    return after is None or after.lower_ not in ("as", "after", "that")


GUARDS: dict[str, Guard] = {
    "vague": _is_vague,
    "month": _is_month,
    "year": _is_year,
    "weekday": _is_weekday,
    "today": _is_today,
    "noun": _is_noun,
    "unit": _is_unit,
    "closed": _is_closed,
    "daypart": _is_day_part,
    "bound": _is_bound,
    "straight": _is_straight,
    "duration": _is_duration,
    "repeated": _is_repeated,
}
