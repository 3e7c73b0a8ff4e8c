"""What events are found by, and judgements by people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_COUNTS = ("deaths", "injuries", "detained", "displaced", "participants")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
#: Tables of the step before that ours point to.
for _name in ("coded", "version"):
    sa.Table(_name, metadata, sa.Column("id", sa.Integer, primary_key=True), info={"before": True})
event = sa.Table(
    "event",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event_id", sa.String, nullable=False, index=True),
    sa.Column("coded", sa.Integer, sa.ForeignKey("coded.id"), nullable=False, index=True),
    sa.Column("version", sa.Integer, sa.ForeignKey("version.id"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("type", sa.String, nullable=False),
    sa.Column("mode", sa.String),
    sa.Column("contexts", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("quad", sa.String, nullable=False),
    sa.Column("cameo", sa.String),
    sa.Column("goldstein", sa.Float),
    sa.Column("score", sa.Float),
    sa.Column("factuality", sa.Float),
    sa.Column("confidence", sa.Float),
    sa.Column("date_from", sa.String),
    sa.Column("date_to", sa.String),
    sa.Column("date_precision", sa.String),
    sa.Column("day", sa.Integer, nullable=False),
    sa.Column("actors", sa.Text, nullable=False),
    sa.Column("actor_codes", sa.Text, nullable=False),
    sa.Column("recipients", sa.Text, nullable=False),
    sa.Column("recipient_codes", sa.Text, nullable=False),
    sa.Column("sources", sa.Text, nullable=False),
    sa.Column("place", sa.String),
    sa.Column("admin1", sa.String),
    sa.Column("country", sa.String),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    sa.Column("place_precision", sa.String),
    sa.Column("gazetteer_id", sa.String),
    *(sa.Column(f"{count}_{bound}", sa.BigInteger) for count in _COUNTS for bound in ("low", "high", "best")),
    sa.Column("trigger", sa.Text, nullable=False),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("sentence_start", sa.Integer, nullable=False),
    sa.Column("rule", sa.Text),
    sa.Column("terms", sa.LargeBinary, nullable=False),
)
sa.Index("ix_event_day", event.c.day, event.c.id)
sa.Index("ix_event_type_day", event.c.type, event.c.day, event.c.id)
for _count in _COUNTS:
    _best = event.c[f"{_count}_best"]
    sa.Index(f"ix_event_{_count}", _best, sqlite_where=_best.is_not(None), postgresql_where=_best.is_not(None))
term = sa.Table(
    "term",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("field", sa.String, nullable=False),
    sa.Column("value", sa.String, nullable=False),
    sa.UniqueConstraint("field", "value"),
)
posting = sa.Table(
    "posting",
    metadata,
    sa.Column("term", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("event", sa.Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
attribution = sa.Table(
    "attribution",
    metadata,
    sa.Column("event", sa.Integer, sa.ForeignKey("event.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("source", sa.Text),
    sa.Column("source_kind", sa.String),
    sa.Column("source_country", sa.String),
    sa.Column("source_sectors", sa.String),
    sa.Column("cue", sa.Text),
    sa.Column("kind", sa.String),
    sa.Column("stance", sa.String),
    sa.Column("via", sa.Text),
    sqlite_with_rowid=False,
)
issue = sa.Table(
    "issue",
    metadata,
    sa.Column("coded", sa.Integer, sa.ForeignKey("coded.id"), primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("component", sa.String, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
judgement = sa.Table(
    "judgement",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", sa.String, nullable=False),
    sa.Column("second", sa.String, nullable=False),
    sa.Column("decision", sa.String, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),
    sa.Index("ix_judgement_pair", "first", "second"),
)
_OURS = [table for table in metadata.sorted_tables if "before" not in table.info]


def upgrade() -> None:
    """Makes the tables."""
    metadata.create_all(op.get_bind(), tables=_OURS)


def downgrade() -> None:
    """Takes them away."""
    metadata.drop_all(op.get_bind(), tables=_OURS)
