"""The tables for quantities, casualties and contexts hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.codebooks import contexts as contexts_module
from khaldun.codebooks import quantities as quantities_module
from khaldun.codebooks.casualties import KINDS, load_casualties
from khaldun.codebooks.contexts import load_contexts
from khaldun.codebooks.plover import load_plover
from khaldun.codebooks.quantities import load_quantities
from khaldun.errors import CodebookError


def test_labels_name_every_file() -> None:
    assert len(load_quantities().labels) == 6
    assert all(" " in label for label in (*load_quantities().labels, load_casualties().label, *load_contexts().labels))


def test_vague_quantities_are_ordered_ranges() -> None:
    for quantities in load_quantities().vague.values():
        for quantity in quantities:
            assert quantity.low is not None
            assert quantity.high is None or quantity.low <= quantity.high


def test_singular_nouns_are_people() -> None:
    book = load_quantities()
    assert book.one_person < book.people
    assert not book.people & book.tallies


def test_every_tie_is_a_plover_type_and_mode() -> None:
    plover = load_plover()
    book = load_casualties()
    for name in [*(name for names in book.ties.values() for name in names), *book.by_mode]:
        event_type, _, mode = name.rstrip("!=").partition("/")
        assert event_type in plover.types
        assert not mode or mode in plover.types[event_type].modes
    assert set(book.by_mode.values()) <= set(KINDS)


def test_every_context_is_plovers_and_has_cues() -> None:
    shown = {context for cues in load_contexts().cues.values() for cue in cues for context, _ in cue.contexts}
    assert shown == set(load_plover().contexts)


def test_every_context_has_strong_cues() -> None:
    strong = {c for cues in load_contexts().cues.values() for cue in cues for c, is_strong in cue.contexts if is_strong}
    assert strong == set(load_plover().contexts)


def _copy(folder: Path, topic: str, target: Path) -> None:
    (target / topic).mkdir(parents=True)
    for file in (folder / topic).iterdir():
        (target / topic / file.name).write_text(file.read_text("utf-8"), "utf-8")


@pytest.mark.parametrize(
    ("file", "row", "key"),
    [
        pytest.param("number_words.tsv", "umpteen\tmany\tunit", "value", id="value-is-no-number"),
        pytest.param("number_words.tsv", "umpteen\t17\tbig", "kind", id="unknown-kind"),
        pytest.param("vague.tsv", "oodles\tmany\t\tyes\t0", "low", id="low-is-no-number"),
        pytest.param("bounds.tsv", "beyond\tbefore\tfar", "bound", id="unknown-bound"),
        pytest.param("units.tsv", "furlong\tafter\tlength", "unit", id="unknown-unit"),
        pytest.param("person_nouns.tsv", "ogre\togres\tmonster", "kind", id="unknown-noun-kind"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, row: str, key: str) -> None:
    _copy(quantities_module.data_path(), "quantities", tmp_path)
    path = tmp_path / "quantities" / file
    path.write_text(path.read_text("utf-8") + row + "\n", "utf-8")
    monkeypatch.setattr(quantities_module, "data_path", tmp_path.joinpath)
    with pytest.raises(CodebookError) as caught:
        load_quantities.__wrapped__()
    assert caught.value.file == str(path)
    assert caught.value.key == key
    assert caught.value.line == len(path.read_text("utf-8").splitlines())


def test_a_limit_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _copy(contexts_module.data_path(), "contexts", tmp_path)
    path = tmp_path / "contexts" / "thresholds.toml"
    path.write_text(path.read_text("utf-8").replace("most = 4", ""), "utf-8")
    monkeypatch.setattr(contexts_module, "data_path", tmp_path.joinpath)
    with pytest.raises(CodebookError, match="most"):
        load_contexts.__wrapped__()
