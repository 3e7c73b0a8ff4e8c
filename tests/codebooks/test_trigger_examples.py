"""Sentences of trigger entries: every entry has both kinds, a user's count as ours do, faults are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from khaldun.codebooks.examples import MUST, MUST_NOT, NAMED_BY, load_examples
from khaldun.errors import CodebookError

HEAD = "# id: {}\n# version: desk-1\n# language: en\n# licence: own\n# origin: a desk\n"
VERBS = "pattern\ttype\tmode\tframe\tconfidence\nheckle|jeer obj=*\tACCUSE\tdisapprove\ttransitive\t0.8\n"
COLUMNS = "entry\tkind\ttype\tmode\tsentence\tknown\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, identifier: str, body: str) -> Path:
        path = tmp_path / name
        path.write_text(HEAD.format(identifier) + body, "utf-8")
        return path

    return make


def test_every_entry_of_ours_has_a_sentence_of_each_kind():
    assert [(entry.table, entry.name, kind) for entry, kind in load_examples().missing()] == []


def test_every_table_has_entries():
    assert {entry.table for entry in load_examples().entries} == set(NAMED_BY)


def test_a_sentence_stands_once_for_an_entry():
    places = [(one.entry, one.kind, one.type, one.sentence) for one in load_examples().sentences]
    assert len(places) == len(set(places))


def test_what_is_known_to_fail_says_why():
    assert all(len(one.known) > 10 for one in load_examples().sentences if one.known)


def test_a_users_entries_and_sentences_are_told_from_ours(write: Write):
    verbs = write("verbs.tsv", "khaldun-triggers-verbs", VERBS)
    sentences = write(
        "sentences.tsv", "khaldun-examples-verbs", COLUMNS + "heckle obj=*\tmust\t\t\tMinisters were heckled in Lima.\n"
    )
    found = load_examples((verbs, sentences)).of_files((verbs, sentences))
    assert [entry.name for entry in found.entries] == ["heckle obj=*"]
    assert [(one.kind, one.type, one.mode) for one in found.sentences] == [(MUST, "ACCUSE", "disapprove")]
    assert [kind for _, kind in found.missing()] == [MUST_NOT]


def test_an_entry_may_be_named_by_its_whole_pattern(write: Write):
    sentences = write("s.tsv", "khaldun-examples-verbs", COLUMNS + "kill|slay\tmust_not\t\t\tThe sun slew the frost.\n")
    found = load_examples((sentences,)).of_files((sentences,))
    assert [one.entry.name for one in found.sentences] == ["kill"]


def test_sentences_for_an_entry_of_ours_do_not_ask_for_more(write: Write):
    sentences = write("s.tsv", "khaldun-examples-verbs", COLUMNS + "kill\tmust\t\t\tRebels killed six men in Bunia.\n")
    assert load_examples((sentences,)).of_files((sentences,)).missing() == []


@pytest.mark.parametrize(
    ("row", "key", "problem"),
    [
        pytest.param("kil\tmust\t\t\tA.", "entry", "nearest: 'kill'", id="entry"),
        pytest.param("kill\tmay\t\t\tA.", "kind", "none of must, must_not", id="kind"),
        pytest.param("kill\tmust\tSLAUGHTER\t\tA.", "type", "unknown event type", id="type"),
        pytest.param("kill\tmust\tASSAULT\tarrest\tA.", "mode", "unknown mode", id="mode"),
        pytest.param("kill\tmust\t\t\t", "sentence", "no sentence", id="sentence"),
        pytest.param("execute obj=*\tmust\t\t\tA.", "type", "no type of its own", id="no type"),
    ],
)
def test_faults(write: Write, row: str, key: str, problem: str):
    path = write("s.tsv", "khaldun-examples-verbs", f"{COLUMNS}{row}\n")
    with pytest.raises(CodebookError, match=problem) as error:
        load_examples((path,))
    assert (error.value.file, error.value.line, error.value.key) == (str(path), 7, key)
