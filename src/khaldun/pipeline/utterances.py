"""What is said: content that keeps to quotations and paragraphs and stops at the words around the cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from khaldun.pipeline.quotations import Quotation, touching
from khaldun.pipeline.speakers import Range, beside, subtract, trim
from khaldun.pipeline.speech import WHOLE, Frame

#: How many tokens may stand between a cue and the quotation before it, and the one behind it.
_LINKS, _LEAD = 2, 14
#: How far up the parse a last clause is looked for.
_CLIMB = 12
#: Longest source and shortest content of a headline with a colon, in tokens.
_HEADLINE_SOURCE, _HEADLINE_CONTENT = 6, 4
#: Longest headline, in tokens.
_HEADLINE_LENGTH = 25
#: Marks that end a sentence, which a source in a headline does not.
_FINAL = frozenset({".", "!", "?", "…"})
#: Marks that may part a headline from its source; a dash only from one behind it.
HEADLINE_MARKS = frozenset({":", "-", "–", "—", "--"})


def settle(doc: Doc, frame: Frame, quotations: Sequence[Quotation], *, floor: int = 0) -> Frame:
    """A frame whose content holds whole quotations and neither cue nor source, in fragments without loose ends.

    Nothing of it stands before the token `floor`, where a dateline ends.
    """
    frame = _with_outer_source(doc, frame, quotations)
    frame = replace(frame, source=_clip_source(doc, frame, floor))
    holes = [frame.cue] + ([frame.source] if frame.source and frame.complement in WHOLE else [])
    fragments: list[Range] = []
    for span in frame.content:
        if frame.complement in WHOLE:
            span = _over_quotations(span, quotations=quotations, holes=holes)
        else:
            span = _close_quotation(_without_afterthought(doc, span, quotations), quotations)
        fragments += subtract((max(span[0], floor), max(span[1], floor)), holes)
    return replace(frame, content=tuple(tidy(doc, fragments)))


def _with_outer_source(doc: Doc, frame: Frame, quotations: Sequence[Quotation]) -> Frame:
    """A frame whose source is not taken from a quotation that its cue stands outside of."""
    if frame.source is None:
        return replace(frame, source=beside(doc, frame.cue)) if frame.complement == "quote" else frame
    for quotation in touching(quotations, frame.source[0], frame.source[0] + 1):
        if not quotation.single and not quotation.start <= frame.head < quotation.end:
            return replace(frame, source=beside(doc, frame.cue))
    return frame


def _clip_source(doc: Doc, frame: Frame, floor: int) -> Range | None:
    """The source without what stands before the floor and, where the cue is in its relative clause, from the cue on."""
    if frame.source is None:
        return None
    start, end = frame.source
    if start < floor < end:
        start = floor
    if start < frame.cue[0] < end:
        end = frame.cue[0]
    start, end = trim(doc, (start, end))
    return (start, end) if start < end else None


def _over_quotations(span: Range, *, quotations: Sequence[Quotation], holes: Sequence[Range]) -> Range:
    """A range grown over the quotations that it begins or ends in, save those that hold the cue."""
    start, end = span
    for quotation in touching(quotations, start, end):
        if quotation.single or any(quotation.start < b and a < quotation.end for a, b in holes):
            continue
        if quotation.start < end and start < quotation.end:
            start, end = min(start, quotation.start), max(end, quotation.end)
    return start, end


def _close_quotation(span: Range, quotations: Sequence[Quotation]) -> Range:
    start, end = span
    for quotation in touching(quotations, start - 1, end):
        if start <= quotation.start + 1 < end < quotation.end:
            end = quotation.end
        if quotation.start == start - 1 and quotation.end <= end:
            start -= 1
    return start, end


class Margins:
    """Where the tokens [start, end) of a Doc have words, loose marks and line breaks: looked up once, then counted."""

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        tokens = doc[start:end]
        spaces = [token.is_space for token in tokens]
        texts = [token.text for token in tokens]
        self.start = start
        self.breaks = [start + i for i, text in enumerate(texts) if spaces[i] and "\n" in text]
        # From each place on the first token that may begin a fragment; before each place the end of the last that may
        # end one; and how many words stand before each.
        self._onward = list(range(start, end + 1))
        self._back = list(range(start, end + 1))
        self._words = [0] * (end - start + 1)
        for i in reversed(range(end - start)):
            if spaces[i] or texts[i] in _LOOSE_START:
                self._onward[i] = self._onward[i + 1]
        for i, token in enumerate(tokens):
            if spaces[i] or texts[i] in _LOOSE_END:
                self._back[i + 1] = self._back[i]
            self._words[i + 1] = self._words[i] + _is_word(token)

    def lines(self, span: Range) -> Iterator[Range]:
        """The parts of a range between line breaks."""
        start, end = span
        for i in self.breaks[bisect_left(self.breaks, start) : bisect_left(self.breaks, end)]:
            yield start, i
            start = i + 1
        yield start, end

    def strip(self, span: Range) -> Range:
        """A range without loose punctuation and white space at its ends."""
        start, end = span
        start = min(self._onward[start - self.start], end)
        return start, max(self._back[end - self.start], start)

    def has_words(self, span: Range) -> bool:
        """Whether a word stands in a range."""
        return self._words[span[1] - self.start] > self._words[span[0] - self.start]


def tidy(doc: Doc, fragments: Sequence[Range], margins: Margins | None = None) -> list[Range]:
    """Fragments in text order, cut at line breaks, without loose punctuation; those with no word are left out.

    `margins`: those of the whole Doc, where many fragments are tidied.
    """
    found = []
    for fragment in sorted(fragment for fragment in fragments if fragment[0] < fragment[1]):
        known = margins or Margins(doc, *fragment)
        found += [piece for line in known.lines(fragment) if known.has_words(piece := known.strip(line))]
    return found


def _is_word(token: Token) -> bool:
    return bool(token.is_alpha or token.like_num or any(map(str.isalnum, token.text)))


def _without_afterthought(doc: Doc, span: Range, quotations: Sequence[Quotation]) -> Range:
    """A range that ends before a last clause which a comma sets off: ", which …", ", deeming it …"."""
    start, end = span
    if touching(quotations, end - 1, end):
        return span
    token = doc[end - 1]
    for _ in range(_CLIMB):
        before = token.left_edge.i - 1
        if before > start and doc[before].text == "," and _is_afterthought(token):
            return start, before
        if not start <= token.head.i < end or token.head.i == token.i:
            break
        token = token.head
    return span


def _is_afterthought(token: Token) -> bool:
    return bool(token.dep_ == "relcl" or (token.dep_ == "advcl" and token.tag_ == "VBG"))


_LOOSE_START = frozenset([",", ";", ":", ".", "—", "–", "-", "--", ")"])
_LOOSE_END = frozenset([",", ";", ":", ".", "—", "–", "-", "--", "("])


def quoting_frame(verb: Token, source: Range | None, *, cue: Range, quotations: Sequence[Quotation]) -> Frame | None:
    """A verb beside a quotation that the parse does not tie to it: `"…," he said`, `He continued: "…"`."""
    begin = min(cue[0], source[0]) if source else cue[0]
    end = max(cue[1], source[1]) if source else cue[1]
    for quotation in touching(quotations, begin - _LINKS - 1, end + _LEAD + 1):
        if quotation.start <= verb.i < quotation.end or quotation.single:
            continue
        before = quotation.end <= begin and _only_links(verb.doc, quotation.end, begin)
        after = end <= quotation.start and _leads_to(verb.doc, end, quotation.start)
        if before or after:
            start = quotation.start
            if before:
                start = _line_start(verb.doc, start, floor=verb.doc[start].sent.start)
            return Frame(head=verb.i, complement="quote", cue=cue, source=source, content=((start, quotation.end),))
    return None


def headline_frame(colon: Token) -> Frame | None:
    """A line of the form "Officials: Car bomb kills 20" or "Car bomb kills 20: officials", read at its mark.

    None where a verb or a number stands in what would be the source; a dash has its source behind it.
    """
    doc = colon.doc
    floor = max(0, colon.i - _HEADLINE_LENGTH)
    start, end = _line_start(doc, colon.i, floor=floor), _line_end(doc, colon.i)
    before, behind = (start, colon.i), (colon.i + 1, end)
    for source, content in ((before, behind), (behind, before)) if colon.text == ":" else ((behind, before),):
        if _may_speak(doc, source) and content[1] - content[0] >= _HEADLINE_CONTENT:
            pieces, source = tuple(tidy(doc, [content])), Margins(doc, *source).strip(source)
            if pieces and source[0] < source[1]:
                cue = (colon.i, colon.i + 1)
                return Frame(head=colon.i, complement="headline", cue=cue, source=source, content=pieces)
    return None


def _may_speak(doc: Doc, span: Range) -> bool:
    """Whether a part of a headline is short enough for a source and no clause."""
    words = doc[span[0] : span[1]]
    return 0 < len(words) <= _HEADLINE_SOURCE and not any(
        token.pos_ in ("VERB", "AUX") or token.is_quote or token.like_num or token.text in _FINAL for token in words
    )


def _line_end(doc: Doc, index: int) -> int:
    """End of the line that a token stands in."""
    while index < len(doc) and not (doc[index].is_space and "\n" in doc[index].text):
        index += 1
    return index


def _line_start(doc: Doc, index: int, *, floor: int) -> int:
    """First token of the line that a token stands in, or `floor` where the line begins before that."""
    while index > floor and not (doc[index - 1].is_space and "\n" in doc[index - 1].text):
        index -= 1
    return index


def _only_links(doc: Doc, start: int, end: int) -> bool:
    return end - start <= _LINKS and all(doc[i].is_punct or doc[i].pos_ in ("ADV", "CCONJ") for i in range(start, end))


def _leads_to(doc: Doc, start: int, end: int) -> bool:
    if end - start > _LEAD:
        return False
    last = next((doc[i].text for i in range(end - 1, start - 1, -1) if not doc[i].is_space), "")
    if start == end:
        return True
    if last not in {",", ":", "that", "—", "–"} and end - start > 1:
        return False
    return all(doc[i].pos_ != "VERB" and doc[i].text not in {".", "!", "?"} for i in range(start, end))
