"""The reader's scores as they stand on a Doc, asked by token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from spacy.tokens import Doc

from khaldun.codebooks.reader import load_reader_model
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.reading import Reading, Run, Scores, tagged

#: The logit of what the reader did not read.
UNSURE = 0.0


@dataclass(frozen=True)
class DocReading:
    """A reading and the token that each of its words is."""

    reading: Reading
    tokens: list[int]

    @cached_property
    def words(self) -> Mapping[int, int]:
        """The word that a token is."""
        return {token: word for word, token in enumerate(self.tokens)}

    def column(self, head: str, token: int) -> Scores:
        """A head's scores of one token, [width]; zeros for white space."""
        scores = self.reading.columns(head)
        return scores[self.words[token]] if token in self.words else np.zeros(scores.shape[1], dtype=np.float32)

    def chances(self, head: str) -> list[float]:
        """The probability of a head with one column, word by word."""
        scores = self.reading.columns(head)[:, 0].astype(np.float64)
        found: list[float] = (1 / (1 + np.exp(-scores))).tolist()
        return found

    def related(self, relation: str, pivot: int, start: int, end: int) -> float:
        """The mean logit with which the words of a token range stand in a relation to the pivot token."""
        if pivot not in self.words:
            return 0.0
        inside = [self.words[i] for i in range(start, end) if i in self.words]
        return float(self.scores(relation, pivot)[inside].mean()) if inside else 0.0

    def scores(self, relation: str, pivot: int) -> Scores:
        """How likely (in logits) each word stands in a relation to the pivot, a token that is a word.

        Kept for the next question: not to be changed.
        """
        known = self._scores.get((relation, pivot))
        if known is None:
            known = self._scores[relation, pivot] = self.reading.related(relation, self.words[pivot])
        return known

    @cached_property
    def _scores(self) -> dict[tuple[str, int], Scores]:
        """What was asked before: one pivot is asked about many times."""
        return {}

    def cue_logit(self, span: Run) -> float:
        """How likely (in logits) a token range is a cue: that of its likeliest word."""
        scores = self.reading.columns("cue")
        inside = [self.words[i] for i in range(*span) if i in self.words]
        return max((float(scores[word, 1:].max() - scores[word, 0]) for word in inside), default=UNSURE)

    def tagged(self, head: str, *, lead: float = 0.0) -> list[Run]:
        """Token ranges of an outside-begin-inside head."""
        return [self.range_of(run) for run in tagged(self.reading.columns(head), lead=lead)]

    def range_of(self, run: Run) -> Run:
        """The token range of a run of words."""
        return self.tokens[run[0]], self.tokens[run[1] - 1] + 1


def reading_of(doc: Doc) -> DocReading | None:
    """What the reader said of a Doc; None when it did not run."""
    values = ext.values_of(doc, "reader")
    if "scores" not in values:
        return None
    model = load_reader_model()
    near = {name: np.array(row, dtype=np.float32) for name, row in model.near.items()}
    reading = Reading(matrix=values["scores"], layout=model.layout, near=near, sight=model.sight)
    return DocReading(reading, values["tokens"])
