"""Readers of other packages come in by entry point, and take part like ours."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from khaldun import plugins
from khaldun.errors import ConfigError
from khaldun.readers import ReadOptions, reader_names
from khaldun.readers.items import make_report
from khaldun.readers.registry import get_reader
from khaldun.readers.sources import Source
from khaldun.records import Report


class ShoutReader:
    """A form of its own: every line is a report."""

    name = "shout"
    suffixes = (".shout",)

    def sniff(self, head: bytes) -> int:
        return 95 if head.startswith(b"SHOUT") else 0

    def read(self, source: Source, options: ReadOptions) -> Iterator[Report]:
        for number, line in enumerate(source.read(1000).splitlines(), 1):
            source.line = number
            yield make_report(source, {"text": line.decode()}, options)

    def estimate(self, source: Source) -> int | None:
        return None


@pytest.fixture
def plug_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    objects = {"shout": ShoutReader, "nothing": "no reader"}
    monkeypatch.setattr(plugins, "names", lambda group: tuple(objects))
    monkeypatch.setattr(plugins, "load", lambda group, name: objects[name])
    get_reader.cache_clear()
    yield
    get_reader.cache_clear()


@pytest.mark.usefixtures("plug_in")
class TestPlugIns:
    def test_names(self):
        assert "shout" in reader_names()
        assert "csv" in reader_names()

    def test_what_is_no_reader_is_refused(self):
        with pytest.raises(ConfigError, match="no reader"):
            get_reader("nothing")

    def test_it_reads_by_suffix_by_form_and_by_content(self, read, monkeypatch):
        monkeypatch.setattr(plugins, "names", lambda group: ("shout",))
        files = {"a.shout": "ONE\nTWO", "b.dat": "SHOUT\nTHREE"}
        assert [r.id for r in read(files)] == ["a.shout:1", "a.shout:2", "b.dat:1", "b.dat:2"]
        assert [r.text for r in read({"c.txt": "FOUR"}, form="shout")] == ["FOUR"]


def test_without_metadata_ours_are_there_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plugins, "names", lambda group: ())
    get_reader.cache_clear()
    assert {get_reader(name).name for name in reader_names()} == set(reader_names())
