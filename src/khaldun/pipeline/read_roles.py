"""Who acts and on whom, as the learned reader sees it, beside what the frames of the rules say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from khaldun.pipeline import extensions as ext
from khaldun.pipeline.reader_layer import DocReading, reading_of
from khaldun.pipeline.reading import Scores

Sides = tuple[list[Token], list[Token]]
#: What stands behind the rule of a trigger whose parties the reader changed.
NOTE = "; parties with the reader"


@dataclass(frozen=True)
class Casting:
    """Checks the parties of a trigger by the reader's scores.

    `parties`: words of each party by its head; `numbers`: those of the codebook.
    """

    doc: Doc
    reading: DocReading
    numbers: Mapping[str, float]
    parties: Mapping[int, list[int]]

    def recast(self, trigger: int, sides: Sides, *, takes: tuple[bool, bool]) -> Sides:
        """Actors and recipients: swapped, left out or filled in where the reader is sure enough.

        `takes`: whether the trigger's construction takes an actor and a recipient at all; a side that it does not take
        is not filled. The last party of a trigger is never left out.
        """
        if trigger not in self.reading.words:
            return sides
        scores = [self.reading.scores(relation, trigger) for relation in ("actor", "recipient")]
        actors, recipients = sides
        near = self._near(trigger)
        asked = {*near, *(token.i for token in (*actors, *recipients))} & self.parties.keys()
        margins = {
            head: self._mean(scores[0], self.parties[head]) - self._mean(scores[1], self.parties[head])
            for head in asked
        }
        if self._are_swapped(margins, actors, recipients):
            actors, recipients = recipients, actors
        likely = self._likely(actors, scores[0], "drop_actor"), self._likely(recipients, scores[1], "drop_recipient")
        actors, recipients = likely if any(likely) else (actors, recipients)
        if not actors and takes[0]:
            taken = {token.i for token in recipients}
            actors = [self.doc[head] for head in near if head not in taken and margins[head] > 0]
            actors = self._likely(actors, scores[0], "fill_actor")
        if not recipients and takes[1]:
            taken = {token.i for token in actors}
            recipients = [self.doc[head] for head in near if head not in taken and margins[head] < 0]
            recipients = self._likely(recipients, scores[1], "fill_recipient")
        return actors, recipients

    def _are_swapped(self, margins: Mapping[int, float], actors: Sequence[Token], recipients: Sequence[Token]) -> bool:
        known = [(token.i, side) for side, tokens in ((1, actors), (-1, recipients)) for token in tokens]
        if not actors or not recipients or any(head not in margins for head, _ in known):
            return False
        return all(margins[head] * side < -self.numbers["swap"] for head, side in known)

    def _likely(self, tokens: Sequence[Token], scores: Scores, least: str) -> list[Token]:
        return [token for token in tokens if self._mean(scores, self._words(token)) >= self.numbers[least]]

    def _words(self, token: Token) -> list[int]:
        return self.parties.get(token.i) or [self.reading.words[token.i]]

    def _near(self, trigger: int) -> list[int]:
        """Heads of the parties in the trigger's sentence."""
        sentence = self.doc[trigger].sent
        return [head for head in sorted(self.parties) if sentence.start <= head < sentence.end and head != trigger]

    @staticmethod
    def _mean(scores: Scores, words: Sequence[int]) -> float:
        return float(scores[list(words)].mean())


def casting_of(doc: Doc, numbers: Mapping[str, float]) -> Casting | None:
    """The casting of a Doc; None when the reader did not run."""
    reading = reading_of(doc)
    if reading is None:
        return None
    parties: dict[int, list[int]] = {}
    for span in ext.spans_of(doc, "parties"):
        head = ext.values_of(doc, "parties")[span.id_]["head"]
        words = [reading.words[token.i] for token in span if token.i in reading.words]
        if words and head in reading.words:
            parties.setdefault(head, words)
    return Casting(doc, reading, numbers, parties)
