"""Bad items: each gives one clear problem naming file and line, and everything beside it is read."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pytest
import zstandard
from reader_samples import parquet_bytes

GOOD = '{"id": "good", "text": "Nine people fled."}\n'
NOISE = "".join(str(i * 7919 % 1_000_003) for i in range(4000))


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        pytest.param("a.txt", b"", "a.txt: the file is empty", id="empty file"),
        pytest.param("a.txt", b" \n\t", "a.txt: no text", id="only white space"),
        pytest.param("a.txt", b"%PDF-1.7 words", "a.txt: not text but a PDF", id="a PDF"),
        pytest.param("a.txt", b"\x7fELF\x02\x01", "a.txt: not text but a program", id="a program"),
        pytest.param("a.jsonl", bytes(range(32)) * 9, "a.jsonl: not text but binary data", id="binary data"),
        pytest.param("a.txt", b"a" * 1_000_001, "a.txt: the text has 1,000,001 characters", id="text too long"),
        pytest.param("a.txt", b"a" * 4_100_000, "a.txt: more than 4,000,004 bytes", id="file too long"),
        pytest.param(
            "a.txt.gz", gzip.compress(NOISE.encode())[:-500], "a.txt.gz: the compressed data end", id="cut gzip"
        ),
        pytest.param(
            "a.gz", gzip.compress(b"Text")[:-8] + b"12345678", "a.gz: the data cannot be read", id="bad checksum"
        ),
        pytest.param("a.csv", b"id,text\n", "a.csv: there is no report in it", id="table without rows"),
        pytest.param(
            "a.csv", b"id,words\n1,Text\n", "a.csv:1: no column holds the text; there are: id, words", id="no text"
        ),
        pytest.param("a.csv", b"\n\n", "a.csv: the file is empty", id="only blank lines"),
        pytest.param("a.parquet", b"PAR1 and then nothing", "a.parquet: not a Parquet file", id="no Parquet"),
        pytest.param("a.json", b'{\n"text": "Text."', "a.json: not JSON", id="JSON cut"),
        pytest.param("a.html", b"<html><body></body></html>", "a.html: ", id="page without text"),
        pytest.param("a.xml", b"<?xml version='1.0'?>\n<rss/>", "a.xml:1: no news format is known", id="other XML"),
        pytest.param("a.xml", b"<nitf>\n<body>\n<p>x</body></nitf>", "a.xml:3: not well-formed XML", id="broken XML"),
        pytest.param("a.nitf", b"<rss/>", "a.nitf:1: no NITF", id="no NITF"),
        pytest.param("a.xml", b"<nitf>\n<body/></nitf>", "a.xml: no text", id="NITF without text"),
        pytest.param("a.xml", b"<newsItem>\n</newsItem>", "a.xml:1: no text", id="news item without text"),
        pytest.param("a.xml", b"<newsMessage/>", "a.xml: there is no report in it", id="message without items"),
    ],
)
def test_a_file_that_gives_nothing(read, file, data, said):
    reports = read({file: data, "good.jsonl": GOOD})
    assert [r.text for r in reports] == ["", "Nine people fled."]
    (problem,) = reports[0].problems
    assert problem.startswith(said)
    assert reports[0].id.startswith(file)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(b"not json", "not JSON: Expecting value at character 1", id="no JSON"),
        pytest.param(b'{"text": "cut', "not JSON: Unterminated string starting at character 10", id="cut"),
        pytest.param(b'["text"]', "not a JSON object but a list", id="list"),
        pytest.param(b"null", "not a JSON object but null", id="null"),
        pytest.param(b"7", "not a JSON object but a number", id="number"),
        pytest.param(b"{}", "no text", id="no keys"),
        pytest.param(b'{"text": null}', "no text", id="null text"),
        pytest.param(b'{"text": "  "}', "no text", id="blank text"),
        pytest.param(b'{"text": 5}', "the text is a number, not a string", id="number as text"),
        pytest.param(b'{"text": {"a": 1}}', "the text is an object, not a string", id="object as text"),
        pytest.param(b'{"text": ' + b"[" * 100_000, "JSON that cannot be read", id="deep nesting"),
        pytest.param(b'{"text": ' + b"9" * 5000 + b"}", "JSON that cannot be read", id="huge number"),
        pytest.param(b'{"text": "' + b"a" * 1_000_001 + b'"}', "the text has 1,000,001 characters", id="text too long"),
        pytest.param(b'{"text": "' + b"a" * 20_000_000 + b'"}', "the line has 20,000,012 bytes", id="line of 20 MB"),
    ],
)
@pytest.mark.parametrize("compress", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_line_that_gives_nothing(read, compress, line, said):
    good = b'{"text": "Nine people fled."}\n'
    first, bad, last = read({"a.jsonl": compress(good + line + b"\n" + good)})
    assert (first.text, last.text) == ("Nine people fled.", "Nine people fled.")
    assert (bad.id, bad.text) == ("a.jsonl:2", "")
    (problem,) = bad.problems
    assert problem.startswith(f"a.jsonl:2: {said}")
    assert last.id == "a.jsonl:3"


@pytest.mark.parametrize(
    ("line", "field", "value", "said"),
    [
        pytest.param({"published": "soon"}, "published", None, "the date 'soon' is not understood", id="no date"),
        pytest.param({"published": "03/04/2026"}, "published", None, "can be read in two ways", id="ambiguous date"),
        pytest.param({"published": [2026]}, "published", None, "the date is a list", id="list as date"),
        pytest.param({"title": 5}, "title", None, "the title is a number, not a string", id="number as title"),
        pytest.param({"publisher": ["A"]}, "publisher", None, "the publisher is a list", id="list as publisher"),
        pytest.param({"id": [1]}, "id", "a.jsonl:1", "the id is a list, not a string", id="list as id"),
        pytest.param({"id": True}, "id", "a.jsonl:1", "the id is true or false", id="boolean as id"),
    ],
)
def test_a_bad_value_is_left_out_and_the_report_is_read(read, line, field, value, said):
    (report,) = read({"a.jsonl": json.dumps({"text": "Text.", **line})})
    assert report.text == "Text."
    assert getattr(report, field) == value
    (problem,) = report.problems
    assert problem.startswith("a.jsonl:1: ")
    assert said in problem


@pytest.mark.parametrize(
    ("file", "data", "text", "said"),
    [
        pytest.param(
            "a.txt", b"One\nTwo \xff three", "One\nTwo � three", "a.txt:2: byte 5 of the line (0xFF)", id="text"
        ),
        pytest.param(
            "a.txt", "Zoë ".encode() * 9 + b"\xe9", "Zoë " * 9 + "�", "a.txt:1: byte 46", id="UTF-8 with damage"
        ),
        pytest.param("a.txt", b"A caf\xe9 burnt", "A café burnt", "read as cp1252", id="one byte that makes sense"),
        pytest.param("a.jsonl", b'{"text": "A \xff"}', "A �", "a.jsonl:1: byte 13 of the line (0xFF)", id="jsonl"),
        pytest.param("a.csv", b"id,text\n1,A \xff\n", "A �", "a.csv:2: byte 5 of the line (0xFF)", id="csv"),
        pytest.param(
            "a.csv", b'id,text\n1,"A\nB \xff"\n', "A\nB �", "a.csv:2: byte 3 of the line (0xFF)", id="csv cell"
        ),
        pytest.param(
            "a.xml",
            b"<nitf><body><body.content>\n<p>A \xff</p></body.content></body></nitf>",
            "A �",
            "a.xml:2: byte 6 of the line (0xFF)",
            id="XML",
        ),
    ],
)
def test_an_undecodable_byte_is_named_and_the_report_is_read(read, file, data, text, said):
    (report,) = read({file: data})
    assert report.text == text
    (problem,) = report.problems
    assert said in problem


def test_lines_before_a_break_are_read(read):
    lines = "".join(json.dumps({"text": f"Line {i}. {NOISE}"}) + "\n" for i in range(40)).encode()
    for compress in (gzip.compress, zstandard.compress):
        data = compress(lines)
        *whole, cut = read({"a.jsonl.z": data[: len(data) * 3 // 4]})
        assert all(r.text.startswith(f"Line {i}. ") and not r.problems for i, r in enumerate(whole))
        assert cut.text == ""
        assert len(cut.problems) == 1
        assert cut.problems[0].startswith("a.jsonl.z")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        pytest.param('<!DOCTYPE nitf [<!ENTITY a "aaaa">\n<!ENTITY b "&a;&a;">]>', "&b;", id="entity expansion"),
        pytest.param('<!DOCTYPE nitf [<!ENTITY a SYSTEM "file:///etc/hostname">]>', "&a;", id="external entity"),
        pytest.param(
            '<!DOCTYPE nitf [<!ENTITY % a SYSTEM "http://sample.example/x">\n%a;]>', "x", id="parameter entity"
        ),
    ],
)
def test_entities_are_refused(read, form, text):
    page = f"<?xml version='1.0'?>\n{form}\n<nitf><body><body.content><p>{text}</p></body.content></body></nitf>"
    (report,) = read({"a.xml": page})
    assert report.text == ""
    assert report.problems == ("a.xml:2: entities declared in the file, or outside it, are refused",)


def test_an_undefined_entity_is_a_problem(read):
    page = '<!DOCTYPE nitf SYSTEM "nitf.dtd">\n<nitf><body><body.content>&nope;</body.content></body></nitf>'
    assert read({"a.xml": page})[0].problems == ("a.xml:2: not well-formed XML: undefined entity &nope;",)


class TestMapping:
    def test_a_mapped_column_is_used(self, read):
        (report,) = read({"a.csv": "text,lead\nNot this.,This.\n"}, mapping={"text": "lead"})
        assert report.text == "This."
        assert not report.problems

    def test_an_unknown_column_is_one_problem_and_the_usual_names_serve(self, read):
        first, second = read({"a.csv": "text,lead\nThis.,No.\n"}, mapping={"text": "boddy", "title": "head"})
        assert first.problems == (
            "a.csv:1: no column 'boddy' (for text), 'head' (for title); there are: text, lead;"
            " the usual names are used instead",
        )
        assert (second.text, second.problems) == ("This.", ())

    def test_an_unknown_column_without_a_usual_name_is_one_problem(self, read):
        (report,) = read({"a.csv": "x,y\nThis.,No.\n"}, mapping={"text": "z"})
        assert len(report.problems) == 1
        assert report.problems[0].endswith("no column 'z' (for text); there are: x, y")

    def test_json_lines_say_at_their_end_which_column_no_line_had(self, read):
        lines = '{"text": "A."}\n{"text": "B.", "lead": "C."}\n'
        reports = read({"a.jsonl": lines}, mapping={"text": "lead", "title": "head"})
        assert [r.text for r in reports] == ["A.", "C.", ""]
        assert reports[2].problems[0].startswith("a.jsonl: no column 'head' (for title)")

    def test_parquet(self, read):
        data = parquet_bytes(pa.table({"words": ["A."], "text": ["B."]}))
        assert [r.text for r in read({"a.parquet": data}, mapping={"text": "words"})] == ["A."]
        bad, good = read({"a.parquet": data}, mapping={"text": "nope"})
        assert "no column 'nope' (for text)" in bad.problems[0]
        assert good.text == "B."


class TestTables:
    def test_an_open_quotation_mark_costs_one_row(self, read):
        data = 'id,text\n1,Good.\n2,"open\n3,Fine.\n4,"Also, fine."\n'
        reports = read({"a.csv": data})
        assert [(r.id, r.text) for r in reports] == [
            ("1", "Good."),
            ("a.csv:3", ""),
            ("3", "Fine."),
            ("4", "Also, fine."),
        ]
        assert reports[1].problems == ("a.csv:3: a quotation mark is opened and not closed; the row is passed over",)

    def test_between_tabs_an_open_quotation_mark_is_a_character(self, read):
        reports = read({"a.tsv": 'id\ttext\n1\t"We left," he said.\n2\t"Never\n3\tFine.\n'})
        assert [r.text for r in reports] == ['"We left," he said.', '"Never', "Fine."]
        assert not any(r.problems for r in reports)

    def test_a_row_with_too_many_cells_says_so(self, read):
        reports = read({"a.csv": "id,text\n1,One, two\n2\n"})
        assert reports[0].problems == ("a.csv:2: 3 cells for 2 columns",)
        assert reports[1].problems == ("a.csv:3: no text",)

    @pytest.mark.parametrize("mark", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
    def test_the_delimiter_is_found(self, read, mark):
        data = f"id{mark}title{mark}text\n1{mark}Talks, again{mark}Nine fled.\n"
        if mark == ",":
            data = data.replace("Talks, again", '"Talks, again"')
        (report,) = read({"a.csv": data})
        assert (report.title, report.text) == ("Talks, again", "Nine fled.")

    def test_lines_of_records_are_counted_over_cells_with_line_ends(self, read):
        reports = read({"a.csv": 'text,n\n"A\r\nB\r\n\r\nC",1\r\n,2\n"D",3\n'})
        assert [(r.id, r.text) for r in reports] == [("a.csv:2", "A\r\nB\r\n\r\nC"), ("a.csv:6", ""), ("a.csv:7", "D")]

    def test_old_macintosh_line_ends(self, read):
        assert [r.text for r in read({"a.csv": "id,text\r1,One.\r2,Two.\r"})] == ["One.", "Two."]


class TestParquet:
    def test_wrong_types_and_nulls(self, read):
        table = pa.table({
            "text": ["A.", None, "C."],
            "id": pa.array([7, None, 9], pa.int64()),
            "date": pa.array([0, 1_772_500_000_000_000_001, None], pa.timestamp("ns")),
        })
        reports = read({"a.parquet": parquet_bytes(table)})
        assert [(r.id, r.text) for r in reports] == [("7", "A."), ("a.parquet:2", ""), ("9", "C.")]
        assert reports[0].published == "1970-01-01T00:00:00"
        assert reports[1].problems == ("a.parquet:2: no text",)

    def test_a_damaged_row_group_costs_only_itself(self, read):
        rows = [f"Row {i}. {NOISE[i * 50 : i * 50 + 50]}" for i in range(60)]
        data = bytearray(
            parquet_bytes(pa.table({"text": rows}), row_group_size=20, compression="zstd", use_dictionary=False)
        )
        middle = data.index(b"\x28\xb5\x2f\xfd", data.index(b"\x28\xb5\x2f\xfd") + 4)
        data[middle : middle + 60] = b"\x00" * 60
        reports = read({"a.parquet": bytes(data)})
        read_rows = [r.text for r in reports if r.text]
        assert read_rows == rows[:20] + rows[40:]
        (bad,) = [r for r in reports if not r.text]
        assert bad.id == "a.parquet:21"
        assert len(bad.problems) == 1

    def test_many_batches(self, read):
        rows = [f"Row {i}." for i in range(1000)]
        reports = read({"a.parquet": parquet_bytes(pa.table({"body": rows}), row_group_size=300)})
        assert [r.text for r in reports] == rows
        assert [r.id for r in reports] == [f"a.parquet:{i}" for i in range(1, 1001)]
