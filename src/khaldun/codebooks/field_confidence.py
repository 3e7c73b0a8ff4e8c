"""How often a field is right where it is filled, by field and kind: measured shares, not scores of the case at hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from khaldun.codebooks.loading import data_path
from khaldun.codebooks.overlays import layered_table

FieldConfidence = dict[tuple[str, str], float]


@lru_cache
def load_field_confidence(overlays: tuple[Path, ...] = ()) -> FieldConfidence:
    """Shares (0 to 1) by field and kind, with a user's rows over them. Raises CodebookError for what is no share."""
    path = data_path("triggers", "field_confidence.tsv")
    table = layered_table(path, columns=["field", "kind", "confidence"], key=["field", "kind"], overlays=overlays)
    return {(row["field"], row["kind"]): row.number("confidence", 0, 1) for row in table.rows}
