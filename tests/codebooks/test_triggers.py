"""The trigger tables: cross-checked codes, the order of patterns, errors that name file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.codebooks.plover import load_plover
from khaldun.codebooks.triggers import load_triggers
from khaldun.errors import CodebookError

HEADER = "# id: {id}\n# version: 1\n# language: en\n# licence: CC0-1.0\n# origin: test\n"
VERBS = "pattern\ttype\tmode\tframe\tconfidence\n"


def test_results_of_the_composition_are_types_with_their_modes() -> None:
    plover = load_plover()
    for rows in load_triggers().composition.values():
        for kinds in rows.values():
            for _, composed in kinds:
                assert composed.type in {None, "=", *plover.types}
                assert composed.mode in {None, "="} or plover.has_mode(str(composed.type), composed.mode)


def test_modes_belong_to_their_types() -> None:
    plover = load_plover()
    assert all(plover.has_mode(kind, mode) for kind, rows in load_triggers().modes.items() for mode, _ in rows)


def test_every_operator_class_and_frame_exists() -> None:
    book = load_triggers()
    for operators in book.operators.values():
        for operator in operators:
            assert operator.kind in {"absorb", "transparent", *book.composition}
            assert operator.frame in {"-", *book.frames}


def test_the_most_particular_pattern_stands_first() -> None:
    for patterns in load_triggers().verbs.values():
        lengths = [len(pattern.conditions) for pattern in patterns]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param("zap\tASSULT\t-\ttransitive\t0.5", "type: unknown event type 'ASSULT'", id="type"),
        pytest.param("zap\tASSAULT\tlaser\ttransitive\t0.5", "mode: unknown mode 'laser' of ASSAULT", id="mode"),
        pytest.param("zap\tASSAULT\t-\tsideways\t0.5", "frame: unknown frame 'sideways'", id="frame"),
        pytest.param("zap\tASSAULT\t-\ttransitive\thigh", "confidence: not a number: 'high'", id="number"),
        pytest.param("zap\tASSAULT\t-\ttransitive\t7", "confidence: 7.0 is not between 0 and 1", id="range"),
        pytest.param("zap obj={zombie}\tASSAULT\t-\ttransitive\t0.5", "pattern: unknown class {zombie}", id="class"),
        pytest.param(
            "zap at=noon\tASSAULT\t-\ttransitive\t0.5", "pattern: unknown condition 'at=noon'", id="condition"
        ),
    ],
)
def test_a_faulty_row_of_a_user_is_refused(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER.format(id="khaldun-triggers-verbs") + VERBS + row + "\n")
    with pytest.raises(CodebookError) as caught:
        load_triggers((path,))
    assert str(caught.value).startswith(f"{path}:7: ")
    assert message in str(caught.value)


def test_a_user_row_overrides_ours_and_adds_new_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    rows = "rob\tACCUSE\t-\ttransitive\t0.4\nzap\tASSAULT\tdrone\ttransitive\t0.5\n"
    path.write_text(HEADER.format(id="khaldun-triggers-verbs") + VERBS + rows)
    book = load_triggers((path,))
    assert [pattern.type for pattern in book.verbs["rob"]] == ["ACCUSE"]
    assert [pattern.mode for pattern in book.verbs["zap"]] == ["drone"]
