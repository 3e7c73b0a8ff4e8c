"""Who and what takes part in an attack, as the learned reader marks it: perpetrators, targets, victims and weapons.

The head was trained on the role fillers of MUC-4 (newswire on Latin America, 1988-90). It knows no trigger: a party is
taken from it only where the reader's scores of the trigger's own actor and recipient speak for it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from khaldun.codebooks.reader import load_reader_use
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.reader_layer import DocReading, reading_of
from khaldun.pipeline.reading import runs

HEAD = "muc"
#: Columns of the head: perpetrators (a person, an organisation), targets, victims, weapons.
_COLUMNS = {"actor": (0, 1), "recipient": (2, 3)}
_WEAPON = 4
_NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True)
class Fillers:
    """The role fillers of attacks in one Doc.

    `numbers`: thresholds (logits) of the codebook; `parties`: the head of the party that a token stands in.
    """

    doc: Doc
    reading: DocReading
    numbers: Mapping[str, float]
    parties: Mapping[int, int]

    def more(self, trigger: int, side: str, known: Sequence[Token]) -> list[Token]:
        """Heads of parties in the trigger's sentence to add on a side ("actor" or "recipient"), in text order.

        `known`: heads of those that the trigger has already, on either side.
        """
        word = self.reading.words.get(trigger)
        if word is None:
            return []
        sentence = self.doc[trigger].sent
        relation = self.reading.reading.related(side, word)
        taken, found = {token.i for token in known} | {trigger}, {}
        for column in _COLUMNS[side]:
            for start, end in self._marked(column, sentence.start, sentence.end):
                head = self._head(start, end)
                inside = [self.reading.words[i] for i in range(start, end) if i in self.reading.words]
                if head.pos_ not in _NOUNS or head.i in taken:
                    continue
                if float(relation[inside].mean()) >= self.numbers[f"add_{side}"]:
                    found[head.i] = head
        return [found[i] for i in sorted(found)]

    def is_used(self, start: int, end: int) -> bool:
        """Whether a token range that names a weapon may be one with which somebody attacks."""
        scores = [float(self.reading.column(HEAD, i)[_WEAPON]) for i in range(start, end)]
        return max(scores, default=0.0) >= self.numbers["weapon"]

    def _marked(self, column: int, start: int, end: int) -> list[tuple[int, int]]:
        """Token ranges within a sentence that a column marks."""
        words = [self.reading.words[i] for i in range(start, end) if i in self.reading.words]
        if not words:
            return []
        scores = self.reading.reading.columns(HEAD)[words[0] : words[-1] + 1, column]
        switch, lead = self.numbers["filler_switch"], self.numbers["filler_lead"]
        marked = runs(scores, switch=switch, lead=lead)
        return [self.reading.range_of((words[0] + first, words[0] + last)) for first, last in marked]

    def _head(self, start: int, end: int) -> Token:
        """The head of the party that a range stands in, else its own."""
        root = self.doc[start:end].root
        return self.doc[self.parties.get(root.i, root.i)]


def fillers_of(doc: Doc) -> Fillers | None:
    """The role fillers of a Doc; None when the reader did not run."""
    reading = reading_of(doc)
    if reading is None:
        return None
    parties: dict[int, int] = {}
    for span in ext.spans_of(doc, "parties"):
        for token in span:
            parties.setdefault(token.i, ext.values_of(doc, "parties")[span.id_]["head"])
    return Fillers(doc, reading, load_reader_use()["fillers"], parties)
