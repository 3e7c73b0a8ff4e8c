"""The front door: which sources an input names, in which order, under which ids; options that do not hold."""

from __future__ import annotations

import gzip
import io
import json
import os

import pytest

from khaldun.errors import ConfigError, ReaderError
from khaldun.readers import ReadOptions, discover, estimate_reports, read_inputs
from khaldun.readers.registry import get_reader

FILES = {
    "news/b.txt": "Second.",
    "news/a.txt": "First.",
    "news/deep/c.jsonl": '{"text": "Third."}\n{"id": "own", "text": "Fourth."}\n',
    "news/.hidden.txt": "Never.",
    "news/.git/d.txt": "Never.",
    "other.txt": "Fifth.",
}


@pytest.mark.parametrize(
    ("inputs", "ids"),
    [
        pytest.param(
            ["news"], ["news/a.txt", "news/b.txt", "news/deep/c.jsonl:1", "own"], id="folder, sorted, no hidden"
        ),
        pytest.param(["./news/b.txt", "other.txt"], ["news/b.txt", "other.txt"], id="files in the order given"),
        pytest.param(["news/*.txt"], ["news/a.txt", "news/b.txt"], id="glob"),
        pytest.param(["**/*.txt"], ["news/a.txt", "news/b.txt", "other.txt"], id="glob over folders"),
        pytest.param(["news/[ab].txt"], ["news/a.txt", "news/b.txt"], id="glob with a set"),
        pytest.param(["news/.hidden.txt"], ["news/.hidden.txt"], id="a hidden file that is named is read"),
        pytest.param(["news/b.txt", "news/*.txt", "news/b.txt"], ["news/b.txt", "news/a.txt"], id="each source once"),
    ],
)
def test_inputs_name_sources(read, inputs, ids):
    assert [r.id for r in read(FILES, *inputs)] == ids


def test_a_file_whose_name_looks_like_a_glob_is_a_file(read):
    assert [r.id for r in read({"a[1].txt": "Text."}, "a[1].txt")] == ["a[1].txt"]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        pytest.param(b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."], id="jsonl"),
        pytest.param(gzip.compress(b"Plain text, zipped."), ["Plain text, zipped."], id="zipped text"),
        pytest.param(b"title,body\nT,One.\n", ["One."], id="csv"),
        pytest.param(b"[KANO] Gunmen fled.", ["[KANO] Gunmen fled."], id="text that opens like JSON"),
        pytest.param(b"{not an object", ["{not an object"], id="text that opens like an object"),
    ],
)
def test_standard_input_is_sniffed(monkeypatch, data, texts):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    reports = list(read_inputs(["-"]))
    assert [r.text for r in reports] == texts
    assert all(r.id.startswith("-") and not r.problems for r in reports)


@pytest.mark.parametrize(
    ("inputs", "options", "said"),
    [
        pytest.param(["gone.txt"], {}, "gone.txt: no such file", id="missing file"),
        pytest.param([""], {}, "no such file", id="empty name"),
        pytest.param(["*.nothing"], {}, "no file matches", id="glob that matches nothing"),
        pytest.param(["**x/y*"], {}, "pattern", id="glob that is none"),
        pytest.param(["a.txt"], {"mapping": {"txet": "body"}}, "no field of a report", id="unknown field"),
        pytest.param(["a.txt"], {"published": "yesterday"}, "ISO 8601", id="default date that is none"),
        pytest.param(["a.txt"], {"encoding": "utf-9"}, "no encoding", id="unknown encoding"),
        pytest.param(["a.txt"], {"encoding": "base64"}, "no encoding", id="codec that makes no text"),
        pytest.param(["a.txt"], {"form": "docx"}, "no such form", id="unknown form"),
    ],
)
def test_a_mistake_of_the_user_is_said_before_anything_is_read(folder, inputs, options, said):
    (folder / "a.txt").write_text("Text.")
    with pytest.raises(ReaderError, match=said):
        read_inputs(["a.txt", *inputs], options=ReadOptions(**options))


def test_what_vanishes_or_cannot_be_opened_costs_only_itself(read, folder):
    (folder / "dead.txt").symlink_to(folder / "nowhere")
    first, second = read({"z.txt": "Text."}, ".")
    assert first.problems == ("dead.txt: No such file or directory",)
    assert second.text == "Text."


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_a_problem(read, folder):
    (folder / "shut.txt").write_text("Text.")
    (folder / "shut.txt").chmod(0)
    assert read({}, "shut.txt")[0].problems == ("shut.txt: Permission denied",)


def test_the_form_can_be_given(read):
    (report,) = read({"a.jsonl": '{"text": "One."}\n'}, form="text")
    assert report.text == '{"text": "One."}\n'


def test_ids_are_unique_and_the_second_says_so(read):
    lines = "".join(json.dumps({"id": i, "text": "Text."}) + "\n" for i in ("x", "x", "x#2", "x"))
    reports = read({"a.jsonl": lines})
    assert [r.id for r in reports] == ["x", "x#2", "x#2#2", "x#3"]
    assert [len(r.problems) for r in reports] == [0, 1, 1, 1]
    assert reports[1].problems[0].startswith("a.jsonl:2: the id 'x'")


@pytest.mark.parametrize(
    ("files", "estimate"),
    [
        pytest.param({"a.txt": "x", "b.txt": "y"}, 2, id="one report a file"),
        pytest.param({"a.jsonl": '{"text": "abcd"}\n' * 50}, 50, id="lines"),
        pytest.param({"a.jsonl": '{"text": "abcd"}\n' * 20_000}, 20_000, id="lines beyond the head"),
        pytest.param({"a.csv": "id,text\n" + "1,abcde\n" * 9}, 9, id="rows"),
        pytest.param({"a.jsonl.gz": gzip.compress(b"{}\n")}, None, id="unknown when compressed"),
    ],
)
def test_estimates(read, files, estimate):
    read(files)
    assert estimate_reports(discover(sorted(files))) == estimate


def test_a_reader_that_fails_costs_only_its_source(read, monkeypatch):
    def fail(*_):
        raise RuntimeError("broken reader")
        yield

    monkeypatch.setattr(type(get_reader("html")), "read", fail)
    first, second = read({"a.html": "<html></html>", "b.txt": "Text."})
    assert first.problems == ("a.html: the reader html failed: RuntimeError: broken reader",)
    assert second.text == "Text."


def test_a_name_that_is_no_reader():
    with pytest.raises(ConfigError):
        get_reader("nothing")
