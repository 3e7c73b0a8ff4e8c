"""Coded reports as cards for the terminal; readable without colour and at any width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from khaldun.records import CodedReport, Event, TextSpan
from khaldun.rendering import words
from khaldun.rendering.fields import FieldView, Mark, Role, field_views, marks_of
from khaldun.rendering.segments import nest

_STYLES: dict[Role, str] = {
    "what": "bold red",
    "actor": "bold blue",
    "recipient": "bold magenta",
    "place": "green",
    "date": "cyan",
    "count": "bold yellow",
    "weapon": "red",
    "source": "bold cyan",
    "cue": "dim cyan",
}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_IN_HEAD = ("type", "actor", "recipient", "date")


@dataclass(frozen=True, slots=True)
class Heading:
    """Words in a rule, or alone where they take more than a line."""

    words: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        text = Text(self.words, style="bold", overflow="fold")
        fits = cell_len(self.words) + 2 < options.max_width
        yield Rule(text, align="left", characters="─") if fits else text


def report_cards(coded: CodedReport) -> RenderableType:
    """A report's heading, a card for each event, and its issues."""
    parts: list[RenderableType] = [heading(coded)]
    parts += [event_card(number, event) for number, event in enumerate(coded.events, 1)]
    if not coded.events:
        parts.append(Text("  no event coded", style="dim"))
    parts += [issue_line(issue.component, issue.message) for issue in coded.issues]
    return Group(*parts, Text(""))


def heading(coded: CodedReport) -> RenderableType:
    """A rule with id, publisher, day and title of a report; without the rule where they take more than a line."""
    report = coded.report
    known = [report.id, report.publisher, report.published, report.title]
    return Heading(plain(" · ".join(value for value in known if value)))


def event_card(number: int, event: Event) -> RenderableType:
    """One event: date, parties, type; then the other fields; then its sentence with marked words."""
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=3, justify="right")
    grid.add_column(ratio=1)
    grid.add_row(str(number), head_line(event))
    for line in _lower_lines(event):
        grid.add_row("", line)
    grid.add_row("", marked_sentence(event))
    return Padding(grid, (0, 0, 1, 0))


def head_line(event: Event) -> Text:
    """`date  actor -> recipient  TYPE, mode`."""
    arrow = "<->" if event.reciprocal else "->"
    line = Text()
    line.append(words.date_words(event.date) if event.date else "undated", style=_STYLES["date"])
    line.append("  ")
    line.append(plain(words.parties_words(event.actor)), style=_STYLES["actor"])
    line.append(f" {arrow} ")
    line.append(plain(words.parties_words(event.recipient)), style=_STYLES["recipient"])
    line.append("  ")
    line.append(words.type_words(event), style=_STYLES["what"])
    return line


def marked_sentence(event: Event) -> Text:
    """The event's sentence, its words in brackets with a label, and coloured."""
    sentence = event.sentence
    marks = [mark for mark in marks_of(event) if mark.role in _STYLES and sentence.covers(mark.span)]
    marked = bracketed(sentence, _distinct(marks))
    marked.rstrip()
    return marked


def bracketed(span: TextSpan, marks: Iterable[Mark]) -> Text:
    """A piece of text with `[label: words]` for each mark that lies in it."""
    line = Text(style="italic")
    position, closing = span.start, list[Mark]()
    for mark in nest(marks):
        while closing and closing[-1].span.end <= mark.span.start:
            position = _close(line, span, position, closing)
        _write(line, span, (position, mark.span.start), closing)
        line.append(f"[{mark.label}: ", style="dim not italic")
        position = mark.span.start
        closing.append(mark)
    while closing:
        position = _close(line, span, position, closing)
    _write(line, span, (position, span.end), closing)
    return line


def plain(text: str) -> str:
    """Text that cannot steer a terminal: white space as blanks, control characters as U+FFFD."""
    return _CONTROLS.sub(lambda match: " " if match[0].isspace() else "\ufffd", text)


def issue_line(component: str, message: str) -> Text:
    """An issue as a line."""
    return Text(f"  ! {component}: {plain(message)}", style="yellow")


def _lower_lines(event: Event) -> Iterator[Text]:
    shown = [view for view in field_views(event) if view.name not in _IN_HEAD]
    for view in shown:
        if view.value != words.NOT_STATED:
            yield _field_line(view)
    yield Text.assemble(("confidence: ", "dim"), f"{event.confidence:.2f}")


def _field_line(view: FieldView) -> Text:
    return Text.assemble((f"{view.label}: ", "dim"), plain(view.value))


def _distinct(marks: Iterable[Mark]) -> list[Mark]:
    """One mark for each span and label."""
    return list({(mark.span, mark.label): mark for mark in marks}.values())


def _close(line: Text, span: TextSpan, position: int, closing: list[Mark]) -> int:
    end = closing[-1].span.end
    _write(line, span, (position, end), closing)
    closing.pop()
    line.append("]", style="dim not italic")
    return end


def _write(line: Text, span: TextSpan, between: tuple[int, int], marks: list[Mark]) -> None:
    start, end = between
    style = f"{_STYLES.get(marks[-1].role, '')} underline" if marks else ""
    line.append(plain(span.text[start - span.start : end - span.start]), style=style)
