"""Plug-ins are found by entry point, whoever installed them, and faults in them are told by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun import plugins
from khaldun.errors import ConfigError
from khaldun.exporters import Exporter, events_exporter_for, exporter_names, get_exporter

GROUP = "khaldun.exporters"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Installs a package that registers `name = value` in our group of exporters."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def installed(package: str, name: str, value: str, code: str = "") -> None:
        info = tmp_path / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {value}\n")
        if code:
            (tmp_path / f"{package}.py").write_text(code)

    return installed


def test_a_form_of_another_package_is_used_for_its_ending(install):
    code = "from khaldun.exporters.events_jsonl import EventsJsonl\nclass Own(EventsJsonl):\n    name = 'events-own'\n"
    install("own_form", "events-own", "own_form:Own", code)
    assert "events-own" in exporter_names()
    exporter = events_exporter_for(Path("events.own"))
    assert isinstance(exporter, Exporter)
    assert exporter.name == "events-own"


def test_what_cannot_be_imported_is_named(install):
    install("broken_form", "events-broken", "no_such_module:Own")
    with pytest.raises(ConfigError, match=r"'events-broken' of khaldun.exporters \(no_such_module:Own\) cannot be"):
        get_exporter("events-broken")


def test_what_is_no_exporter_is_refused(install):
    install("odd_form", "events-odd", "odd_form:make", "def make():\n    return 1\n")
    with pytest.raises(ConfigError, match=r"'events-odd' of khaldun\.exporters is no exporter"):
        get_exporter("events-odd")


def test_two_claims_to_one_name_are_refused(install):
    install("second_csv", "events-csv", "second_csv:Own")
    with pytest.raises(ConfigError, match="several packages claim the plug-in 'events-csv'"):
        plugins.load(GROUP, "events-csv")


def test_an_unknown_name_is_refused_with_those_there_are():
    with pytest.raises(ConfigError, match=r"no plug-in 'x' in khaldun\.exporters; there are: annotate-jsonl"):
        plugins.load(GROUP, "x")


def test_a_group_without_plugins_has_none():
    assert plugins.names("khaldun.nothing") == ()
