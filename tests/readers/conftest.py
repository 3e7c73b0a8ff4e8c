"""Fixtures of the reader tests: write files, read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from khaldun.readers import ReadOptions, read_inputs
from khaldun.records import Report

Files = dict[str, bytes | str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is also the current one, so that names of files are relative."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def read(folder: Path) -> Callable[..., list[Report]]:
    """`read({"a.txt": "…"}, "a.txt", published="2026-03-03")`: writes the files and reads the inputs (default: all)."""

    def write_and_read(files: Files, *inputs: str, **options: object) -> list[Report]:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_inputs(inputs or tuple(files), options=ReadOptions(**options)))

    return write_and_read
