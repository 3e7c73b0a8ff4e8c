"""The aside file and its journal: what a broken-off run leaves, and what may be taken up."""

from __future__ import annotations

from pathlib import Path

import pytest

from khaldun.errors import ConfigError, ExportError
from khaldun.records import Report
from khaldun.workflows.aside import Aside, Mark, journal_of, part_of
from khaldun.workflows.config import OutputConfig, RunConfig

SETTINGS = {"form": "events-csv", "model": None}


def aside_of(target: Path, **settings: object) -> Aside:
    return Aside(target, settings=SETTINGS | settings, head=b"head\n")


@pytest.fixture
def broken_off(tmp_path: Path) -> Path:
    """A target whose run was broken off after two chunks, within the third."""
    target = tmp_path / "out.csv"
    with aside_of(target) as aside:
        aside.begin()
        aside.append(b"one\n", Mark(reports=16, bytes=9, digest="a"))
        aside.append(b"two\n", Mark(reports=32, bytes=13, digest="b"))
    with part_of(target).open("ab") as file:
        file.write(b"thr")
    return target


def test_goes_on_after_the_last_whole_chunk(broken_off: Path):
    with aside_of(broken_off) as aside:
        aside.take_up()
        assert aside.mark == Mark(reports=32, bytes=13, digest="b")
        aside.append(b"three\n", Mark(reports=40, bytes=19, digest="c"))
    assert part_of(broken_off).read_bytes() == b"head\none\ntwo\nthree\n"


@pytest.mark.parametrize("torn", [1, 10, 25])
def test_a_torn_line_of_the_journal_counts_for_nothing(broken_off: Path, torn: int):
    journal = journal_of(broken_off)
    journal.write_bytes(journal.read_bytes()[:-torn])
    with aside_of(broken_off) as aside:
        aside.take_up()
        assert aside.mark.reports == 16
    assert part_of(broken_off).read_bytes() == b"head\none\n"


def test_data_that_never_reached_the_disk_is_made_again(broken_off: Path):
    part_of(broken_off).write_bytes(b"head\none\nt")
    with aside_of(broken_off) as aside:
        aside.take_up()
        assert aside.mark.reports == 16


@pytest.mark.parametrize("left", [b"", b'{"form": '], ids=["empty journal", "torn settings"])
def test_begins_anew_when_nothing_was_noted(broken_off: Path, left: bytes):
    journal_of(broken_off).write_bytes(left)
    with aside_of(broken_off) as aside:
        aside.take_up()
        assert aside.mark == Mark(bytes=5)
    assert part_of(broken_off).read_bytes() == b"head\n"


def test_begins_when_there_was_no_run(tmp_path: Path):
    with aside_of(tmp_path / "new.csv") as aside:
        aside.take_up()
        assert aside.mark == Mark(bytes=5)


def test_is_not_overwritten_unasked(broken_off: Path):
    with pytest.raises(ExportError, match="--resume, or start again with --restart"):
        aside_of(broken_off).begin()
    with aside_of(broken_off) as aside:
        aside.begin(restart=True)
    assert part_of(broken_off).read_bytes() == b"head\n"


def test_other_settings_are_refused(broken_off: Path):
    with pytest.raises(ExportError, match=r"begun with model .*, now other"):
        aside_of(broken_off, model="other").take_up()


def test_the_digest_tells_reports_apart():
    def digest(**changes: str) -> str:
        return Mark().reached([Report(**{"id": "1", "text": "t"} | changes)])

    assert digest() == digest()
    assert len({digest(), digest(id="2"), digest(text="u"), digest(published="2026-01-01"), digest(title="t")}) == 5


def test_settings_that_contradict():
    with pytest.raises(ConfigError, match="not both"):
        OutputConfig(target=Path("x"), exporter="events-csv", resume=True, restart=True)
    with pytest.raises(ConfigError, match="at least one worker"):
        RunConfig(inputs=(), workers=0)
