"""What the learned reader says of a coded event: is it political at all, and of this type?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Span

from khaldun.codebooks.reader import load_reader_model
from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.reading import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEvent:
    """Logits of a trigger: that it tells of a political event of any type, and of the type that it was coded with."""

    political: float
    type: float

    def joined(self, rules: float, numbers: Mapping[str, float]) -> float:
        """The chance (0 to 1) that rules (a logit) and reader give together, by the numbers of the codebook."""
        total = numbers["bias"] + numbers["rules"] * rules
        total += numbers["political"] * self.political + numbers["type"] * self.type
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def read_event(reading: DocReading, trigger: Span, kind: str) -> ReadEvent:
    """What the reader says of a trigger that is coded as `kind`, at that of its words which it finds most political."""
    place = load_reader_model().types.index(kind)
    found = [_logits(reading.column("type", token.i), place) for token in trigger if token.i in reading.words]
    political, of_type = max(found, default=(0.0, 0.0))
    return ReadEvent(political=political, type=of_type)


def _logits(scores: Scores, place: int) -> tuple[float, float]:
    wide = scores.astype(np.float64)
    return _log_sum(wide[1:]) - float(wide[0]), float(wide[place]) - _log_sum(np.delete(wide, place))


def _log_sum(scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    most = float(scores.max())
    return most + math.log(float(np.exp(scores - most).sum()))
