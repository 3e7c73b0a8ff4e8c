"""Real output: what the demo prints, what explain says, what the benchmarks measured."""

from __future__ import annotations

import io
import json
import re
from functools import lru_cache
from itertools import dropwhile, takewhile

from rich.console import Console, RenderableType

from khaldun.linker.linking import link
from khaldun.records import CodedReport, Report, to_dict
from khaldun.records.encoding import incident_to_dict
from khaldun.records.linkable_decoding import linkable_from_dict
from khaldun.rendering.explanation import explain_report
from khaldun.rendering.incident_table import incident_card
from khaldun.rendering.incident_view import ShownIncident
from khaldun.rendering.terminal import report_cards
from khaldun_docs.markdown import fenced
from khaldun_docs.pages import ROOT

EXAMPLES = ROOT / "examples" / "reports.jsonl"
HAPPENING = ROOT / "examples" / "one-happening.jsonl"
BENCHMARKS = ROOT / "BENCHMARKS.md"
WIDTH = 100
#: Reports of the examples that the first page of the demo's output shows.
_FIRST_PAGE = 5


def example_reports() -> list[Report]:
    """The sample reports."""
    return [Report(**json.loads(line)) for line in EXAMPLES.read_text("utf-8").splitlines()]


@lru_cache(maxsize=1)
def coded_examples() -> tuple[CodedReport, ...]:
    """The sample reports, coded as `khaldun code` does."""
    from khaldun.pipeline.coder import Coder

    return tuple(Coder().code_batch(example_reports()))


def printed(what: RenderableType, width: int = WIDTH) -> str:
    """What a terminal of this width without colours shows."""
    file = io.StringIO()
    Console(file=file, width=width, no_color=True, force_terminal=False).print(what)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines()).strip("\n")


def demo() -> str:
    """The demo's output on the first report."""
    return fenced(_cards(0, 1))


def demo_first_page() -> str:
    """The demo's output on the first reports."""
    return fenced(_cards(0, _FIRST_PAGE))


def demo_second_page() -> str:
    """The demo's output on the other reports."""
    return fenced(_cards(_FIRST_PAGE, None))


def _cards(start: int, end: int | None) -> str:
    return "\n\n\n".join(printed(report_cards(coded)) for coded in coded_examples()[start:end])


def explained() -> str:
    """What `khaldun explain` says of the first event of the demo."""
    first = coded_examples()[0]
    return fenced(printed(explain_report(first, first.events[0].id)))


def incident() -> str:
    """What `khaldun show incident` says of the widest incident of the reports of one happening."""
    from khaldun.pipeline.coder import Coder

    reports = [Report(**json.loads(line)) for line in HAPPENING.read_text("utf-8").splitlines()]
    coded = list(Coder().code_batch(reports))
    incidents = link(linkable_from_dict(to_dict(one)) for one in coded).incidents
    widest = max(incidents, key=lambda one: (len(one.reports), len(one.events)))
    shown = ShownIncident(row=incident_to_dict(widest), reports={one.report.id: one for one in coded})
    return fenced(printed(incident_card(shown), WIDTH + 20))


def event_record() -> str:
    """The first event of the demo as JSON, with lists of spans cut."""
    return fenced(json.dumps(to_dict(coded_examples()[0].events[0]), indent=1, ensure_ascii=False), "json")


def bench() -> str:
    """The gold figures in BENCHMARKS.md that have a target or a peer, for the README."""
    rows = _table_of("gold")
    return "\n".join([*rows[:2], *filter(_is_headline, rows[2:])]) or "No figures yet: `make bench` writes them.\n"


def speed() -> str:
    """The table of speed and memory in BENCHMARKS.md, for the README."""
    return "\n".join(_table_of("speed")) or "No figures yet: `make speed` writes them.\n"


def _table_of(section: str) -> list[str]:
    """The lines of the first table in a section of BENCHMARKS.md; none where it is not written yet."""
    text = BENCHMARKS.read_text("utf-8") if BENCHMARKS.exists() else ""
    found = re.search(rf"<!-- {section}: begin -->\n(.*?)<!-- {section}: end -->", text, re.DOTALL)
    lines = iter(found[1].splitlines() if found else ())
    return list(takewhile(_is_row, dropwhile(lambda line: not _is_row(line), lines)))


def _is_row(line: str) -> bool:
    return line.startswith("|")


def _is_headline(row: str) -> bool:
    task, *_, peer, target = (part.strip() for part in row.strip("|").replace("\\|", "/").split("|"))
    return bool(peer or target) and "TRAIN" not in task
