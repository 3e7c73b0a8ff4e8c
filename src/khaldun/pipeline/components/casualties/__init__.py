"""Ties counts to triggers: deaths, injuries, detained, displaced, participants."""

from khaldun.pipeline.components.casualties.component import NAME, CasualtyCounter, create_casualties

__all__ = ["NAME", "CasualtyCounter", "create_casualties"]
