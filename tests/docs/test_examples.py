"""The examples in the documents work: Python, codebooks, command lines."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from khaldun_docs import software
from khaldun_docs.pages import ROOT, pages

from khaldun.codebooks.catalogue import verify
from khaldun.codebooks.examples import load_examples
from khaldun.workflows.find_actor import find_actor
from khaldun.workflows.try_examples import summary, try_examples

BLOCKS = [
    (path.relative_to(ROOT).as_posix(), match[1], match[2])
    for path in pages()
    for match in re.finditer(r"^ *```(\w+)\n(.*?)^ *```", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
]
CODEBOOKS: dict[str, list[str]] = {}
for _page, _, _body in BLOCKS:
    if _body.startswith(("# id: ", "[codebook]", '{"id": "ex-')):
        CODEBOOKS.setdefault(_page, []).append(_body)
LINES = [
    (page, line)
    for page, language, body in BLOCKS
    if language == "sh"
    for line in body.splitlines()
    if "khaldun" in line
]
COMMANDS = dict(software.commands())
CALL = re.compile(
    r"""(?:^|\s|bin/)khaldun ((?:actors |codebook |db |gazetteer |show )?[a-z]+)((?:'[^']*'|"[^"]*"|[^|#<>'"])*)"""
)


def written(bodies: list[str], folder: Path) -> tuple[Path, ...]:
    """The codebook files of a page, each with the ending of its form."""
    paths = []
    for number, body in enumerate(bodies):
        table = "tsv" if "\t" in body or "," not in body else "csv"
        ending = "toml" if body.startswith("[codebook]") else "ftm.json" if body.startswith("{") else table
        paths.append(folder / f"yours-{number}.{ending}")
        paths[-1].write_text(body, "utf-8")
    return tuple(paths)


@pytest.mark.parametrize("page", CODEBOOKS)
def test_codebooks_hold(page: str, tmp_path: Path):
    verify(written(CODEBOOKS[page], tmp_path))


def test_the_sentences_of_the_how_to_come_out_as_it_says(tmp_path: Path):
    paths = written(CODEBOOKS["docs/how-to/add-a-trigger.md"], tmp_path)
    examples = load_examples(paths).of_files(paths)
    lines, holds = summary(examples, try_examples(examples.sentences, paths))
    assert len(examples.entries) == 3
    assert holds, "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "day", "entity", "sectors"),
    [
        pytest.param("RU Dock Workers", "2019-05-01", "river-union", ("LAB",), id="table, before"),
        pytest.param("River Union", "2026-03-03", "river-union", ("PTY", "OPP"), id="table, since"),
        pytest.param("Anneke Vantongeren", "2020-01-01", "ex-ann", ("GOV",), id="FollowTheMoney, office"),
        pytest.param("Dockers of Ostend", None, "ex-union", ("LAB",), id="FollowTheMoney, topic"),
    ],
)
def test_the_actors_of_the_how_to_are_found(name, day, entity, sectors, tmp_path: Path):
    coding = find_actor(name, day, written(CODEBOOKS["docs/how-to/add-an-actor.md"], tmp_path)).coding
    assert (coding.entity_id, coding.sectors) == (entity, sectors)


def test_the_first_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]):
    source = next(body for page, language, body in BLOCKS if page == "README.md" and language == "python")
    exec(compile(source, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines() == re.findall(r"^# (.*)$", source, re.MULTILINE)


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{page}: {line.strip()}" for page, line in LINES])
def test_command_lines_name_what_there_is(page: str, line: str):
    # Only the part from `khaldun` to the next pipe: what stands before and behind is another program's.
    for call in CALL.findall(line):
        name, rest = call
        assert name in COMMANDS
        known = {option for param in COMMANDS[name].params for option in param.opts} | {"--help"}
        used = [word for word in shlex.split(rest) if word.startswith("-") and word != "-"]
        assert [word for word in used if word not in known] == []
