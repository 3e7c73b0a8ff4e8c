"""Who is quoted on what, as one HTML page that needs nothing else: no network, no other file."""

from __future__ import annotations

from collections.abc import Sequence

from khaldun.records.software import software_version
from khaldun.records.source_line import SourceLine
from khaldun.rendering.source_words import HEADINGS, cells
from khaldun.rendering.templating import asset, policy, template


def sources_page(lines: Sequence[SourceLine]) -> str:
    """A page with a row a source."""
    style = asset("report.css")
    return template("sources.html.j2").render(
        headings=HEADINGS,
        rows=[cells(line) for line in lines],
        version=software_version(),
        style=style,
        policy=policy(style),
    )
