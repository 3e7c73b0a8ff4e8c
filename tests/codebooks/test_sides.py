"""Sides of sector codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.codebooks.sectors import load_sectors
from khaldun.codebooks.sides import load_sides
from khaldun.errors import CodebookError

HEADER = "# id: cues-sides\n# version: 1\n# language: en\n# licence: CC0-1.0\n# origin: test\nside\tsectors\tagainst\n"


@pytest.mark.parametrize(
    ("sectors", "side"),
    [
        pytest.param(("MIL",), "state", id="army"),
        pytest.param(("REB",), "rebels", id="rebels"),
        pytest.param(("PTY", "OPP"), "opposition", id="a party of the opposition"),
        pytest.param(("UAF",), None, id="unidentified forces are on no side"),
        pytest.param((), None, id="no sector"),
    ],
)
def test_side(sectors: tuple[str, ...], side: str | None) -> None:
    assert load_sides().of(sectors) == side


def test_sectors_are_codes_and_sides_stand_against_one_another() -> None:
    sides = load_sides()
    assert {code for codes in sides.sectors.values() for code in codes} <= set(load_sectors().codes)
    assert all(side in sides.against[other] for side, others in sides.against.items() for other in others)


def test_a_side_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(HEADER + "guild\tLAB\tdragons\n")
    with pytest.raises(CodebookError, match=r"mine\.tsv:7: against: no side 'dragons'"):
        load_sides((path,))
