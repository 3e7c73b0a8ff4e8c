"""spaCy's products by NumPy: every network uses them, and a text's parse does not depend on its neighbours."""

import json
from pathlib import Path

import pytest
from thinc.api import Model
from threadpoolctl import threadpool_info

from khaldun import Coder, Report
from khaldun.pipeline.products import one_thread

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports.jsonl"


@pytest.fixture(scope="module")
def reports():
    return [Report(**json.loads(line)) for line in EXAMPLES.read_text("utf-8").splitlines()]


def test_every_network_uses_them(coder: Coder):
    parts = [part for _, part in coder.nlp.pipeline if isinstance(getattr(part, "model", None), Model)]
    assert len(parts) >= 4
    assert not [part.name for part in parts for layer in part.model.walk() if layer.ops.use_blis]


def test_a_text_is_parsed_the_same_alone_and_among_others(coder: Coder, reports):
    vectors = {one.report.id: one for one in coder.code_batch(reports)}
    for report in reports[::3]:
        assert coder.code(report) == vectors[report.id]
    first, second = (coder.annotate(reports[0]) for _ in range(2))
    coder.annotate(reports[1])
    assert (first.tensor == second.tensor).all()


def test_within_it_products_run_on_one_thread():
    with one_thread():
        assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
