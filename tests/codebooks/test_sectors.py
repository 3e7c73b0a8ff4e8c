"""Sector codes: what records may carry, and which stand for a country."""

from __future__ import annotations

import pytest

from khaldun.codebooks.sectors import load_sectors
from khaldun.errors import CodebookError


def test_slots_and_retired_codes():
    sectors = load_sectors()
    assert sectors.slots == {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"}
    assert "GOV" in sectors.allowed
    assert "INS" in sectors.codes
    assert "INS" not in sectors.allowed


def test_trap_of_the_swapped_codes():
    sectors = load_sectors()
    assert sectors.codes["MED"].name == "Health"
    assert sectors.codes["JRN"].cameo == "MED"


def test_faulty_code(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        "# id: plover-sectors\n# version: 1\n# language: en\n# licence: own\n# origin: a desk\n"
        "code,name,definition,status,acled_counterpart,icews_counterpart,cameo_counterpart,use\ngov,,,,,,,frequent\n"
    )
    with pytest.raises(CodebookError, match="capital letters"):
        load_sectors((path,))
