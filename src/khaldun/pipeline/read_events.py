"""What the learned reader says of a coded event: is it political at all, and of this type?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Span

from khaldun.codebooks.reader import load_reader_model
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.reader_layer import DocReading
from khaldun.pipeline.reading import Scores

_ROLES = ("actor", "recipient")
_BOUND = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEvent:
    """Logits of a trigger: that it tells of a political event of any type, and of the type that it was coded with.

    `roles`: how likely the parties tied to it act and are acted on: the mean of the likeliest on each side.
    """

    political: float
    type: float
    roles: float

    def joined(self, rules: float, numbers: Mapping[str, float]) -> float:
        """The chance (0 to 1) that rules (a logit) and reader give together, by the numbers of the codebook."""
        total = numbers["bias"] + numbers["rules"] * rules
        total += numbers["political"] * self.political + numbers["type"] * self.type + numbers["roles"] * self.roles
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def read_event(doc: Doc, reading: DocReading, trigger: Span) -> ReadEvent:
    """What the reader says of a coded trigger, at that of its words which it finds most political."""
    values = ext.values_of(doc, "triggers")[trigger.id_]
    place = load_reader_model().types.index(values["type"])
    found = [_logits(reading.column("type", token.i), place) for token in trigger if token.i in reading.words]
    political, of_type = max(found, default=(0.0, 0.0))
    tied = ext.values_of(doc, "participants").get(trigger.id_, {})
    roles = [_role(doc, reading, values["head"], relation, tied.get(relation, [])) for relation in _ROLES]
    return ReadEvent(political=political, type=of_type, roles=sum(roles) / len(roles))


def _role(doc: Doc, reading: DocReading, head: int, relation: str, parties: Sequence[str]) -> float:
    """The logit of the likeliest of the parties on one side, within bounds; 0 where there is none."""
    if head not in reading.words or not parties:
        return 0.0
    scores = reading.scores(relation, head)
    spans = [ext.span_by_id(doc, party) for party in parties]
    words = [[reading.words[token.i] for token in span if token.i in reading.words] for span in spans]
    best = max((float(scores[inside].mean()) for inside in words if inside), default=0.0)
    return max(-_BOUND, min(_BOUND, best))


def _logits(scores: Scores, place: int) -> tuple[float, float]:
    wide = scores.astype(np.float64)
    return _log_sum(wide[1:]) - float(wide[0]), float(wide[place]) - _log_sum(np.delete(wide, place))


def _log_sum(scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    most = float(scores.max())
    return most + math.log(float(np.exp(scores - most).sum()))
