"""The sentences of the codebook come out as it says, and a run tells which do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khaldun.codebooks.examples import Example, Examples, load_examples
from khaldun.workflows.try_examples import Trial, summary, try_examples

OURS = load_examples()
#: No more of our sentences than these may be known to fail; take from it as they are mended.
KNOWN = 203


def test_all_sentences_come_out_as_the_codebook_says():
    lines, holds = summary(OURS, try_examples(OURS.sentences))
    assert holds, "\n".join(lines)


def test_not_more_are_known_to_fail():
    assert sum(1 for one in OURS.sentences if one.known) <= KNOWN


def example(**changes: object) -> Example:
    return replace(OURS.sentences[0], **{"known": "", **changes})


@pytest.mark.parametrize(
    ("known", "holds", "line"),
    [
        pytest.param("", True, "1 hold, 0 known to fail, 0 fail", id="holds"),
        pytest.param("", False, "0 hold, 0 known to fail, 1 fail", id="fails"),
        pytest.param("a reason", False, "0 hold, 1 known to fail, 0 fail", id="known to fail"),
        pytest.param("a reason", True, "1 hold, 0 known to fail, 1 fail", id="holds though known to fail"),
    ],
)
def test_summary(known: str, holds: bool, line: str):
    trial = Trial(example=example(known=known), holds=holds, found="nothing is coded")
    lines, clean = summary(Examples(entries=(), sentences=()), [trial])
    assert line in lines[-1]
    assert clean == (line.endswith("0 fail"))


def test_another_entry_is_not_the_one_that_must_code():
    other = next(entry for entry in OURS.entries if entry.name == "arrest" and entry.table == "verbs")
    trial = next(try_examples([example(entry=other, sentence="Gunmen killed nine villagers in Mali on Sunday.")]))
    assert not trial.holds
    assert "ASSAULT" in trial.found
