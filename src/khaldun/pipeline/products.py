"""spaCy's matrix products by NumPy's BLAS, on one thread.

The library that spaCy brings along for them is built for no processor in particular: NumPy's takes a quarter of its
time where it was measured. But NumPy's gives a row other last digits beside other rows, so whoever uses this parses
one text at a time: then what a text gives depends on nothing but the text.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache

from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController


def quicken_products(nlp: Language) -> None:
    """Puts NumPy's products in the place of spaCy's own, in all parts that have a network on the CPU."""
    for _, part in nlp.pipeline:
        model = getattr(part, "model", None)
        for layer in model.walk() if isinstance(model, Model) else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = _ops()


def one_thread() -> AbstractContextManager[object]:
    """Within this, NumPy's products run on one thread: on more they gain nothing here, and workers would crowd."""
    limited: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limited


@cache
def _ops() -> NumpyOps:
    return NumpyOps(use_blis=False)


@cache
def _controller() -> ThreadpoolController:
    """Finding the libraries that were loaded takes milliseconds: once is enough."""
    made: Callable[[], ThreadpoolController] = ThreadpoolController
    return made()
