"""The store in SQLite or PostgreSQL, by SQLAlchemy."""

from khaldun.store.sql.store import SqlStore, migrate_store

__all__ = ["SqlStore", "migrate_store"]
