"""What every reader owes, ours and any that is installed beside them: one table of samples, one set of tests."""

from __future__ import annotations

import gzip
import tomllib
from pathlib import Path

import pytest
import zstandard
from reader_samples import SAMPLES, Sample, html_loads

from khaldun.readers import Reader, ReadOptions, reader_names
from khaldun.readers.registry import GROUP, OWN, get_reader, pick_reader
from khaldun.readers.sources import SourceRef, open_source

FORMS = [
    pytest.param(
        name, marks=[pytest.mark.skipif(name == "html" and not html_loads(), reason="trafilatura lacks a part")]
    )
    for name in sorted(SAMPLES)
]


def _opened(folder: Path, name: str, data: bytes):
    (folder / name).write_bytes(data)
    return open_source(SourceRef(name=name, path=folder / name))


def _read(folder: Path, reader: Reader, name: str, data: bytes, **options: object):
    source = _opened(folder, name, data)
    reports = list(reader.read(source, ReadOptions(**options)))
    source.close()
    return reports


def test_every_reader_has_a_sample():
    assert set(reader_names()) == set(SAMPLES)


def test_own_readers_are_registered_in_the_project_file():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["entry-points"][GROUP] == OWN


@pytest.mark.parametrize("form", FORMS)
class TestContract:
    def test_it_is_a_reader(self, form: str):
        reader = get_reader(form)
        assert isinstance(reader, Reader)
        assert reader.name == form
        assert all(s.startswith(".") and s == s.lower() for s in reader.suffixes)

    def test_it_reads_its_sample(self, form: str, folder: Path):
        sample: Sample = SAMPLES[form]
        reports = _read(folder, get_reader(form), sample.file, sample.data)
        assert [(r.id, r.text, r.title, r.published, r.publisher) for r in reports] == [
            (report_id or sample.file, *rest) for report_id, *rest in sample.reports
        ]
        assert not any(r.problems for r in reports)

    def test_it_is_picked_by_suffix_and_by_content(self, form: str, folder: Path):
        sample = SAMPLES[form]
        for name in (sample.file, "unnamed", "odd.dat"):
            source = _opened(folder, name, sample.data)
            assert pick_reader(source).name == form
            source.close()

    def test_a_second_reading_gives_the_same(self, form: str, folder: Path):
        sample = SAMPLES[form]
        first = _read(folder, get_reader(form), sample.file, sample.data)
        assert first == _read(folder, get_reader(form), sample.file, sample.data)

    @pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
    def test_compression_changes_nothing(self, form: str, folder: Path, compress):
        sample = SAMPLES[form]
        reports = _read(folder, get_reader(form), sample.file + ".z", compress(sample.data))
        assert [r.text for r in reports] == [text for _, text, *_ in sample.reports]

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(b"", id="empty"),
            pytest.param(bytes(range(256)) * 8, id="binary"),
            pytest.param(gzip.compress(bytes(i * 7 % 251 for i in range(50_000)))[:40], id="truncated-gzip"),
            pytest.param(b"\x28\xb5\x2f\xfd\x01\x02", id="broken-zstd"),
        ],
    )
    def test_what_cannot_be_read_is_one_problem_naming_the_file(self, form: str, folder: Path, data: bytes):
        (report,) = _read(folder, get_reader(form), "bad.bin", data)
        assert report.text == ""
        assert len(report.problems) == 1
        assert report.problems[0].startswith("bad.bin")

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
    def test_a_cut_file_raises_nothing(self, form: str, folder: Path, share: float):
        data = SAMPLES[form].data
        reports = _read(folder, get_reader(form), "cut", data[: int(len(data) * share)])
        assert all(r.text or len(r.problems) == 1 for r in reports)

    def test_defaults_fill_only_what_is_unknown(self, form: str, folder: Path):
        sample = SAMPLES[form]
        options = {"published": "2020-01-01", "language": "fr"}
        reports = _read(folder, get_reader(form), sample.file, sample.data, **options)
        assert [r.published for r in reports] == [published or "2020-01-01" for *_, published, _ in sample.reports]
        assert all(r.language for r in reports)

    def test_its_estimate_is_a_number_or_unknown(self, form: str, folder: Path):
        source = _opened(folder, SAMPLES[form].file, SAMPLES[form].data)
        estimate = get_reader(form).estimate(source)
        assert estimate is None or estimate >= 1
        source.close()

    def test_sniffing_takes_anything(self, form: str):
        for head in (b"", b"\x00", b"{", b"[", b"<", b"\xff\xfe", b'"', bytes(range(256))):
            assert 0 <= get_reader(form).sniff(head) <= 100
