"""A small part of the fuzz of broken quotation marks, brackets and Unicode; the whole is a script."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from khaldun import Coder

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "fuzz_attribution.py"


@pytest.fixture(scope="module")
def fuzz() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location(SCRIPT.stem, SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[SCRIPT.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[SCRIPT.stem]


def test_every_broken_text_comes_back_whole(fuzz: ModuleType, coder: Coder) -> None:
    texts = list(fuzz.broken_texts(60, seed=11))
    found = list(fuzz.run(coder, iter(texts)))
    assert [coded.report.text for coded, _ in found] == texts
    assert [problems for _, problems in found if problems] == []


def test_the_same_seed_breaks_the_same_texts(fuzz: ModuleType) -> None:
    assert list(fuzz.broken_texts(20, seed=3)) == list(fuzz.broken_texts(20, seed=3))
    assert list(fuzz.broken_texts(20, seed=3)) != list(fuzz.broken_texts(20, seed=4))
