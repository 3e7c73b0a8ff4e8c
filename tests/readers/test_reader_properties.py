"""For any bytes at all: no exception, every line accounted for once, text that is given is the text that is got."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import tempfile
from contextlib import chdir
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reader_samples import SAMPLES

from khaldun.readers import ReadOptions, read_inputs, reader_names
from khaldun.records import Report, dump_line, to_dict

#: More by hand: `KHALDUN_FUZZ=2000 pytest tests/readers/test_reader_properties.py`.
EXAMPLES = int(os.environ.get("KHALDUN_FUZZ", "60"))
SETTINGS = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
SUFFIXES = sorted({Path(sample.file).suffix for sample in SAMPLES.values()} | {".xml", ".tsv", ".dat", ""})
HARD = '"""\n,;|"CRLF\r\nTab\tNo\u00a0break e\u0301 \u202bعربى\u202c 😀 \u2028 \x0b \ufeff ‘’ \u0000 '
#: Text without lone surrogates and not only white space.
TEXTS = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(HARD)), min_size=1, max_size=80
).filter(str.strip)

#: The same without the control characters that make a file look binary.
PLAIN_TEXTS = st.text(
    alphabet=st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from(HARD.replace("\0", ""))),
    min_size=1,
    max_size=80,
).filter(str.strip)


def read_bytes(data: bytes, name: str, **options: object) -> list[Report]:
    """The reports of one file of these bytes."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path(name).write_bytes(data)
        return list(read_inputs([name], options=ReadOptions(**options)))


def check(reports: list[Report], name: str) -> None:
    """What holds of all that is ever read."""
    assert reports
    assert len({r.id for r in reports}) == len(reports)
    for report in reports:
        assert bool(report.text) or len(report.problems) >= 1
        assert all(problem.startswith(name) for problem in report.problems)
        dump_line(to_dict(report))


@SETTINGS
@given(data=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
def test_random_bytes(data: bytes, suffix: str):
    check(read_bytes(data, "x" + suffix), "x" + suffix)


@SETTINGS
@given(
    form=st.sampled_from(sorted(SAMPLES)),
    at=st.floats(0, 1),
    width=st.integers(0, 30),
    instead=st.binary(max_size=12),
    as_form=st.sampled_from(reader_names()),
)
def test_damaged_samples_of_every_form_read_as_any_form(form, at, width, instead, as_form):
    data = SAMPLES[form].data
    place = int(at * len(data))
    damaged = data[:place] + instead + data[place + width :]
    for options in ({}, {"form": as_form}):
        name = SAMPLES[form].file
        assert read_bytes(damaged, name, **options) == read_bytes(damaged, name, **options)
        check(read_bytes(damaged, name, **options), name)


@SETTINGS
@given(
    cut=st.floats(0, 1),
    compress=st.sampled_from([gzip.compress, zstandard.compress]),
    name=st.sampled_from(["x", "x.txt"]),
)
def test_truncated_compression(cut, compress, name):
    data = compress("".join(f"Nine people fled town {i * 7919 % 1009}. " for i in range(400)).encode())
    (report,) = read_bytes(data[: max(4, int(cut * len(data)))], name)  # fewer bytes do not show what they are
    assert bool(report.text) != bool(report.problems)


NAMES = (
    "id text body title published date publisher source url uri bodies headlines body_text versioncreated infosource",
    "value role contenttype name rightsinfo language x",
)
KEYS = st.sampled_from(" ".join(NAMES).split())
JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)


@SETTINGS
@given(values=st.lists(JSON_VALUES, min_size=1, max_size=6), blank=st.lists(st.integers(0, 5), max_size=3))
def test_any_json_lines_are_accounted_for_once(values, blank):
    lines = [json.dumps(value) for value in values]
    for at in blank:
        lines.insert(at, "  ")
    reports = read_bytes("\n".join(lines).encode(), "x.jsonl")
    assert len(reports) == len(values)
    check(reports, "x.jsonl")


@SETTINGS
@given(value=JSON_VALUES)
def test_any_json_document(value):
    check(read_bytes(json.dumps(value, indent=1).encode(), "x.json"), "x.json")


@SETTINGS
@given(lines=st.lists(st.one_of(st.binary(max_size=40), st.just(b'{"text": "Fine."}')), min_size=1, max_size=8))
def test_random_lines_are_accounted_for_once(lines):
    lines = [line.replace(b"\n", b"").replace(b"\r", b"") for line in lines]
    reports = read_bytes(b'{"text": "First."}\n' + b"\n".join(lines), "x.jsonl")
    if not reports[0].text:  # too many control characters: one problem for the whole
        return
    assert len(reports) == 1 + sum(bool(line.strip()) for line in lines)
    assert sum(r.text == "Fine." for r in reports) == lines.count(b'{"text": "Fine."}')


@SETTINGS
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), escape=st.booleans())
def test_json_lines_keep_every_character(texts, escape):
    lines = "".join(json.dumps({"text": text}, ensure_ascii=escape) + "\n" for text in texts)
    assert [r.text for r in read_bytes(lines.encode(), "x.jsonl")] == texts


@SETTINGS
@given(texts=st.lists(PLAIN_TEXTS, min_size=1, max_size=4), mark=st.sampled_from(",;\t|"))
def test_tables_keep_every_character(texts, mark):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=mark, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([["n", "text", "end"], *([str(i), text, "x"] for i, text in enumerate(texts))])
    reports = read_bytes(out.getvalue().encode(), "x.csv")
    assert [r.text for r in reports] == texts


@SETTINGS
@given(
    text=TEXTS.filter(lambda t: "\0" not in t and not t.startswith("\ufeff")),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_plain_text_keeps_every_character(text, encoding):
    (report,) = read_bytes(("Nine fled. " + text).encode(encoding), "x.txt")
    assert report.text == "Nine fled. " + text


@SETTINGS
@given(parts=st.lists(st.text(alphabet='a"\n,;\t', max_size=12), max_size=8))
def test_every_row_of_a_broken_table_is_accounted_for(parts):
    reports = read_bytes(("text,n\n" + "\n".join(parts)).encode(), "x.csv")
    check(reports, "x.csv")


@SETTINGS
@given(markup=st.text(alphabet="<>/p![]&;-?\"'= adocty", max_size=60))
def test_broken_markup(markup):
    page = f"<nitf><body><body.content><p>Nine fled. {markup}</p></body.content></body></nitf>"
    check(read_bytes(page.encode(), "x.xml"), "x.xml")
    item = json.dumps({"uri": "u", "body_xhtml": f"<p>Nine fled.</p>{markup}"})
    (report,) = read_bytes(item.encode(), "x.ninjs")
    assert report.text.startswith("Nine fled.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One.\r\nTwo.\r\n\r\nThree.\rFour.\n", id="all line ends"),
        pytest.param("\tTab\t and  two spaces ", id="tabs and spaces"),
        pytest.param("10\u00a0000 people in Sa\u0303o Tome\u0301", id="no-break spaces and combining marks"),
        pytest.param("\u202bقتل تسعة\u202c 🏴\U000e0067\U000e007f 👩‍👩‍👧", id="right to left and emoji"),
        pytest.param("Zero\u200bwidth \u2028 \u2029 \x85 \x0b\x0c", id="characters that some take for line ends"),
    ],
)
def test_unaltered_text_in_every_form_that_keeps_it(text):
    row = {"text": text}
    cell = '"' + text + '"'
    assert read_bytes(text.encode(), "x.txt")[0].text == text
    assert read_bytes(json.dumps(row).encode(), "x.jsonl")[0].text == text
    assert read_bytes(json.dumps(row, ensure_ascii=False).encode("utf-16"), "x.jsonl")[0].text == text
    assert read_bytes(json.dumps({"uri": "u", "body_text": text}).encode(), "x.ninjs")[0].text == text
    assert read_bytes(f"text,n\r\n{cell},1\r\n".encode(), "x.csv")[0].text == text


def test_lone_surrogates_in_json_are_kept():
    (report,) = read_bytes(b'{"text": "Nine \\ud83d fled \\udc00"}', "x.jsonl")
    assert report.text == "Nine \ud83d fled \udc00"
    assert "\\ud83d" in dump_line(to_dict(report))
