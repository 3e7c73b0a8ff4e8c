"""Breaks texts of our own (quotation marks, brackets, Unicode) and looks whether each report comes back whole.

    python benchmarks/fuzz_attribution.py [--texts 20000] [--seed 5] [--rules-only]

Each text is one to four of our sentences with faults in them. A report is whole when it comes back at its place,
without an issue, every span of its attributions holds the words of its text, and its record can be written. Exit codes:
0, 1 (a report was lost, or is not whole).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random

from khaldun import Coder, Report, to_json
from khaldun.records import CodedReport, TextSpan

HERE = Path(__file__).parent
EXAMPLES, SENTENCES = HERE.parent / "examples" / "reports.jsonl", HERE / "fuzz_sentences.txt"
BATCH = 50
#: Faults in one text, at most, and how far apart the two ends of what is cut out or told again may be.
FAULTS, REACH = 8, 40
MARKS = (*tuple("\"'“”„«»‟‘’‚‹›〝〞＂「」『』《》`"), "''", "``", "&quot;", '\\"')
BRACKETS = tuple("()[]{}<>（）【】〈〉")
ODDITIES = (
    *("\u0301", "\u0301\u0301\u0301", "\u200b", "\u200d", "\u200f", "\u202e", "\u2028", "\u2029", "\ufeff", "\u00a0"),
    *("\x00", "\x1b[31m", "\ud800", "\udfff", "\ue000", "\uffff", "\U0010ffff", "😀👩‍👩‍👧", "🇰🇪", "قُتل", "ירושלים"),
    *("½", "…", "—", "–", "--", "\t", "\r\n", "\n", "\n\n", "\v", "\u3000", "ﬁ", "ǅ", "İ", "ß", "e\u0301", "𝐏𝐨𝐥𝐢𝐜𝐞"),
)
Fault = Callable[[str, Random], str]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=20_000, help="how many texts (20000)")
    parser.add_argument("--seed", type=int, default=5, help="seed of the faults (5)")
    parser.add_argument("--rules-only", action="store_true", help="without the learned reader")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    faulty, said = 0, 0
    coder = Coder(reader=not options.rules_only)
    for coded, problems in run(coder, broken_texts(options.texts, options.seed)):
        said += len(coded.attributions)
        faulty += bool(problems)
        for problem in problems:
            sys.stderr.write(f"{coded.report.id}: {problem}: {coded.report.text!r}\n")
    seconds = time.perf_counter() - started
    sys.stdout.write(
        f"{options.texts:,} texts, seed {options.seed}: {faulty:,} not whole, {said:,} attributions, {seconds:.0f} s\n"
    )
    return 1 if faulty else 0


def run(coder: Coder, texts: Iterator[str]) -> Iterator[tuple[CodedReport, list[str]]]:
    """Each text as a coded report, with what is wrong with it; texts are coded in batches as in a run.

    Raises RuntimeError when a report is lost or changes its place.
    """
    reports = (Report(id=f"fuzz-{n}", text=text, published="2026-03-04") for n, text in enumerate(texts, 1))
    while batch := list(islice(reports, BATCH)):
        coded = coder.code_batch(batch)
        if [one.report.id for one in coded] != [report.id for report in batch]:
            raise RuntimeError(f"reports lost after {batch[0].id}")
        for one, report in zip(coded, batch, strict=True):
            yield one, list(problems_of(one, report.text))


def problems_of(coded: CodedReport, text: str) -> Iterator[str]:
    """What is wrong with a coded report."""
    yield from (f"{issue.component}: {issue.message}" for issue in coded.issues)
    for span in _spans(coded):
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
            yield f"span {span} does not hold its words"
    if json.loads(to_json(coded))["id"] != coded.report.id:
        yield "its record does not read back"


def _spans(coded: CodedReport) -> Iterator[TextSpan]:
    for said in coded.attributions:
        yield from said.content
        yield from (party.span for party in (said.source, said.via) if party)
        if said.cue:
            yield said.cue


def broken_texts(number: int, seed: int) -> Iterator[str]:
    """So many texts with faults; the same for the same seed."""
    random, sentences = Random(seed), own_sentences()
    for _ in range(number):
        parts = [random.choice(sentences) for _ in range(random.randint(1, 4))]
        text = random.choice((" ", "\n\n", "\n", "")).join(parts)
        for _ in range(random.randint(1, FAULTS)):
            text = random.choice(_FAULTS)(text, random)
        yield text


def own_sentences() -> list[str]:
    """Sentences that we wrote: those beside this script, and the sample reports by paragraphs."""
    samples = [json.loads(line)["text"] for line in EXAMPLES.read_text("utf-8").splitlines()]
    paragraphs = [part for text in samples for part in text.split("\n\n")]
    return [line for line in SENTENCES.read_text("utf-8").splitlines() if line and line[0] != "#"] + paragraphs


def _insert(text: str, random: Random, pieces: Sequence[str]) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(pieces) + text[at:]


def _add_mark(text: str, random: Random) -> str:
    return _insert(text, random, MARKS)


def _add_bracket(text: str, random: Random) -> str:
    return _insert(text, random, BRACKETS)


def _add_oddity(text: str, random: Random) -> str:
    return _insert(text, random, ODDITIES)


def _exchange_mark(text: str, random: Random) -> str:
    """Another mark, or none, for one of those that stand in the text."""
    places = [at for at, letter in enumerate(text) if letter in MARKS or letter in BRACKETS]
    if not places:
        return _add_mark(text, random)
    at = random.choice(places)
    return text[:at] + random.choice(("", *MARKS, *BRACKETS)) + text[at + 1 :]


def _cut_out(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + text[at + random.randint(1, REACH) :]


def _tell_again(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + text[at : at + random.randint(1, REACH)] * random.randint(2, 4) + text[at:]


def _all_marks(text: str, random: Random) -> str:
    """One mark in place of every blank of a stretch of the text."""
    at = random.randint(0, len(text))
    stretch = text[at : at + REACH].replace(" ", random.choice((*MARKS, *BRACKETS)))
    return text[:at] + stretch + text[at + REACH :]


def _other_case(text: str, random: Random) -> str:
    return random.choice((str.upper, str.lower, str.swapcase))(text)


_FAULTS: tuple[Fault, ...] = (
    *(_add_mark, _add_mark, _exchange_mark, _exchange_mark, _add_bracket, _add_oddity),
    *(_cut_out, _tell_again, _all_marks, _other_case),
)

if __name__ == "__main__":
    sys.exit(main())
