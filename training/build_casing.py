"""Counts how news writes its words in mixed-case TRAIN texts and writes `data/casing/common_words.tsv`.

    python training/build_casing.py ../shared/bench

A word goes in when it stands in lower case inside a sentence and in most of its places: single words
and no text of the corpora. Reports wholly in capitals or lower case are passed over.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).parent.parent / "src" / "khaldun" / "data" / "casing" / "common_words.tsv"
PARTS = ("attribution", "times", "places", "linking")
WORD = re.compile(r"(?<=[a-z,;] )[A-Za-z][A-Za-z'-]+")
LEAST, SHARE = 1, 0.55


def texts(bench: Path) -> Iterator[str]:
    """Texts of the TRAIN parts that mix cases."""
    for part in PARTS:
        for line in (bench / part / "train.reports.jsonl").read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            letters = [c for c in text if c.isalpha()]
            if letters and 0.01 < sum(map(str.isupper, letters)) / len(letters) < 0.4:
                yield text


def main(bench: Path) -> None:
    """Counts and writes the table."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts(bench):
        for word in WORD.findall(text):
            (lower if word.islower() else upper)[word.lower()] += 1
    kept = sorted(w for w, n in lower.items() if n >= LEAST and n / (n + upper[w]) > SHARE)
    head = [
        "# id: khaldun-common-words",
        "# version: 0.1.0",
        "# language: en",
        "# licence: Apache-2.0",
        "# origin: counted by training/build_casing.py; single words, no text of any corpus",
        "# Words that news writes in lower case inside a sentence: the others are names, when a text has but one case.",
        "word",
    ]
    OUT.write_text("\n".join([*head, *kept]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
