"""The component for other people's pipelines."""

from __future__ import annotations

import spacy

from khaldun.pipeline.build import DEFAULT_MODEL


def test_add_pipe_leaves_the_record_on_the_doc() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("khaldun")
    doc = nlp("Gunmen killed four policemen in Kandahar, officials said.")
    assert [event["type"] for event in doc._.khaldun["events"]] == ["ASSAULT"]
    assert doc._.khaldun["schema"] == 1
