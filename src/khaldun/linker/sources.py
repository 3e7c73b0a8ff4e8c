"""Who says it: the source an event is put down to, and whether that source stands by it."""

from __future__ import annotations

from khaldun.records.actor import Actor
from khaldun.records.attribution import Attribution
from khaldun.records.linkable import LinkableEvent
from khaldun.records.text import fold


def source_of(event: LinkableEvent) -> Actor | None:
    """The innermost source named in the chain, from whom it comes; None: the report in its own words."""
    link = _link(event)
    return link.source if link is not None else None


def source_name(event: LinkableEvent) -> str | None:
    """The source's name, or None for the report in its own words."""
    source = source_of(event)
    return None if source is None else source.name


def source_key(event: LinkableEvent) -> str | None:
    """What a source is known by within an incident: its entity, else its folded name without an article."""
    source = source_of(event)
    if source is None:
        return None
    name = fold(source.name)
    return source.entity_id or name.removeprefix("the ")


def is_denied(event: LinkableEvent) -> bool:
    """Whether the source denies or doubts what the event tells."""
    return any(link.stance in {"denies", "doubts"} for link in event.attribution)


def _link(event: LinkableEvent) -> Attribution | None:
    return next((link for link in reversed(event.attribution) if link.source is not None), None)
