"""Which coded words tell of private matters: people of everyday life who ask, meet, help or refuse one another."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from khaldun.codebooks.public_life import PublicLife
from khaldun.pipeline import extensions as ext

SIDES = ("actor", "recipient")
REASON = "a private matter: no party of public life takes part"


class PublicParties:
    """Tells the parties of one Doc that are of public life; `words` are those that name politics."""

    def __init__(self, doc: Doc, book: PublicLife, words: frozenset[str]) -> None:
        self.doc, self.book, self.words = doc, book, words

    def is_public_report(self) -> bool:
        """Whether so many parties are of public life that those whose sector is not told may be as well."""
        parties = list(ext.values_of(self.doc, "parties").values())
        return bool(parties) and sum(map(self._is_public, parties)) >= self.book.share * len(parties)

    def is_private(self, trigger: Span) -> bool:
        """Whether a trigger's type asks for a party of public life, or of a country that is named, and it has none."""
        values: ext.TriggerValues = ext.values_of(self.doc, "triggers")[trigger.id_]
        tied = ext.values_of(self.doc, "participants").get(trigger.id_, {})
        recipient = bool(tied.get("recipient"))
        if values["type"] is None or not self.book.asks_for(values["type"], values["mode"], recipient=recipient):
            return False
        parties = [ext.values_of(self.doc, "parties")[party] for side in SIDES for party in tied.get(side, ())]
        return not any(self._is_public(party) or _is_of_country(party) for party in parties)

    def _is_public(self, party: ext.PartyValues) -> bool:
        if party["sectors"]:
            return party["sectors"][0] not in self.book.private
        return self.doc[party["head"]].lemma_.lower() in self.words


def _is_of_country(party: ext.PartyValues) -> bool:
    return party["country"] is not None and "country" not in party["inferred"]
