"""The store in SQLite or PostgreSQL, by SQLAlchemy."""

from khaldun.store.sql.store import SqlStore

__all__ = ["SqlStore"]
