"""The learned reader: what its encoder says of every word, as evidence for the components that follow."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.codebooks.reader import load_reader_model
from khaldun.pipeline import extensions as ext
from khaldun.pipeline.encoder import Encoder

NAME = "khaldun_reader"


@Language.factory(NAME, assigns=["doc._.reader"])
def make_reader(nlp: Language, name: str) -> ReaderComponent:
    """The component, with the weights that are shipped."""
    return ReaderComponent(Encoder(load_reader_model()))


@dataclass(frozen=True, slots=True)
class ReaderComponent:
    """Puts the scores of all heads for each word on the Doc's extension `reader`."""

    encoder: Encoder

    def __call__(self, doc: Doc) -> Doc:
        """Reads the text; white space is no word."""
        words = [token.i for token in doc if not token.is_space]
        if words:
            scores = self.encoder.read([doc[i].text for i in words])
            ext.values_of(doc, "reader").update(tokens=words, scores=scores)
        return doc
