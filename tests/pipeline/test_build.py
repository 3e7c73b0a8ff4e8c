"""Configurations: every component declared, none before what it requires; clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.errors import ConfigError
from khaldun.pipeline.build import DEFAULT_CONFIG, build, component_names, our_components
from khaldun.pipeline.coder import Coder


def test_no_component_stands_before_what_it_requires(coder: Coder) -> None:
    analysis = coder.nlp.analyze_pipes()
    assert analysis is not None
    assert {name: what for name, what in analysis["problems"].items() if what} == {}


def test_components_and_their_order(coder: Coder) -> None:
    assert our_components(coder.nlp) == component_names()
    assert component_names() == ["khaldun_reader", *component_names(reader=False)]
    assert component_names(reader=False) == [
        "khaldun_timexes",
        "khaldun_toponyms",
        "khaldun_geocoding",
        "khaldun_quantities",
        "khaldun_parties",
        "khaldun_event_triggers",
        "khaldun_participants",
        "khaldun_attribution",
        "khaldun_actor_coding",
        "khaldun_coreference",
        "khaldun_casualties",
        "khaldun_factuality",
        "khaldun_circumstances",
        "khaldun_contexts",
        "khaldun_relevance",
        "khaldun_retellings",
    ]


def test_a_model_that_is_not_installed() -> None:
    with pytest.raises(ConfigError, match="'no_such_model' is not installed"):
        build("no_such_model")


@pytest.mark.parametrize("package", ["spacy", "json", "rich"])
def test_a_package_that_is_no_pipeline(package: str) -> None:
    with pytest.raises(ConfigError, match=rf"'{package}' is (no spaCy pipeline|not installed)"):
        build(package)


@pytest.mark.parametrize(
    ("components", "message"),
    [
        pytest.param('["khaldun_nonsense"]', "unknown component 'khaldun_nonsense'", id="unknown"),
        pytest.param('["khaldun_participants"]', r"khaldun_participants requires doc\._\.triggers", id="wrong order"),
    ],
)
def test_a_faulty_configuration(tmp_path: Path, components: str, message: str) -> None:
    config = tmp_path / "faulty.cfg"
    config.write_text(f'[khaldun]\nlanguage = "en"\nbefore_parser = []\ncomponents = {components}\n')
    with pytest.raises(ConfigError, match=message):
        build(config=config)
    assert DEFAULT_CONFIG.is_file()
