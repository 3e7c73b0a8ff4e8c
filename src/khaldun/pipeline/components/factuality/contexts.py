"""What stands above an event: whether the governing clause affirms, denies or leaves open what its complement says.

A reading goes down the path from the root of the sentence to the event, each governor composing its signature with what
holds of itself, after Karttunen (1971) and Nairn, Condoravdi and Karttunen (2006).
"""

from __future__ import annotations

from typing import NamedTuple

from khaldun.codebooks.modality import Modality
from khaldun.pipeline.components.factuality.parse import Parse

_COMPLEMENTS = frozenset({"xcomp", "ccomp", "csubj", "csubjpass", "parataxis"})
_BY_TAG = {"VBG": "gerund", "VB": "infinitive", "VBN": "infinitive"}
_NONFINITE = frozenset({"TO", "VB", "VBN", "VBG"})
_YET = frozenset({"yet"})
#: Adverbial clauses that are told as true even where the main clause is open.
_GIVEN = frozenset({"because", "though"})


class Reading(NamedTuple):
    """`polarity`: 1 it holds, -1 it does not, 0 open. `cell` names what decided; "" for a plain main clause."""

    polarity: int
    cell: str


PLAIN = Reading(1, "")
#: Opens the cell of a noun of speech that is denied or rejected: the speech took place, what it says is denied.
ANSWERED = "noun.answered"


def mood(reading: Reading) -> str:
    """A suffix that says whether a reading is negated, or open and why; "" when it holds."""
    if reading.polarity > 0:
        return ""
    return ".negated" if reading.polarity < 0 else f".open.{reading.cell.partition('.')[0]}"


def under(signature: str, governor: Reading, *, complement: str, modality: Modality) -> Reading:
    """The reading of the complement of a governor whose own reading is known."""
    effect = modality.effects[signature]
    cell = f"{signature}.{complement}"
    if effect == "actual":
        return Reading(1, cell)
    if effect == "not":
        return Reading(-1, cell)
    if effect in ("same", "flip"):
        return _implied(governor, cell, flip=effect == "flip")
    return Reading(0, cell + mood(governor))


def _implied(governor: Reading, cell: str, *, flip: bool) -> Reading:
    if governor.polarity == 0:
        return Reading(0, governor.cell)
    polarity = -governor.polarity if flip else governor.polarity
    return Reading(polarity, f"{cell}.negated" if governor.polarity < 0 else cell)


def preposition_class(parse: Parse, i: int, modality: Modality) -> str:
    """The class of a preposition; of compounds such as "instead of" that of the first word."""
    classes = modality.cues["preposition"]
    if parse.lower[i] == "of":
        for j in (parse.head[i], *parse.below(i, "advmod", "amod")):
            if found := classes.get(parse.lower[j]):
                return found
    return classes.get(parse.lower[i], "other")


class Contexts:
    """Reads what governors say about their clauses, off one parse."""

    __slots__ = ("_modality", "_parse")

    def __init__(self, parse: Parse, modality: Modality) -> None:
        self._parse = parse
        self._modality = modality

    def of(self, i: int, governor: Reading) -> Reading:
        """What the governing word, whose reading is given, says about the clause of the verb at a token."""
        dep = self._parse.dep[i]
        if dep in _COMPLEMENTS:
            return self._complement(i, governor)
        if dep == "advcl":
            return self._adverbial(i, governor)
        if dep == "relcl":
            return Reading(1, "relative")
        if dep == "acl":
            return self._noun_complement(i, governor)
        if dep in ("pcomp", "pobj"):
            return self._after_preposition(i, governor)
        return Reading(governor.polarity, governor.cell or dep)

    def mark(self, i: int) -> str:
        """The class of the word that opens a clause (if, until, because ...), or ""."""
        parse, marks = self._parse, self._modality.cues["mark"]
        for kid in parse.kids[i]:
            if kid < i and parse.dep[kid] in ("mark", "advmod") and (found := marks.get(parse.lower[kid])):
                return found
        return ""

    def _kind(self, i: int) -> str:
        """Whether the clause of a verb is an infinitive, a gerund or a full clause."""
        parse = self._parse
        tags = [parse.tag[kid] for kid in parse.below(i, "aux", "auxpass")]
        if any(tag not in _NONFINITE for tag in tags):
            return "clause"
        if "TO" in tags:
            return "infinitive"
        return _BY_TAG.get(parse.tag[i], "clause")

    def _complement(self, i: int, governor: Reading) -> Reading:
        parse = self._parse
        head = parse.head[i]
        if parse.dep[i] == "ccomp" and self.mark(i) in ("whether", "if"):
            return Reading(0, "whether")
        kind = "clause" if parse.dep[i] == "parataxis" else self._kind(i)
        if signature := self._signature(head, kind):
            return under(signature, governor, complement=kind, modality=self._modality)
        family = parse.tag[head][:1] if parse.tag[head][:1] in ("J", "N", "V") else "other"
        polarity = 0 if kind == "infinitive" and family != "V" else governor.polarity
        return Reading(polarity, f"{kind}.{family}{mood(governor)}")

    def _signature(self, head: int, kind: str) -> str:
        parse, modality = self._parse, self._modality
        lemma = parse.lemma[head]
        if kind == "infinitive" and (found := self._infinitive_signature(head)):
            return found
        if found := modality.signature(lemma, kind):
            return found
        family = parse.tag[head][:1]
        if family == "N":
            return modality.signature(lemma, f"noun_{kind}")
        return modality.signature(lemma, "adjective_clause") if family in ("J", "R") and kind == "clause" else ""

    def _infinitive_signature(self, head: int) -> str:
        """The signatures that hang on the surroundings of the governor: "used to", "has yet to", "is expected to"."""
        parse, modality = self._parse, self._modality
        if found := modality.signature(parse.lower[head], "word_infinitive"):
            return found
        if parse.word_below(head, _YET, "advmod") is not None:
            return modality.signature(parse.lemma[head], "yet_infinitive")
        if parse.lemma[head] == "be":
            return self._identified_signature(head)
        passive = parse.tag[head] == "VBN" and parse.first(head, "auxpass") is not None
        return modality.signature(parse.lemma[head], "passive_infinitive") if passive else ""

    def _identified_signature(self, copula: int) -> str:
        """The signature of "the plan" in "the plan is to ...", or ""."""
        subject = self._parse.first(copula, "nsubj")
        return "" if subject is None else self._modality.signature(self._parse.lemma[subject], "noun_infinitive")

    def _adverbial(self, i: int, governor: Reading) -> Reading:
        mark = self.mark(i)
        if mark in ("if", "as_if", "whether"):
            return Reading(0, mark)
        if mark in ("until", "before"):
            return Reading(1 if governor.polarity > 0 and mark == "before" else 0, mark)
        if mark and mark != "that":
            return Reading(1 if governor.polarity > 0 or mark in _GIVEN else 0, mark + mood(governor))
        if self._kind(i) == "infinitive" and self._parse.tag[i] == "VB":
            return self._purpose(i, governor)
        if self._kind(i) == "clause":
            return Reading(governor.polarity or 1, f"adverbial{mood(governor)}")
        return Reading(abs(governor.polarity), f"adjunct{mood(governor)}")

    def _purpose(self, i: int, governor: Reading) -> Reading:
        head = self._parse.head[i]
        if (noun := self._noun_before(i)) is not None:
            return self._planned(noun, governor)
        if i > head and (signature := self._signature(head, "infinitive")):
            return under(signature, governor, complement="infinitive", modality=self._modality)
        return Reading(0, f"purpose{mood(governor)}")

    def _noun_before(self, i: int) -> int | None:
        """The object of the governor that ends right before an infinitive and has one: "foiled a plot | to bomb"."""
        parse = self._parse
        marks = [kid for kid in parse.kids[i] if kid < i]
        for noun in parse.below(parse.head[i], "dobj"):
            if marks and noun == min(marks) - 1 and self._modality.signature(parse.lemma[noun], "noun_infinitive"):
                return noun
        return None

    def _planned(self, noun: int, governor: Reading) -> Reading:
        """The reading of what an object plans: not done where its verb undoes the object, else as the noun has it."""
        parse, modality = self._parse, self._modality
        undoing = modality.signature(parse.lemma[parse.head[noun]], "noun")
        if modality.effects.get(undoing) == "flip":
            governor = under(undoing, governor, complement="noun", modality=modality)
            if governor.polarity < 0:
                return governor
        signature = modality.signature(parse.lemma[noun], "noun_infinitive")
        return under(signature, governor, complement="noun_infinitive", modality=modality)

    def _noun_complement(self, i: int, governor: Reading) -> Reading:
        parse, modality = self._parse, self._modality
        kind = self._kind(i)
        if parse.tag[i] in ("VBN", "VBG") and kind != "clause":
            return Reading(1, f"reduced{mood(governor)}")
        if signature := modality.signature(parse.lemma[parse.head[i]], f"noun_{kind}"):
            if governor.cell.startswith(ANSWERED) and modality.effects[signature] == "same":
                return Reading(-1, f"{governor.cell}.{signature}")
            return under(signature, governor, complement=f"noun_{kind}", modality=modality)
        return Reading(0 if kind == "infinitive" else 1, f"noun_{kind}")

    def _after_preposition(self, i: int, governor: Reading) -> Reading:
        parse, modality = self._parse, self._modality
        preposition = parse.head[i]
        over, word = parse.head[preposition], parse.lower[preposition]
        signature = modality.signature(f"{parse.lemma[over]}_{word}", "gerund_prep")
        if not signature and parse.tag[over][:1] == "N":
            signature = modality.signature(parse.lemma[over], "noun_of")
        if signature:
            return under(signature, governor, complement="gerund", modality=modality)
        kind = preposition_class(parse, preposition, modality)
        if kind in ("without", "instead"):
            return Reading(-1, kind)
        return Reading(0, kind) if kind == "if" else Reading(abs(governor.polarity), f"gerund.{kind}{mood(governor)}")
