"""The learned reader's codebook: where its weights are, what its columns mean, and with which numbers it is used."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import CodebookHeader, data_path, line_of, read_toml
from khaldun.errors import CodebookError

FILE = data_path("reader", "english.toml")
USE_FILE = data_path("reader", "use.toml")
_REMEDY = "install Khaldun again, or code with the rules alone (--no-reader)"
_KEYS = frozenset(("files", "windows", "columns", "near", "types", "statuses"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file that ships beside the codebook, and the SHA-256 that it must have."""

    path: Path
    sha256: str

    def read(self) -> bytes:
        """Its bytes. Raises CodebookError when it cannot be read or is not the file that was shipped."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise CodebookError(f"cannot be read ({error.strerror}): {_REMEDY}", file=self.path) from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise CodebookError(f"not the file that was shipped (its checksum differs): {_REMEDY}", file=self.path)
        return content


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderModel:
    """The network and how to read it.

    `weights` (ONNX) and `tokenizer` (JSON of the `tokenizers` library) are files with their SHA-256. `size`, `overlap`:
    word pieces of a window, and of what two neighbours share; `sight`: words from a pivot within which a relation is
    looked for.
    `layout`: columns of each head, start and end; `near`: for each relation the score that distance alone gives.
    `types`, `statuses`: what the columns of these heads stand for, in their order.
    """

    header: CodebookHeader
    weights: CheckedFile
    tokenizer: CheckedFile
    size: int
    overlap: int
    sight: int
    layout: Mapping[str, tuple[int, int]]
    near: Mapping[str, tuple[float, ...]]
    types: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderUse:
    """The numbers with which components use the reader's scores: by component, then by name."""

    numbers: Mapping[str, Mapping[str, float]]
    label: str

    def __getitem__(self, component: str) -> Mapping[str, float]:
        return self.numbers[component]


@lru_cache
def load_reader_model(path: Path = FILE) -> ReaderModel:
    """The shipped network. Raises CodebookError when the codebook is missing, lacks a key or has an unknown one."""
    header, content = read_toml(path)
    if wrong := sorted(_KEYS.symmetric_difference(content)):
        problem = "unknown key" if wrong[0] in content else "missing key"
        raise CodebookError(problem, file=path, line=line_of(path, wrong[0]), key=wrong[0])
    windows = content["windows"]
    return ReaderModel(
        header=header,
        weights=_file(path, content["files"]["weights"]),
        tokenizer=_file(path, content["files"]["tokenizer"]),
        size=windows["size"],
        overlap=windows["overlap"],
        sight=windows["sight"],
        layout={name: (first, last) for name, (first, last) in content["columns"].items()},
        near={name: tuple(row) for name, row in content["near"].items()},
        types=tuple(content["types"]),
        statuses=tuple(content["statuses"]),
    )


@lru_cache
def load_reader_use() -> ReaderUse:
    """Thresholds and weights. Raises CodebookError for what is no number."""
    header, content = read_toml(USE_FILE)
    for component, numbers in content.items():
        for name, value in numbers.items():
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                raise CodebookError("not a number", file=USE_FILE, line=line_of(USE_FILE, name), key=name)
        content[component] = {name: float(value) for name, value in numbers.items()}
    return ReaderUse(numbers=content, label=header.label)


def _file(path: Path, entry: Mapping[str, str]) -> CheckedFile:
    return CheckedFile(path=path.parent / entry["name"], sha256=entry["sha256"])
