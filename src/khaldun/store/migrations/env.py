"""Runs migration steps on the connection that `store.sql.migrating` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from khaldun.store.sql.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
