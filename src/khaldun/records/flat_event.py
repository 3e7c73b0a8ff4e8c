"""The flat record: one event with what is known of its report, as `khaldun code` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from khaldun.records.coded_report import CodedReport
from khaldun.records.encoding import JsonObject, event_to_dict
from khaldun.records.software import software_version


def flat_events(coded: CodedReport) -> Iterator[JsonObject]:
    """The events of a report, each with its report's keys and the versions that made it."""
    report = coded.report
    for event in coded.events:
        yield {
            "report_id": report.id,
            "published": report.published,
            "publisher": report.publisher,
            "url": report.url,
            **event_to_dict(event),
            "codebooks": list(coded.codebooks),
            "khaldun": software_version(),
        }
