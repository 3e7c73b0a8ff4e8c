"""What follows from type, mode, contexts and parties of an event: quad category and score, CAMEO and ACLED."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from khaldun.codebooks.acled import AcledFacts, load_acled
from khaldun.codebooks.cameo import load_cameo
from khaldun.codebooks.plover import load_plover
from khaldun.records import AcledView, Actor


class Views:
    """Derives the views by the codebooks, with a user's files (`overlays`) over ours."""

    def __init__(self, overlays: Sequence[Path] = ()) -> None:
        paths = tuple(overlays)
        self.plover, self.cameo, self.acled = load_plover(paths), load_cameo(paths), load_acled(paths)

    def derive(self, coded: dict[str, Any], who: dict[str, Any], words: frozenset[str]) -> dict[str, Any]:
        """The fields `quad`, `score`, `cameo`, `goldstein` and `acled` of an event.

        `coded` holds type, mode, contexts and status, `who` actor, recipient and reciprocal; `words` are the lemmas of
        the sentence, which decide between ACLED's sub-event types.
        """
        cameo = self.cameo.cameo_for(coded["type"], coded["mode"], coded["contexts"])
        actor, recipient = _sectors(who["actor"]), _sectors(who["recipient"])
        facts = AcledFacts(**coded, actor=actor, recipient=recipient, reciprocal=who["reciprocal"], words=words)
        acled = self.acled.acled_for(facts)
        return {
            "quad": self.plover.quad(coded["type"]),
            "score": self.plover.score(coded["type"], coded["mode"]),
            "cameo": cameo[0] if cameo else None,
            "goldstein": cameo[1] if cameo else None,
            "acled": AcledView(event_type=acled[0], sub_event_type=acled[1]) if acled else None,
        }


def _sectors(parties: tuple[Actor, ...]) -> tuple[str, ...]:
    return tuple(sector for party in parties for sector in party.sectors)
