"""The reading of each event word: what stands above it, then the form and negation of its own clause."""

from __future__ import annotations

from khaldun.codebooks.modality import Modality
from khaldun.pipeline.components.factuality.contexts import PLAIN, Contexts, Reading
from khaldun.pipeline.components.factuality.forms import PAST_FORMS, TENSELESS, Forms, VerbForm
from khaldun.pipeline.components.factuality.nouns import Nouns
from khaldun.pipeline.components.factuality.parse import Parse

#: Words that hand their governor's reading down as it is.
_TRANSPARENT = frozenset({
    "prep",
    "agent",
    "dative",
    "aux",
    "auxpass",
    "advmod",
    "det",
    "mark",
    "cc",
    "punct",
    "prt",
    "neg",
})
#: Contexts in which "would" is the future of the past: "said it would".
_TOLD = frozenset({"say", "claim", "promise", "know", "expect"})
#: Adverbial contexts whose past tense tells what happened, whatever the main clause says.
_TEMPORAL = frozenset({"adverbial", "after", "when", "while", "because", "though"})
_CLAUSAL = frozenset({"ccomp", "xcomp", "advcl"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


class Readings:
    """Readings of the tokens of one Doc, made on demand and kept."""

    def __init__(self, parse: Parse, modality: Modality) -> None:
        self.parse = parse
        self._modality = modality
        self._forms = Forms(parse, modality)
        self._above = Contexts(parse, modality)
        self._nouns = Nouns(parse, modality, self._forms)
        self._contexts: dict[int, Reading] = {}
        self._readings: dict[int, Reading] = {}

    def of(self, i: int) -> Reading:
        """The reading of a token."""
        if i not in self._readings:
            for j in self.parse.path(i):
                if j not in self._readings:
                    self._readings[j] = self._read(j)
        return self._readings[i]

    def _read(self, i: int) -> Reading:
        parse = self.parse
        head, is_root = parse.head[i], parse.is_root(i)
        if not is_root and parse.dep[i] in _TRANSPARENT:
            self._contexts[i] = self._contexts[head]
            return self._readings[head]
        if self._is_clause(i):
            return self._read_clause(i)
        self._contexts[i] = PLAIN if is_root else self._contexts[head]
        return self._nouns.read(i, PLAIN if is_root else self._readings[head])

    def _is_clause(self, i: int) -> bool:
        parse = self.parse
        if parse.dep[i] in ("amod", "compound"):
            return False
        if parse.dep[i] in _CLAUSAL and parse.first(i, *_SUBJECTS) is not None:
            return True
        return parse.is_verb(i) or parse.first(i, "cop", "aux", "auxpass") is not None

    def _read_clause(self, i: int) -> Reading:
        parse = self.parse
        form = self._forms.of(i)
        head = parse.head[i]
        if parse.dep[i] == "conj" and head != i and self._is_clause(head):
            self._contexts[i] = self._coordinated(head, form)
            if form.name in TENSELESS and parse.first(i, *_SUBJECTS) is None:
                return self._negated(self._readings[head], form)
        elif parse.is_root(i):
            self._contexts[i] = self._root_context(i, form)
        else:
            self._contexts[i] = self._above.of(i, self._readings[head])
        return self._negated(self._formed(self._contexts[i], form.name), form)

    def _coordinated(self, head: int, form: VerbForm) -> Reading:
        """The context of a coordinated verb: its neighbour's, unless it has a tense and the neighbour none."""
        if form.name in PAST_FORMS and self._forms.of(head).name in TENSELESS:
            return PLAIN
        return self._contexts[head]

    def _root_context(self, i: int, form: VerbForm) -> Reading:
        parse = self.parse
        if self._ends_with_question_mark(i):
            return Reading(0, "question.wh" if self._asks_wh(i) else "question")
        if self._is_imperative(i, form):
            return Reading(0, "imperative")
        if form.name == "infinitive":
            is_headline = parse.first(i, *_SUBJECTS) is not None
            return Reading(0, "root_infinitive.coming" if is_headline else "root_infinitive")
        if any(self._above.mark(kid) == "if" for kid in parse.below(i, "advcl")):
            return Reading(0, "then")
        return PLAIN

    def _is_imperative(self, i: int, form: VerbForm) -> bool:
        parse = self.parse
        if parse.first(i, *_SUBJECTS) is not None:
            return False
        bare_present = form.name == "present" and parse.tag[i] == "VBP"
        nouns_before = any(kid < i and parse.tag[kid][:1] == "N" for kid in parse.kids[i])
        return form.name == "bare" or (bare_present and not nouns_before)

    def _ends_with_question_mark(self, i: int) -> bool:
        parse = self.parse
        return any(kid > i and parse.lower[kid].startswith("?") for kid in parse.below(i, "punct"))

    def _asks_wh(self, i: int) -> bool:
        tag, kids = self.parse.tag, self.parse.kids
        return any(tag[j][:1] == "W" for kid in kids[i] if kid < i for j in (kid, *kids[kid]))

    def _formed(self, context: Reading, name: str) -> Reading:
        """A clause in a context: open forms leave the matter open, other finite forms keep what the context says."""
        group = context.cell.partition(".")[0]
        if name in TENSELESS:
            return Reading(context.polarity, context.cell or name)
        if name == "would" and context.polarity > 0 and group in _TOLD:
            name = "future_in_past"
        is_open = name in self._modality.open_forms
        if context.polarity > 0:
            return Reading(0 if is_open else 1, f"{name}.{context.cell}" if context.cell else name)
        if name in PAST_FORMS and group in _TEMPORAL:
            return Reading(1, f"{context.cell}.{name}")
        return Reading(0 if is_open else context.polarity, f"{context.cell}.{name}")

    def _negated(self, reading: Reading, form: VerbForm) -> Reading:
        if not form.negator:
            return reading
        if form.negator in ("barely", "nothing"):
            return Reading(reading.polarity, f"{form.negator}.{reading.cell}")
        if form.negator == "nearly":
            return Reading(-1, f"nearly.{reading.cell}")
        settled = form.name in self._modality.settled_when_negated
        polarity = -1 if reading.polarity == 0 and settled else -reading.polarity
        kind = "negated" if form.negator == "not" else f"negated.{form.negator}"
        return Reading(polarity, f"{kind}.{reading.cell}" if reading.cell else kind)
