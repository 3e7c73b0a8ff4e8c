"""Sentence boundaries that the layout gives: a blank line and a dateline end a sentence, whatever the parser thinks."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from khaldun.pipeline import extensions as ext

NAME = "khaldun_paragraphs"


@Language.component(NAME, requires=["doc._.dateline"], assigns=["token.is_sent_start"], retokenizes=False)
def mark_paragraphs(doc: Doc) -> Doc:
    """Starts a sentence behind the dateline, and at each first word after white space that ends a paragraph.

    A single line break ends one only where a blank line follows or the line before closes with final punctuation.
    """
    for values in ext.values_of(doc, "dateline").values():
        if 0 < values["end"] < len(doc):
            doc[values["end"]].is_sent_start = True
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
