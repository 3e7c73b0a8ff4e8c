"""The examples in the documents work: Python, codebooks, command lines."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from khaldun_docs import software
from khaldun_docs.pages import ROOT, pages

from khaldun.codebooks.catalogue import check

BLOCKS = [
    (path.relative_to(ROOT).as_posix(), match[1], match[2])
    for path in pages()
    for match in re.finditer(r"^ *```(\w+)\n(.*?)^ *```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
]
CODEBOOKS = [
    pytest.param(body, id=f"{page}: {body.split()[2]}") for page, _, body in BLOCKS if body.startswith("# id: ")
]
LINES = [
    (page, line)
    for page, language, body in BLOCKS
    if language == "sh"
    for line in body.splitlines()
    if "khaldun" in line
]
COMMANDS = dict(software.commands())


@pytest.mark.parametrize("body", CODEBOOKS)
def test_codebooks_hold(body: str, tmp_path: Path):
    path = tmp_path / ("yours.tsv" if "\t" in body or "," not in body else "yours.csv")
    path.write_text(body, "utf-8")
    assert check(path) == []


def test_the_first_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]):
    source = next(body for page, language, body in BLOCKS if page == "README.md" and language == "python")
    exec(compile(source, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == re.findall(r"^# (.*)$", source, re.MULTILINE)


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{page}: {line.strip()}" for page, line in LINES])
def test_command_lines_name_what_there_is(page: str, line: str):
    # Only the part from `khaldun` to the next pipe: what stands before and behind is another program's.
    for call in re.findall(r"(?:^|\s|bin/)khaldun ((?:codebook |gazetteer )?[a-z]+)([^|#<>]*)", line):
        name, rest = call
        assert name in COMMANDS
        known = {option for param in COMMANDS[name].params for option in param.opts} | {"--help"}
        used = [word for word in shlex.split(rest) if word.startswith("-") and word != "-"]
        assert [word for word in used if word not in known] == []
