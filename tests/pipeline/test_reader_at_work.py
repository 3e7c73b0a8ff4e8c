"""Whole reports with the learned reader: the same in any batch, and nothing of it in the records without it."""

from __future__ import annotations

import json

from khaldun import Coder, Report
from khaldun.exporters import get_exporter

TEXTS = (
    "Rebels said on Tuesday that they had shelled the barracks at Tessa, killing six soldiers. The army denied it.",
    "Police detained 40 demonstrators in the capital after clashes, the interior ministry announced.",
    "The two governments may sign a border treaty next month, diplomats hinted.",
)
REPORTS = tuple(Report(id=f"r{number}", text=text) for number, text in enumerate(TEXTS))


def shown(coder: Coder, *reports: Report) -> list[bytes]:
    """The coded reports as they are written."""
    exporter = get_exporter("annotate-jsonl")
    return [exporter.encode(coded) for coded in coder.code_batch(reports)]


def decided_by_reader(coder: Coder) -> set[str]:
    """What records say of the reader's part."""
    events = [event for line in shown(coder, *REPORTS) for event in json.loads(line)["events"]]
    rules = [rule for event in events for rule in (event["rule"], *event["provenance"].values())]
    return {rule.rpartition("; ")[2] for rule in rules if "reader" in rule}


def test_records_say_where_the_reader_decided(coder: Coder) -> None:
    assert decided_by_reader(coder)
    assert not decided_by_reader(Coder(reader=False))


def test_the_same_in_any_batch(coder: Coder) -> None:
    alone = [line for report in REPORTS for line in shown(coder, report)]
    long = Report(id="long", text=" ".join(TEXTS) * 30)
    third, _, first, second = shown(coder, REPORTS[2], long, REPORTS[0], REPORTS[1])
    assert [first, second, third] == alone
