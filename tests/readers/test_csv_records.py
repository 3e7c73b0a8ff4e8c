"""CSV records: cells, lines, quotation marks that close and that do not."""

from __future__ import annotations

import pytest

from khaldun.readers.csv_records import delimiter_of, read_records, split_record
from khaldun.readers.decoding import Decoded


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param("a,b,c", ["a", "b", "c"], id="plain"),
        pytest.param("", [""], id="one empty cell"),
        pytest.param(",,", ["", "", ""], id="empty cells"),
        pytest.param('"a,b",c', ["a,b", "c"], id="quoted delimiter"),
        pytest.param('"say ""no""",x', ['say "no"', "x"], id="doubled marks"),
        pytest.param('"a\nb",c', ["a\nb", "c"], id="quoted line end"),
        pytest.param('a "b" c,d', ['a "b" c', "d"], id="marks inside a plain cell"),
        pytest.param('5" gun,d', ['5" gun', "d"], id="an inch"),
        pytest.param('"No," she said,d', ['"No," she said', "d"], id="goes on behind the mark: as it stands"),
        pytest.param('"",x', ["", "x"], id="quoted nothing"),
        pytest.param('"open,d', None, id="open"),
        pytest.param('"open ""doubled"",', None, id="open with doubled marks"),
        pytest.param('a,"open', None, id="open in the last cell"),
        pytest.param(" a , b ", [" a ", " b "], id="spaces stay"),
    ],
)
def test_split_record(text, cells):
    assert split_record(text, ",") == cells


@pytest.mark.parametrize(
    ("lines", "records"),
    [
        pytest.param(["a,b\n", "1,2\n"], [(1, ["a", "b"]), (2, ["1", "2"])], id="plain"),
        pytest.param(["a,b\r\n", "\r\n", "1,2"], [(1, ["a", "b"]), (3, ["1", "2"])], id="blank line, no last line end"),
        pytest.param(
            ["a,b\n", '"x\n', "\n", 'y",2\n', "3,4\n"],
            [(1, ["a", "b"]), (2, ["x\n\ny", "2"]), (5, ["3", "4"])],
            id="long",
        ),
        pytest.param(
            ["a,b\n", '"x\n', '"y\n', 'z",2\n'],
            [(1, ["a", "b"]), (2, None), (3, ["y\nz", "2"])],
            id="open, then a long record",
        ),
        pytest.param(["a,b\n", '"x\n', "1,2\n"], [(1, ["a", "b"]), (2, None), (3, ["1", "2"])], id="open to the end"),
        pytest.param(
            ["a,b\n", '"x\n', '"1",2\n'], [(1, ["a", "b"]), (2, None), (3, ["1", "2"])], id="open, then quoted"
        ),
    ],
)
def test_read_records(lines, records):
    numbered = [(i, Decoded(text=line), None) for i, line in enumerate(lines, 1)]
    found = [(r.line, None if r.problem else r.cells) for r in read_records(numbered)]
    assert found == records


@pytest.mark.parametrize(
    ("lines", "records"),
    [
        pytest.param(["a,b\n", '1,"x\n', "y, or z\n", "w\n"], [(1, 2), (2, None)], id="a cut file: text, no rows"),
        pytest.param(["a,b\n", '1,"x\n', "2,y\n", "3,z\n"], [(1, 2), (2, None), (3, 2), (4, 2)], id="rows"),
        pytest.param(
            ["a,b\n", '1,"x\n', *["word " * 1000 + "\n"] * 3000, 'end"\n', "2,y\n"],
            [(1, 2), (2, None), (3004, 2)],
            id="a cell of 15 MB",
        ),
        pytest.param(
            ["a,b\n", '1,"x\n', *["2," + "word " * 1000 + "\n"] * 3000],
            [(1, 2), (2, None), *((i, 2) for i in range(3, 3003))],
            id="15 MB of rows behind an open mark",
        ),
    ],
)
def test_what_stands_behind_an_open_mark(lines, records):
    numbered = [(i, Decoded(text=line), None) for i, line in enumerate(lines, 1)]
    assert [(r.line, None if r.problem else len(r.cells)) for r in read_records(numbered)] == records


def test_a_line_that_breaks_inside_a_record_keeps_its_own_problem():
    lines = [(1, Decoded(text="a,b\n"), None), (2, Decoded(text='"x\n'), None), (3, Decoded(text=""), "too long")]
    assert [(r.line, bool(r.problem)) for r in read_records(lines)] == [(1, False), (2, True), (3, True)]


@pytest.mark.parametrize(
    ("header", "mark"), [("a", ","), ("a,b;c", ","), ("a;b;c", ";"), ("a\tb", "\t"), ("a|b", "|"), ("", ",")]
)
def test_delimiter_of(header, mark):
    assert delimiter_of(header) == mark
