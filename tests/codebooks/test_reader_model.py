"""The reader's codebook: what is missing, damaged or unknown is told with its file."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from khaldun.codebooks.plover import load_plover
from khaldun.codebooks.reader import FILE, load_reader_model, load_reader_use
from khaldun.errors import CodebookError
from khaldun.records import STATUSES


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "reader"
    shutil.copytree(FILE.parent, folder)
    return folder / FILE.name


def test_the_shipped_files_are_those_that_the_codebook_names() -> None:
    model = load_reader_model()
    assert 0 < len(model.weights.read()) <= 25_000_000
    assert model.tokenizer.read().startswith(b"{")


def test_types_and_statuses_are_ours() -> None:
    model = load_reader_model()
    assert model.types == ("", *sorted(load_plover().types))
    assert set(model.statuses) == set(STATUSES)


def test_columns_do_not_overlap() -> None:
    ends = sorted(load_reader_model().layout.values())
    assert all(before[1] == after[0] for before, after in itertools.pairwise(ends))


def test_a_damaged_file_is_refused(copy: Path) -> None:
    weights = copy.parent / "english.onnx"
    content = bytearray(weights.read_bytes())
    content[1000] ^= 1
    weights.write_bytes(bytes(content))
    with pytest.raises(CodebookError, match=r"english\.onnx.*checksum.*--no-reader"):
        load_reader_model(copy).weights.read()


def test_a_missing_file_is_told(copy: Path) -> None:
    (copy.parent / "english.onnx").unlink()
    with pytest.raises(CodebookError, match=r"english\.onnx.*cannot be read.*--no-reader"):
        load_reader_model(copy).weights.read()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param("[windows]", "[panes]", "panes", id="a key that is unknown"),
        pytest.param("statuses =", "# statuses =", "statuses", id="a key that is missing"),
        pytest.param('licence = "Apache-2.0"', "", "licence", id="a header that lacks a key"),
    ],
)
def test_a_codebook_that_does_not_hold(copy: Path, old: str, new: str, problem: str) -> None:
    copy.write_text(copy.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(CodebookError, match=problem):
        load_reader_model(copy)


def test_every_number_is_one() -> None:
    use = load_reader_use()
    assert {"attribution", "factuality", "triggers"} <= set(use.numbers)
    assert all(isinstance(value, float) for numbers in use.numbers.values() for value in numbers.values())
