"""Opens a store by its address; the database library is loaded only here: it takes a quarter of a second."""

from __future__ import annotations

from khaldun.store.base import Store


def open_store(place: str, *, create: bool = False) -> Store:
    """The store at a path or URL; `create` makes it where there is none.

    Raises StoreError when there is none, when its schema is not the one of this version, when it cannot be reached.
    """
    from khaldun.store.sql import SqlStore

    return SqlStore(place, create=create)


def migrate(place: str, target: str) -> tuple[str, str | None, str | None]:
    """Brings the schema of a store to a step; the store's name, the steps before and after.

    Raises StoreError when there is no store, or one of a later version of Khaldun.
    """
    from khaldun.store.sql import migrate_store

    return migrate_store(place, target)
