"""Everything that a user can name is documented; a failing test says what is not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from khaldun_docs import record_keys, software
from khaldun_docs.pages import ROOT
from spacy.language import Language

import khaldun
from khaldun import errors, readers
from khaldun.codebooks.acled import load_acled
from khaldun.codebooks.cameo import load_cameo
from khaldun.codebooks.catalogue import shipped
from khaldun.codebooks.plover import load_plover
from khaldun.codebooks.sectors import load_sectors
from khaldun.exporters import exporter_names
from khaldun.pipeline import extensions
from khaldun.pipeline.build import register_components
from khaldun.readers.registry import reader_names

REFERENCE = ROOT / "docs" / "reference"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PLOVER = load_plover()


def modes() -> list[str]:
    return sorted({mode for kind in PLOVER.types.values() for mode in kind.modes})


def plug_ins() -> list[str]:
    return sorted({name for group in PROJECT["entry-points"].values() for name in group})


#: page, what it must name, and why a reader looks there
NAMED = [
    pytest.param("event-types", list(PLOVER.types), id="event types"),
    pytest.param("event-types", modes(), id="modes"),
    pytest.param("contexts-and-sectors", list(PLOVER.contexts), id="contexts"),
    pytest.param("contexts-and-sectors", list(PLOVER.auxiliary_modes), id="statuses"),
    pytest.param("contexts-and-sectors", list(load_sectors().codes), id="sectors"),
    pytest.param("cameo", list(load_cameo().codes), id="CAMEO codes"),
    pytest.param("components", software.all_components(), id="components"),
    pytest.param("components", [*extensions.LAYERS, *extensions.TABLES, *extensions.LISTS], id="layers"),
    pytest.param("components", [*PROJECT["entry-points"], *plug_ins()], id="plug-in points"),
    pytest.param("formats", [*reader_names(), *exporter_names()], id="forms"),
    pytest.param("codebooks", [book.header.id for book in shipped()], id="codebooks"),
]


@pytest.mark.parametrize(("page", "names"), NAMED)
def test_page_names_it(page: str, names: list[str]):
    text = (REFERENCE / f"{page}.md").read_text("utf-8")
    assert names
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_factory_is_told():
    # Also those that no configuration names, and that no entry point registers.
    register_components()
    text = (REFERENCE / "components.md").read_text("utf-8")
    ours = [name for name in Language.factories if name.startswith("khaldun")]
    assert ours
    assert [name for name in sorted(ours) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", [ROOT / "README.md", REFERENCE / "options.md", REFERENCE / "commands.md"], ids=str)
def test_every_command_is_told(page: Path):
    text = page.read_text("utf-8")
    told = text.replace("`, `show ", "` khaldun codebook show ").replace("`, `check ", "` khaldun codebook check ")
    told = told.replace("`, `test`", "` khaldun codebook test`")
    assert [name for name, _ in software.commands() if f"khaldun {name}" not in told] == []


def test_every_option_is_told():
    text = (REFERENCE / "options.md").read_text("utf-8")
    options = {name for _, command in software.commands() for param in command.params for name in param.opts}
    assert [name for name in sorted(options) if name.startswith("-") and f"`{name}`" not in text] == []


def test_every_public_name_is_told():
    text = (REFERENCE / "python.md").read_text("utf-8")
    kinds = [kind.__name__ for kind in (errors.KhaldunError, *errors.KhaldunError.__subclasses__())]
    names = [*khaldun.__all__, *readers.__all__, *kinds]
    assert [name for name in names if not re.search(rf"`{name}\b", text)] == []


def test_every_acled_type_is_told():
    text = (REFERENCE / "acled.md").read_text("utf-8")
    assert load_acled().types
    assert [name for name in load_acled().types if name not in text] == []


@pytest.mark.parametrize("name", list(record_keys.objects()))
def test_every_key_of_the_record_has_a_note(name: str):
    # Notes without a key are left over from a key that was renamed.
    assert sorted(record_keys.NOTES[name]) == sorted(record_keys.keys_of(name))


def test_every_setting_of_the_environment_is_told():
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r'"(KHALDUN_[A-Z_]+)"', sources))
    text = (REFERENCE / "settings.md").read_text("utf-8")
    assert settings
    assert [name for name in sorted(settings) if f"`{name}`" not in text] == []


def test_every_decision_is_listed_and_whole():
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text("utf-8")
    for path in sorted(folder.glob("[0-9]*.md")):
        text = path.read_text("utf-8")
        assert f"]({path.name})" in listed
        assert text.startswith(f"# {path.name[:4]}: ")
        assert re.search(r"^Date: \d{4}-\d\d-\d\d$", text, re.MULTILINE), path.name
        assert [part for part in ("## Question", "## Choice", "## Price") if part not in text] == [], path.name


def test_the_citation_is_of_this_version():
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {PROJECT['version']}\n" in text
    assert "cff-version: 1.2.0" in text
    assert f"license: {PROJECT['license']}" in text
    assert all(author["name"] in text for author in PROJECT["authors"])


def test_the_changelog_names_this_version():
    assert PROJECT["version"] in (ROOT / "CHANGELOG.md").read_text("utf-8")
