"""How attributions of one report hang together: speech that goes on, asides cut off, and sources reported through."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from khaldun.pipeline.quotations import Quotation
from khaldun.pipeline.speakers import Range
from khaldun.pipeline.speech import WHOLE, Frame
from khaldun.pipeline.utterances import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs:
    """Number of the paragraph that each token stands in."""

    number: list[int]


def paragraphs_of(doc: Doc) -> Paragraphs:
    """Paragraphs as blank lines, and line breaks behind final punctuation, divide them."""
    number, current, last = [], 0, ""
    for token in doc:
        number.append(current)
        if token.is_space:
            breaks = token.text.count("\n")
            current += breaks > 1 or (breaks == 1 and last in _FINAL)
        else:
            last = token.text
    return Paragraphs(number=number)


_FINAL = frozenset({".", "!", "?", '"', "”", ":", "…", "''"})
_ASIDE_MARKS = frozenset({",", "—", "–", "--", "-"})
#: How many frames back the speaker of a quotation may be.
_BACK = 8
#: How many frames back an aside may belong to.
_REACH = 4
#: What stands before a quotation that is no mere part of a phrase.
_BREAKS = frozenset({".", ",", "!", "?", ";", ":", "…", "—", "–", "--", "-", ")"})


def adopt(doc: Doc, chosen: Sequence[Frame], *, quotations: Sequence[Quotation], paragraphs: Paragraphs) -> list[Frame]:
    """Gives quotations that stand by themselves and that no content holds to the speaker before them."""
    frames = list(chosen)
    cues = [frame.cue[0] for frame in frames]
    held = _held(doc, frames)
    for quotation in quotations:
        inside = held[quotation.start : quotation.end]
        if quotation.single or 2 * sum(inside) > len(inside) or not _stands_alone(doc, quotation):
            continue
        speaker = _speaker_before(doc, frames, cues=cues, start=quotation.start, paragraphs=paragraphs)
        if speaker is not None:
            more = tidy(doc, [(quotation.start, quotation.end)])
            frames[speaker] = replace(frames[speaker], content=(*frames[speaker].content, *more))
    return frames


def cut_asides(doc: Doc, chosen: Sequence[Frame], *, quoted: Sequence[bool]) -> list[Frame]:
    """Ends a content where its speaker goes on in a participle: "said it was over, adding that ..."."""
    frames = list(chosen)
    for index, aside in enumerate(frames):
        start = aside.cue[0]
        if not _is_aside(doc, aside) or quoted[start]:
            continue
        for outer in range(index - 1, max(-1, index - 1 - _REACH), -1):
            frame = frames[outer]
            cut = _cut(doc, frame, start)
            if cut:
                frames[outer] = replace(frame, content=cut)
                frames[index] = replace(aside, source=frame.source)
                break
    return frames


def _is_aside(doc: Doc, frame: Frame) -> bool:
    start = frame.cue[0]
    return (
        doc[frame.head].tag_ == "VBG"
        and start > 0
        and doc[start - 1].text in _ASIDE_MARKS
        and frame.complement in WHOLE
    )


def _cut(doc: Doc, frame: Frame, at: int) -> tuple[Range, ...]:
    """The content of a frame up to a token that it holds; () where it does not hold it or nothing is left."""
    if frame.complement not in WHOLE or not any(start < at < end for start, end in frame.content):
        return ()
    return tuple(tidy(doc, [(start, min(end, at)) for start, end in frame.content if start < at]))


def _held(doc: Doc, frames: Sequence[Frame]) -> list[bool]:
    """Which tokens stand in some content."""
    held = [False] * len(doc)
    for frame in frames:
        for start, end in frame.content:
            held[start:end] = [True] * (end - start)
    return held


def _stands_alone(doc: Doc, quotation: Quotation) -> bool:
    """Whether a quotation begins a sentence or a new part of one: no scare quote, no title within one."""
    before = doc[quotation.start - 1] if quotation.start else None
    return before is None or before.is_space or before.text in _BREAKS or doc[quotation.start].is_sent_start is True


def _speaker_before(
    doc: Doc, frames: Sequence[Frame], *, cues: Sequence[int], start: int, paragraphs: Paragraphs
) -> int | None:
    """Index of the frame before a token that may go on there: the one whose content begins last."""
    here = paragraphs.number[start]
    opens = start == 0 or paragraphs.number[start - 1] != here
    found, latest = None, -1
    first = bisect_left(cues, start) - 1
    for index in range(first, max(-1, first - _BACK), -1):
        frame = frames[index]
        begin, last = frame.content[0][0], max(end for _, end in (*frame.content, frame.cue))
        if frame.complement not in WHOLE or last > start or begin <= latest:
            continue
        distance = here - paragraphs.number[last - 1]
        if distance == 0 or (distance == 1 and opens and _is_quoted(doc, frame)):
            found, latest = index, begin
    return found


def _is_quoted(doc: Doc, frame: Frame) -> bool:
    return any(doc[i].is_quote for span in frame.content for i in range(*span))
