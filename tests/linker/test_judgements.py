"""People outrank scores, the last of them holds, and a faulty line is named with its key."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from khaldun.errors import ExportError, ReaderError
from khaldun.linker.judgements import append_judgement, judgement_to_dict, read_judgements, settle
from khaldun.records.judgement import Decision, Judgement


def by_person(
    decision: Decision, by: str = "Ada", at: str = "2026-03-03", pair: tuple[str, str] = ("a", "b")
) -> Judgement:
    return Judgement(pair=pair, decision=decision, by=by, at=at)


def by_score(decision: Decision, score: float, pair: tuple[str, str] = ("a", "b")) -> Judgement:
    return Judgement(pair=pair, decision=decision, score=score, reasons=("same place",))


SETTLED = [
    # all judgements on one pair, and the decision that holds
    ([by_score("same", 0.99)], "same"),
    ([by_score("same", 0.99), by_person("different")], "different"),
    ([by_person("unsure"), by_score("same", 1.0)], "unsure"),
    ([by_person("same", at="2026-03-03"), by_person("different", by="Ben", at="2026-03-04")], "different"),
    # hours are compared as moments: 23:30 in New York is after 02:00 in London of the next day
    ([by_person("same", at="2026-03-04T02:00Z"), by_person("different", at="2026-03-03T23:30-05:00")], "different"),
]


@pytest.mark.parametrize(("judgements", "decision"), SETTLED)
def test_which_judgement_holds(judgements: list[Judgement], decision: Decision) -> None:
    for order in permutations(judgements):
        assert settle(order)["a", "b"].decision == decision


def test_of_one_moment_the_last_one_given_holds() -> None:
    first, last = by_person("same"), by_person("different")
    assert settle([first, last])["a", "b"] == last
    assert settle([last, first])["a", "b"] == first


def test_pairs_are_settled_apart() -> None:
    settled = settle([by_person("same", pair=("c", "d")), by_score("different", 0.1)])
    assert [(pair, judgement.decision) for pair, judgement in settled.items()] == [
        (("a", "b"), "different"),
        (("c", "d"), "same"),
    ]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    kept = [by_person("same"), by_score("different", 0.25), by_person("unsure", by="Ömer")]
    for judgement in kept:
        append_judgement(tmp_path / "judgements.jsonl", judgement)
    assert read_judgements(tmp_path / "judgements.jsonl") == tuple(kept)


def test_the_exchange_form_leaves_out_what_is_not_known() -> None:
    assert judgement_to_dict(by_person("same")) == {
        "pair": ["a", "b"],
        "decision": "same",
        "reasons": [],
        "by": "Ada",
        "at": "2026-03-03",
    }


def test_pairs_may_be_given_either_way_round(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text('\n{"pair": ["b", "a"], "decision": "same", "by": "Ada", "at": "2026-03-03T10:00Z"}\n\n', "utf-8")
    assert [judgement.pair for judgement in read_judgements(file)] == [("a", "b")]


NO_TIME = "is no ISO date or time: a person's judgement says when it was made"
KEYS = "the keys are pair, decision, score, reasons, by, at"
FAULTS = [
    ("same", "no JSON object"),
    ('["a", "b"]', "no JSON object"),
    ('{"decision": "same", "by": "Ada", "at": "2026-03-03"}', "pair: None is no list of two ids"),
    ('{"pair": ["a"], "decision": "same"}', "pair: ['a'] is no list of two ids"),
    ('{"pair": ["a", "a"], "decision": "same"}', "pair: 'a' twice: a judgement is about two"),
    ('{"pair": ["a", "b"], "decision": "same"}', "by: missing, and no score: a judgement says who made it"),
    ('{"pair": ["a", "b"], "decision": "same", "by": " ", "at": "2026-03-03"}', "by: ' ' is no text"),
    ('{"pair": ["a", "b"], "decision": "same", "by": "Ada"}', f"at: None {NO_TIME}"),
    ('{"pair": ["a", "b"], "decision": "same", "by": "Ada", "at": "today"}', f"at: 'today' {NO_TIME}"),
    ('{"pair": ["a", "b"], "decision": "yes", "score": 1}', "decision: 'yes' is none of same, different, unsure"),
    ('{"pair": ["a", "b"], "decision": "same", "score": 3}', "score: 3 is no number from 0 to 1"),
    ('{"pair": ["a", "b"], "decision": "same", "score": 1, "reasons": "x"}', "reasons: 'x' is no list of texts"),
    ('{"pair": ["a", "b"], "decision": "same", "who": "Ada"}', f"unknown key 'who'; {KEYS}"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "problem"), FAULTS)
def test_faults_name_file_line_and_key(line: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_text(f'{{"pair": ["a", "b"], "decision": "same", "score": 0.5}}\n{line}\n', "utf-8")
    with pytest.raises(ReaderError) as caught:
        read_judgements(file)
    assert str(caught.value) == f"{file}:2: {problem}"


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9\n")
    with pytest.raises(ReaderError, match="not UTF-8"):
        read_judgements(tmp_path / "latin.jsonl")
    with pytest.raises(ReaderError, match="No such file"):
        read_judgements(tmp_path / "none.jsonl")
    with pytest.raises(ExportError, match="Is a directory"):
        append_judgement(tmp_path, by_person("same"))
