"""The rules of party coding: what they hold, and what a user's file may change."""

from __future__ import annotations

import pytest

from khaldun.codebooks.coding_rules import load_coding_rules
from khaldun.codebooks.sectors import load_sectors
from khaldun.errors import CodebookError

HEADER = '[codebook]\nid = "actors-rules"\nversion = "1"\nlanguage = "en"\nlicence = "own"\norigin = "a desk"\n'


def test_groups_of_sectors_are_sectors():
    allowed = load_sectors().allowed
    for name, codes in load_coding_rules().sectors.items():
        assert codes <= allowed, name


def test_user_changes_one_number(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(HEADER + "[main_country]\nshare = 0.75\n")
    rules = load_coding_rules((path,))
    assert (rules.main_country["share"], rules.main_country["dateline"]) == (0.75, 2.0)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        pytest.param("[moods]\nx = 1\n", "moods", id="unknown table"),
        pytest.param("[limits]\nhurry = 1\n", "limits.hurry", id="unknown key"),
    ],
)
def test_faulty_file(tmp_path, body, key):
    path = tmp_path / "own.toml"
    path.write_text(HEADER + body)
    with pytest.raises(CodebookError) as error:
        load_coding_rules((path,))
    assert error.value.key == key
