"""Scores of events become confidences: in the same order, never quite sure, and back again."""

from __future__ import annotations

import pytest

from khaldun.pipeline.confidence import bare, calibrated


@pytest.mark.parametrize("score", [0.05, 0.3, 0.5, 0.7, 0.95, 0.999])
def test_a_confidence_leads_back_to_its_score(score: float) -> None:
    assert bare(calibrated(score)) == pytest.approx(score)


def test_the_order_stays() -> None:
    scores = [0.0, 0.01, 0.2, 0.5, 0.8, 0.99, 1.0]
    found = [calibrated(score) for score in scores]
    assert found == sorted(set(found))
    assert 0 < found[0] < found[-1] < 1
