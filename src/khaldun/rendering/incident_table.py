"""An incident for the terminal, its accounts side by side; readable without colour and at any width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khaldun.rendering.incident_view import AccountView, IncidentView, ShownIncident, incident_view
from khaldun.rendering.terminal import Heading, plain

#: Columns that the name of a field, and an account, take at least.
_FIELD, _ACCOUNT = 12, 24
#: Marks a field on which accounts disagree.
_CONFLICT = "!"


def incident_card(shown: ShownIncident) -> RenderableType:
    """A heading; what is known best and by which rule; the accounts; every figure; the reports; why they are one."""
    view = incident_view(shown)
    parts: list[RenderableType] = [Heading(plain(f"{view.id} · {view.title}"))]
    parts += [Text(f"  {plain(line)}") for line in view.about]
    parts += [_section("known best", _best(view)), _Accounts(view)] if view.accounts else []
    parts += [_section("figures", _claims(view))] if view.claims else []
    parts += [_section("reports", _reports(view))]
    parts += [_section("why these are one", _ties(view))] if view.ties else []
    return Group(*parts, Text(""))


class _Accounts:
    """The accounts as columns, as many beside each other as there is room for."""

    def __init__(self, view: IncidentView) -> None:
        self._view = view

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        at_once = max(1, (options.max_width - _FIELD - 2) // _ACCOUNT)
        every = range(len(self._view.accounts))
        for start in every[::at_once]:
            numbers = every[start : start + at_once]
            yield from _section("accounts", self._table(numbers)).renderables

    def _table(self, numbers: Sequence[int]) -> Table:
        table = _grid()
        table.add_column(min_width=_FIELD, style="dim")
        for _ in numbers:
            table.add_column(overflow="fold", ratio=1)
        accounts = [self._view.accounts[number] for number in numbers]
        table.add_row("", *(Text(plain(account.source), style="bold") for account in accounts))
        table.add_row("reports", *(Text(plain(_carried(account))) for account in accounts))
        for line, said in self._view.compared():
            name = f"{line.name} {_CONFLICT}" if line.conflict else line.name
            table.add_row(name, *(Text(plain(said[number]) or "-") for number in numbers))
        return table


def _carried(account: AccountView) -> str:
    """`r1, r2; same text in r3`."""
    copied = f"same text in {', '.join(account.copies)}" if account.copies else ""
    return "; ".join(part for part in (", ".join(account.reports), copied) if part)


def _best(view: IncidentView) -> Table:
    table = _grid()
    table.add_column(min_width=_FIELD, style="dim")
    table.add_column(overflow="fold", style="bold")
    table.add_column(overflow="fold", style="dim")
    for line in view.fields:
        name = f"{line.name} {_CONFLICT}" if line.conflict else line.name
        table.add_row(name, Text(plain(line.best)), Text(plain(line.rule)))
    return table


def _claims(view: IncidentView) -> Table:
    table = _grid()
    table.add_column(min_width=_FIELD, style="dim")
    for _ in range(3):
        table.add_column(overflow="fold")
    for claim in view.claims:
        table.add_row(claim.field, *(Text(plain(cell)) for cell in (claim.figure, claim.source, claim.report)))
    return table


def _reports(view: IncidentView) -> Table:
    table = _grid()
    for _ in range(3):
        table.add_column(overflow="fold")
    for line in view.reports:
        table.add_row(*(Text(plain(cell)) for cell in (line.id, line.about, line.remark)))
    return table


def _ties(view: IncidentView) -> Group:
    return Group(*(line for tie in view.ties for line in _tie(tie.pair, tie.decided, tie.reasons)))


def _tie(pair: str, decided: str, reasons: Sequence[str]) -> Iterator[RenderableType]:
    yield Text(plain(f"{pair}: {decided}"))
    if reasons:
        yield Padding(Text(plain("; ".join(reasons)), style="dim"), (0, 0, 0, 2))


def _grid() -> Table:
    return Table.grid(padding=(0, 2, 0, 0), expand=False)


def _section(title: str, body: RenderableType) -> Group:
    return Group(Text(""), Text(title, style="bold"), Padding(body, (0, 0, 0, 2)))
