"""The names, roles and countries of a whole report, read once: matches by token, and the country it is mostly about."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc

from khaldun.codebooks.name_keys import name_words
from khaldun.codebooks.naming import Case, Match, NameReader
from khaldun.pipeline import extensions as ext

_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"})


class ReportNames:
    """The words of a report with their matches in the actor tables."""

    def __init__(self, doc: Doc, reader: NameReader) -> None:
        self.doc, self.reader = doc, reader
        self.weights = reader.rules.main_country
        self.case, self.on = case_of(doc.text, reader.rules.limits), day_of(doc)
        self.places = dict(_places_by_token(doc))
        self.words: list[str] = []
        self.names: list[bool] = []
        self.first_word: list[int] = []
        self.matches: list[Match] = []
        for sent in doc.sents:
            self._read(sent.start, sent.end)
        self.first_word.append(len(self.words))
        self._starts = [match.start for match in self.matches]
        self.main_country = self._main_country()

    def between(self, start: int, end: int) -> tuple[int, int, list[Match]]:
        """Words [first, last) of the tokens [start, end), and the matches wholly inside, counted from `first`."""
        first, last = self.first_word[start], self.first_word[end]
        found: list[Match] = []
        place = max(bisect_left(self._starts, first) - 1, 0)
        for match in self.matches[place:]:
            if match.start >= last:
                break
            if match.end > last or match.start < first < match.end:
                return first, last, self._read_again(first, last)
            if match.start >= first:
                found.append(match.moved(-first))
        return first, last, found

    def _read_again(self, first: int, last: int) -> list[Match]:
        """Matches inside a range that a longer one overlaps ("U.N." of "U.N. inspectors")."""
        return self.reader.read(self.words[first:last], case=self.case, names=self.names[first:last])

    def _read(self, start: int, end: int) -> None:
        offset = len(self.words)
        words: list[str] = []
        names: list[bool] = []
        for token in self.doc[start:end]:
            self.first_word.append(offset + len(words))
            parts = name_words(token.text)
            words += parts
            names += [token.pos_ == "PROPN" or token.ent_type_ in _NAME_LABELS] * len(parts)
        if words:
            self.matches += [match.moved(offset) for match in self.reader.read(words, case=self.case, names=names)]
        self.words += words
        self.names += names

    def _main_country(self) -> str | None:
        """The country that at least half of all mentions of countries speak of, or None."""
        weights: defaultdict[str, float] = defaultdict(float)
        for match in self.matches:
            country, weight = self._mention(match)
            if country:
                weights[country] += weight
        for country in self.places.values():
            weights[country] += self.weights["word"]
        for values in ext.values_of(self.doc, "dateline").values():
            place = ext.values_of(self.doc, "places").get(values["toponym"] or "", {})
            if place.get("country"):
                weights[place["country"]] += self.weights["dateline"]
        best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:1]
        return best[0][0] if best and best[0][1] >= self.weights["share"] * sum(weights.values()) else None

    def _is_matched(self, word: int) -> bool:
        place = bisect_left(self._starts, word + 1) - 1
        return place >= 0 and self.matches[place].start <= word < self.matches[place].end

    def _mention(self, match: Match) -> tuple[str | None, float]:
        if match.end < len(self.words) and self.reader.agents.has_effect(self.words[match.end].lower(), "backed"):
            return None, 0.0
        if match.start and self.names[match.start - 1] and not self._is_matched(match.start - 1):
            return None, 0.0
        for demonym in match.demonyms:
            if demonym.form not in ("seat", "legislature"):
                return demonym.country, self.weights["word"]
        if not match.entities or match.way != "exact":
            return None, 0.0
        rows = [self.reader.actors.affiliation(entity, self.on)[0] for entity in match.entities]
        if len({row.country for row in rows}) != 1:
            return None, 0.0
        return rows[0].country, self.weights["word" if rows[0].kind == "state" else "body"]


def case_of(text: str, limits: Mapping[str, float]) -> Case:
    """Whether a text has capitals to go by, is all in capitals, or all in small letters."""
    letters = sum(map(str.isalpha, text))
    if not letters:
        return "mixed"
    upper = sum(map(str.isupper, text)) / letters
    return "upper" if upper > limits["upper"] else "lower" if upper < limits["lower"] else "mixed"


def day_of(doc: Doc) -> str | None:
    """The day of the report in ISO form: its dateline's, else that of its publication."""
    day, _ = ext.report_day(doc)
    return None if day is None else day.isoformat()


def _places_by_token(doc: Doc) -> Iterator[tuple[int, str]]:
    places = ext.values_of(doc, "places")
    for span in ext.spans_of(doc, "toponyms"):
        country = places.get(span.id_, {}).get("country")
        if country:
            yield from ((index, country) for index in range(span.start, span.end))
