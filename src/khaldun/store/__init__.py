"""Keeps records: reports and their versions, events, judgements, incidents; in memory, SQLite or PostgreSQL."""

from khaldun.store.base import Coding, Kept, KeptReport, Run, Store, StoreView, StoreWriter, Tally
from khaldun.store.query import FIELDS, Condition, Query, QueryField, parse_query

__all__ = [
    "FIELDS",
    "Coding",
    "Condition",
    "Kept",
    "KeptReport",
    "Query",
    "QueryField",
    "Run",
    "Store",
    "StoreView",
    "StoreWriter",
    "Tally",
    "parse_query",
]
