"""Logical subjects and objects: who does, and to whom, whatever form the clause has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from khaldun.pipeline.arguments import logical_objects, logical_subjects

CASES = [
    pytest.param("Rebels attacked the convoy.", "attacked", ["Rebels"], ["convoy"], id="active"),
    pytest.param("The convoy was attacked by rebels.", "attacked", ["rebels"], ["convoy"], id="passive with its agent"),
    pytest.param("The convoy was attacked.", "attacked", [], ["convoy"], id="passive without an agent"),
    pytest.param("Police, who arrested ten men, left.", "arrested", ["Police"], ["men"], id="relative clause"),
    pytest.param(
        "The men arrested by police left.", "arrested", ["police"], ["men"], id="participle behind its object"
    ),
    pytest.param("Chad and Sudan signed a treaty.", "signed", ["Chad", "Sudan"], ["treaty"], id="coordinated subjects"),
    pytest.param("Troops entered the town and shot two men.", "shot", ["Troops"], ["men"], id="coordinated verbs"),
    pytest.param("Iran agreed to release the sailors.", "release", ["Iran"], ["sailors"], id="subject control"),
    pytest.param("Two men were arrested and beaten by guards.", "arrested", ["guards"], ["men"], id="an agent for two"),
]


def word(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


@pytest.mark.parametrize(("text", "verb", "subjects", "objects"), CASES)
def test_who_does_what_to_whom(
    make_doc: Callable[..., Doc], text: str, verb: str, subjects: list[str], objects: list[str]
) -> None:
    token = word(make_doc(text), verb)
    assert [found.text for found in logical_subjects(token)] == subjects
    assert [found.text for found in logical_objects(token)] == objects


def test_object_control_gives_the_object(make_doc: Callable[..., Doc]) -> None:
    doc = make_doc("France urged Iran to stop the tests.")
    assert [found.text for found in logical_subjects(word(doc, "stop"), frozenset({"urge"}))] == ["Iran"]
