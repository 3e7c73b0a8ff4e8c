"""The pages, and the package that makes their generated parts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))


@pytest.fixture(scope="session")
def texts() -> dict[Path, str]:
    from khaldun_docs.pages import pages

    return {path: path.read_text("utf-8") for path in pages()}
