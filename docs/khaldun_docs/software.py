"""Tables of what the software offers: components, layers, options, forms, plug-in points, codebook files."""

from __future__ import annotations

import importlib
import sys
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from typing import Protocol, cast

import typer
from spacy.language import Language
from spacy.util import load_config

from khaldun.cli.app import app
from khaldun.codebooks.catalogue import shipped
from khaldun.codebooks.loading import data_path, read_table
from khaldun.exporters import exporter_names, get_exporter
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.build import DEFAULT_CONFIG, component_names, register_components
from khaldun.readers.registry import get_reader, reader_names
from khaldun_docs.markdown import code, codes, first_sentence, table
from khaldun_docs.pages import ROOT

#: The values of each layer and table on the Doc.
_VALUES = {
    "dateline": ext.DatelineValues,
    "timexes": ext.TimexValues,
    "toponyms": ext.ToponymValues,
    "quantities": ext.QuantityValues,
    "parties": ext.PartyValues,
    "triggers": ext.TriggerValues,
    "places": ext.PlaceValues,
    "participants": ext.ParticipantValues,
    "casualties": ext.CasualtyValues,
    "circumstances": ext.CircumstanceValues,
    "factuality": ext.FactualityValues,
    "contexts": ext.ContextValues,
}
_LISTS = {
    "attributions": "who says what: source, cue, content, kind, stance, via",
    "remarks": "issues on the report: component and message",
    "rejected": "words that look like an event but were not coded, and why",
}
_POINTS = {
    "khaldun.exporters": "an output form: a class that keeps `khaldun.exporters.Exporter`",
    "khaldun.readers": "an input form: a class that keeps `khaldun.readers.Reader`",
    "spacy_factories": "a spaCy component (spaCy's own group)",
}


def plug_ins() -> dict[str, dict[str, str]]:
    """What `pyproject.toml` registers: by group, from name to `module:object`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return dict(sorted(project["entry-points"].items()))


def plug_in_points() -> str:
    """Each group of entry points, what belongs there, and what we register in it."""
    return table(
        ("group", "holds", "ours"),
        [(code(group), _POINTS[group], codes(sorted(named))) for group, named in plug_ins().items()],
    )


def all_components() -> list[str]:
    """Names of our components in the order in which they run; those that a user adds alone come last."""
    usual = [*load_config(DEFAULT_CONFIG)["khaldun"]["before_parser"], *component_names()]
    return [*usual, *(name for name in sorted(plug_ins()["spacy_factories"]) if name not in usual)]


def components() -> str:
    """Every spaCy component: what it does, what it requires and what it assigns."""
    register_components()
    rows = []
    for name in all_components():
        module = importlib.import_module(plug_ins()["spacy_factories"][name].partition(":")[0])
        meta = Language.get_factory_meta(name)
        rows.append((code(name), first_sentence(module.__doc__), codes(meta.requires), codes(meta.assigns)))
    return table(("component", "what it does", "requires", "assigns"), rows)


def layers() -> str:
    """What components meet on: layers, tables and lists of the Doc."""
    kinds = {**dict.fromkeys(ext.LAYERS, "layer"), **dict.fromkeys(ext.TABLES, "table")}
    rows = [
        (code(name), kind, first_sentence(_VALUES[name].__doc__), codes(_VALUES[name].__annotations__))
        for name, kind in kinds.items()
    ]
    rows += [(code(name), "list", _LISTS[name], "") for name in ext.LISTS]
    return table(("name", "form", "holds", "keys"), rows)


class Param(Protocol):
    """An argument or option, as Typer describes it."""

    name: str
    opts: list[str]
    metavar: str | None
    help: str | None
    default: object
    required: bool
    hidden: bool
    is_flag: bool


class Command(Protocol):
    """A command, as Typer describes it."""

    help: str | None
    params: list[Param]


def commands() -> Iterator[tuple[str, Command]]:
    """Every command with its name, subcommands behind their group."""
    yield from _commands_of(typer.main.get_command(app), ())


def _commands_of(group: object, above: tuple[str, ...]) -> Iterator[tuple[str, Command]]:
    inner: dict[str, object] | None = getattr(group, "commands", None)
    if inner is None:
        yield " ".join(above), cast("Command", group)
    for name, command in sorted((inner or {}).items()):
        yield from _commands_of(command, (*above, name))


def command_options() -> str:
    """A section a command: what it does, its arguments and options."""
    return "\n\n".join(f"## khaldun {name}\n\n{_summary(each)}\n\n{_options(each)}" for name, each in commands())


def _summary(command: Command) -> str:
    return " ".join((command.help or "").partition("\n\n")[0].split())


def _options(command: Command) -> str:
    rows = [(_spelling(param), _default(param), param.help or "") for param in command.params if not param.hidden]
    return table(("option", "default", "meaning"), rows) if rows else "It has no options."


def _spelling(param: Param) -> str:
    choices = "|".join(type(param.default)) if isinstance(param.default, StrEnum) else ""
    if not param.opts[0].startswith("-"):
        return code(param.metavar or choices or f"{param.name.upper()}…")
    value = "" if param.is_flag else choices or param.metavar or ""
    names = sorted(param.opts, key=len, reverse=True)
    return " ".join(filter(None, [codes(names), code(value)]))


def _default(param: Param) -> str:
    if param.required:
        return "required"
    return "" if param.default in (None, False, ()) else code(param.default)


def readers() -> str:
    """Every input form with its endings."""
    readers_ = [get_reader(name) for name in reader_names()]
    summary = {reader.name: first_sentence(sys.modules[type(reader).__module__].__doc__) for reader in readers_}
    rows = [(code(reader.name), codes(reader.suffixes), summary[reader.name]) for reader in readers_]
    return table(("`--from`", "endings", "what is read"), rows)


def columns() -> str:
    """Names of columns and keys by which a report's fields are found."""
    found: dict[str, list[str]] = {}
    for row in read_table(data_path("readers", "columns.tsv"), ("field", "column")).rows:
        found.setdefault(row["field"], []).append(row["column"])
    return table(
        ("field", "columns, the first that is filled"), [(code(f), codes(names)) for f, names in found.items()]
    )


def exporters() -> str:
    """Every output form."""
    made = [get_exporter(name) for name in exporter_names()]
    rows = [(code(e.name), code(e.suffix), first_sentence(sys.modules[type(e).__module__].__doc__)) for e in made]
    return table(("name", "ending", "what is written"), rows)


def codebooks() -> str:
    """Every codebook file that ships."""
    rows = [
        (
            code(book.header.id),
            book.header.version,
            f"{book.entries:,}" if book.entries else "",
            book.header.language,
            code(book.name),
        )
        for book in shipped()
    ]
    return table(("id", "version", "entries", "language", "file"), rows)


def codebook_origins() -> str:
    """Licence and origin of each codebook file, those that say the same together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for book in shipped():
        groups.setdefault((book.header.licence, book.header.origin), []).append(book.header.id)
    return table(("codebooks", "licence", "origin"), [(codes(ids), *said) for said, ids in groups.items()])
