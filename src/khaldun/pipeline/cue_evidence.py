"""What stands around a cue and speaks for or against it being one; names of the rows of the evidence table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from khaldun.codebooks.cues import Cues
from khaldun.pipeline.speakers import head_of
from khaldun.pipeline.speech import CLAUSES, Frame

#: How far up the parse a governing word is looked for, and how many tokens apart source and cue are still near.
_CLIMB, _NEAR = 8, 3
_GOVERNED = frozenset({"ccomp", "dobj", "xcomp", "prep", "advcl", "oprd", "dative"})
_ASIDES = frozenset({"advcl", "xcomp"})
_FORMS = {("neg", ""): "negated", ("auxpass", ""): "passive", ("aux", "to"): "infinitive"}
_PARTICIPLES = {"VBG": "participle", "VBN": "past participle"}
_LENGTHS = ((1, "1"), (3, "2 to 3"), (7, "4 to 7"))


def score(frame: Frame, *, doc: Doc, quoted: Sequence[bool], cues: Cues) -> float:
    """Log odds that this reading attributes: the lexicon's weight and everything that `evidence` names."""
    head = doc[frame.head]
    group = group_of(frame, head)
    total = cues.weigh(head.lemma_.lower(), head.pos_, frame.complement)
    table = cues.evidence
    for name in evidence(frame, doc=doc, quoted=quoted, cues=cues):
        total += table.get((name, group), 0.0)
    return total


def group_of(frame: Frame, head: Token) -> str:
    """The group of the evidence table that a construction uses."""
    if head.pos_ != "VERB" and frame.complement != "headline":
        return "noun"
    return "clause" if frame.complement in CLAUSES else "other"


def evidence(frame: Frame, *, doc: Doc, quoted: Sequence[bool], cues: Cues) -> Iterator[str]:
    """Names of what holds for a frame."""
    head = doc[frame.head]
    if quoted[frame.head]:
        yield "in quotation"
    if frame.complement == "headline":
        yield from _headline(frame, doc, cues=cues)
        return
    yield f"source {_source_class(frame, doc, cues=cues)}"
    yield from _form(head, cues)
    if frame.complement == "raising passive" and _is_perfect_infinitive(head):
        yield "raising over the past"
    if head.dep_ in _ASIDES and _is_relay(head, cues):
        yield "relay beside a cue"
    yield f"source {_distance(frame)}"
    yield f"relation {head.dep_}"
    yield _holder(head, cues)
    yield from (
        f"governs {child.dep_}" for child in head.children if child.dep_ in _GOVERNED and not _is_relay(child, cues)
    )
    yield from _content(frame, doc, quoted=quoted)


def _headline(frame: Frame, doc: Doc, *, cues: Cues) -> Iterator[str]:
    """A headline's source by its last word, and where the headline stands."""
    start, end = frame.source or (0, 1)
    last = doc[end - 1]
    if start > frame.head:
        yield "headline behind" if doc[frame.head].text == ":" else "headline behind a dash"
    if last.lower_ in cues.words["headline_sources"]:
        yield "headline speaker"
    elif last.pos_ == "PROPN" or last.text[:1].isupper():
        yield "headline name"
    yield "headline first" if min(start, frame.content[0][0]) == 0 else "headline later"
    yield f"headline source of {end - start}"


def _is_perfect_infinitive(head: Token) -> bool:
    """Whether a verb governs an infinitive of the past: "is said to have left"."""
    below = [child for child in head.children if child.dep_ == "xcomp"]
    return any(child.lower_ == "have" for verb in below for child in verb.lefts if child.dep_ == "aux")


def _is_relay(verb: Token, cues: Cues) -> bool:
    """Whether a participle names from whom the clause above it is had: "the radio said, quoting residents"."""
    return verb.tag_ == "VBG" and verb.lemma_.lower() in cues.words["relays"]


def _form(head: Token, cues: Cues) -> Iterator[str]:
    helpers = (_FORMS.get((c.dep_, c.lower_)) or _FORMS.get((c.dep_, "")) for c in head.lefts)
    yield from (name for name in helpers if name)
    if any(c.dep_ == "aux" and c.lower_ in cues.words["modals"] for c in head.lefts):
        yield "modal"
    if head.tag_ == "VB" and not any(c.dep_ == "aux" for c in head.lefts):
        yield "bare verb"
    elif head.tag_ in _PARTICIPLES:
        yield _PARTICIPLES[head.tag_]


def _source_class(frame: Frame, doc: Doc, *, cues: Cues) -> str:
    if frame.source is None:
        return "none"
    head = head_of(doc, frame.source)
    named = cues.source_classes.get(head.lower_)
    if named:
        return named
    return {"PRON": "pronoun", "PROPN": "name"}.get(head.pos_, "noun")


def _distance(frame: Frame) -> str:
    """How far a source stands from its cue."""
    if frame.source is None:
        return "nowhere"
    gap = max(frame.cue[0] - frame.source[1], frame.source[0] - frame.cue[1])
    return "beside" if gap <= 0 else "near" if gap <= _NEAR else "far"


def _holder(head: Token, cues: Cues) -> str:
    """Whether a cue stands in a clause that another word governs, and whether that is a cue itself."""
    for _ in range(_CLIMB):
        above = head.head
        if head.dep_ == "ccomp":
            return "held by a cue" if (above.lemma_.lower(), above.pos_) in cues.stances else "held by another word"
        if above.i == head.i:
            return "held by nothing"
        head = above
    return "held deep"


def _content(frame: Frame, doc: Doc, *, quoted: Sequence[bool]) -> Iterator[str]:
    size = sum(end - start for start, end in frame.content)
    yield f"length {next((name for limit, name in _LENGTHS if size <= limit), '8 or more')}"
    if not quoted[frame.head] and any(quoted[i] for start, end in frame.content for i in range(start, end)):
        yield "quotes"
    start = frame.content[0][0]
    yield f"content opens with {doc[start].pos_}"
    if start < frame.head:
        yield "content first"
    if frame.complement not in CLAUSES:
        head = head_of(doc, frame.content[0])
        yield f"content {head.pos_}"
