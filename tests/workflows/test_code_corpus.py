"""A whole run, as a user starts it: same bytes however it is run, whole outputs or none, and broken-off runs go on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from khaldun.workflows.aside import journal_of, part_of

COUNT, STALLED = 52, 40
COMMAND = (sys.executable, "-m", "khaldun")
FRAGILE = ("--model", "fragile_model")
#: Lines of a journal before its first chunk, and chunks before the one with the report that stalls.
HEAD, CHUNKS_BEFORE = 2, 5
#: A wait that only a fault makes long.
DEADLINE = 120


def line(number: int) -> str:
    text = f"Police in Lima arrested {number + 2} protesters on Monday, officials said. Troops shelled a village."
    stall = " STALL" if number == STALLED else ""
    return json.dumps({"id": f"r{number}", "text": text + stall, "published": "2026-03-03"}) + "\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "reports.jsonl"
    path.write_text("".join(map(line, range(COUNT))))
    return path


@pytest.fixture(scope="module")
def unbroken(corpus: Path) -> bytes:
    """The output of one unbroken run with one worker."""
    target = corpus.with_name("unbroken.jsonl")
    run("annotate", str(corpus), "-o", str(target))
    return target.read_bytes()


def run(*arguments: str, expected: int = 0) -> str:
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=DEADLINE, check=False)
    assert done.returncode == expected, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture
def stalled(
    corpus: Path, fragile: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A run that has noted five chunks of reports (1, 2, 4, 8, 16) and hangs on a report of the sixth."""
    (fragile / "stall").touch()
    target = tmp_path / "out.jsonl"
    command = [*COMMAND, "annotate", str(corpus), "-o", str(target), *FRAGILE, "--workers", str(request.param)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        wait_for_lines(journal_of(target), HEAD + CHUNKS_BEFORE, process)
        yield process, target
        process.kill()


def wait_for_lines(path: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(DEADLINE * 20):
        if path.exists() and path.read_bytes().count(b"\n") >= count:
            return
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(process.stderr.read() if process.stderr else "")
    raise AssertionError(f"{path} never had {count} lines")


def test_every_report_stands_in_the_output_in_order(unbroken: bytes):
    assert [json.loads(one)["id"] for one in unbroken.splitlines()] == [f"r{number}" for number in range(COUNT)]


def test_four_workers_give_the_same_bytes(corpus: Path, unbroken: bytes, tmp_path: Path):
    target = tmp_path / "four.jsonl"
    told = run("annotate", str(corpus), "-o", str(target), "--workers", "4")
    assert target.read_bytes() == unbroken
    assert f"{target}: {COUNT} reports, " in told
    assert [path.name for path in tmp_path.iterdir()] == [target.name], "nothing is left aside"


@pytest.mark.parametrize("stalled", [1, 2], indirect=True, ids=["one process", "two workers"])
def test_ctrl_c_leaves_no_half_file_and_resume_goes_on(stalled, fragile: Path, corpus: Path, unbroken: bytes):
    process, target = stalled
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(DEADLINE) == 130
    (fragile / "stall").unlink()
    told = process.stderr.read().decode()
    assert f"khaldun: interrupted; what was done is kept in {part_of(target)}: go on with --resume" in told
    assert "Traceback" not in told
    assert not target.exists()
    told = run("annotate", str(corpus), "-o", str(target), *FRAGILE, "--resume")
    assert "going on after 31 reports" in told
    assert target.read_bytes() == unbroken


@pytest.mark.parametrize("stalled", [2], indirect=True, ids=["two workers"])
def test_a_killed_run_leaves_no_worker_and_is_taken_up(stalled, fragile: Path, corpus: Path, unbroken: bytes):
    process, target = stalled
    process.kill()
    process.wait(DEADLINE)
    (fragile / "stall").unlink()
    process.stderr.read()  # ends only when no worker holds the other end
    assert not target.exists()
    refused = run("annotate", str(corpus), "-o", str(target), *FRAGILE, expected=2)
    assert "--resume, or start again with --restart" in refused
    others = corpus.with_name("others.jsonl")
    others.write_text("".join(map(line, range(1, COUNT))))
    refused = run("annotate", str(others), "-o", str(target), *FRAGILE, "--resume", expected=2)
    assert "the inputs are not those that this was begun with" in refused
    run("annotate", str(corpus), "-o", str(target), *FRAGILE, "--resume")
    assert target.read_bytes() == unbroken
