"""Incidents and the events that they are made of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_COUNTS = ("deaths", "injuries", "detained", "displaced", "participants")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
event = sa.Table("event", metadata, sa.Column("id", sa.Integer, primary_key=True))
incident = sa.Table(
    "incident",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("incident_id", sa.String, nullable=False, unique=True),
    sa.Column("type", sa.String),
    sa.Column("date_from", sa.String),
    sa.Column("date_to", sa.String),
    sa.Column("place", sa.String),
    sa.Column("country", sa.String),
    sa.Column("lat", sa.Float),
    sa.Column("lon", sa.Float),
    *(sa.Column(f"{count}_{bound}", sa.BigInteger) for count in _COUNTS for bound in ("low", "high", "best")),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("voices", sa.Integer),
    sa.Column("earliest", sa.String),
    sa.Column("conflicts", sa.Text, nullable=False),
    sa.Column("record", sa.LargeBinary, nullable=False),
)
member = sa.Table(
    "member",
    metadata,
    sa.Column("event", sa.Integer, sa.ForeignKey("event.id"), primary_key=True, autoincrement=False),
    sa.Column("incident", sa.Integer, sa.ForeignKey("incident.id"), nullable=False, index=True),
)


def upgrade() -> None:
    """Makes the tables."""
    metadata.create_all(op.get_bind(), tables=[incident, member])


def downgrade() -> None:
    """Takes them away."""
    metadata.drop_all(op.get_bind(), tables=[incident, member])
