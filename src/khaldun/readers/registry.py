"""Finds readers by entry point (group `khaldun.readers`) and picks the one for a source."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint

from khaldun import plugins
from khaldun.errors import ConfigError
from khaldun.readers.base import Reader
from khaldun.readers.sources import Source

GROUP = "khaldun.readers"
#: Ours, as `pyproject.toml` registers them (a test compares): for a source tree that is not installed.
OWN = {
    "csv": "khaldun.readers.table:TableReader",
    "html": "khaldun.readers.html:HtmlReader",
    "json": "khaldun.readers.json_document:JsonReader",
    "jsonl": "khaldun.readers.jsonl:JsonLinesReader",
    "newsml": "khaldun.readers.newsml:NewsMLReader",
    "ninjs": "khaldun.readers.ninjs:NinjsReader",
    "nitf": "khaldun.readers.nitf:NitfReader",
    "parquet": "khaldun.readers.parquet:ParquetReader",
    "text": "khaldun.readers.plain_text:PlainTextReader",
}


def reader_names() -> tuple[str, ...]:
    """The names of all readers, ours and those of installed plug-ins, sorted."""
    return tuple(sorted({*OWN, *plugins.names(GROUP)}))


@lru_cache
def get_reader(name: str) -> Reader:
    """The reader of this name.

    Raises ConfigError when there is none, or when its plug-in cannot be used.
    """
    made = _load(name)
    reader = made() if isinstance(made, type) else made
    if not isinstance(reader, Reader):
        raise ConfigError(f"the plug-in {name!r} of {GROUP} is no reader")
    return reader


def pick_reader(source: Source) -> Reader:
    """The reader for a source: by suffix where that tells, else the one that is surest of its first bytes."""
    readers = [get_reader(name) for name in reader_names()]
    suffix = source.ref.suffix
    by_suffix = [reader for reader in readers if suffix and suffix in reader.suffixes]
    if len(by_suffix) == 1:
        return by_suffix[0]
    among = by_suffix or readers
    best = max(among, key=lambda reader: reader.sniff(source.head))
    return best if by_suffix or best.sniff(source.head) else get_reader("text")


def _load(name: str) -> object:
    if name in OWN and name not in plugins.names(GROUP):
        return EntryPoint(name=name, value=OWN[name], group=GROUP).load()
    return plugins.load(GROUP, name)
