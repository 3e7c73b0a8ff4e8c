"""The readers' codebook: loaded whole, no column for two fields, faulty files refused at their line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from khaldun.codebooks import reading
from khaldun.codebooks.reading import FIELDS, load_reading
from khaldun.errors import CodebookError

HEADER = "# id: x\n# version: 1\n# language: en\n# licence: Apache-2.0\n# origin: test\n"


def test_each_field_has_columns_and_none_is_shared():
    columns = load_reading().columns
    assert set(columns) == set(FIELDS)
    assert all(columns.values())
    names = [name for field in FIELDS for name in columns[field]]
    assert len(names) == len(set(names))
    assert all(columns[field][0] == field for field in FIELDS)


def test_every_form_of_a_date_reads_what_it_writes():
    moment = datetime(2026, 3, 3, 8, 15)
    for form in load_reading().date_forms:
        assert datetime.strptime(moment.strftime(form), form).date() == moment.date(), form


def test_no_element_is_of_two_kinds():
    kinds = load_reading().markup
    assert sum(map(len, kinds.values())) == len(frozenset().union(*kinds.values()))


def test_it_names_its_codebooks():
    assert load_reading().codebooks == (
        "reader-columns 1",
        "reader-date-forms 1",
        "reader-signatures 1",
        "reader-markup 1",
    )


@pytest.mark.parametrize(
    ("load", "body", "key"),
    [
        pytest.param("_load_columns", "field\tcolumn\nbody\ttext\n", "field", id="no field"),
        pytest.param("_load_signatures", "bytes\twhat\nxy\ta thing\n", "bytes", id="no hexadecimal"),
        pytest.param("_load_markup", "element\tkind\np\tblock\n", "kind", id="no kind"),
    ],
)
def test_a_faulty_file_is_refused_at_its_line(tmp_path: Path, load, body, key):
    path = tmp_path / "x.tsv"
    path.write_text(HEADER + body)
    with pytest.raises(CodebookError) as caught:
        getattr(reading, load)(path)
    assert (caught.value.line, caught.value.key) == (7, key)
