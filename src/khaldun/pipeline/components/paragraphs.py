"""Sentence boundaries that the layout gives: a blank line ends a sentence, whatever the parser thinks."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

NAME = "khaldun_paragraphs"


@Language.component(NAME, assigns=["token.is_sent_start"], retokenizes=False)
def mark_paragraphs(doc: Doc) -> Doc:
    """Starts a sentence at each first word after a white-space token with a line break in it that ends a paragraph.

    A single line break ends one only where a blank line follows or the line before closes with final punctuation.
    """
    for token in doc[1:]:
        if token.is_space:
            continue
        before = token.nbor(-1)
        if before.is_space and _ends_paragraph(doc, before.i):
            token.is_sent_start = True
    return doc


def _ends_paragraph(doc: Doc, index: int) -> bool:
    breaks = doc[index].text.replace("\r\n", "\n").count("\n")
    if breaks != 1 or index == 0:
        return breaks > 1
    return doc[index - 1].text in {".", "!", "?", '"', "”", ":"}
