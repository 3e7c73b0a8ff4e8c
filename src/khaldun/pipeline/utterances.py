"""What is said: content that keeps to quotations and paragraphs and stops at the words around the cue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from khaldun.pipeline.quotations import Quotation
from khaldun.pipeline.speakers import Range, subtract
from khaldun.pipeline.speech import Frame

_WHOLE = frozenset({"clause", "quote", "parenthesis", "as", "sentence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs:
    """Number of the paragraph that each token stands in."""

    number: list[int]

    def same(self, a: int, b: int) -> bool:
        """Whether two tokens stand in one paragraph."""
        return self.number[a] == self.number[b]


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


def settle(doc: Doc, frame: Frame, quotations: Sequence[Quotation]) -> Frame:
    """A frame whose content holds whole quotations and neither cue nor source, in fragments without loose ends."""
    holes = [frame.cue] + ([frame.source] if frame.source and frame.complement in _WHOLE else [])
    fragments: list[Range] = []
    for span in frame.content:
        if frame.complement in _WHOLE:
            span = _over_quotations(span, quotations=quotations, holes=holes)
        else:
            span = _close_quotation(span, quotations)
        fragments += subtract(span, holes)
    return replace(frame, content=tuple(_tidy(doc, fragments)))


def _over_quotations(span: Range, *, quotations: Sequence[Quotation], holes: Sequence[Range]) -> Range:
    """A range grown over the quotations that it begins or ends in, save those that hold the cue."""
    start, end = span
    for quotation in quotations:
        if quotation.single or any(quotation.start < b and a < quotation.end for a, b in holes):
            continue
        if quotation.start < end and start < quotation.end:
            start, end = min(start, quotation.start), max(end, quotation.end)
    return start, end


def _close_quotation(span: Range, quotations: Sequence[Quotation]) -> Range:
    start, end = span
    for quotation in quotations:
        if start <= quotation.start + 1 < end < quotation.end:
            end = quotation.end
        if quotation.start == start - 1 and quotation.end <= end:
            start -= 1
    return start, end


def _tidy(doc: Doc, fragments: Sequence[Range]) -> list[Range]:
    """Fragments in text order, cut at line breaks, without loose punctuation; those with no word are left out."""
    pieces = [_strip(doc, start, end) for fragment in sorted(fragments) for start, end in _lines(doc, fragment)]
    return [piece for piece in pieces if any(_is_word(doc[i]) for i in range(*piece))]


def _lines(doc: Doc, span: Range) -> Iterator[Range]:
    start, end = span
    for i in range(start, end):
        if doc[i].is_space and "\n" in doc[i].text:
            yield start, i
            start = i + 1
    yield start, end


def _is_word(token: Token) -> bool:
    return bool(token.is_alpha or token.like_num or any(map(str.isalnum, token.text)))


def _strip(doc: Doc, start: int, end: int) -> Range:
    while start < end and (doc[start].is_space or doc[start].text in _LOOSE_START):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE_END):
        end -= 1
    return start, end


_LOOSE_START = frozenset([",", ";", ":", ".", "—", "–", "-", "--", ")"])
_LOOSE_END = frozenset([",", ";", ":", ".", "—", "–", "-", "--", "("])


def quoting_frame(verb: Token, source: Range | None, *, cue: Range, quotations: Sequence[Quotation]) -> Frame | None:
    """A verb beside a quotation that the parse does not tie to it: `"…," he said`, `He continued: "…"`."""
    begin = min(cue[0], source[0]) if source else cue[0]
    end = max(cue[1], source[1]) if source else cue[1]
    for quotation in quotations:
        if quotation.start <= verb.i < quotation.end or quotation.single:
            continue
        before = quotation.end <= begin and _only_links(verb.doc, quotation.end, begin)
        after = end <= quotation.start and _leads_to(verb.doc, end, quotation.start)
        if before or after:
            start = quotation.start
            if before:
                start = min(start, max(verb.doc[quotation.start].sent.start, _clause_start(verb.doc, start)))
            return Frame(head=verb.i, complement="quote", cue=cue, source=source, content=((start, quotation.end),))
    return None


def _clause_start(doc: Doc, index: int) -> int:
    """First token of the line that a token stands in."""
    while index > 0 and not (doc[index - 1].is_space and "\n" in doc[index - 1].text):
        index -= 1
    return index


def _only_links(doc: Doc, start: int, end: int) -> bool:
    return end - start <= 2 and all(doc[i].is_punct or doc[i].pos_ in ("ADV", "CCONJ") for i in range(start, end))


def _leads_to(doc: Doc, start: int, end: int) -> bool:
    if end - start > 14:
        return False
    last = next((doc[i].text for i in range(end - 1, start - 1, -1) if not doc[i].is_space), "")
    if start == end:
        return True
    if last not in {",", ":", "that", "—", "–"} and end - start > 1:
        return False
    return all(doc[i].pos_ != "VERB" and doc[i].text not in {".", "!", "?"} for i in range(start, end))


def adopt(doc: Doc, chosen: Sequence[Frame], *, quotations: Sequence[Quotation], paragraphs: Paragraphs) -> list[Frame]:
    """Gives quotations that no content holds to the speaker before them."""
    frames = list(chosen)
    for quotation in quotations:
        if quotation.single or _is_held(quotation, frames):
            continue
        opens = quotation.start == 0 or not paragraphs.same(quotation.start - 1, quotation.start)
        speaker = _speaker_before(doc, frames, quotation=quotation, paragraphs=paragraphs, opens=opens)
        if speaker is None:
            continue
        more = _tidy(doc, [(quotation.start, quotation.end)])
        frames[speaker] = replace(frames[speaker], content=(*frames[speaker].content, *more))
    return frames


def _is_held(quotation: Quotation, frames: Sequence[Frame]) -> bool:
    size = quotation.end - quotation.start
    for frame in frames:
        for start, end in frame.content:
            if 2 * (min(end, quotation.end) - max(start, quotation.start)) > size:
                return True
        if quotation.start < frame.cue[1] and frame.cue[0] < quotation.end and not frame.content:
            return True
    return False


def _speaker_before(
    doc: Doc, frames: Sequence[Frame], *, quotation: Quotation, paragraphs: Paragraphs, opens: bool
) -> int | None:
    """Index of the last frame before a quotation that may go on in it."""
    found, last = None, -1
    for index, frame in enumerate(frames):
        end = max(e for _, e in (*frame.content, frame.cue))
        if frame.complement not in _WHOLE or end > quotation.start or frame.content[0][0] < last:
            continue
        near = paragraphs.number[quotation.start] - paragraphs.number[frame.cue[0]]
        quoted = any(doc[i].is_quote for span in frame.content for i in range(*span))
        if near == 0 or (near == 1 and opens and quoted):
            found, last = index, frame.content[0][0]
    return found
