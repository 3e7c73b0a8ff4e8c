"""Indexes that also hold the last day of events, so that a day is found without reading events; publishers by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ORDERED = {"ix_event_day": ["day", "id"], "ix_event_type_day": ["type", "day", "id"]}


def upgrade() -> None:
    """Makes them, in the place of those by the first day alone."""
    for name, columns in _ORDERED.items():
        op.drop_index(name, "event")
        op.create_index(name, "event", [*columns, "date_to"])
    op.create_index("ix_version_publisher", "version", [sa.text("lower(publisher)")])


def downgrade() -> None:
    """Makes those that were there before."""
    op.drop_index("ix_version_publisher", "version")
    for name, columns in _ORDERED.items():
        op.drop_index(name, "event")
        op.create_index(name, "event", columns)
