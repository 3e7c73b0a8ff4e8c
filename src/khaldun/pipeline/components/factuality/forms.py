"""The form of a verb: tense, aspect, modal, mood and negation, read from the words below it."""

from __future__ import annotations

from dataclasses import dataclass

from khaldun.codebooks.modality import Modality
from khaldun.pipeline.components.factuality.parse import Parse

#: Forms without a tense of their own: what holds of the governing clause decides.
TENSELESS = frozenset({"infinitive", "bare", "gerund", "participle"})
PAST_FORMS = frozenset({"past", "perfect", "pluperfect", "past_progressive"})
AUXILIARIES = ("aux", "auxpass")
_PARTIES = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_HAVE = frozenset({"have", "'ve", "’ve", "'s", "’s"})
_BE = frozenset({"be", "been", "have"})
_AFTER_MODAL = frozenset({"VB", "VBN", "VBD", "VBG"})
_PERFECT = {"past": "pluperfect", "present": "perfect"}
_PROGRESSIVE = {"past": "past_progressive", "present": "progressive"}
_BARE = {"VBD": "past", "VBZ": "present", "VBP": "present", "MD": "present", "VBG": "gerund", "VBN": "participle"}


@dataclass(frozen=True, slots=True)
class VerbForm:
    """`name`: past, perfect, future, a modal, infinitive ...; `negator`: class of the negating word, or ""."""

    name: str
    negator: str


class Forms:
    """Reads verb forms off one parse."""

    __slots__ = ("_modality", "_parse")

    def __init__(self, parse: Parse, modality: Modality) -> None:
        self._parse = parse
        self._modality = modality

    def of(self, i: int) -> VerbForm:
        """The form of the verb at a token."""
        return VerbForm(self._name(i), self._negator(i))

    def _name(self, i: int) -> str:
        parse = self._parse
        auxiliaries = list(parse.below(i, *AUXILIARIES))
        perfect = parse.tag[i] == "VBN" and any(self._is_have(kid) for kid in auxiliaries)
        if modal := self._modal(i, auxiliaries):
            return f"{modal}_perfect" if perfect and modal != "future" else modal
        if any(parse.tag[kid] == "TO" for kid in auxiliaries):
            return "infinitive"
        return self._tense(i, auxiliaries, perfect=perfect)

    def _is_have(self, i: int) -> bool:
        parse = self._parse
        return parse.dep[i] == "aux" and (parse.lemma[i] in _HAVE or parse.lower[i] in _HAVE)

    def _modal(self, i: int, auxiliaries: list[int]) -> str:
        parse, modals = self._parse, self._modality.modals
        for kid in auxiliaries:
            found = modals.get(parse.lower[kid], "")
            if found and not (found == "would" and parse.tag[i] == "VBN" and parse.tag[kid] != "MD"):
                return found
        return "" if auxiliaries else self._stray_modal(i)

    def _stray_modal(self, i: int) -> str:
        """A modal that the parse did not tie to its verb (text in capitals): "troops WILL BE DEPLOYED"."""
        parse, modals = self._parse, self._modality.modals
        if parse.tag[i] not in _AFTER_MODAL:
            return ""
        for j in range(i - 1, max(-1, i - 4), -1):
            if parse.tag[j] == "MD" and parse.lower[j] in modals:
                return modals[parse.lower[j]]
            if parse.lower[j] not in _BE and parse.tag[j] != "RB":
                return ""
        return ""

    def _tense(self, i: int, auxiliaries: list[int], *, perfect: bool) -> str:
        tag = self._parse.tag
        finite = next((kid for kid in auxiliaries if tag[kid] in _FINITE), None)
        if finite is None:
            return _BARE.get(tag[i], "bare")
        tense = "past" if tag[finite] == "VBD" else "present"
        if perfect:
            return _PERFECT[tense]
        return _PROGRESSIVE[tense] if tag[i] == "VBG" else tense

    def _negator(self, i: int) -> str:
        parse, negators = self._parse, self._modality.cues["negator"]
        for kid in parse.kids[i]:
            dep = parse.dep[kid]
            if dep in ("neg", "advmod", "preconj") or (dep == "cc" and kid < i):
                if found := negators.get(parse.lower[kid]):
                    return found
            elif dep in _PARTIES and (found := self._negative_party(kid)):
                return found
        return ""

    def _negative_party(self, i: int) -> str:
        """The class of a negative subject or object: an object "no ..." (nothing) does not deny its clause."""
        parse, modality = self._parse, self._modality
        if parse.lower[i] in modality.cues["nobody"]:
            return "nobody"
        determiners = modality.cues["determiner"]
        if not any(determiners.get(parse.lower[kid]) == "no" for kid in parse.below(i, "det", "neg")):
            return ""
        return "nobody" if parse.dep[i] in ("nsubj", "nsubjpass") else "nothing"
