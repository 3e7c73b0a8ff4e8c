"""Why each field of an event has its value, and why words that look like an event were not coded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khaldun.records import CodedReport, Event, Rejection
from khaldun.rendering.fields import FieldView, derived_views, field_views
from khaldun.rendering.terminal import head_line, heading, issue_line, marked_sentence, plain

#: Characters shown round words that were not coded.
_AROUND = 60


def explain_report(coded: CodedReport, event_id: str | None = None) -> RenderableType:
    """Every event of a report (or the one asked for) field by field; then what was not coded and why."""
    events = [event for event in coded.events if event_id in (None, event.id)]
    parts: list[RenderableType] = [heading(coded), *map(explain_event, events)]
    if event_id is None:
        if not events:
            parts.append(Text("no event coded\n"))
        parts.append(explain_rejections(coded.report.text, coded.rejected))
        parts += [issue_line(issue.component, issue.message) for issue in coded.issues]
    return Group(*parts)


def codebooks_line(labels: Iterable[str]) -> Text:
    """The codebooks that were in use."""
    return Text(plain(f"codebooks: {', '.join(labels)}"), style="dim")


def explain_event(event: Event) -> RenderableType:
    """A table: field, value, the words it stands on with their offsets, what decided it."""
    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("field", no_wrap=True)
    for column, share in (("value", 5), ("words [offsets]", 5), ("why", 6)):
        table.add_column(Text(column), ratio=share, overflow="fold")
    for view in [*field_views(event), *derived_views(event)]:
        table.add_row(view.label, _value(view), _quoted(view), Text(plain(view.why)))
    name = Text.assemble((event.id, "bold"), "  ", head_line(event))
    return Group(name, marked_sentence(event), Padding(table, (0, 0, 1, 2)))


def explain_rejections(text: str, rejected: Sequence[Rejection]) -> RenderableType:
    """The words that were not coded, within their surroundings, and why."""
    lines: list[RenderableType] = [Text("not coded:", style="bold")]
    for rejection in rejected:
        span = rejection.span
        start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
        before, after = plain(text[start : span.start]), plain(text[span.end : end])
        shown = Text.assemble("  … ", before, ("[" + plain(span.text) + "]", "bold underline"), after, " …\n")
        shown.append(f"      {plain(rejection.reason)}", style="yellow")
        lines.append(shown)
    if not rejected:
        lines.append(Text("  nothing else in this report looks like an event", style="dim"))
    return Group(*lines)


def _value(view: FieldView) -> Text:
    certain = "" if view.confidence is None else f" ({view.confidence:.2f})"
    return Text(plain(view.value) + certain)


def _quoted(view: FieldView) -> Text:
    spans = list(dict.fromkeys(mark.span for mark in view.marks if mark.role != "content"))
    return Text("; ".join(f'"{plain(span.text)}" [{span.start}:{span.end}]' for span in spans) or "–")
