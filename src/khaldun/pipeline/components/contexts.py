"""Judges the PLOVER contexts of each trigger by words of its sentence and, with less weight, of the whole report."""

from __future__ import annotations

from bisect import bisect_left
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """What the whole report shows: for each context a sum, and the first places that show it strongly."""

    sums: Mapping[str, float]
    strong: Mapping[str, list[list[int]]]


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
        starts = [hit.start for hit in hits]
        report = _Report(sums=_report_sums(hits, self.book.limits), strong=_first_strong(hits))
        table = extensions.values_of(doc, "contexts")
        judged: dict[tuple[int, int], ContextValues] = {}
        for id_, head in heads.items():
            sentence = doc[head].sent
            key = (sentence.start, sentence.end)
            if key not in judged:
                here = hits[bisect_left(starts, key[0]) : bisect_left(starts, key[1])]
                judged[key] = self._judge(here, report)
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

    def _judge(self, here: Sequence[_Hit], report: _Report) -> ContextValues:
        limits = self.book.limits
        sums: dict[str, float] = {}
        for hit in _once(here):
            sums[hit.context] = sums.get(hit.context, 0.0) + (limits.strong if hit.strong else limits.weak)
        total = {context: own + report.sums.get(context, 0.0) for context, own in sums.items()}
        enough = sorted((-value, context) for context, value in total.items() if value >= limits.context - 1e-9)
        best = -enough[0][0] if enough else 0.0
        chosen = sorted(c for value, c in enough[: int(limits.most)] if -value >= best * limits.share)
        return {"contexts": chosen, "evidence": {context: _evidence(context, here, report) for context in chosen}}


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


def _first_strong(hits: Sequence[_Hit]) -> dict[str, list[list[int]]]:
    """For each context the first places of the report that show it strongly."""
    found: dict[str, list[list[int]]] = {}
    for hit in hits:
        places = found.setdefault(hit.context, [])
        if hit.strong and len(places) < 2 * _EVIDENCE:
            places.append([hit.start, hit.end])
    return found


def _evidence(context: str, here: Sequence[_Hit], report: _Report) -> list[list[int]]:
    """Token ranges that show a context: those of the sentence first, then others of the report."""
    own = [[hit.start, hit.end] for hit in here if hit.context == context]
    return [*own, *(pair for pair in report.strong.get(context, []) if pair not in own)][:_EVIDENCE]


def _copied(evidence: Mapping[str, list[list[int]]]) -> dict[str, list[list[int]]]:
    return {context: [list(pair) for pair in pairs] for context, pairs in evidence.items()}
