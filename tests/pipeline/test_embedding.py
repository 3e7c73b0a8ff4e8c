"""The component for other people's pipelines."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from khaldun.errors import CodebookError
from khaldun.pipeline.build import DEFAULT_MODEL


def test_add_pipe_leaves_the_record_on_the_doc() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("khaldun")
    doc = nlp("Gunmen killed four policemen in Kandahar, officials said.")
    assert [event["type"] for event in doc._.khaldun["events"]] == ["ASSAULT"]
    assert doc._.khaldun["schema"] == 1


def test_a_codebook_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("# id: nobodys\n# version: 1\n# language: en\n# licence: CC0-1.0\n# origin: us\nword\n", "utf-8")
    with pytest.raises(CodebookError, match="no codebook of ours has the id 'nobodys'"):
        spacy.load(DEFAULT_MODEL).add_pipe("khaldun", config={"codebooks": [str(path)]})
