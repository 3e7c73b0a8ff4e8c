"""Writes the files that are shipped: the quantised network, its tokenizer, the codebook that says how to read them."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from khaldun.codebooks.reader import FILE

from . import export
from .batches import OVERLAP, SIGHT, SIZE
from .corpora import STATUSES
from .network import RELATIONS, Reader, layout

WEIGHTS, TOKENIZER = "english.onnx", "english.tokenizer.json"
#: The most that the weights may take, in bytes.
MOST = 25_000_000


def ship(network: Reader, tokenizer: Path, types: Sequence[str], *, version: str, folder: Path = FILE.parent) -> None:
    """Replaces the shipped reader by this network. Raises ValueError when the weights would be too large."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        exact = Path(temporary) / "exact.onnx"
        export.to_onnx(network, exact)
        export.quantised(exact, folder / WEIGHTS)
    if (size := (folder / WEIGHTS).stat().st_size) > MOST:
        raise ValueError(f"{size:,} bytes of weights are over {MOST:,}")
    (folder / TOKENIZER).write_text(json.dumps(plain_tokenizer(tokenizer), ensure_ascii=False), encoding="utf-8")
    (folder / FILE.name).write_text(codebook(network, types, folder, version=version), encoding="utf-8")


def plain_tokenizer(path: Path) -> dict[str, Any]:
    """The base model's tokenizer without cutting and padding, which are ours to do."""
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content | {"truncation": None, "padding": None}


def codebook(network: Reader, types: Sequence[str], folder: Path, *, version: str) -> str:
    """The TOML beside the weights."""
    lines = [
        "# Written by `make train`; see docs/reference/reader-model.md.",
        "[codebook]",
        'id = "khaldun-reader"',
        f'version = "{version}"',
        'language = "en"',
        'licence = "Apache-2.0"',
        'origin = "trained by the Khaldun developers from all-MiniLM-L6-v2 (Apache-2.0); corpora in the model card"',
        "",
        "[files]",
    ]
    for name, file in (("weights", WEIGHTS), ("tokenizer", TOKENIZER)):
        digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        lines.append(f'{name} = {{ name = "{file}", sha256 = "{digest}" }}')
    lines += ["", "[windows]", *_pairs({"size": SIZE, "overlap": OVERLAP, "sight": SIGHT}), "", "[columns]"]
    lines += _pairs({f'"{name}"': [first, last] for name, (first, last) in layout().items()})
    lines += ["", "[near]"]
    near = network.near.detach().numpy()
    lines += _pairs({name: [round(float(x), 4) for x in near[row]] for row, name in enumerate(RELATIONS)})
    return "\n".join([*_top(types), *lines]) + "\n"


def _top(types: Sequence[str]) -> list[str]:
    return [f"types = {json.dumps(['', *types])}", f"statuses = {json.dumps(list(STATUSES))}", ""]


def _pairs(values: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {json.dumps(value)}" for name, value in values.items()]
