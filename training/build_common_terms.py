"""Counts in how many TRAIN reports each word, name and number stands and writes `data/linking/common_terms.tsv`.

    python training/build_common_terms.py ../shared/bench

By these shares the linker knows which terms are common in news also where few reports are at hand. Terms are those of
fingerprints; reports of fewer than `LEAST_WORDS` words are passed over. Single terms and no text of the corpora.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from khaldun.codebooks.fingerprints import load_term_book, terms_of
from khaldun.codebooks.linking import COMMON_TERMS

PARTS = ("times", "places", "linking")
LAYERS = ("words", "names", "numbers")
LEAST_WORDS, LEAST_SHARE = 60, 0.01
HEAD = (
    "# id: khaldun-common-terms",
    "# version: 1.0",
    "# language: en",
    "# licence: Apache-2.0",
    "# origin: counted by training/build_common_terms.py in TRAIN reports; single terms, no text of any corpus",
    "# In which share of news reports a term stands: common terms say little of what a report tells of.",
    "layer\tterm\tshare",
)


def main(bench: Path) -> None:
    """Counts and writes the table."""
    counts: dict[str, Counter[str]] = {layer: Counter() for layer in LAYERS}
    reports, book = 0, load_term_book()
    for text in texts(bench):
        reports += 1
        terms = terms_of(text, None, book)
        for layer in LAYERS:
            counts[layer].update(term for term, _ in getattr(terms, layer))
    lines = [
        f"{layer}\t{term}\t{held / reports:.3f}"
        for layer in LAYERS
        for term, held in sorted(counts[layer].items())
        if held / reports >= LEAST_SHARE
    ]
    COMMON_TERMS.write_text("\n".join([*HEAD, *lines]) + "\n", encoding="utf-8")


def texts(bench: Path) -> Iterator[str]:
    """The texts of the TRAIN parts that are long enough, each once."""
    seen: set[str] = set()
    for part in PARTS:
        for line in (bench / part / "train.reports.jsonl").read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            if len(text.split()) >= LEAST_WORDS and text not in seen:
                seen.add(text)
                yield text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
