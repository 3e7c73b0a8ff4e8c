"""The reference keeps up with the commands, the forms and the records."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest
import typer

from khaldun.cli.exits import MEANINGS
from khaldun.cli.options import Coding, Reading, Unfinished
from khaldun.exporters import exporter_names
from khaldun.exporters.events_csv import COLUMNS
from khaldun.records.json_schema import json_schema

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
TEXT = (REFERENCE / "commands.md").read_text("utf-8")


def option_names(group: type) -> list[str]:
    found = []
    for member in fields(group):
        [info] = get_type_hints(group, include_extras=True)[member.name].__metadata__
        if isinstance(info, typer.models.OptionInfo):
            names = [info.default, *(info.param_decls or ())] if isinstance(info.default, str) else []
            found.append(next((name for name in names if name.startswith("--")), f"--{member.name}"))
    return found


def test_schema_is_the_one_of_the_records():
    kept = json.loads((REFERENCE / "schema.json").read_text("utf-8"))
    assert kept == json_schema(), "run: khaldun schema > docs/reference/schema.json"


@pytest.mark.parametrize("group", [Reading, Coding, Unfinished])
def test_every_shared_option_is_told(group: type):
    names = option_names(group)
    assert names
    assert [name for name in names if f"`{name}" not in TEXT] == []


def test_every_exit_code_is_told():
    told = dict(re.findall(r"^\| (\d+) \| (.+) \|$", TEXT, flags=re.MULTILINE))
    assert told == {str(int(code)): meaning for code, meaning in MEANINGS.items()}


def test_every_column_is_told():
    assert re.findall(r"`(\w+)`", TEXT.partition("### Columns of the CSV form")[2].partition("###")[0]) == list(COLUMNS)


def test_every_ending_is_told():
    for name in exporter_names():
        if name.startswith("events-"):
            assert f"| `.{name.removeprefix('events-')}` |" in TEXT
