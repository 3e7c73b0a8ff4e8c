"""The codebooks of finding and choosing places hold together."""

from __future__ import annotations

import pytest

from khaldun.codebooks import place_choice, toponyms
from khaldun.codebooks.place_choice import load_place_choice
from khaldun.codebooks.toponyms import load_toponyms
from khaldun.errors import CodebookError
from khaldun.pipeline.components.toponyms.listing import KINDS


def test_every_kind_of_listing_has_a_weight():
    assert set(KINDS) <= set(load_toponyms().weights)


def test_natural_and_unit_kinds_are_kinds_of_names():
    words = load_toponyms().words
    assert words.natural_kinds <= words.kinds_of_names
    assert words.unit_kinds <= words.kinds_of_names


def test_headers_name_the_codebooks():
    assert load_toponyms().header.label.startswith("khaldun-toponyms ")
    assert load_place_choice().header.label.startswith("khaldun-place-choice ")


@pytest.mark.parametrize(
    ("module", "old", "new", "key"),
    [
        pytest.param(place_choice, "population = ", "populace = ", "populace", id="unknown weight"),
        pytest.param(place_choice, 'county = "district"', 'county = "shire"', "county", id="no precision"),
        pytest.param(place_choice, "rounds = 3", 'rounds = "three"', "rounds", id="setting that is no number"),
        pytest.param(toponyms, "surname = -2.2", 'surname = "no"', "surname", id="weight that is no number"),
        pytest.param(toponyms, "saying = [", "sayings = [", "saying", id="unknown list"),
    ],
)
def test_faults_are_named(module, old, new, key, tmp_path, monkeypatch):
    text = module.PATH.read_text("utf-8")
    assert old in text
    faulty = tmp_path / "faulty.toml"
    faulty.write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr(module, "PATH", faulty)
    load = load_place_choice if module is place_choice else load_toponyms
    with pytest.raises(CodebookError, match=key):
        load.__wrapped__()
