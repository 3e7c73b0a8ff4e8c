"""What stands around a cue and speaks for or against it being one; names of the rows of the evidence table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from khaldun.codebooks.cues import Cues
from khaldun.pipeline.speech import Frame

#: Constructions whose content is a whole clause or utterance.
CLAUSES = frozenset({"clause", "quote", "parenthesis", "as"})
_LENGTHS = ((1, "1"), (3, "2 to 3"), (7, "4 to 7"))


def score(frame: Frame, *, doc: Doc, quoted: Sequence[bool], cues: Cues) -> float:
    """Log odds that this reading attributes: the lexicon's weight and everything that `evidence` names."""
    head = doc[frame.head]
    group = group_of(frame)
    total = cues.weigh(head.lemma_.lower(), head.pos_, frame.complement)
    table = cues.evidence
    for name in evidence(frame, doc=doc, quoted=quoted, cues=cues):
        total += table.get((name, group), 0.0)
    return total


def group_of(frame: Frame) -> str:
    """The column group of the evidence table that a construction uses."""
    return "clause" if frame.complement in CLAUSES else "other"


def evidence(frame: Frame, *, doc: Doc, quoted: Sequence[bool], cues: Cues) -> Iterator[str]:
    """Names of what holds for a frame."""
    head = doc[frame.head]
    if quoted[frame.head]:
        yield "in quotation"
    yield f"source {_source_class(frame, doc, cues=cues)}"
    yield from _form(head, cues)
    yield f"relation {head.dep_}"
    yield from _content(frame, doc, quoted=quoted)


def _form(head: Token, cues: Cues) -> Iterator[str]:
    modals = cues.words["modals"]
    helped = False
    for child in head.lefts:
        if child.dep_ == "neg":
            yield "negated"
        elif child.dep_ == "aux":
            helped = True
            if child.lower_ in modals:
                yield "modal"
            elif child.lower_ == "to":
                yield "infinitive"
    if head.tag_ == "VB" and not helped:
        yield "bare verb"
    elif head.tag_ in ("VBG", "VBN"):
        yield "participle" if head.tag_ == "VBG" else "past participle"


def _source_class(frame: Frame, doc: Doc, *, cues: Cues) -> str:
    if frame.source is None:
        return "none"
    start, end = frame.source
    head = next((doc[i] for i in range(start, end) if not start <= doc[i].head.i < end), doc[start])
    named = cues.source_classes.get(head.lower_)
    if named:
        return named
    return {"PRON": "pronoun", "PROPN": "name"}.get(head.pos_, "noun")


def _content(frame: Frame, doc: Doc, *, quoted: Sequence[bool]) -> Iterator[str]:
    size = sum(end - start for start, end in frame.content)
    yield f"length {next((name for limit, name in _LENGTHS if size <= limit), '8 or more')}"
    if not quoted[frame.head] and any(quoted[i] for start, end in frame.content for i in range(start, end)):
        yield "quotes"
    start, end = frame.content[0]
    if start < frame.head:
        yield "content first"
    if frame.complement not in CLAUSES:
        head = next((doc[i] for i in range(start, end) if not start <= doc[i].head.i < end), doc[start])
        yield f"content {head.pos_}"
