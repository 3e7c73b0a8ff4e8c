"""Attributions at second hand: who passes on what another says ("Tass quoted the envoy as saying", "citing police")."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from khaldun.pipeline import syntax
from khaldun.pipeline.speakers import Range, noun_range
from khaldun.pipeline.speech import CLAUSES, WHOLE, Frame

#: How the parse ties "citing police" to the verb of its clause.
_ASIDES = frozenset({"advcl", "xcomp"})


def link(doc: Doc, frames: Sequence[Frame], *, relays: Collection[str], interviews: Collection[str]) -> list[Frame]:
    """The frames with `via` filled, and the sources of quoting and citing verbs set right."""
    linked = [_unquote(doc, frame, relays) for frame in frames]
    quoting = {head.i for frame in linked if (head := _relay_above(doc[frame.head], relays)) is not None}
    linked = [frame for frame in linked if frame.head not in quoting]
    linked = _share_cited(doc, linked, relays)
    holders = _holders(doc, linked)
    return [_with_via(doc, frame, holder=holders[frame.head], interviews=interviews) for frame in linked]


def _relay_above(token: Token, relays: Collection[str]) -> Token | None:
    """*quoted* above *saying* in "quoted the envoy as saying"."""
    if token.tag_ != "VBG":
        return None
    above = token.head
    if above.lower_ == "as":
        above = above.head
    return above if above.lemma_.lower() in relays and above.i < token.i else None


def _unquote(doc: Doc, frame: Frame, relays: Collection[str]) -> Frame:
    """The quoted one as source and the quoting one as via: "Tass quoted the envoy as saying"."""
    relay = _relay_above(doc[frame.head], relays)
    if relay is None:
        return frame
    subjects, objects = syntax.subject_heads(relay), syntax.object_heads(relay)
    if syntax.is_passive(relay):
        quoted, quoting = subjects, syntax.agents(relay)
    else:
        quoted, quoting = objects, subjects
    source = noun_range(quoted[0]) if quoted else frame.source
    return replace(frame, source=source, via=noun_range(quoting[0]) if quoting else None)


def _share_cited(doc: Doc, frames: Sequence[Frame], relays: Collection[str]) -> list[Frame]:
    """ "Xinhua, citing police, said nine had died": police say it, through Xinhua."""
    by_head = {frame.head: frame for frame in frames}
    shared = []
    for frame in frames:
        head = doc[frame.head]
        main = by_head.get(head.head.i) if head.dep_ in _ASIDES else None
        if frame.complement == "object" and head.lemma_.lower() in relays and main and main.complement in CLAUSES:
            frame = replace(frame, complement="cited", source=frame.content[0], content=main.content, via=main.source)
        shared.append(frame)
    return shared


def _holders(doc: Doc, frames: Sequence[Frame]) -> list[Frame | None]:
    """For each token the frame with the narrowest content that holds it."""
    holders: list[Frame | None] = [None] * len(doc)
    for frame in sorted(frames, key=lambda f: (-sum(end - start for start, end in f.content), f.cue)):
        if frame.complement in WHOLE:
            for start, end in frame.content:
                holders[start:end] = [frame] * (end - start)
    return holders


def _with_via(doc: Doc, frame: Frame, *, holder: Frame | None, interviews: Collection[str]) -> Frame:
    if frame.via is not None:
        return frame
    if holder is not None and holder.source != frame.source:
        return replace(frame, via=holder.source)
    return replace(frame, via=_interviewer(doc[frame.head], interviews))


def _interviewer(head: Token, interviews: Collection[str]) -> Range | None:
    """Al Noor TV of "said in an interview with Al Noor TV"."""
    for noun in syntax.prepositional_heads(head, "in", "during"):
        if noun.lower_ in interviews:
            askers = syntax.prepositional_heads(noun, "with", "to")
            if askers:
                return noun_range(askers[0])
    return None
