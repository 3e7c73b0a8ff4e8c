"""One small file for each form, in our own sentences; each holds the same two reports (or the first of them)."""

from __future__ import annotations

import importlib
import io
import json
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

FIRST = "KANO, Nigeria - Gunmen killed nine villagers on Monday, the café owner said.\n\nTwo fled to “Zaria”."
SECOND = "The ministers met in Accra and signed a truce on fishing rights, their spokesman said."
ROWS = [
    {"id": "r1", "text": FIRST, "title": "Nine die", "published": "2026-03-03", "publisher": "Sample Post"},
    {"id": "r2", "text": SECOND, "title": None, "published": None, "publisher": None},
]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A file of one form, and the reports that it holds as (id, text, title, published, publisher)."""

    file: str
    data: bytes
    reports: list[tuple[str | None, str, str | None, str | None, str | None]]
    sniffable: bool = True


def html_loads() -> bool:
    """Whether the extractor of main text can be imported here."""
    try:
        importlib.import_module("trafilatura")
    except ImportError:
        return False
    return True


def parquet_bytes(table: pa.Table, **options: object) -> bytes:
    """A Parquet file of this table."""
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def paragraphs(tag: str = "p") -> str:
    """The first report as marked-up paragraphs."""
    return "".join(f"<{tag}>{part}</{tag}>" for part in FIRST.split("\n\n"))


def _csv(delimiter: str) -> bytes:
    def cell(value: str | None) -> str:
        return '"' + (value or "").replace('"', '""') + '"'

    lines = [delimiter.join(ROWS[0])] + [delimiter.join(cell(v) for v in row.values()) for row in ROWS]
    return "\n".join(lines).encode() + b"\n"


NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
<itemSet>
<newsItem guid="r1" xml:lang="en">
 <itemMeta><provider qcode="nprov:sp"><name>Sample Post</name></provider>
 <versionCreated>2026-03-03</versionCreated></itemMeta>
 <contentMeta><headline>Nine die</headline></contentMeta>
 <contentSet><inlineXML contenttype="application/xhtml+xml">
  <html xmlns="http://www.w3.org/1999/xhtml"><head><title>No text</title></head><body>{paragraphs()}</body></html>
 </inlineXML></contentSet>
</newsItem>
<newsItem guid="r2"><contentSet><inlineData contenttype="text/plain">{SECOND}</inlineData></contentSet></newsItem>
</itemSet>
</newsMessage>
"""
NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf>
<head><docdata><doc-id id-string="r1"/><date.issue norm="20260303"/></docdata><pubdata name="Sample Post"/></head>
<body><body.head><hedline><hl1>Nine die</hl1></hedline></body.head>
<body.content>{paragraphs()}</body.content></body>
</nitf>
"""
HTML = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Nine die | Sample Post</title>
<meta property="og:title" content="Nine die"><meta property="og:site_name" content="Sample Post">
<meta property="article:published_time" content="2026-03-03T08:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Nine die</h1>{paragraphs()}</article>
<footer>Copyright 2020</footer></body></html>
"""
NINJS = {
    "uri": "r1",
    "headline": "Nine die",
    "body_text": FIRST,
    "versioncreated": "2026-03-03",
    "copyrightholder": "Sample Post",
}

_FULL: list[tuple[str | None, str, str | None, str | None, str | None]] = [
    ("r1", FIRST, "Nine die", "2026-03-03", "Sample Post"),
    ("r2", SECOND, None, None, None),
]
SAMPLES = {
    "csv": Sample(file="a.csv", data=_csv(","), reports=_FULL),
    "html": Sample(file="a.html", data=HTML.encode(), reports=[(None, *_FULL[0][1:])]),
    "json": Sample(file="a.json", data=json.dumps(ROWS, indent=1).encode(), reports=_FULL),
    "jsonl": Sample(file="a.jsonl", data="".join(json.dumps(r) + "\n" for r in ROWS).encode(), reports=_FULL),
    "newsml": Sample(file="a.newsml", data=NEWSML.encode(), reports=_FULL),
    "ninjs": Sample(file="a.ninjs", data=json.dumps(NINJS, indent=1).encode(), reports=_FULL[:1]),
    "nitf": Sample(file="a.nitf", data=NITF.encode(), reports=_FULL[:1]),
    "parquet": Sample(file="a.parquet", data=parquet_bytes(pa.Table.from_pylist(ROWS)), reports=_FULL),
    "text": Sample(file="a.txt", data=FIRST.encode(), reports=[(None, FIRST, None, None, None)]),
}
