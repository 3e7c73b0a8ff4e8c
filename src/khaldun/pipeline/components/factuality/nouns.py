"""Event nouns and adjectives: what their governor, their determiner and their modifiers say about them."""

from __future__ import annotations

from khaldun.codebooks.modality import Modality
from khaldun.pipeline.components.factuality.contexts import ANSWERED, PLAIN, Reading, preposition_class, under
from khaldun.pipeline.components.factuality.forms import Forms
from khaldun.pipeline.components.factuality.parse import Parse

_BEFORE = frozenset({"det", "poss", "nummod", "amod", "neg"})
#: Relations in which a noun is taken for granted, whatever its governor says of itself.
_GIVEN = frozenset({"nsubj", "because", "despite", "amod"})
_ANSWERS = frozenset({"deny", "reject"})
#: What is done to an event noun to bring it about.
_STAGED = frozenset({"carry", "plan"})
_NOUN_PREPOSITIONS = frozenset({"of", "for", "to", "about"})
_MOODS = {1: "plain", 0: "open", -1: "negated"}


class Nouns:
    """Reads event nouns off one parse."""

    __slots__ = ("_forms", "_modality", "_parse")

    def __init__(self, parse: Parse, modality: Modality, forms: Forms) -> None:
        self._parse = parse
        self._modality = modality
        self._forms = forms

    def read(self, i: int, governor: Reading) -> Reading:
        """The reading of a noun or adjective whose governor's reading is given (PLAIN at the root)."""
        determiner = self._determiner(i)
        reading = self._governed(i, governor, determiner=determiner)
        if determiner == "no":
            return Reading(-1 if reading.polarity else 0, f"negated.{reading.cell}")
        if reading.polarity >= 0 and self._lies_ahead(i):
            return Reading(0, "noun.coming")
        return self._modified(i, reading)

    def _lies_ahead(self, i: int) -> bool:
        """Whether a clause below the noun says that it is yet to take place: "the summit, which will be held ..."."""
        parse, modality = self._parse, self._modality
        for kid in parse.below(i, "relcl", "acl"):
            form = self._forms.of(kid).name
            staged = modality.signature(parse.lemma[kid], "noun") in _STAGED
            occurs = bool(modality.signature(parse.lemma[kid], "subject"))
            if form == "future" and (staged or occurs):
                return True
            if form == "infinitive" and (occurs or (staged and parse.first(kid, "auxpass") is not None)):
                return True
        return False

    def _governed(self, i: int, governor: Reading, *, determiner: str) -> Reading:
        parse = self._parse
        if parse.is_root(i):
            return self._inherited(PLAIN, "root", determiner=determiner)
        if parse.dep[i] in ("acomp", "attr", "oprd"):
            kind = "adjective" if parse.tag[i][:1] == "J" else "nominal"
            return Reading(governor.polarity, f"{governor.cell or 'main'}.{kind}")
        relation, signature = self._relation(i)
        if signature in _ANSWERS and self._is_said(i):
            return Reading(1, f"{ANSWERED}.{signature}")
        if signature:
            reading = under(signature, governor, complement="noun", modality=self._modality)
            return Reading(reading.polarity, f"noun.{reading.cell}")
        return self._inherited(governor, relation, determiner=determiner)

    def _is_said(self, i: int) -> bool:
        """Whether a noun is itself an act of speech: who rejects a call grants that there was one."""
        lemma, modality = self._parse.lemma[i], self._modality
        return bool(modality.signature(lemma, "noun_clause") or modality.signature(lemma, "noun_infinitive"))

    def _relation(self, i: int) -> tuple[str, str]:
        """The relation to the governor (for prepositions their class), and the governor's signature or ""."""
        parse, modality = self._parse, self._modality
        dep, head = parse.dep[i], parse.head[i]
        if dep in ("dobj", "nsubjpass"):
            particle = parse.first(head, "prt")
            suffix = "" if particle is None else f"_{parse.lower[particle]}"
            return dep, modality.signature(parse.lemma[head] + suffix, "noun")
        if dep == "nsubj":
            return dep, modality.signature(parse.lemma[head], "subject")
        return self._prepositional(head) if dep == "pobj" else (dep, "")

    def _prepositional(self, preposition: int) -> tuple[str, str]:
        parse, modality = self._parse, self._modality
        over, word = parse.head[preposition], parse.lower[preposition]
        key = f"{parse.lemma[over]}_{word}"
        signature = modality.signature(key, "noun") or modality.signature(key, "gerund_prep")
        if not signature and parse.tag[over][:1] == "N" and word in _NOUN_PREPOSITIONS:
            signature = modality.signature(parse.lemma[over], "noun_of")
        return preposition_class(parse, preposition, modality), signature

    @staticmethod
    def _inherited(governor: Reading, relation: str, *, determiner: str) -> Reading:
        if relation in ("without", "instead"):
            return Reading(-1, f"noun.{relation}")
        if governor.polarity > 0:
            return Reading(1, f"noun.plain.{determiner}.{relation}")
        given = determiner == "the" or relation in _GIVEN
        group = governor.cell.partition(".")[0]
        cell = f"noun.in_{_MOODS[governor.polarity]}.{determiner}.{relation}.{group}"
        return Reading(1 if given else governor.polarity, cell)

    def _determiner(self, i: int) -> str:
        parse, determiners = self._parse, self._modality.cues["determiner"]
        for kid in parse.kids[i]:
            if kid < i and parse.dep[kid] in _BEFORE:
                if parse.dep[kid] == "poss":
                    return "the"
                if found := determiners.get(parse.lower[kid]):
                    return found
        return "bare"

    def _modified(self, i: int, reading: Reading) -> Reading:
        parse, modality = self._parse, self._modality
        for kid in parse.kids[i]:
            if (
                kid < i
                and parse.dep[kid] in ("amod", "compound")
                and (kind := modality.cues["adjective"].get(parse.lower[kid]))
            ):
                if reading.polarity < 0:
                    return Reading(-1, f"adjective.{kind}.negated")
                return Reading(modality.adjective_polarity.get(kind, reading.polarity), f"adjective.{kind}")
        return reading
