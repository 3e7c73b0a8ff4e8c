"""Each benchmark writes its own section of BENCHMARKS.md and leaves the others alone."""

from __future__ import annotations

from gold_measurements import figure, measured, peer
from khaldun.evaluation.document import gold_section, package_labels, with_section

LABELS = ("9.1", ("plover 2", "cameo 1"))


def test_a_new_document_has_a_title_and_the_section() -> None:
    text = with_section("", "gold", "## Against gold\n\nnumbers\n")
    assert text.startswith("# Benchmarks\n")
    assert "numbers" in text


def test_sections_are_replaced_one_by_one() -> None:
    text = with_section(with_section("", "speed", "slow"), "gold", "right: 40")
    text = with_section(with_section(text, "gold", "right: 50"), "speed", "fast")
    assert "right: 50" in text
    assert "fast" in text
    assert "slow" not in text
    assert "right: 40" not in text


def test_writing_the_same_section_again_changes_nothing() -> None:
    text = with_section(with_section("", "gold", "a\n"), "speed", "b\n")
    assert with_section(text, "gold", "a\n") == text


def test_the_gold_section_names_figures_versions_codebooks_and_sources() -> None:
    section = gold_section([measured(43.0, figure=figure(peers=(peer(),)))], {}, LABELS)
    for words in ("| plays | figure f1 | 43.0 |", "khaldun 9.1", "plover 2, cameo 1", "its own paper", "make bench"):
        assert words in section


def test_versions_of_installed_packages_are_stated() -> None:
    assert any(label.startswith("spacy 3.") for label in package_labels())
