"""Features times weights: a score that says what it is made of."""

from __future__ import annotations

import math
from collections.abc import Mapping

from khaldun.codebooks.linking import Scale

Features = Mapping[str, float]


def score_of(features: Features, scale: Scale) -> float:
    """The logistic score of a pair, 0 to 1; a feature that is not there is 0."""
    total = scale.bias + sum(scale.weights[name] * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def reasons_of(features: Features, scale: Scale, most: int = 5) -> tuple[str, ...]:
    """The features that count most, with their values and what each adds, the weightiest first."""
    parts = [(scale.weights[name] * value, name, value) for name, value in features.items()]
    ranked = sorted((part for part in parts if part[0]), key=lambda part: (-abs(part[0]), part[1]))
    return tuple(f"{name.replace('_', ' ')} {value:.2f} ({part:+.2f})" for part, name, value in ranked[:most])
