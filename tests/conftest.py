"""Fixtures that many tests share: the real spaCy model, once a session."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from khaldun.pipeline import extensions
from khaldun.pipeline.build import DEFAULT_MODEL, register_components
from khaldun.pipeline.coder import Coder


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The bare spaCy pipeline; do not add to it."""
    return spacy.load(DEFAULT_MODEL)


@pytest.fixture(scope="session")
def make_doc(nlp: Language) -> Callable[..., Doc]:
    """`make_doc(text, "khaldun_timexes", ..., published="2026-03-03")`: a parsed Doc after these components of ours."""
    register_components()
    made: dict[str, object] = {}

    def make(text: str, *components: str, published: str | None = None, title: str | None = None) -> Doc:
        doc = nlp(text)
        extensions.values_of(doc, "report").update({
            "id": "test",
            "title": title,
            "published": published,
            "publisher": None,
            "language": "en",
        })
        for name in components:
            if name not in made:
                made[name] = nlp.create_pipe(name)
            doc = made[name](doc)
        return doc

    return make


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The usual English pipeline."""
    return Coder()
