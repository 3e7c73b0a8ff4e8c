"""Attributions as the learned reader sees them, beside those of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Doc

from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.reading import Scores, best_run, runs
from khaldun.pipeline.speakers import Range, head_of
from khaldun.pipeline.speech import OPINION, Frame
from khaldun.pipeline.utterances import tidy

#: The construction of a frame that only the reader sees.
READ = "read"
Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Listener:
    """Finds cues, sources and contents in the reader's scores. `numbers`: those of the codebook for attribution."""

    doc: Doc
    reading: DocReading
    numbers: Numbers

    def evidence(self, frame: Frame) -> float:
        """What the reader's scores add to the log odds of a reading that the rules offer.

        Nothing where a mark is the cue ("Police: two held"), or a phrase that says by itself whose view follows ("in
        the words of the mayor"): the corpora have few of these, the rules need no help.
        """
        if self.doc[frame.head].is_punct or frame.complement == OPINION:
            return 0.0
        numbers = self.numbers
        total = numbers["rule_bias"] + numbers["rule_cue"] * _held(self.reading.cue_logit(frame.cue))
        pivot = self.pivot(frame.cue)
        if pivot is None:
            return total
        source, content = self.reading.scores("source", pivot), self.reading.scores("content", pivot)
        if frame.source is not None:
            words = self._words(frame.source)
            total += numbers["rule_source"] * _held(float(source[words].mean()) if words else 0.0)
        else:
            total -= numbers["rule_source"] * _held(float(source.max()))
        best = sum(self._worth(content, run) for run in self._runs("strict", pivot))
        worth = sum(
            self._worth(content, (words[0], words[-1] + 1)) for words in map(self._words, frame.content) if words
        )
        return total + numbers["rule_content"] * max(-_BOUND, (worth - best) / _SCALE)

    def frames(self, ruled: Sequence[Frame]) -> Iterator[Frame]:
        """Frames of cues that no frame of the rules holds."""
        taken = {i for frame in ruled for i in range(*frame.cue)}
        for cue in self.reading.tagged("cue", lead=self.numbers["cue_lead"]):
            if taken.isdisjoint(range(*cue)):
                frame = self._frame(cue)
                if frame is not None:
                    yield frame

    def _frame(self, cue: Range) -> Frame | None:
        content = [self.reading.range_of(run) for run in self._runs("strict", cue[0])]
        content = tidy(self.doc, content)
        if not content:
            return None
        head = head_of(self.doc, cue).i
        return Frame(head=head, complement=READ, cue=cue, source=self.source(cue), content=tuple(content))

    def source(self, cue: Range) -> Range | None:
        """The likeliest source of a cue."""
        scores = self.reading.scores("source", cue[0]) + self.numbers["source_lead"]
        found = best_run(scores, runs(scores, switch=self.numbers["source_switch"]))
        return self.reading.range_of(found) if found else None

    def with_source(self, frame: Frame) -> Frame:
        """The frame with the reader's source where the rules name none, or one that the reader holds for unlikely."""
        pivot = self.pivot(frame.cue)
        if pivot is None or frame.via is not None:
            return frame
        scores = self.reading.scores("source", pivot) + self.numbers["source_lead"]
        run = best_run(scores, runs(scores, switch=self.numbers["source_switch"]))
        if run is None:
            return frame
        found = self.reading.range_of(run)
        own = 0.0 if frame.source is None else sum(float(scores[word]) for word in self._words(frame.source))
        better = float(scores[run[0] : run[1]].sum()) > own + self.numbers["source_rule"]
        return replace(frame, source=found) if better else frame

    def pivot(self, cue: Range) -> int | None:
        """The first word of a cue that the reader read."""
        return next((i for i in range(*cue) if i in self.reading.words), None)

    def contents(self, pivot: int) -> Iterator[tuple[str, list[Range]]]:
        """The content of a cue as the reader sees it, in token ranges: strictly, evenly, widely."""
        for name in ("strict", "even", "wide"):
            yield f"reader {name}", [self.reading.range_of(run) for run in self._runs(name, pivot)]

    def _runs(self, name: str, pivot: int) -> list[Range]:
        """The runs of words that are the content of a cue, seen in one of three ways."""
        if (name, pivot) not in self._known_runs:
            suffix = "" if name == "strict" else f"_{name}"
            switch, lead = self.numbers[f"content_switch{suffix}"], self.numbers[f"content_lead{suffix}"]
            scores = self.reading.scores("content", pivot)
            self._known_runs[name, pivot] = runs(scores, switch=switch, lead=lead, easy=self._edges)
        return self._known_runs[name, pivot]

    @cached_property
    def _known_runs(self) -> dict[tuple[str, int], list[Range]]:
        return {}

    def _worth(self, scores: Scores, run: Range) -> float:
        return float((scores[run[0] : run[1]] + self.numbers["content_lead"]).sum())

    def _words(self, span: Range) -> list[int]:
        return [self.reading.words[i] for i in range(*span) if i in self.reading.words]

    @cached_property
    def _edges(self) -> dict[int, float]:
        """How much easier a span begins or ends before each word, for punctuation and for the ends of sentences."""
        found: dict[int, float] = {}
        for word, token in enumerate(self.reading.tokens):
            if self.doc[token].is_punct:
                found[word] = found[word + 1] = self.numbers["at_punctuation"]
        for sentence in self.doc.sents:
            if words := self._words((sentence.start, sentence.end)):
                found[words[0]] = self.numbers["at_sentence"]
        return found


#: Logits beyond this say no more; the worth of spans is told by so many nats a point.
_BOUND, _SCALE = 6.0, 10.0


def _held(logit: float) -> float:
    return max(-_BOUND, min(_BOUND, logit))
