"""What the database knows of reports that come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from khaldun.store.base import Standing
from khaldun.store.sql.tables import coded, coding, report, version


@dataclass(slots=True, kw_only=True)
class Known:
    """A report that is kept: its row, its newest version, and the records of that by the keys of their codings."""

    row: int
    number: int
    version: int
    digest: str
    deleted: bool
    codings: dict[str, str] = field(default_factory=dict)
    in_force: int | None = None

    def standing(self, digest: str, key: str) -> Standing:
        """How a report of this id with this digest stands to it, when this coding is to make its record."""
        if self.deleted:
            return "deleted"
        if self.digest != digest:
            return "changed"
        return "unchanged" if key in self.codings else "outdated"


def known_reports(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """What is known of the reports with these stored ids."""
    wanted = (
        select(report.c.id, report.c.report_id, report.c.deleted_at, version.c.number, version.c.digest)
        .add_columns(version.c.id.label("version_id"), coded.c.id.label("coded_id"), coded.c.state, coding.c.key)
        .join(version, (version.c.report == report.c.id) & (version.c.number == report.c.version))
        .outerjoin(coded, coded.c.version == version.c.id)
        .outerjoin(coding, coding.c.id == coded.c.coding)
        .where(report.c.report_id.in_(list(ids)))
    )
    found: dict[str, Known] = {}
    for row in connection.execute(wanted):
        one = found.setdefault(
            row.report_id,
            Known(
                row=row.id,
                number=row.number,
                version=row.version_id,
                digest=row.digest,
                deleted=row.deleted_at is not None,
            ),
        )
        if row.key is not None:
            one.codings[row.key] = row.state
            one.in_force = row.coded_id if row.state == "force" else one.in_force
    return found
