"""Makes the incidents of a store from all records in force, and puts them in the place of those that are there.

Records carry the fingerprints of their texts, so no text is needed. Linking takes long, so it is done on a reading,
while others may write; only when nothing changed meanwhile are the incidents put in place, all at once.
"""

from __future__ import annotations

from khaldun.linker.linking import link
from khaldun.records.encoding import JsonObject, incident_to_dict
from khaldun.records.linkable_decoding import linkable_from_dict
from khaldun.store import Store, StoreView

#: So often is it tried beside other writers; then they have to wait.
_TRIES = 3


def link_store(store: Store) -> int | None:
    """Links all that the store keeps; how many incidents there are, or None where nothing changed since.

    Raises StoreError when the store cannot be read or written; the incidents are then as they were.
    """
    for _ in range(_TRIES):
        with store.view() as view:
            generation = view.generation
            if view.linked == generation:
                return None
            rows = _incidents(view)
        with store.writer() as writer:
            if writer.generation == generation:
                return writer.set_incidents(rows)
    with store.writer() as writer:
        return writer.set_incidents(_incidents(writer))


def _incidents(view: StoreView) -> list[JsonObject]:
    reports = (linkable_from_dict(kept.record) for kept in view.reports() if kept.record is not None)
    return [incident_to_dict(incident) for incident in link(reports, judgements=view.judgements()).incidents]
