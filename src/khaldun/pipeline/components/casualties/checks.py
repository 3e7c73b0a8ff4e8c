"""What contradicts itself in a report's figures, as remarks for an editor: quoted, never corrected."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from khaldun.codebooks.casualties import CasualtyBook, CountKind
from khaldun.codebooks.numerals import may_start, read_numeral
from khaldun.codebooks.quantities import QuantityBook
from khaldun.pipeline import extensions
from khaldun.pipeline.components.casualties.facts import Fact
from khaldun.pipeline.extensions import QuantityValues

_WORD = re.compile(r"\d[\d,.]*\d|\w+(?:'\w+)?|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d$")
#: Roles in which a headline's word may stand beside its figure.
_TOLD = frozenset({"object", "subject", "state", "tally"})
#: Words between a headline's figure and the word that says what it counts.
_REACH = 3
_MOST_PARTS = 8
_OPENS_PARTS = frozenset({"(", "[", "-", "--", "—", "–", ":"})


def check_headline(doc: Doc, facts: Sequence[Fact], *, numbers: QuantityBook, book: CasualtyBook) -> None:
    """Remarks where the title gives a toll that the text never gives, while the text gives another.

    A text that begins with its title is read from behind it.
    """
    title = extensions.values_of(doc, "report").get("title") or ""
    body = len(title) if title and doc.text.startswith(title) else 0
    for kind, figure, words in _title_tolls(title, numbers, book):
        found = [fact.group for fact in facts if fact.kind == kind and doc[fact.group.start].idx >= body]
        told = [group for group in found if group.exact and group.low]
        if told and not _is_given(doc, figure, body=body):
            quoted = sorted({doc[group.start : group.end].text for group in told})
            others = ", ".join(f'"{text}"' for text in quoted)
            extensions.remark(doc, "checks", f'the title gives {kind} as "{words}", the text as {others}')


def check_sums(doc: Doc, words: Sequence[str], facts: Sequence[Fact]) -> None:
    """Remarks where the parts that follow a figure make more than the figure itself."""
    quantities = extensions.values_of(doc, "quantities")
    spans = [(span.start, span.end, quantities[span.id_]) for span in extensions.spans_of(doc, "quantities")]
    spans.sort(key=lambda span: span[0])
    for whole in {(f.group.start, f.group.end): f.group for f in facts if f.group.quantity and f.group.exact}.values():
        first = bisect_left(spans, whole.end, key=lambda span: span[0])
        parts = _parts_after(words, spans[first : first + _MOST_PARTS], start=whole.end)
        total = sum(value["low"] or 0 for _, _, value in parts)
        if len(parts) > 1 and whole.low is not None and total > whole.low:
            said, listed = doc[whole.start : whole.end].text, doc[parts[0][0] : _end_of(parts[-1])].text
            extensions.remark(doc, "checks", f'"{said}", but its parts "{listed}" make {total}')


def _title_tolls(title: str, numbers: QuantityBook, book: CasualtyBook) -> list[tuple[CountKind, int, str]]:
    """The exact figures of a title with the kind that the word beside them tells."""
    words = [word.lower() for word in _WORD.findall(title)]
    found: list[tuple[CountKind, int, str]] = []
    for at, word in enumerate(words):
        numeral = read_numeral(words, at, book=numbers) if may_start(word, numbers) else None
        if numeral is None or not numeral.exact or not numeral.low or not numeral.is_whole or _YEAR.match(word):
            continue
        before, behind = words[max(0, numeral.start - 1) : numeral.start], words[numeral.end : numeral.end + _REACH]
        kinds = [kind for near in before for kind, role in book.cues.get(near, ()) if role == "object"]
        kinds += [kind for near in behind for kind, role in book.cues.get(near, ()) if role in _TOLD]
        if kinds and kinds[0] in {"deaths", "injuries"}:
            found.append((kinds[0], int(numeral.low), " ".join(words[numeral.start : numeral.end])))
    return found


def _is_given(doc: Doc, figure: int, *, body: int) -> bool:
    """Whether any quantity of the text behind its headline holds a figure."""
    values = extensions.values_of(doc, "quantities")
    for span in extensions.spans_of(doc, "quantities"):
        low, high = values[span.id_]["low"], values[span.id_]["high"]
        if span.start_char < body:
            continue
        if (low is None or low <= figure) and (high is None or figure <= high):
            return True
    return False


def _parts_after(
    words: Sequence[str], spans: Sequence[tuple[int, int, QuantityValues]], *, start: int
) -> list[tuple[int, int, QuantityValues]]:
    """The figures of the list that opens after a bracket, dash or colon: "(five soldiers and eight civilians)"."""
    found: list[tuple[int, int, QuantityValues]] = []
    for first, last, value in spans:
        gap = list(words[start:first])
        opens = not found and 0 < len(gap) <= _REACH + 1 and gap[-1] in _OPENS_PARTS
        goes_on = bool(found) and gap in (["and"], [","], [",", "and"])
        if not (opens or goes_on) or not value["exact"] or value["unit"] != "people" or value["noun"] < last:
            break
        found.append((first, last, value))
        start = value["noun"] + 1
    return found


def _end_of(part: tuple[int, int, QuantityValues]) -> int:
    return max(part[1], part[2]["noun"] + 1)
