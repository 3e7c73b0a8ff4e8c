"""Attributions as the learned reader sees them, joined with those of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.reading import best_run, runs
from khaldun.pipeline.speakers import Range, head_of
from khaldun.pipeline.speech import Frame
from khaldun.pipeline.utterances import tidy

#: The construction of a frame that only the reader sees.
READ = "read"
Numbers = Mapping[str, float]


def join(
    doc: Doc, ruled: Sequence[Frame], *, possible: Sequence[Frame], reading: DocReading, numbers: Numbers
) -> list[Frame]:
    """Frames in text order: what the reader sees, with the construction of the rules where they see the cue as well.

    A frame of the rules alone (`ruled`, out of all that are `possible`) stays when the reader does not hold its cue for
    unlikely. `numbers`: those of the codebook for this component.
    """
    by_token = {i: frame for frame in ruled for i in range(*frame.cue)}
    listener = _Listener(doc, reading, numbers, _edges(doc, reading, numbers))
    seen: set[int] = set()
    found = []
    for cue in reading.tagged("cue", lead=numbers["cue_lead"]):
        rule = next((by_token[i] for i in range(*cue) if i in by_token), None)
        frame = listener.frame(cue, rule, [other for other in possible if _meet(other.cue, cue)])
        if frame is not None:
            seen.update(range(*frame.cue))
            found.append(frame)
    found += [
        frame
        for frame in ruled
        if seen.isdisjoint(range(*frame.cue)) and reading.cue_logit(frame.cue) > numbers["rule_cue_least"]
    ]
    return sorted(found, key=lambda frame: frame.cue)


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _edges(doc: Doc, reading: DocReading, numbers: Numbers) -> dict[int, float]:
    """How much easier a span begins or ends before each word, for punctuation and for the ends of sentences."""
    found: dict[int, float] = {}
    for word, token in enumerate(reading.tokens):
        if doc[token].is_punct:
            for edge in (word, word + 1):
                found[edge] = numbers["at_punctuation"]
    for sentence in doc.sents:
        start = next((reading.words[i] for i in range(sentence.start, sentence.end) if i in reading.words), None)
        if start is not None:
            found[start] = numbers["at_sentence"]
    return found


@dataclass(frozen=True, slots=True)
class _Listener:
    """Finds source and content of a cue in the reader's scores; `edges`: where boundaries are easy."""

    doc: Doc
    reading: DocReading
    numbers: Numbers
    edges: Mapping[int, float]

    def frame(self, cue: Range, rule: Frame | None, possible: Sequence[Frame]) -> Frame | None:
        """The frame of a cue; that of the rules where the reader sees no content."""
        content = self._content(cue, possible)
        if not content:
            return rule
        source = self._source(cue, possible)
        if rule is not None:
            return replace(rule, cue=cue, source=source, content=tuple(content))
        head = head_of(self.doc, cue).i
        return Frame(head=head, complement=READ, cue=cue, source=source, content=tuple(content))

    def _content(self, cue: Range, possible: Sequence[Frame]) -> list[Range]:
        numbers = self.numbers
        scores = self.reading.scores("content", cue[0])
        scores += numbers["content_said"] * self.reading.reading.columns("said")[:, 1]
        edges = self._with_edges([span for frame in possible for span in frame.content])
        found = runs(scores, switch=numbers["content_switch"], lead=numbers["content_lead"], easy=edges)
        return tidy(self.doc, [self.reading.range_of(run) for run in found])

    def _source(self, cue: Range, possible: Sequence[Frame]) -> Range | None:
        numbers = self.numbers
        scores = self.reading.scores("source", cue[0])
        scores += numbers["source_said"] * self.reading.reading.columns("said")[:, 0] + numbers["source_lead"]
        edges = self._with_edges([frame.source for frame in possible if frame.source])
        found = best_run(scores, runs(scores, switch=numbers["source_switch"], easy=edges))
        return self.reading.range_of(found) if found else None

    def _with_edges(self, spans: Sequence[Range]) -> Mapping[int, float]:
        words, ease = self.reading.words, self.numbers["at_rule"]
        return {**self.edges, **{words[edge]: ease for span in spans for edge in span if edge in words}}
