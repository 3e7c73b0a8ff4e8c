"""Checks on the words around a match: is it a time expression at all?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from khaldun.codebooks.time_usage import TimeUsage

_VERB_TAGS = frozenset({"MD", "VB", "VBP", "VBD", "VBZ"})
#: What a month's name alone is in its clause.
_NAME_ROLES = frozenset({"pobj", "npadvmod", "nmod", "compound", "poss", "nsubj", "dobj", "dep"})
_DASHES = frozenset("-–—")
#: A house number and its street have at most so many words.
_LONGEST_STREET = 6
#: Figures below are hardly ever years in news; from the second on they are years even without a preposition.
_FIRST_YEAR, _LIKELY_YEARS = "1600", ("1900", "2050")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The tokens of a match, with those beside it."""

    span: list[Token]
    before: Token | None
    after: Token | None
    usage: TimeUsage

    @property
    def word_before(self) -> str:
        """The word before it in lower case, "" at the start."""
        return self.before.lower_ if self.before is not None else ""

    @property
    def word_after(self) -> str:
        """The word behind it in lower case, "" at the end."""
        return self.after.lower_ if self.after is not None else ""


def holds(guard: str, match: Match) -> bool:
    """Whether a match with this guard ("" for none) is a time expression."""
    check = GUARDS.get(guard)
    return _is_tight(match.span) and (check is None or check(match))


def _is_tight(span: list[Token]) -> bool:
    """A hyphen or dash inside must not stand free: "March 3 - 12 people" is no range."""
    return not any(token.text in _DASHES and (left.whitespace_ or token.whitespace_) for left, token in pairwise(span))


def _is_month(match: Match) -> bool:
    """A month's name alone must be a name: not "may", "the march", nor a person called April or August."""
    span, usage = match.span, match.usage
    if any(token.text[0].isdigit() for token in span):
        return True
    month = next((token for token in span if token.lower_ in usage.common_word_months), None)
    if month is None:
        return not (span[-1].ent_type_ == "PERSON" and len(span) == 1)
    if month.tag_ in _VERB_TAGS or month.pos_ in ("AUX", "VERB") or month.ent_type_ == "PERSON":
        return False
    if _is_common_noun(match, month):
        return False
    named = month.text[0].isupper() and month.tag_ in ("NNP", "CD")
    return named and (len(span) > 1 or month.dep_ in _NAME_ROLES)


def _is_common_noun(match: Match, month: Token) -> bool:
    """ "the march was quiet", "a flag march", "August Wilson"."""
    before = match.span[0] if match.span[0].lower_ == "the" else match.before
    if before is not None and before.tag_ == "NN":
        return True
    if len(match.span) == 1 and month.dep_ == "compound" and month.head.i == month.i + 1:
        return bool(month.head.pos_ == "PROPN")
    determined = before is not None and before.pos_ == "DET"
    return determined and not (match.after is not None and match.after.pos_ in ("NOUN", "PROPN"))


def _is_pair(match: Match) -> bool:
    """ "March 10 and 11" but not "March 10 and 11 people"."""
    return _is_month(match) and not (match.after is not None and match.after.tag_ in ("NN", "NNS", "JJ"))


def _is_year(match: Match) -> bool:
    """Four figures alone must be a year: not a sum, a count or a number in a name."""
    year, usage = match.span[0], match.usage
    if len(match.span) > 1:
        return True
    introduced = match.word_before in usage.year_introductions
    if _is_house_number(match):
        return False
    if year.text < _FIRST_YEAR or match.word_before in usage.not_before_year or match.word_before[-1:] in {*"$£€#"}:
        return False
    if match.word_after in usage.not_after_year and not (introduced and match.word_after in usage.open_after_year):
        return False
    if not introduced and match.after is not None and match.after.tag_ == "NNS":
        return False
    return introduced or year.ent_type_ == "DATE" or _LIKELY_YEARS[0] <= year.text <= _LIKELY_YEARS[1]


def _is_house_number(match: Match) -> bool:
    """ "of 1935 Orchard Street", but not "in 1929 Wall Street crashed"."""
    if match.before is not None and match.word_before not in match.usage.before_address:
        return False
    year = match.span[-1]
    for token in year.doc[year.i + 1 : year.i + _LONGEST_STREET]:
        if not token.text[0].isupper():
            return False
        if token.lower_ in match.usage.streets and token.i > year.i + 1:
            return True
    return False


def _is_weekday(match: Match) -> bool:
    """A weekday must not be part of a name: "Sunday Times", "Bloody Sunday"."""
    if len(match.span) > 1:
        return True
    if match.word_after in match.usage.not_after_day and not match.span[0].is_upper:
        return match.after is None or not match.after.is_title
    return match.word_before not in match.usage.not_before_day


def _is_today(match: Match) -> bool:
    """ "USA Today" is a newspaper."""
    return match.word_before not in match.usage.not_before_day or match.span[0].is_lower


def _is_season(match: Match) -> bool:
    """Fall and spring are verbs too; "the fall of the city", "the Arab Spring" are no seasons."""
    noun = match.span[-1].pos_ in ("NOUN", "PROPN")
    return noun and match.word_after != "of" and match.word_before not in match.usage.not_before_season


def _is_unit(match: Match) -> bool:
    """ "that year" but not "that years of war"; "this week" but not "the last days", "the last day"."""
    unit, words = match.span[-1], {token.lower_ for token in match.span}
    if unit.lower_.endswith("s") and unit.tag_ != "POS":
        return False
    return not ("last" in words and unit.lower_ in ("day", "period")) and words != {"that", "half"}


def _is_closed(match: Match) -> bool:
    """ "the day before." but not "the day before the vote"."""
    after = match.after
    return after is None or after.is_punct or after.is_space or after.pos_ in ("CCONJ", "AUX") or after.tag_ == "VBD"


def _is_single(match: Match) -> bool:
    """ "this morning", not "these mornings"."""
    return not match.span[-1].lower_.endswith("s")


def _is_bound(match: Match) -> bool:
    """ "year-end", "year's end"."""
    return match.span[-1].lower_ == "end"


def _is_straight(match: Match) -> bool:
    """ "the third straight day", "the second day of"."""
    return match.span[-2].lower_ in match.usage.straight or match.word_after == "of"


def _is_duration(match: Match) -> bool:
    """No ages ("26-year-old"), rates ("five dollars a year") or fractions ("three-quarters")."""
    first, last, before = match.span[0], match.span[-1], match.before
    if before is not None and first.lower_ in ("a", "an") and (before.pos_ in ("NOUN", "NUM") or before.text == "%"):
        return False
    if last.lower_.startswith("quarter") and any(token.text in _DASHES for token in match.span):
        return False
    return not (last.lower_ in match.usage.ages or _comes_age(match))


def _comes_age(match: Match) -> bool:
    after = match.after
    if after is not None and after.text in _DASHES and after.i + 1 < len(after.doc):
        after = after.nbor(1)
    return after is not None and after.lower_ in match.usage.ages


def _is_repeated(match: Match) -> bool:
    """ "Daily Mail" is a newspaper."""
    after = match.after
    return not (match.span[-1].text[0].isupper() and after is not None and after.is_title and after.pos_ == "PROPN")


def _is_vague(match: Match) -> bool:
    """Not "as soon as", "soon after", "now that"."""
    return match.word_after not in match.usage.not_after_vague


GUARDS: dict[str, Callable[[Match], bool]] = {
    "month": _is_month,
    "pair": _is_pair,
    "year": _is_year,
    "weekday": _is_weekday,
    "today": _is_today,
    "season": _is_season,
    "unit": _is_unit,
    "closed": _is_closed,
    "single": _is_single,
    "bound": _is_bound,
    "straight": _is_straight,
    "duration": _is_duration,
    "repeated": _is_repeated,
    "vague": _is_vague,
}
