"""The front door: `import khaldun`."""

from __future__ import annotations

import subprocess
import sys

import khaldun


def test_code_gives_typed_records() -> None:
    coded = khaldun.code("Iran rejected the French proposal, diplomats said on Monday.", published="2026-03-03")
    assert isinstance(coded, khaldun.CodedReport)
    assert [event.type for event in coded.events] == ["REJECT"]
    assert khaldun.to_dict(coded)["events"][0]["id"] == coded.events[0].id


def test_importing_the_package_does_not_import_spacy() -> None:
    command = "import sys, khaldun; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
