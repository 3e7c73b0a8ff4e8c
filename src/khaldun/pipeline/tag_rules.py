"""spaCy's attribute ruler by look-up: the same attributes from the same patterns, in a fraction of the time.

What the ruler does to a word depends on its tag, its relation and, for a few words, the word itself; where a pattern
has two words, on its neighbour. So the ruler is asked once for each such case, and the answer is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.pipeline.attributeruler import AttributeRulerPatternType
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.vocab import Vocab

FACTORY = "khaldun_tag_rules"
_RULER = "attribute_ruler"
_KNOWN_KEYS = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
_KNOWN_TESTS = frozenset({"IN", "NOT_IN", "REGEX"})
#: Stands for every word that no pattern names.
_OTHER = "a-word-without-a-rule"
_SET = (TAG, DEP, POS, MORPH, LEMMA)

#: A word as the patterns see it: spelling (of one word for all that no pattern names), tag, relation.
Case = tuple[int, int, int]
Attributes = tuple[int, ...]


def quicken(nlp: Language) -> None:
    """Puts a TagRules in the place of a pipeline's attribute ruler, where its patterns are of a kind it can look up."""
    if _RULER not in nlp.pipe_names:
        return
    ruler = nlp.get_pipe(_RULER)
    if type(ruler) is not AttributeRuler or not can_look_up(ruler.patterns):
        return
    index = nlp.pipe_names.index(_RULER)
    nlp.remove_pipe(_RULER)
    following = nlp.pipe_names[index] if index < len(nlp.pipe_names) else None
    made = nlp.add_pipe(FACTORY, name=_RULER, before=following)
    if isinstance(made, TagRules):
        made.add_patterns(ruler.patterns)


def can_look_up(patterns: Sequence[Mapping[str, Any]]) -> bool:
    """Whether patterns have at most two words, and ask only for spelling, tag, relation and white space.

    The first of two words must say its spelling or its one relation: that shows where such a pattern may begin.
    """
    found = [pattern for entry in patterns for pattern in entry["patterns"]]
    tests = [test for pattern in found for word in pattern for test in word.values() if isinstance(test, Mapping)]
    return (
        all(len(pattern) == 1 or (len(pattern) == 2 and _shows(pattern[0])) for pattern in found)
        and all(set(word) <= _KNOWN_KEYS for pattern in found for word in pattern)
        and all(set(test) <= _KNOWN_TESTS for test in tests)
    )


def _shows(first: Mapping[str, Any]) -> bool:
    return "LOWER" in first or isinstance(first.get("DEP"), str)


@Language.factory(FACTORY)
def make_tag_rules(nlp: Language, name: str) -> TagRules:
    """The component, without patterns."""
    return TagRules(nlp.vocab, name)


class TagRules(AttributeRuler):
    """An attribute ruler that remembers what its patterns do."""

    def __init__(self, vocab: Vocab, name: str = _RULER) -> None:
        super().__init__(vocab, name)
        self._words: _NamedWords | None = None
        self._singles: dict[Case, Attributes] = {}
        self._pairs: dict[tuple[Case, Case], tuple[Attributes, Attributes]] = {}

    def add_patterns(self, patterns: Iterable[AttributeRulerPatternType]) -> None:
        """Adds patterns; what was remembered of fewer patterns is forgotten."""
        super().add_patterns(patterns)
        self._words, self._singles, self._pairs = _NamedWords(self.patterns, self.vocab.strings), {}, {}

    def clear(self) -> None:
        """Forgets all patterns."""
        super().clear()
        self._words, self._singles, self._pairs = None, {}, {}

    def __call__(self, doc: Doc) -> Doc:
        """Sets the attributes of one Doc."""
        before = doc.to_array([ORTH, TAG, DEP, POS, MORPH, LEMMA])
        if self._words is None or len(doc) < 2 or before[:, 3:].any():  # set before: what is kept depends on it
            return super().__call__(doc)
        cases = [self._words.case(*row) for row in before[:, :3].tolist()]
        found = [self._single(case) for case in cases]
        joined = [i for i, case in enumerate(cases[:-1]) if self._words.begins(case)]
        changes = [change for i in joined for change in self._joint(i, (cases[i], cases[i + 1]))]
        if len({place for place, _ in changes}) < len(changes):  # two patterns meet on a word: their order decides
            return super().__call__(doc)
        for place, attributes in changes:
            found[place] = attributes
        doc.from_array(list(_SET), cast("Any", np.array(found, dtype=np.uint64)))
        return doc

    def _single(self, case: Case) -> Attributes:
        known = self._singles.get(case)
        if known is None:
            known = self._singles[case] = self._asked([case])[0]
        return known

    def _joint(self, i: int, pair: tuple[Case, Case]) -> list[tuple[int, Attributes]]:
        """What patterns of two words change of what a word and the next are by themselves, and where."""
        known = self._pairs.get(pair)
        if known is None:
            first, second = self._asked(pair)
            known = self._pairs[pair] = (first, second)
        both = zip((i, i + 1), pair, known, strict=True)
        return [(place, attributes) for place, case, attributes in both if attributes != self._single(case)]

    def _asked(self, cases: Sequence[Case]) -> list[Attributes]:
        """What the ruler itself makes of these words."""
        words, tags, relations = (
            [self.vocab.strings[value] for value in column] for column in zip(*cases, strict=True)
        )
        doc = super().__call__(Doc(self.vocab, words=words, tags=tags, deps=relations, heads=[0] * len(words)))
        return [tuple(row) for row in doc.to_array(list(_SET)).tolist()]


class _NamedWords:
    """Which words the patterns name, and which begin a pattern of two words."""

    def __init__(self, patterns: Sequence[Mapping[str, Any]], strings: StringStore) -> None:
        found = [pattern for entry in patterns for pattern in entry["patterns"]]
        self._strings = strings
        self._spelled, self._shapes = _spellings(word for pattern in found for word in pattern)
        firsts = [pattern[0] for pattern in found if len(pattern) == 2]
        self._first_spelled, self._first_shapes = _spellings(word for word in firsts if "LOWER" in word)
        self._relations = {strings[word["DEP"]] for word in firsts if isinstance(word.get("DEP"), str)}
        self._named: dict[int, bool] = {}
        self._begins: dict[int, bool] = {}
        self._other = strings.add(_OTHER)

    def case(self, orth: int, tag: int, relation: int) -> Case:
        """The case of a word: its own spelling only where patterns may tell it from others."""
        named = self._named.get(orth)
        if named is None:
            text = self._strings[orth]
            named = self._named[orth] = text.isspace() or _is_among(text.lower(), self._spelled, self._shapes)
        return (orth if named else self._other), tag, relation

    def begins(self, case: Case) -> bool:
        """Whether a pattern of two words may begin here."""
        if case[2] in self._relations:
            return True
        known = self._begins.get(case[0])
        if known is None:
            text = self._strings[case[0]].lower()
            known = self._begins[case[0]] = _is_among(text, self._first_spelled, self._first_shapes)
        return known


def _spellings(words: Iterator[Mapping[str, Any]]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Lower-case words and regular expressions that these words of patterns name."""
    spelled: set[str] = set()
    shapes: dict[str, re.Pattern[str]] = {}
    for word in words:
        test = word.get("LOWER", {})
        if isinstance(test, str):
            spelled.add(test)
            continue
        spelled.update(*(test[key] for key in ("IN", "NOT_IN") if key in test))
        if "REGEX" in test:
            shapes[test["REGEX"]] = re.compile(test["REGEX"])
    return frozenset(spelled), tuple(shapes.values())


def _is_among(text: str, spelled: frozenset[str], shapes: Sequence[re.Pattern[str]]) -> bool:
    return text in spelled or any(shape.search(text) for shape in shapes)
