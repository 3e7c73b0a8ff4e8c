"""`khaldun codebook test` with a user's files, as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from khaldun.cli.app import app

HEAD = "# id: {}\n# version: desk-1\n# language: en\n# licence: own\n# origin: a desk\n"
VERBS = "pattern\ttype\tmode\tframe\tconfidence\nheckle|jeer obj=*\tACCUSE\tdisapprove\ttransitive\t0.8\n"
COLUMNS = "entry\tkind\ttype\tmode\tsentence\tknown\n"
MUST = "heckle obj=*\tmust\t\t\tSupporters heckled the prime minister in Lima.\n"
MUST_NOT = "heckle obj=*\tmust_not\t\t\tFans heckled the singer after the song.\n"
WRONG = "heckle obj=*\tmust\t\t\tSupporters cheered the prime minister in Lima.\n"


@pytest.mark.parametrize(
    ("rows", "code", "told"),
    [
        pytest.param(
            MUST + MUST_NOT, 0, "2 sentences for 1 entry: 2 hold, 0 known to fail, 0 fail; 0 missing", id="holds"
        ),
        pytest.param(MUST, 2, "heckle obj=*: no must_not sentence", id="a kind is missing"),
        pytest.param(WRONG + MUST_NOT, 2, "sentences.tsv:7: heckle obj=*: must be coded ACCUSE disapprove", id="fails"),
        pytest.param(
            WRONG.strip() + "\tnobody heckles\n" + MUST + MUST_NOT,
            0,
            "2 hold, 1 known to fail, 0 fail",
            id="known to fail",
        ),
        pytest.param(MUST.replace("heckle ", "hekle "), 2, "entry: no such entry: 'hekle obj=*'", id="unknown entry"),
    ],
)
def test_codebook_test(tmp_path: Path, rows: str, code: int, told: str):
    verbs, sentences = tmp_path / "verbs.tsv", tmp_path / "sentences.tsv"
    verbs.write_text(HEAD.format("khaldun-triggers-verbs") + VERBS, "utf-8")
    sentences.write_text(HEAD.format("khaldun-examples-verbs") + COLUMNS + rows, "utf-8")
    done = CliRunner().invoke(app, ["codebook", "test", str(verbs), str(sentences)])
    assert done.exit_code == code, done.output
    assert told in done.output
