"""Judges the PLOVER contexts of each trigger by words of its sentence and, with less weight, of the whole report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.contexts import ContextBook, ContextLimits, load_contexts
from khaldun.pipeline import extensions
from khaldun.pipeline.extensions import ContextValues

NAME = "khaldun_contexts"
#: So many pieces of evidence are kept for a context.
_EVIDENCE = 5


@Language.factory(
    NAME, assigns=["doc._.contexts"], requires=["doc._.triggers", "doc.sents"], default_config={"overlays": []}
)
def create_contexts(nlp: Language, name: str, overlays: list[str]) -> Callable[[Doc], Doc]:
    """The component that judges contexts, with the cues that ship with Khaldun."""
    return ContextJudge(load_contexts(tuple(Path(path) for path in overlays)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """A cue in the text: tokens `start` to `end`, the context it shows, its words, and whether it is strong."""

    start: int
    end: int
    context: str
    words: tuple[str, ...]
    strong: bool


class ContextJudge:
    """Finds cues in one pass and weighs them for each trigger."""

    def __init__(self, book: ContextBook) -> None:
        self.book = book

    def __call__(self, doc: Doc) -> Doc:
        """Adds a row to the table for each trigger with a type; without enough cues its list is empty."""
        values = extensions.values_of(doc, "triggers")
        heads = {id_: value["head"] for id_, value in values.items() if value["type"] is not None}
        if not heads:
            return doc
        hits = self._hits([token.lower_ for token in doc])
        sums = _report_sums(hits, self.book.limits)
        table = extensions.values_of(doc, "contexts")
        judged: dict[tuple[int, int], ContextValues] = {}
        for id_, head in heads.items():
            sentence = doc[head].sent
            key = (sentence.start, sentence.end)
            if key not in judged:
                judged[key] = self._judge([hit for hit in hits if key[0] <= hit.start < key[1]], hits, sums)
            row = judged[key]
            table[id_] = {"contexts": list(row["contexts"]), "evidence": _copied(row["evidence"])}
        return doc

    def _hits(self, words: Sequence[str]) -> list[_Hit]:
        found: list[_Hit] = []
        at = 0
        while at < len(words):
            cue = self.book.match(words, at) if words[at] in self.book.cues else None
            if cue is None:
                at += 1
                continue
            end = at + len(cue.words)
            found += [
                _Hit(start=at, end=end, context=context, words=cue.words, strong=strong)
                for context, strong in cue.contexts
            ]
            at = end
        return found

    def _judge(self, here: Sequence[_Hit], hits: Sequence[_Hit], report: Mapping[str, float]) -> ContextValues:
        limits = self.book.limits
        sums: dict[str, float] = {}
        for hit in _once(here):
            sums[hit.context] = sums.get(hit.context, 0.0) + (limits.strong if hit.strong else limits.weak)
        total = {context: own + report.get(context, 0.0) for context, own in sums.items()}
        enough = sorted((-value, context) for context, value in total.items() if value >= limits.context - 1e-9)
        best = -enough[0][0] if enough else 0.0
        chosen = sorted(c for value, c in enough[: int(limits.most)] if -value >= best * limits.share)
        return {"contexts": chosen, "evidence": {context: _evidence(context, here, hits) for context in chosen}}


def _once(hits: Sequence[_Hit]) -> list[_Hit]:
    """Each cue of a context once."""
    return list({(hit.context, hit.words): hit for hit in reversed(hits)}.values())


def _report_sums(hits: Sequence[_Hit], limits: ContextLimits) -> dict[str, float]:
    """What the whole report adds to each context, up to the limit."""
    sums: dict[str, float] = {}
    for hit in _once(hits):
        weight = limits.report_strong if hit.strong else limits.report_weak
        sums[hit.context] = min(limits.report, sums.get(hit.context, 0.0) + weight)
    return sums


def _evidence(context: str, here: Sequence[_Hit], hits: Sequence[_Hit]) -> list[list[int]]:
    """Token ranges that show a context: those of the sentence first, then others of the report."""
    own = [[hit.start, hit.end] for hit in here if hit.context == context]
    others = [[hit.start, hit.end] for hit in hits if hit.context == context and hit.strong]
    return [*own, *(pair for pair in others if pair not in own)][:_EVIDENCE]


def _copied(evidence: Mapping[str, list[list[int]]]) -> dict[str, list[list[int]]]:
    return {context: [list(pair) for pair in pairs] for context, pairs in evidence.items()}
