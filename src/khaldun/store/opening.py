"""Opens a store by its address; the database library is loaded only here."""

from __future__ import annotations

from khaldun.store.base import Store


def open_store(place: str, *, create: bool = False) -> Store:
    """The store at a path or URL; `create` makes it where there is none.

    Raises StoreError when there is none, when its schema is not the one of this version, when it cannot be reached.
    """
    from khaldun.store.sql import SqlStore  # SQLAlchemy takes a quarter of a second to import

    return SqlStore(place, create=create)
