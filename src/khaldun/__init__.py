"""Khaldun: news reports in, auditable event data out.

>>> import khaldun
>>> coded = khaldun.code("KABUL (AP) - Gunmen killed four policemen on Monday, officials said.", published="2026-03-03")
>>> [(event.type, event.deaths.low) for event in coded.events]
[('ASSAULT', 4)]

`Coder` codes many reports with one loaded pipeline; `to_dict` and `to_json` give the exchange form of a record.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from khaldun.records import CodedReport, Event, Report, content_id, to_dict, to_json

if TYPE_CHECKING:
    from khaldun.pipeline.coder import Coder

__all__ = ["CodedReport", "Coder", "Event", "Report", "code", "to_dict", "to_json"]


def code(
    text: str, *, published: str | None = None, title: str | None = None, publisher: str | None = None
) -> CodedReport:
    """One text coded by the usual English pipeline, which is loaded at the first call and kept.

    `published` is an ISO 8601 date or time: without it, relative dates stay unresolved. What goes wrong inside is an
    issue on the coded report. Raises ConfigError when the spaCy model is not installed.
    """
    report = Report(id=content_id("text", text), text=text, title=title, published=published, publisher=publisher)
    return _coder().code(report)


@lru_cache(maxsize=1)
def _coder() -> Coder:
    from khaldun.pipeline.coder import Coder  # spaCy takes seconds to import: only who codes pays for it

    return Coder()


def __getattr__(name: str) -> object:
    if name == "Coder":
        from khaldun.pipeline.coder import Coder

        return Coder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
